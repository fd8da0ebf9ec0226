import Foundation
import TestSupport
import Testing

@Suite("bulwark: error lines")
struct ErrorLineTests {
  /// What every line on stderr is: `bulwark: what: why (what to do)`.
  private func expectLines(_ outcome: Outcome, _ count: Int, _ parts: String..., what: String = "") {
    #expect(outcome.errorLines.count == count, "\(what): \(outcome.errors)")
    for line in outcome.errorLines {
      #expect(line.wholeMatch(of: /bulwark: .+: .+ \(.+\)/) != nil, "\(what): \(line)")
    }
    for part in parts { #expect(outcome.errors.contains(part), "\(what): \(outcome.errors)") }
  }

  @Test("say what, why and what to do, one line each")
  func lines() throws {
    let folder = try TemporaryFolder()
    try folder.write("broken.yaml", "a: 1\n  b: 2\n---\na: [\n")
    expectLines(try Program.bulwark("scan", in: folder.path), 1, "Nothing to scan", "bulwark scan --help")
    try folder.write(
      "kubeconfig",
      """
      clusters: [{name: one, cluster: {server: "https://127.0.0.1:1"}}]
      users: [{name: me, user: {username: me, password: planted-secret}}]
      contexts: [{name: prod, context: {cluster: one, user: me}}, {name: dev, context: {cluster: one}}]
      """)
    let wrong = try Program.bulwark("scan", "--context", "prot", "--kubeconfig", "kubeconfig", in: folder.path)
    expectLines(wrong, 1, "context prot: the kubeconfig has none of that name", "did you mean prod?")
    #expect(wrong.status == 2)
    let broken = try Program.bulwark(
      "scan", "--all-contexts", "--no-cache", "--kubeconfig", "kubeconfig", in: folder.path)
    expectLines(broken, 2, "user me: it signs in by name and password", "127.0.0.1:1")
    #expect(broken.status == 3 && !broken.errors.contains("planted-secret"))
    expectLines(
      try Program.bulwark("scan", "--context", "x", "--kubeconfig", "none", in: folder.path), 2, "none: no such")
    expectLines(try Program.bulwark("scan", "nope", in: folder.path), 1, "nope: no such file")
    expectLines(try Program.bulwark("scan", "broken.yaml", in: folder.path), 2, "broken.yaml: line 2", "line 5")
    expectLines(try Program.bulwark("scan", "x", "--area", "image"), 1, "one of the following: app, img, cve")
    expectLines(try Program.bulwark("scan", "x", "--fail-on", "x"), 1, "'critical', 'high'")
    expectLines(try Program.bulwark("scan", "x", "--check", "priviledged"), 1, "did you mean privileged?")
    expectLines(try Program.bulwark("checks", "show", "host-pit"), 1, "did you mean host-pid")
    expectLines(try Program.bulwark("checks", "show"), 1, "bulwark checks --help")
    expectLines(try Program.bulwark("--form", "x"), 1, "--from")
    expectLines(try Program.bulwark("completions", "tcsh"), 1, "bash")
    expectLines(
      try Program.bulwark("config", "validate", environment: ["BULWARK_CONFIG": "/no/such/file"]), 1, "no such file")
  }

  @Test("name every wrong line of a configuration")
  func configuration() throws {
    let folder = try TemporaryFolder()
    try folder.write("c.yaml", "chekcs: {}\nlimits:\n  depth: many\n  dept: 3\ntriage: [1]\n")
    let outcome = try Program.bulwark("config", "validate", "c.yaml", in: folder.path)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    expectLines(outcome, 4, "c.yaml:1: chekcs", "did you mean checks?", "c.yaml:3", "c.yaml:4", "c.yaml:5")
  }

  @Test("quote hostile names without harm")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let name = "a\u{1B}[31m\n\u{202E}.yaml"
    try folder.write(name, "kind: Pod\u{7}\n---\na: [\n")
    let outcome = try Program.bulwark("scan", folder.path)
    #expect(outcome.errorLines.count == 2)
    #expect(outcome.errors.contains("a␛[31m␊‹U+202E›.yaml"))
    let harmful = outcome.errors.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" }
    #expect(harmful.isEmpty)
    expectLines(try Program.bulwark("scan", "\u{1B}]0;x\u{7}"), 1, "␛]0;x␇")
    expectLines(try Program.bulwark("scan", "x", "--fail-on", "\u{1B}[2J"), 1, "␛[2J")
  }
}
