import Foundation
import Glibc
import TestSupport
import Testing

/// What the dashboard sends to a terminal, and how it leaves it.
@Suite("The dashboard and its terminal")
struct DashboardTerminalTests {
  private static let clusters = DashboardJourneyTests.clusters

  private func open(
    _ state: TemporaryFolder, _ from: String = "\(clusters)/stg-weu", environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      [Program.bulwark, "--from", from],
      environment: environment.merging(["BULWARK_STATE": state.path, "SWIFT_BACKTRACE": "enable=no"]) { $1 })
    try terminal.wait(for: "OPEN")
    return terminal
  }

  @Test("at rest it writes nothing")
  func rest() throws {
    let terminal = try open(try TemporaryFolder())
    try terminal.wait(for: "no evidence")
    // What the start still has to say, and a minute that is over, may come in between: a screen that is drawn again and
    // again is never quiet.
    let isAtRest = try (0..<200).contains { _ in try terminal.isQuiet(for: .seconds(2)) }
    #expect(isAtRest)
    terminal.send("Q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test("q, SIGTERM, SIGHUP and a closed window give the terminal back", arguments: [0, SIGTERM, SIGHUP, SIGINT])
  func ends(signal: Int32) throws {
    let terminal = try open(try TemporaryFolder())
    if signal == 0 { terminal.send("q") } else { kill(terminal.process, signal) }
    #expect(try terminal.finish() == (signal == 0 ? .exited(0) : .signalled(signal)))
    for bytes in ["\u{1B}[?1049l", "\u{1B}[?25h", "\u{1B}[?2004l"] { #expect(terminal.holds(bytes)) }
    #expect(terminal.hasShellModes)
  }

  @Test("a storm of sizes leaves a whole screen")
  func storm() throws {
    let terminal = try open(try TemporaryFolder())
    terminal.send("3")
    try terminal.wait(for: "SUBJECT")
    for round in 0..<40 {
      let (width, height) = [(120, 36), (1, 1), (80, 24), (200, 50), (3, 2), (60, 12)][round % 6]
      terminal.resize(width: width, height: height)
      if round % 7 == 0 { terminal.send("jk") }
    }
    terminal.resize(width: 120, height: 36)
    terminal.send("G")
    while try !terminal.isQuiet(for: .milliseconds(500)) {}
    terminal.take()
    terminal.send("\u{C}")
    try terminal.wait(for: "SUBJECT")
    terminal.send("Q")
    #expect(try terminal.finish() == .exited(0))
  }

  @Test("Ctrl-Z goes to the shell, with its terminal as it was, and fg comes back to where one was")
  func suspends() throws {
    let state = try TemporaryFolder()
    let script =
      "set -m; '\(Program.bulwark)' --from '\(Self.clusters)/stg-weu'; echo stopped $?; fg >/dev/null; echo over $?"
    let terminal = try PseudoTerminal(["/bin/sh", "-c", script], environment: ["BULWARK_STATE": state.path])
    try terminal.wait(for: "OPEN")
    terminal.send("3")
    try terminal.wait(for: "SUBJECT")
    terminal.take()
    terminal.send("\u{1A}")
    try terminal.wait(for: "stopped 148")
    #expect(terminal.holds("\u{1B}[?1049l"))
    terminal.take()
    try terminal.wait(for: "SUBJECT")
    terminal.send("Q")
    try terminal.wait(for: "over 0")
    #expect(try terminal.finish() == .exited(0))
    #expect(terminal.hasShellModes)
  }

  @Test("no colour is sent where none is wanted or there is none", arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
  func colours(environment: [String: String]) throws {
    let terminal = try open(try TemporaryFolder(), environment: environment)
    terminal.send("3")
    try terminal.wait(for: "SUBJECT")
    terminal.send("Q")
    #expect(try terminal.finish() == .exited(0))
    // Bold, dim, underlined, reversed and back: no other rendition.
    for match in terminal.text.matches(of: /\u{1B}\[([0-9;]*)m/) {
      for code in match.1.split(separator: ";").compactMap({ Int($0) }) {
        #expect(code < 30 || code == 39 || code == 49)
      }
    }
  }

  @Test("no byte of a name acts on the terminal")
  func hostile() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.yaml", Self.hostileManifest)
    let terminal = try open(try TemporaryFolder(), folder.path)
    terminal.send("3")
    try terminal.wait(for: "▲ CRIT")
    terminal.send("jj\r")
    try terminal.wait(for: "its token is mounted")
    terminal.send("\r")
    try terminal.wait(for: "Evidence")
    terminal.send("G")
    terminal.send("\u{7F}s")
    try terminal.wait(for: "Reason")
    terminal.send("\u{3}0")
    try terminal.wait(for: "sources")
    terminal.send("1?")
    try terminal.wait(for: "Decide")
    terminal.send("qQ")
    #expect(try terminal.finish() == .exited(0))
    let text = String(decoding: terminal.output, as: UTF8.self)
    for scalar in text.unicodeScalars {
      // What ncurses moves with; everything else that a name could do something with must not be there.
      let isPlain = ![.control, .format].contains(scalar.properties.generalCategory)
      #expect(
        isPlain || "\u{1B}\r\n\u{8}\t\u{F}\u{E}".unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16))"
      )
    }
    for bytes in ["]52;", "]2;owned", "[31mowned", "\u{1B}c"] { #expect(!terminal.holds("\u{1B}" + bytes)) }
    #expect(terminal.holds("␛]2;owned") || terminal.holds("␛"))
  }

  /// Escapes as JSON spells them, so that they are in the names after reading.
  private static let hostileManifest = #"""
    {"apiVersion": "apps/v1", "kind": "Deployment",
     "metadata": {"name": "a\u001b]2;owned\u0007b", "namespace": "n\u001b[31mowned\u202e\u200b\u009bc"},
     "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {
       "hostPID": true,
       "containers": [{"name": "c\u001bc\u0085d\u2066", "image": "x\u001b]52;c;b3duZWQ=\u0007/y:\u001b[2J1",
         "securityContext": {"privileged": true, "seccompProfile": {"type": "\u001b]0;t\u0007"}}}]}}}}
    """#
}
