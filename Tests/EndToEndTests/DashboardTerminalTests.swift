import Foundation
import Glibc
import TestSupport
import Testing

/// What the dashboard sends to a terminal, and how it leaves it.
@Suite("The dashboard and its terminal")
struct DashboardTerminalTests {
  private static let demo = DashboardJourneyTests.demo

  private func open(
    _ state: TemporaryFolder, _ from: String = "\(demo)/stg-weu", environment: [String: String] = [:]
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
    while try !terminal.isQuiet(for: .milliseconds(500)) {}
    terminal.take()
    #expect(try terminal.isQuiet(for: .seconds(2)))
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

  @Test("no byte of a name acts on the terminal")
  func hostile() throws {
    let folder = try TemporaryFolder()
    try folder.write("x.yaml", Self.hostileManifest)
    let terminal = try open(try TemporaryFolder(), folder.path)
    terminal.send("3")
    try terminal.wait(for: "▲ CRIT")
    terminal.send("jj\r")
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
