import CNcurses
import Foundation
import Glibc
package import TextSafety

/// The terminal of the process, drawn on by ncurses, which finds the shortest way from one frame to the next.
///
/// From `init` to `close` the terminal is guarded: whatever ends the process gives it back first.
package final class NcursesTerminal: Terminal {
  package private(set) var size: Size
  package var theme: Theme {
    didSet {
      looks = [:]
      lastLook = nil
      shown = nil
    }
  }
  package let depth: ColorDepth
  package var takesMouse = false {
    didSet {
      guard isOpen, !isReleased, takesMouse != oldValue else { return }
      send(takesMouse ? NcursesTerminal.mouseOn : NcursesTerminal.mouseOff)
    }
  }

  /// Presses and the wheel, with columns beyond 223.
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

  private let tty: Int32
  var terminalDescriptor: Int32 { tty }
  private var decoder = KeyDecoder()
  private var clicks = ClickCounter()
  /// What is on the screen; nil where nobody knows.
  private var shown: Surface?
  private var looks: [Style: Look] = [:]
  /// Most cells look as the one before.
  private var lastLook: (Style, Look)?
  private var pairs: [Int64: Int32] = [:]
  private var isOpen = true
  private var isReleased = false
  /// What gives the terminal back when ncurses cannot be asked.
  private var restoring: [CChar] = []
  private var title: SafeText?

  private struct Look {
    var pair: Int32
    var attributes: UInt8
    var background: Int32

    /// Whether a blank looks the same in both.
    func isAlike(_ other: Look) -> Bool {
      let seen = Attributes([.underline, .reverse]).rawValue
      return background == other.background && attributes & seen == 0 && other.attributes & seen == 0
    }
  }

  /// Takes the terminal that the process belongs to, whatever its standard input and output are.
  package init(theme: Theme, environment: [String: String] = ProcessInfo.processInfo.environment) throws(TerminalError)
  {
    tty = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard tty >= 0 else {
      throw TerminalError(
        code: .noTerminal, what: "terminal", why: "this process belongs to none", next: "use scan, which needs none")
    }
    bulwark_screen_locale()
    bulwark_guard_arm(tty)
    let name = environment["TERM"] ?? ""
    var result = bulwark_screen_open(name, tty)
    if result == BULWARK_SCREEN_UNKNOWN, let other = NcursesTerminal.standIn(for: name) {
      result = bulwark_screen_open(other, tty)
    }
    guard result == BULWARK_SCREEN_OPEN else {
      bulwark_guard_disarm()
      Glibc.close(tty)
      throw NcursesTerminal.error(result, name)
    }
    self.theme = theme
    depth = NcursesTerminal.depth(of: name, colors: Int(bulwark_screen_colors()), environment)
    size = NcursesTerminal.measure(tty)
    bulwark_screen_resize(Int32(size.width), Int32(size.height))
    var bytes = [CChar](repeating: 0, count: 512)
    let count = bulwark_screen_restoring(&bytes, bytes.count)
    restoring = Array(bytes[..<count])
    bulwark_guard_set(restoring, restoring.count)
    // What was typed before there was a screen was not meant for it.
    tcflush(tty, TCIFLUSH)
    send("\u{1B}[?2004h")
  }

  deinit { close() }

  private static func error(_ failure: bulwark_screen_result, _ name: String) -> TerminalError {
    let what = UntrustedText("TERM=\(name)")
    return switch failure {
    case BULWARK_SCREEN_DUMB:
      TerminalError(
        code: .dumb, what: what, why: "it cannot place its cursor", next: "use another terminal, or scan")
    case BULWARK_SCREEN_UNKNOWN:
      TerminalError(
        code: .unknown, what: what, why: "terminfo does not know it here", next: "set TERM=xterm-256color")
    default:
      TerminalError(code: .noTerminal, what: "/dev/tty", why: "it is no terminal", next: "use scan, which needs none")
    }
  }

  /// New terminals are often not in the terminfo of the machine that one logs in to; what they are like is.
  static func standIn(for name: String) -> String? {
    let likeXterm = ["xterm-", "alacritty", "contour", "foot", "ghostty", "kitty", "konsole", "wezterm"]
    if likeXterm.contains(where: name.hasPrefix) { return "xterm-256color" }
    return name.hasPrefix("tmux") ? "screen-256color" : nil
  }

  /// NO_COLOR (no-color.org) wins over what the terminal can do, and so does a name that says less than terminfo, as
  /// where another terminal stands in for it: `xterm-16color`.
  static func depth(of name: String = "", colors: Int, _ environment: [String: String]) -> ColorDepth {
    if let wish = environment["NO_COLOR"], !wish.isEmpty { return .monochrome }
    let named = name.hasSuffix("-mono") ? 0 : name.hasSuffix("-8color") ? 8 : name.hasSuffix("-16color") ? 16 : colors
    return switch min(colors, named) {
    case ..<8: .monochrome
    case ..<16: .eight
    case ..<256: .sixteen
    case ..<(1 << 24): .palette
    default: .direct
    }
  }

  /// Whether signs beyond ASCII would not be seen: the locale was chosen to be C or POSIX, or the terminal is one of DEC's
  /// that know no UTF-8. Where no locale was chosen, terminals read UTF-8 all the same.
  package static func wantsASCII(_ environment: [String: String]) -> Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let terminal = environment["TERM"] ?? ""
    return ["C", "POSIX"].contains(locale) || ["vt1", "vt2", "vt3"].contains(where: terminal.hasPrefix)
  }

  private static func measure(_ tty: Int32) -> Size {
    var window = winsize()
    guard ioctl(tty, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
      return Size(width: 80, height: 24)
    }
    return Size(width: min(Int(window.ws_col), 1000), height: min(Int(window.ws_row), 1000))
  }
}

extension NcursesTerminal {
  package var descriptor: Int32? { tty }
  package var patience: Duration? { decoder.patience }

  /// Without waiting. Called again when the decoder's patience is at its end, it takes what is open as it is.
  package func read() -> TerminalInput {
    var events: [Event] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    // A batch at a time of what comes without end: the screen goes on meanwhile.
    for round in 0..<16 where isOpen {
      var ready = pollfd(fd: tty, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 0) > 0 else {
        if round == 0 { events += decoder.flush() }
        return TerminalInput(events)
      }
      let count = Glibc.read(tty, &buffer, buffer.count)
      if count > 0 {
        let now = ContinuousClock.now
        events += decoder.feed(buffer[..<count]).map { clicks.count($0, at: now) }
        if count < buffer.count { return TerminalInput(events) }
      } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
        return TerminalInput(events, isAtEnd: true)
      }
    }
    return TerminalInput(events, isAtEnd: !isOpen)
  }

  package func invalidate() {
    shown = nil
    bulwark_screen_redraw()
  }

  package func resized() -> Size? {
    let now = NcursesTerminal.measure(tty)
    guard now != size else { return nil }
    size = now
    shown = nil
    bulwark_screen_resize(Int32(now.width), Int32(now.height))
    return now
  }

  package func release() {
    guard isOpen, !isReleased else { return }
    isReleased = true
    let mouse = takesMouse ? NcursesTerminal.mouseOff : ""
    send((title == nil ? "" : NcursesTerminal.popTitle) + mouse + "\u{1B}[?2004l")
    bulwark_screen_leave()
    bulwark_guard_pause()
  }

  package func reclaim() {
    guard isOpen else { return }
    isReleased = false
    shown = nil
    bulwark_guard_resume()
    bulwark_screen_enter()
    send("\u{1B}[?2004h" + (takesMouse ? NcursesTerminal.mouseOn : ""))
    if let title { send(NcursesTerminal.pushTitle + NcursesTerminal.naming(title)) }
  }

  package var isInForeground: Bool {
    let group = tcgetpgrp(tty)
    return group < 0 || group == getpgrp()
  }

  package func close() {
    guard isOpen else { return }
    release()
    isOpen = false
    bulwark_screen_close()
    bulwark_guard_disarm()
    Glibc.close(tty)
  }

  package func setTitle(_ title: SafeText) {
    guard isOpen, !isReleased, title != self.title, bulwark_screen_has_titles() else { return }
    if self.title == nil {
      restoring = NcursesTerminal.popTitle.utf8.map { CChar(bitPattern: $0) } + restoring
      bulwark_guard_set(restoring, restoring.count)
      send(NcursesTerminal.pushTitle)
    }
    self.title = title
    send(NcursesTerminal.naming(title))
  }

  /// The terminal keeps the title that it had, and takes it out again.
  private static let pushTitle = "\u{1B}[22;2t"
  private static let popTitle = "\u{1B}[23;2t"

  private static func naming(_ title: SafeText) -> String {
    "\u{1B}]2;" + title.prefix(columns: 200).description + "\u{1B}\\"
  }

  package func copy(_ lines: [SafeText]) {
    guard isOpen, !isReleased else { return }
    let text = lines.map(\.description).joined(separator: "\n")
    send("\u{1B}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{1B}\\")
  }

  /// Bytes beside ncurses, between two of its frames.
  private func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(tty, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        return
      }
    }
  }
}

extension NcursesTerminal {
  package func present(_ surface: Surface) {
    guard isOpen, !isReleased else { return }
    let width = min(size.width, surface.size.width)
    for row in 0..<min(size.height, surface.size.height) {
      if !isShown(surface, row: row, width: width) { put(surface, row: row, width: width) }
    }
    let cursor = surface.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
    bulwark_screen_cursor(Int32(cursor?.y ?? -1), Int32(cursor?.x ?? 0))
    bulwark_screen_flush()
    shown = surface
  }

  private func isShown(_ surface: Surface, row: Int, width: Int) -> Bool {
    guard let shown, shown.size == surface.size else { return false }
    let start = row * surface.size.width
    return surface.cells[start..<start + width] == shown.cells[start..<start + width]
  }

  /// Hands a row over whole: ncurses sends what differs. A blank is encoded with the colour of the letters before it, or
  /// of the first ones, where that shows nothing: a change of colours is more bytes than most words.
  private func put(_ surface: Surface, row: Int, width: Int) {
    let cells = surface.cells[row * surface.size.width..<row * surface.size.width + width]
    var encoded: [bulwark_cell] = []
    encoded.reserveCapacity(width)
    var letters = cells.first { !$0.glyph.isBlank }.map { look(of: $0.style) }
    for (column, cell) in zip(0..., cells) where !cell.isContinuation {
      var look = look(of: cell.style)
      if cell.glyph.isBlank, let letters, look.isAlike(letters) { look = letters }
      letters = look
      // A glyph that is wider than what is left of a narrower screen.
      encoded.append(encode(column + cell.glyph.width <= size.width ? cell.glyph : .blank, look))
    }
    bulwark_screen_put(Int32(row), 0, encoded, Int32(encoded.count))
  }

  private func encode(_ glyph: Glyph, _ look: Look) -> bulwark_cell {
    var encoded = bulwark_cell()
    if let single = glyph.single {
      encoded.scalars.0 = single
      encoded.count = 1
    } else {
      let scalars = glyph.scalars
      encoded.count = UInt8(min(5, scalars.count))
      withUnsafeMutableBytes(of: &encoded.scalars) { bytes in
        for (index, scalar) in scalars.prefix(5).enumerated() {
          bytes.storeBytes(of: scalar, toByteOffset: index * 4, as: UInt32.self)
        }
      }
    }
    encoded.pair = look.pair
    encoded.attributes = look.attributes
    return encoded
  }

  private func look(of style: Style) -> Look {
    if let (last, look) = lastLook, last == style { return look }
    let look = looks[style] ?? newLook(of: style)
    lastLook = (style, look)
    return look
  }

  private func newLook(of style: Style) -> Look {
    let appearance = theme.appearance(of: style, depth)
    let look = Look(
      pair: pair(of: appearance), attributes: appearance.attributes.rawValue, background: appearance.background)
    looks[style] = look
    return look
  }

  /// The number of a pair of colours. A terminal with few pairs draws what is beyond them in its own colours.
  private func pair(of appearance: Appearance) -> Int32 {
    let (foreground, background) = (appearance.foreground, appearance.background)
    if depth == .monochrome || (foreground < 0 && background < 0) { return 0 }
    let key = Int64(foreground) << 32 | Int64(UInt32(bitPattern: background))
    if let pair = pairs[key] { return pair }
    let pair = Int32(pairs.count + 1)
    guard pair < min(bulwark_screen_pairs(), 32_000), bulwark_screen_set_pair(pair, foreground, background) else {
      return 0
    }
    pairs[key] = pair
    return pair
  }
}
