import Foundation
import Glibc
import TestSupport
import Testing

/// The driver on a real terminal, in a process of its own: ncurses, signals and modes belong to a whole process.
@Suite("The terminal, as ncurses draws it")
struct NcursesTerminalTests {
  private let program = Program.built("terminal-probe")

  /// What leaves the alternate screen, shows the cursor, and ends bracketed paste.
  private static let restoring = ["\u{1B}[?1049l", "\u{1B}[?25h", "\u{1B}[?2004l"]

  private func start(_ environment: [String: String] = [:]) throws -> PseudoTerminal {
    // Traces of crashes are printed by Swift's runtime, slowly; that they come after the guard is seen by hand.
    let environment = environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    let terminal = try PseudoTerminal([program], environment: environment)
    try terminal.wait(for: "ready")
    return terminal
  }

  private func expectGivenBack(_ terminal: PseudoTerminal) {
    for bytes in Self.restoring {
      #expect(terminal.holds(bytes), "\(bytes.debugDescription) is missing: \(terminal.shown)")
    }
    #expect(terminal.hasShellModes)
  }

  @Test("it takes the terminal and gives it back")
  func normal() throws {
    let terminal = try start()
    #expect(terminal.holds("\u{1B}[?1049h"))
    #expect(terminal.holds("\u{1B}[?2004h"))
    #expect(!terminal.hasShellModes)
    terminal.take()
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
    #expect(terminal.holds("end finished"))
    expectGivenBack(terminal)
  }

  @Test("keys typed before there was a screen are not taken for keys of it")
  func typedAhead() throws {
    let terminal = try PseudoTerminal([program, "late"])
    try terminal.wait(for: "waits")
    terminal.send("q\n")
    try terminal.wait(for: "ready")
    terminal.send("j")
    try terminal.wait(for: "key j")
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test(
    "a frame costs at most 8 kB, a cursor step 600 bytes, and a frame that is the same nothing",
    arguments: ["xterm-256color", "tmux-256color"])
  func bytes(term: String) throws {
    let terminal = try start(["TERM": term])
    #expect(terminal.take().count <= 8000)
    for step in 1...20 {
      // The status line names the key, so that the first step has more to say; `ESC` is one that changes nothing else.
      terminal.send("j")
      try terminal.wait(for: step == 1 ? "key j" : "deploy/service-\(step)")
      #expect(terminal.take().count <= 600)
    }
    terminal.send("\u{C}")
    try terminal.wait(for: "ctrl-l")
    #expect(terminal.take().count <= 8000)
  }

  @Test(
    "what ends the process gives the terminal back", arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGALRM])
  func signals(signal: Int32) throws {
    let terminal = try start()
    terminal.take()
    kill(terminal.process, signal)
    #expect(try terminal.finish() == .signalled(signal))
    expectGivenBack(terminal)
  }

  @Test(
    "a crash gives the terminal back",
    arguments: [("\u{1B}OP", SIGILL), ("\u{1B}OQ", SIGABRT), ("\u{1B}OR", SIGSEGV), ("\u{1B}[15~", SIGSEGV)])
  func crashes(key: String, signal: Int32) throws {
    let terminal = try start()
    terminal.take()
    terminal.send(key)
    let ending = try terminal.finish()
    #expect(ending == .signalled(signal) || ending == .signalled(SIGTRAP))
    expectGivenBack(terminal)
  }

  @Test("what is written to standard error is shown when the screen is left, harmless", arguments: ["q", "\u{1B}OP"])
  func standardError(last: String) throws {
    let terminal = try start()
    terminal.send("\u{1B}[21~")
    try terminal.wait(for: "key f10")
    #expect(!terminal.holds("careless"))
    terminal.take()
    terminal.send(last)
    _ = try terminal.finish()
    let output = terminal.text
    let left = try #require(output.range(of: "\u{1B}[?1049l"))
    #expect(output[left.upperBound...].contains("careless?[2J"))
    #expect(last == "q" || output[left.upperBound...].contains("Fatal error"))
  }

  @Test("exit gives the terminal back")
  func exits() throws {
    let terminal = try start()
    terminal.take()
    terminal.send("\u{1B}OS")
    #expect(try terminal.finish() == .exited(3))
    expectGivenBack(terminal)
  }

  @Test("a loop that hangs ends at the second signal")
  func hangs() throws {
    let terminal = try start()
    terminal.take()
    terminal.send("\u{1B}[18~")
    try terminal.wait(for: "hangs")
    kill(terminal.process, SIGTERM)
    try terminal.wait(for: "signalled")
    kill(terminal.process, SIGTERM)
    #expect(try terminal.finish() == .signalled(SIGTERM))
    expectGivenBack(terminal)
  }

  @Test("Ctrl-Z suspends as in a shell, and the screen is drawn anew on return")
  func suspends() throws {
    let script = "set -m; '\(program)'; echo stopped $?; fg >/dev/null; echo over $?"
    let terminal = try PseudoTerminal(["/bin/sh", "-c", script])
    try terminal.wait(for: "ready")
    terminal.take()
    terminal.send("\u{1A}")
    try terminal.wait(for: "stopped 148")
    for bytes in Self.restoring { #expect(terminal.holds(bytes)) }
    try terminal.wait(for: "deploy/service-9")
    #expect(terminal.holds("\u{1B}[?1049h"))
    terminal.take()
    terminal.send("q")
    try terminal.wait(for: "over 0")
    #expect(try terminal.finish() == .exited(0))
    expectGivenBack(terminal)
  }

  @Test("a new size is seen at once, down to a single cell")
  func resizes() throws {
    let terminal = try start()
    for (width, height) in [(60, 12), (1, 1), (200, 50), (3, 2), (80, 24)] {
      terminal.take()
      terminal.resize(width: width, height: height)
      if width >= 40 { try terminal.wait(for: "size \(width)x\(height)") }
    }
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test("the end of the terminal ends the program")
  func closes() throws {
    // A shell in between sees how the program ended, for its terminal is gone.
    let folder = try TemporaryFolder()
    let file = folder.path + "/status"
    let script = "trap '' HUP; '\(program)'; echo $? > '\(file)'"
    var terminal: PseudoTerminal? = try PseudoTerminal(["/bin/sh", "-c", script])
    try terminal?.wait(for: "ready")
    terminal?.hangUp()
    let ending = try terminal?.end()
    terminal = nil
    #expect(ending == .exited(0))
    #expect(try folder.text("status") == "0\n")
  }

  @Test("no escape from outside reaches the terminal, and none from the terminal is typed")
  func hostile() throws {
    let terminal = try start()
    terminal.send(
      "/\u{1B}]0;oops\u{7}\u{1B}[?62;1c\u{1B}[<0;1;1Mx\u{1B}[200~a\u{1B}]52;c;!\u{7}\u{9B}2J\nq\u{1B}[201~y")
    try terminal.wait(for: "key y")
    try terminal.wait(for: "a␛]52;c;!␇")
    #expect(!terminal.holds("\u{1B}]52"))
    #expect(!terminal.holds("oops"))
    terminal.send("\u{1B}")
    try terminal.wait(for: "key esc")
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test("random bytes from the terminal neither end nor stop the program", arguments: 0..<4)
  func fuzz(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let terminal = try start()
    // The keys that end the probe by design are left out: q, F1–F5, F7, Ctrl-Z.
    let pieces = ["\u{1B}", "[", "]", "1;", "5", "~", "j", "\u{7}", "é", "\u{1B}[200~", "\u{1B}[201~", "/", "M", "c"]
    for _ in 0..<300 {
      if Int.random(in: 0...2, using: &random) == 0 {
        terminal.send([UInt8.random(in: 0x80...0xFF, using: &random)])
      } else {
        terminal.send(pieces.randomElement(using: &random) ?? "")
      }
    }
    terminal.send("\u{1B}[201~\u{1B}\\\u{18}")
    terminal.send("\u{1B}[19~")
    try terminal.wait(for: "key f8")
    terminal.send("\u{1B}")
    try terminal.wait(for: "key esc")
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test("messages from other threads wake the loop, each once")
  func messages() throws {
    let terminal = try start()
    terminal.send("\u{1B}[17~")
    try terminal.wait(for: "messages 400")
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test("without colour no colour is sent, and the terminal's name is respected")
  func colours() throws {
    let plain = try start(["NO_COLOR": "1"])
    #expect(!plain.holds("[38;5;") && !plain.holds("[31m"))
    let eight = try start(["TERM": "xterm"])
    #expect(!eight.holds("[38;5;") && eight.holds("\u{1B}[31m"))
    // Not in terminfo: drawn on as what it is like.
    let new = try start(["TERM": "xterm-of-tomorrow"])
    #expect(new.holds("38;5;203m"))
    let full = try start()
    #expect(full.holds("38;5;203m"))
    for (name, word) in [("dumb", "error dumb"), ("no-such-terminal", "error unknown")] {
      let terminal = try PseudoTerminal([program], environment: ["TERM": name])
      #expect(try terminal.finish() == .exited(2))
      #expect(terminal.holds(word))
      #expect(terminal.hasShellModes)
    }
  }

  @Test("the window's title is given back with the terminal")
  func title() throws {
    let terminal = try start()
    terminal.send("\u{1B}[20~")
    try terminal.wait(for: "\u{1B}]2;a title\u{1B}\\")
    terminal.take()
    terminal.send("q")
    #expect(try terminal.finish() == .exited(0))
    #expect(terminal.holds("\u{1B}[23;2t"))
  }

  @Test("a locale without a charset draws no question marks")
  func locale() throws {
    let terminal = try PseudoTerminal([program], environment: ["LANG": "C", "LC_ALL": "C"])
    try terminal.wait(for: "日本")
    #expect(terminal.holds("▲ CRIT"))
  }

  @Test("tmux shows what the surface holds, after steps, sizes and redraws")
  func seen() throws {
    let screen = try TmuxScreen([program], width: 90, height: 20)
    try screen.wait(for: "ready")
    // What is on the screen, but for the row that says what happened last.
    func expectFrame(_ width: Int, _ height: Int) throws {
      let headless = try PseudoTerminal([program, "\(width)x\(height)"])
      _ = try headless.finish()
      let expected = headless.text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(
        String.init)
      #expect(try screen.rows().dropLast() == expected.dropLast())
    }
    try expectFrame(90, 20)
    try screen.press("j", "j", "k")
    try screen.wait(for: "key k")
    try expectFrame(90, 20)
    for (width, height) in [(61, 9), (132, 40), (47, 7)] {
      try screen.resize(width: width, height: height)
      try screen.wait(for: "size \(width)x\(height)")
      try expectFrame(width, height)
    }
    try screen.press("C-l")
    try screen.wait(for: "key ctrl-l")
    try expectFrame(47, 7)
  }
}
