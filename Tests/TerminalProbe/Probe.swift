import Foundation
import Glibc
import TerminalKit
import TextSafety

/// A small program on a terminal, for the tests of the drivers: a list like that of findings, and keys that end it in
/// every way.
final class Probe: EventHandler {
  typealias Message = Int

  private let terminal: any Terminal
  private let mailbox: Mailbox<Int>
  private var cursor = 0
  /// What happened last. Its look changes with it, so that all of its letters are sent.
  private var last: SafeText = "ready"
  private var drawn: SafeText = "ready"
  private var isOdd = false
  private var messages = 0
  private var editor: LineEditor?
  private(set) var isFinished = false
  private var pending = 0

  init(_ terminal: any Terminal, _ mailbox: Mailbox<Int>) {
    self.terminal = terminal
    self.mailbox = mailbox
  }

  var deadline: ContinuousClock.Instant? { nil }
  func handleTimer() {}
  var isBusy: Bool { pending > 0 }

  func handle(_ message: Int) {
    messages += message
    pending -= 1
    if pending == 0 { last = "messages \(messages)" }
  }

  func handle(_ event: Event) {
    switch event {
    case .resize(let size): last = "size \(size.width)x\(size.height)"
    case .mouse(let mouse): last = "mouse \(mouse.x) \(mouse.y)"
    case .paste(let text):
      editor?.insert(text)
      last = "paste \(text)"
    case .key(let key):
      last = "key \(own: key.name)"
      if editor?.handle(key) ?? false { return }
      handle(key)
    }
  }

  private func handle(_ key: Key) {
    switch key.name {
    case "j": cursor += 1
    case "k": cursor -= 1
    case "/": editor = LineEditor()
    case "esc": editor = nil
    case "q": isFinished = true
    case "ctrl-l": terminal.invalidate()
    case "f9": terminal.setTitle("a title")
    case "f1": crash()
    case "f2": abort()
    case "f3": kill(getpid(), SIGSEGV)
    case "f4": exit(3)
    case "f5": overflow(1)
    case "f6": wake()
    case "f10": _ = "careless\u{1B}[2J\n".withCString { write(2, $0, strlen($0)) }
    case "f7":
      // A loop that hangs: nobody takes what is signalled.
      hang()
    default: break
    }
  }

  /// Others leave messages, from many threads at once.
  private func wake() {
    pending = 400
    let mailbox = mailbox
    for _ in 0..<4 {
      Thread.detachNewThread { for _ in 0..<100 { mailbox.post(1) } }
    }
  }

  private func hang() -> Never {
    var (all, none) = (sigset_t(), sigset_t())
    sigfillset(&all)
    sigemptyset(&none)
    sigprocmask(SIG_BLOCK, &all, nil)
    _ = write(1, "hangs", 5)
    while true {
      sigsuspend(&none)
      _ = write(1, "signalled", 9)
    }
  }

  private func crash() {
    let empty = [Int]()
    cursor = empty[cursor]
  }

  private func overflow(_ depth: Int) {
    var space = (depth, depth, depth, depth)
    withUnsafeMutablePointer(to: &space) { pointer in
      overflow(pointer.pointee.0 + 1)
      cursor += pointer.pointee.1
    }
  }

  func draw(into surface: inout Surface) {
    let (head, rest) = surface.bounds.splitTop(2)
    let (body, foot) = rest.splitBottom(1)
    surface.within(head) { part in
      part.fill(Rect(x: 0, y: 0, width: part.bounds.width, height: 1), Style(on: .header))
      part.draw("PROBE  fleet › prod-weu › ISO", x: 1, y: 0, Style(.accent, on: .header))
      part.fill(Rect(x: 0, y: 1, width: part.bounds.width, height: 1), Style(.rule))
    }
    let layout = TableLayout(
      [
        TableColumn("SEV", minimum: 6), TableColumn("CHECK", minimum: 10, ideal: 24),
        TableColumn("SUBJECT", minimum: 10, ideal: 40, growth: 1),
        TableColumn("AGE", minimum: 5, .right, dispensable: 1),
      ], width: body.width - 2)
    let looks: [(SafeText, Role)] = [("▲ CRIT", .critical), ("◆ HIGH", .high), ("● MED", .medium), ("○ LOW", .low)]
    surface.within(body) { part in
      for row in 0..<part.bounds.height {
        let (word, role) = looks[row % 4]
        layout.draw(
          [
            StyledText(word, Style(role)), StyledText("check-number-\(row * 7 % 31)"),
            StyledText("deploy/service-\(row)  日本 \(row)", Style(row % 5 == 4 ? .acknowledged : .text)),
            StyledText("\(row) d", Style(.dim)),
          ], into: &part, x: 2, y: row)
        if row == cursor { part.tint(Rect(x: 0, y: row, width: part.bounds.width, height: 1), on: .rowCursor) }
      }
    }
    if last != drawn { isOdd.toggle() }
    drawn = last
    surface.within(foot) { part in
      part.draw(last, x: 1, y: 0, isOdd ? Style(.accent) : Style(.status))
      editor?.draw(into: &part, x: 30, y: 0, width: 40)
    }
  }
}

@main
enum Program {
  /// `terminal-probe`; `terminal-probe late`, which opens its screen when a line was typed; or
  /// `terminal-probe WIDTHxHEIGHT key …` without a terminal.
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    if let size = arguments.first.flatMap({ Size($0) }) {
      let script = arguments.dropFirst().compactMap { Key($0) }.map { Event.key($0) }
      let terminal = HeadlessTerminal(size, script: script)
      _ = run(on: terminal)
      print(terminal.frame.text, terminator: "")
      return
    }
    if arguments.first == "late" { waitForKeys() }
    do {
      let terminal = try NcursesTerminal(theme: .probe)
      let end = run(on: terminal)
      terminal.close()
      print("end \(end)")
      if case .signal(let signal) = end { LoopEnd.die(of: signal) }
    } catch {
      print("error \(error.code.name): \(error.why.safe.description)")
      exit(2)
    }
  }

  /// Until something was typed, which stays to be read.
  private static func waitForKeys() {
    var typed = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    _ = write(1, "waits\n", 6)
    _ = poll(&typed, 1, -1)
  }

  private static func run(on terminal: any Terminal) -> LoopEnd {
    let mailbox = Mailbox<Int>()
    return EventLoop(Probe(terminal, mailbox), on: terminal, mailbox).run()
  }
}

extension Theme {
  /// As many colours as a theme has.
  fileprivate static var probe: Theme {
    var theme = Theme.plain
    theme.looks[.critical] = Look(foreground: .index(203), attributes: .bold, fewForeground: .index(9))
    theme.looks[.high] = Look(foreground: .index(215), fewForeground: .index(11))
    theme.looks[.medium] = Look(foreground: .index(186), fewForeground: .index(3))
    theme.looks[.low] = Look(foreground: .index(110), fewForeground: .index(6))
    theme.looks[.dim] = Look(foreground: .index(246))
    theme.looks[.acknowledged] = Look(foreground: .index(245))
    theme.looks[.accent] = Look(foreground: .index(80), attributes: .bold, fewForeground: .index(14))
    theme.looks[.header] = Look(background: .index(236))
    theme.looks[.rowCursor] = Look(background: .index(238), fewAttributes: .reverse, monochrome: .reverse)
    return theme
  }
}
