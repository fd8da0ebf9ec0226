import Export
import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("JSON reports")
struct JSONTests {
  private func parsed(_ text: String) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary)
  }

  /// Whether two texts have the same bytes: `String`'s own equality is Unicode's.
  private func same(_ value: Any?, _ text: UntrustedText) -> Bool {
    guard let value = value as? String else { return false }
    return UntrustedText(value) == text
  }

  @Test("a parser reads every text as it was, whatever stands in it")
  func texts() throws {
    var generator = SeededGenerator(seed: 50)
    for _ in 0..<300 {
      var raw = ""
      for _ in 0..<Int.random(in: 0...20, using: &generator) {
        let range: ClosedRange<UInt32> = Bool.random(using: &generator) ? 0...0x7F : 0...0x10FFFF
        raw.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: range, using: &generator)) ?? "\"")
      }
      let text = UntrustedText(raw)
      let object = ObjectReference(group: text, kind: text, namespace: "n\(text)", name: text)
      let finding = Samples.finding(
        "privileged", .high, SubjectReference(object, container: text), message: text,
        evidence: [Evidence(FieldPath(), .map([.init(text, .list([.string(text)]))]))],
        source: SourceLocation(file: text, line: 1, document: 0))
      let report = try parsed(Samples.report([finding], cluster: text).text(.json))
      let found = try #require((report["findings"] as? [NSDictionary])?.first)
      let subject = try #require(found["subject"] as? NSDictionary)
      for key in ["group", "kind", "name", "container"] { #expect(same(subject[key], text)) }
      #expect(same(found["namespace"], "n\(text)") && same(found["message"], text))
      #expect(same((found["source"] as? NSDictionary)?["file"], text))
      let value = (found["evidence"] as? [NSDictionary])?.first?["value"] as? NSDictionary
      let member = try #require(value?.first { _ in true })
      #expect(same(member.key, text) && same((member.value as? [Any])?.first, text))
    }
  }

  @Test("numbers, flags and nothing come back as they were")
  func values() throws {
    let numbers: [FieldValue] = [
      true, false, .null, .absent, 0, -1, .integer(.max), .integer(.min), .number(0.1), .number(1e300), .number(.nan),
      .number(.infinity), [], .map([]),
    ]
    let evidence = numbers.map { Evidence(FieldPath(), $0) }
    let finding = Samples.finding("a", .low, SubjectReference(Samples.api), message: "", evidence: evidence)
    let report = try parsed(Samples.report([finding]).text(.json))
    let found = try #require((report["findings"] as? [NSDictionary])?.first?["evidence"] as? [NSDictionary])
    let values = found.map { $0["value"] }
    #expect(values[0] as? Bool == true && values[1] as? Bool == false)
    for index in [2, 3, 10, 11] { #expect(values[index] is NSNull) }
    #expect(values[4] as? Int64 == 0 && values[5] as? Int64 == -1)
    #expect(values[6] as? Int64 == .max && values[7] as? Int64 == .min)
    #expect(values[8] as? Double == 0.1 && values[9] as? Double == 1e300)
    #expect((values[12] as? [Any])?.isEmpty == true && (values[13] as? NSDictionary)?.count == 0)
  }

  @Test("has the members that the contract names, in every finding")
  func shape() throws {
    let report = try parsed(Samples.report(Samples.findings).text(.json))
    #expect(report["schema"] as? String == "bulwark/1")
    #expect(report["generatedAt"] as? String == "2026-07-09T12:00:00Z")
    #expect(
      Set(report.allKeys as? [String] ?? []) == ["schema", "generatedAt", "tool", "clusters", "findings", "notices"])
    let cluster = try #require((report["clusters"] as? [NSDictionary])?.first)
    #expect(
      Set(cluster.allKeys as? [String] ?? []).isSuperset(of: [
        "name", "version", "source", "observedAt", "complete", "areas",
      ])
    )
    let area = try #require((cluster["areas"] as? [NSDictionary])?.first)
    #expect(
      Set(area.allKeys as? [String] ?? []).isSuperset(
        of: ["area", "score", "coverage", "failed", "passed", "unknown", "notApplicable", "unknownReasons"]))
    let unknown = try #require((cluster["areas"] as? [NSDictionary])?.last)
    #expect(unknown["score"] is NSNull && unknown["coverage"] as? Double == 0, "unknown is never green")
    let findings = try #require(report["findings"] as? [NSDictionary])
    #expect(findings.count == Samples.findings.count)
    for finding in findings {
      #expect(
        Set(finding.allKeys as? [String] ?? []).isSuperset(of: [
          "id", "check", "area", "severity", "verdict", "state", "cluster", "namespace", "subject", "foldedUnder",
          "managedBy", "message", "evidence", "unknownReason", "remediation", "references", "source", "firstSeen",
          "lastSeen",
        ]))
    }
  }

  @Test("the catalogue of checks is JSON with what the contract names")
  func catalogue() throws {
    var info = CheckInfo(
      "a-check", area: .workload, severity: .high, judges: .container, title: "A \"check\"", statement: "is",
      remediation: "Mend it.", references: [.cis("5.2.1")], equivalents: ["tv:KSV-0017"],
      parameters: [
        ParameterInfo("list", .list(["a", "b"]), "Some."), ParameterInfo("none", .none, "Or not."),
        ParameterInfo("flag", .bool(true), "On."), ParameterInfo("count", .integer(3), "Three."),
      ], needs: [.pods, .disruptionBudgets])
    info.documentation = "Why.\n\nHow."
    let all = try JSONSerialization.jsonObject(with: Data(CheckCatalogue.json([info, info]).utf8)) as? [NSDictionary]
    let check = try #require(all?.first)
    #expect(all?.count == 2)
    #expect(check["check"] as? String == "a-check" && check["title"] as? String == "A \"check\"")
    #expect(check["needs"] as? [String] == ["pods", "poddisruptionbudgets.policy"])
    let parameters = try #require(check["parameters"] as? [String: NSDictionary])
    #expect(parameters["list"]?["default"] as? [String] == ["a", "b"] && parameters["none"]?["default"] is NSNull)
    #expect(parameters["flag"]?["default"] as? Bool == true && parameters["count"]?["default"] as? Int == 3)
    #expect(CheckCatalogue.page(info, width: 40).split(separator: "\n").allSatisfy { $0.count <= 60 })
    let page = CheckCatalogue.page(info, width: 80)
    #expect(page.contains("  CIS Kubernetes Benchmark 5.2.1\n") && page.contains("  trivy KSV-0017\n"))
    #expect(page.contains("    a-check:\n      enabled: true\n      severity: high\n      parameters:\n"))
    #expect(page.contains("        # Some.\n        list:\n        - a\n        - b\n"))
    #expect(CheckCatalogue.markdown([info]).contains("### a-check"))
    #expect(CheckCatalogue.table([info]).contains("a-check  A \"check\""))
  }
}
