import Foundation
import TestSupport
import Testing

@Suite("bulwark scan: input of every form")
struct InputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The findings of a scan, and the scan itself.
  private func scan(_ arguments: String..., input: String = "") throws -> (outcome: Outcome, findings: [NSDictionary]) {
    let outcome = try Program.run(
      Program.bulwark, ["scan", "-o", "json"] + arguments, input: Array(input.utf8), in: folder.path)
    let report = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? NSDictionary
    return (outcome, try #require(report?["findings"] as? [NSDictionary]))
  }

  private func hasPrivileged(_ findings: [NSDictionary]) -> Bool {
    findings.contains { $0["check"] as? String == "privileged" }
  }

  @Test("stdin, files and folders find the same")
  func places() throws {
    try folder.write("a/b/api.yaml", Manifests.privileged)
    try folder.write("a/.hidden/api.yaml", Manifests.privileged)
    try folder.write("a/notes.txt", "no manifest")
    let ids = try [["-"], ["a/b/api.yaml"], ["a"], ["."]].map { paths in
      try Program.run(
        Program.bulwark, ["scan", "-o", "json"] + paths, input: Array(Manifests.privileged.utf8), in: folder.path)
    }.map { outcome in
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let report = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? NSDictionary
      return (report?["findings"] as? [NSDictionary] ?? []).compactMap { $0["id"] as? String }
    }
    #expect((ids.first?.count ?? 0) > 10)
    #expect(ids.allSatisfy { $0 == ids.first })
  }

  @Test("a file that cannot be read is named, and the others are judged")
  func unreadable() throws {
    try folder.write("api.yaml", Manifests.privileged)
    try folder.link("gone.yaml", to: "nowhere")
    let (outcome, findings) = try scan(".")
    #expect(outcome.status == 3 && outcome.errorLines.count == 1 && outcome.errors.contains("gone.yaml: "))
    #expect(hasPrivileged(findings))
  }

  @Test("so is one that may not be read", .enabled(if: Nobody.canRun))
  func forbidden() throws {
    try folder.write("api.yaml", Manifests.privileged)
    try folder.write("secret.yaml", Manifests.privileged)
    chmod(folder.path, 0o755)
    chmod(folder.path + "/api.yaml", 0o644)
    chmod(folder.path + "/secret.yaml", 0)
    let outcome = try Nobody.run(["scan", folder.path, "--no-cache"])
    #expect(outcome.status == 3 && outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("secret.yaml: ") && outcome.text.contains("privileged"))
  }

  @Test("binary junk costs itself and is no noise")
  func junk() throws {
    try folder.write("api.yaml", Manifests.privileged)
    try folder.write("junk.yaml", bytes: (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 167 ^ $0 >> 3) })
    try folder.write("elf.json", bytes: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0] + [UInt8](repeating: 0, count: 5000))
    try folder.write("nothing.json", bytes: [])
    let (outcome, findings) = try scan(".")
    #expect(outcome.status == 3 && hasPrivileged(findings))
    #expect(outcome.errorLines.count == 2, "\(outcome.errors)")
  }

  @Test("byte order mark, CRLF, UTF-16 and gzip change nothing")
  func encodings() throws {
    let plain = Array(Manifests.privileged.utf8)
    let crlf = Array(Manifests.privileged.replacing("\n", with: "\r\n").utf8)
    let wide = Manifests.privileged.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    for (name, bytes) in [
      ("bom.yaml", [0xEF, 0xBB, 0xBF] + plain), ("crlf.yaml", crlf), ("utf16.yaml", [0xFF, 0xFE] + wide),
    ] {
      try folder.write(name, bytes: bytes)
      let (outcome, findings) = try scan(name)
      #expect(outcome.status == 0 && outcome.errors.isEmpty && hasPrivileged(findings), "\(name): \(outcome.errors)")
    }
    try folder.write("api.yaml", Manifests.privileged)
    #expect(
      try Program.shell("gzip -k api.yaml && rm api.yaml && exec $bulwark scan .", in: folder.path).text.contains(
        "privileged"))
  }

  @Test("what ends too early is told, and what came before is judged")
  func truncated() throws {
    try folder.write(
      "a.json",
      #"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[{"name":"c","securityContext":{"privileged":true}}]}},{"apiVersion":"v1","kin"#
    )
    let (outcome, findings) = try scan("a.json")
    #expect(outcome.status == 3 && hasPrivileged(findings) && outcome.errorLines.count == 1)
    try folder.write("api.yaml", Manifests.many(50))
    let half = try Program.shell(
      "gzip -c api.yaml | head -c 400 > b.yaml.gz; exec $bulwark scan b.yaml.gz", in: folder.path)
    #expect(half.status == 3 && half.errors.contains("b.yaml.gz"))
  }

  @Test("of two equal keys the last counts, with a notice")
  func duplicates() throws {
    let text = Manifests.privileged.replacing("privileged: true", with: "privileged: false\n          privileged: true")
    let (outcome, findings) = try scan("-", input: text)
    #expect(outcome.status == 0 && hasPrivileged(findings))
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains("privileged"), "\(outcome.errors)")
  }

  @Test("yes, on and their like are booleans as kubectl reads them", arguments: ["yes", "on", "True", "YES", "y"])
  func booleans(word: String) throws {
    let plain = try scan("-", input: Manifests.privileged.replacing("true", with: word))
    #expect(hasPrivileged(plain.findings) && plain.outcome.status == 0)
    let quoted = try scan("-", input: Manifests.privileged.replacing("true", with: "\"\(word)\""))
    #expect(!hasPrivileged(quoted.findings) && quoted.outcome.status == 3, "a string is no boolean")
  }

  @Test("a Helm template is told to be rendered first")
  func helm() throws {
    try folder.write("chart/Chart.yaml", "name: x\n")
    try folder.write("chart/values.yaml", "a: 1\n")
    try folder.write("chart/templates/d.yaml", "{{- if .Values.x }}\nkind: Pod\n{{- end }}\n")
    let outcome = try Program.bulwark("scan", "chart", in: folder.path)
    #expect(outcome.errors.contains("helm template chart | bulwark scan -") && outcome.status == 3, "\(outcome.errors)")
    #expect(outcome.errorLines.count == 1 || outcome.errors.contains("no Kubernetes object"), "\(outcome.errors)")
    try folder.write("chart/values-evil.yaml", Manifests.privileged)
    let (evil, findings) = try scan("chart")
    #expect(evil.status == 3 && evil.errorLines.count == 1 && hasPrivileged(findings), "\(evil.errors)")
    let single = try Program.bulwark("scan", "chart/templates/d.yaml", in: folder.path)
    #expect(single.errors.contains("helm template") && single.errorLines.count == 1, "\(single.errors)")
  }

  @Test("findings name file, line and document")
  func lines() throws {
    try folder.write("two.yaml", Manifests.configMap + "---\n" + Manifests.privileged)
    let (_, findings) = try scan("two.yaml")
    let finding = try #require(findings.first { $0["check"] as? String == "privileged" })
    let source = try #require(finding["source"] as? NSDictionary)
    #expect(source["file"] as? String == "two.yaml" && source["document"] as? Int == 2)
    let line = try #require(source["line"] as? Int)
    let lines = try folder.text("two.yaml").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[line - 1].contains("privileged: true"))
  }
}

/// Somebody without rights, for tests that run as root.
enum Nobody {
  private static let words = ["--reuid=65534", "--regid=65534", "--clear-groups"]

  static let canRun: Bool = {
    guard getuid() == 0, let setpriv = Program.find("setpriv") else { return false }
    return (try? Program.run(setpriv, words + ["test", "-x", Program.bulwark]).status) == 0
  }()

  static func run(_ arguments: [String]) throws -> Outcome {
    try Program.run(Program.find("setpriv") ?? "", words + [Program.bulwark] + arguments)
  }
}
