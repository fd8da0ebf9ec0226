import Foundation
import TestSupport
import Testing

@Suite("bulwark findings, namespaces, clusters")
struct KeptFindingsTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("prod/api.yaml", Manifests.privileged)
    try folder.write(
      "prod/web.yaml", Manifests.privileged.replacing("name: api", with: "name: web", maxReplacements: 1))
  }

  private func bulwark(_ arguments: String...) throws -> Outcome {
    try Program.run(
      Program.bulwark, arguments, environment: ["BULWARK_STATE": folder.path + "/state"], in: folder.path)
  }

  private func state(_ decision: String) throws {
    try folder.write("state/decisions.jsonl", decision + "\n")
  }

  private func json(_ outcome: Outcome) throws -> [[String: Any]] {
    let all = try JSONSerialization.jsonObject(with: Data(outcome.output))
    if let list = all as? [[String: Any]] { return list }
    return (all as? [String: Any])?["findings"] as? [[String: Any]] ?? []
  }

  @Test("say what passed, too, and what is unknown and why, as the scan did")
  func passed() throws {
    let scan = try json(try bulwark("scan", "prod", "--include-passed", "-o", "json"))
    let kept = try json(try bulwark("findings", "--include-passed", "-o", "json"))
    func facts(_ findings: [[String: Any]]) -> [String] {
      findings.map { finding in
        ["id", "check", "verdict", "severity", "namespace", "managedBy"].map { "\(finding[$0] ?? "")" }
          .joined(separator: " ")
      }
    }
    #expect(Set(scan.compactMap { $0["verdict"] as? String }).count > 2)
    #expect(facts(kept).sorted() == facts(scan).sorted())
    #expect(Set(kept.compactMap { $0["id"] as? String }).count == kept.count)
    let order = kept.map { finding in
      "\(["critical", "high", "medium", "low", "info"].firstIndex(of: finding["severity"] as? String ?? "") ?? 9) "
        + String(format: "%02d", finding["area"] as? Int ?? 0) + " \(finding["check"] ?? "")"
    }
    #expect(order == order.sorted())
    let unknown = try json(try bulwark("findings", "-o", "json", "--filter", "verdict:unknown"))
    #expect(!unknown.isEmpty && unknown.allSatisfy { $0["verdict"] as? String == "unknown" })
    #expect(unknown.allSatisfy { ($0["unknownReason"] as? String)?.isEmpty == false })
    // A finding that is gone is a pass, said once.
    try folder.write(
      "prod/api.yaml", Manifests.privileged.replacing("privileged: true", with: "privileged: false"))
    #expect(try bulwark("scan", "prod").status == 0)
    let mended = try json(
      try bulwark("findings", "--include-passed", "-o", "json", "--filter", "check:privileged name:api"))
    #expect(mended.map { $0["verdict"] as? String } == ["pass"])
    #expect(try bulwark("findings", "--include-passed", "--filter", "check:privileged name:api").text.contains("pass"))
  }

  @Test("say what a scan found, without the files")
  func afterScan() throws {
    #expect(try bulwark("scan", "prod").status == 0)
    try FileManager.default.removeItem(atPath: folder.path + "/prod")
    let table = try bulwark("findings", "--filter", "check:privileged")
    #expect(table.status == 0 && table.errors.isEmpty)
    #expect(table.text.hasPrefix("SEVERITY CHECK      SUBJECT          NAMESPACE STATE AGE WHERE\n"))
    #expect(table.text.contains("privileged deploy/web [web] shop      open  now prod/web.yaml:16\n"))
    let found = try json(try bulwark("findings", "-o", "json", "--filter", "name:api"))
    let scanned = try json(try bulwark("findings", "-o", "json", "--filter", "name:api check:privileged"))
    #expect(found.count > 20 && scanned.count == 1)
    #expect(scanned[0]["state"] as? String == "open")
    #expect((scanned[0]["evidence"] as? [Any])?.count == 1)
    #expect(try bulwark("findings", "-o", "csv").text.contains(",prod/web.yaml,"))
    #expect(try bulwark("findings", "-o", "markdown").text.contains("| State | First seen |"))
    let none = try bulwark("findings", "--filter", "ns:nowhere")
    #expect(none.status == 0 && none.text.hasPrefix("No findings.\n"))
    let namespaces = try json(try bulwark("namespaces", "-o", "json", "--filter", "ns:shop sev:critical"))
    #expect(namespaces.count == 1)
    #expect((namespaces[0]["open"] as? [String: Int])?["critical"] == 2)
    #expect((namespaces[0]["open"] as? [String: Int])?["high"] == 0, "the filter says what is counted")
    #expect(try bulwark("namespaces", "--filter", "ns:nowhere").text == "Nothing matches.\n")
    let clusters = try json(try bulwark("clusters", "-o", "json"))
    #expect(clusters.map { $0["cluster"] as? String } == ["prod"])
    #expect(clusters[0]["workloads"] as? Int == 2)
    #expect(try bulwark("clusters").text.contains("prod"))
    #expect(try bulwark("clusters", "--filter", "ns:nowhere").text == "Nothing matches.\n")
    #expect(try bulwark("clusters", "--filter", "cluster:stage").text == "Nothing matches.\n")
  }

  @Test("say the same as the scan did")
  func sameAsScan() throws {
    func lines(_ outcome: Outcome) -> [Substring] {
      outcome.text.split(separator: "\n").filter { $0.hasPrefix("{\"id\"") }
    }
    let scanned = lines(try bulwark("scan", "prod", "-o", "json"))
    let kept = lines(try bulwark("findings", "-o", "json"))
    #expect(scanned.count == kept.count && scanned.count > 40)
    for (scanned, kept) in zip(scanned, kept) { #expect(scanned == kept) }
  }

  @Test("export writes what others read: heads only, and what was decided with why")
  func export() throws {
    #expect(try bulwark("scan", "prod").status == 0)
    let decided = try bulwark("suppress", "--filter", "check:privileged name:web", "--reason", "known [1]")
    #expect(decided.status == 0, "\(decided.errors)")
    let done = try bulwark("export", "sarif", "--output-file", "x.sarif")
    #expect(done.status == 0 && done.output.isEmpty && done.errors.isEmpty, "\(done.errors)")
    let sarif = try JSONSerialization.jsonObject(with: Data(folder.text("x.sarif").utf8)) as? [String: Any]
    let run = try #require((sarif?["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rules = try #require(driver?["rules"] as? [[String: Any]])
    #expect(results.count > 4)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect((result["properties"] as? [String: Any])?["foldedUnder"] is NSNull)
      #expect((result["partialFingerprints"] as? [String: String])?["bulwark/v1"]?.count == 32)
    }
    let suppressed = results.filter { $0["suppressions"] != nil }
    #expect(suppressed.map { $0["ruleId"] as? String } == ["privileged"])
    let why = (suppressed.first?["suppressions"] as? [[String: Any]])?.first
    #expect(why?["kind"] as? String == "external" && why?["justification"] as? String == "known [1]")
    #expect(rules.allSatisfy { ($0["fullDescription"] as? [String: Any])?["text"] as? String != nil })
    let junit = try bulwark("export", "junit", "--filter", "sev:critical").text
    #expect(
      junit.contains("tests=\"2\" failures=\"1\"") && junit.contains("<skipped message=\"suppressed: known [1]\"/>"))
    #expect(try bulwark("export", "html").text.hasSuffix("</body></html>\n"))
    #expect(try bulwark("export", "pdf").status == 2)
  }

  @Test("say so where nothing was read yet, and what to do; asking makes no folder")
  func empty() throws {
    for command in ["findings", "namespaces", "clusters"] {
      let outcome = try bulwark(command)
      #expect(outcome.status == 4 && outcome.output.isEmpty)
      #expect(outcome.errors.hasPrefix("bulwark: \(command): nothing was read yet"))
      #expect(outcome.errors.hasSuffix("(bulwark scan PATH reads manifests and keeps what it finds)\n"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/state"))
    #expect(try bulwark("scan", "prod", "--no-cache").status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/state"))
    #expect(try bulwark("findings", "--filter", "sev>=").status == 2)
    #expect(try bulwark("findings", "--filter", "check:nope").status == 2)
  }

  @Test("a scan keeps ages, tells what is gone, and claims nothing of what it did not see")
  func rescans() throws {
    #expect(try bulwark("scan", "prod").errors.isEmpty)
    // Filters narrow the report, not the reading.
    #expect(try bulwark("scan", "prod", "--filter", "ns:nowhere").status == 4)
    #expect(try json(try bulwark("findings", "-o", "json", "--filter", "state:resolved")).isEmpty)
    // A broken file hides its objects: they may be there.
    try folder.write("prod/web.yaml", "a: [\n")
    #expect(try bulwark("scan", "prod").status == 3)
    let stale = try json(try bulwark("findings", "-o", "json", "--filter", "name:web check:privileged"))
    #expect(stale.map { $0["state"] as? String } == ["open"] && stale[0]["verdict"] as? String == "unknown")
    // A part of what was read before says nothing of the rest.
    let part = try bulwark("scan", "prod/api.yaml", "--cluster", "prod")
    #expect(part.status == 0 && part.errors.contains("this scan is not kept"))
    #expect(try json(try bulwark("findings", "-o", "json", "--filter", "name:web check:privileged")).count == 1)
    // An empty folder is no cluster without findings.
    try folder.write("none/empty.yaml", "# nothing\n")
    #expect(try bulwark("scan", "none", "--cluster", "prod").status == 4)
    #expect(try json(try bulwark("findings", "-o", "json", "--filter", "name:web check:privileged")).count == 1)
    // Now it is gone.
    try FileManager.default.removeItem(atPath: folder.path + "/prod/web.yaml")
    #expect(try bulwark("scan", "prod").status == 0)
    #expect(try json(try bulwark("findings", "-o", "json", "--filter", "name:web check:privileged")).isEmpty)
    let gone = try json(
      try bulwark("findings", "-o", "json", "--filter", "name:web check:privileged state:resolved"))
    #expect(gone.count == 1)
    #expect(try bulwark("findings").text.contains("resolved (--filter state:resolved)"))
  }

  @Test("a scan honours decisions: in tables, gates and scores, also without a cache")
  func decisions() throws {
    let all = try json(try bulwark("scan", "prod", "-o", "json", "--no-cache"))
    let privileged = all.filter { $0["check"] as? String == "privileged" }
    let ids = privileged.compactMap { $0["id"] as? String }
    #expect(ids.count == 2)
    try state(
      """
      {"v":1,"id":"01ARYZ6S41TSV4RRFFQ69G5FAV","time":1764000000000,"author":"ada","act":"suppress",\
      "reason":"it must","rule":{"scope":"finding","clusters":"all","findings":["\(ids[0])","\(ids[1])"]}}
      """)
    #expect(try bulwark("scan", "prod", "--fail-on", "critical", "--no-cache").status == 0)
    #expect(try bulwark("scan", "prod", "--fail-on", "high").status == 1)
    let table = try bulwark("scan", "prod").text
    #expect(!table.contains(" privileged ") && table.contains("suppressed (--filter state:suppressed)"))
    let json = try json(try bulwark("scan", "prod", "-o", "json", "--filter", "check:privileged"))
    #expect(json.map { $0["state"] as? String } == ["suppressed", "suppressed"])
    let by = json[0]["suppressedBy"] as? [String: Any]
    #expect(by?["kind"] as? String == "decision" && by?["reason"] as? String == "it must")
    let folded = try self.json(try bulwark("findings", "-o", "json", "--filter", "check:sys-admin"))
    #expect(folded.allSatisfy { $0["state"] as? String == "suppressed" }, "what is decided of a head covers its fold")
  }

  @Test("a state folder that is of no use costs a scan nothing but a notice", arguments: ["file", "junk", "newer"])
  func brokenState(kind: String) throws {
    switch kind {
    case "file": try folder.write("state", "no folder")
    case "junk": try folder.write("state/decisions.jsonl/x", "no file")
    default: try folder.write("state/cache.sqlite/x", "no file")
    }
    let outcome = try bulwark("scan", "prod", "--fail-on", "critical")
    #expect(outcome.status == 1)
    #expect(outcome.text.contains("privileged"))
    #expect(!outcome.errorLines.isEmpty && outcome.errorLines.count <= 3, "\(outcome.errors)")
    for line in outcome.errorLines { #expect(line.wholeMatch(of: /bulwark: .+: .+ \(.+\)/) != nil, "\(line)") }
  }

  @Test("a folder that may not be written to costs a scan nothing but a notice", .enabled(if: Nobody.canRun))
  func readOnly() throws {
    chmod(folder.path, 0o755)
    chmod(folder.path + "/prod", 0o755)
    for file in ["api", "web"] { chmod(folder.path + "/prod/\(file).yaml", 0o644) }
    let outcome = try Nobody.run(["scan", folder.path + "/prod", "--fail-on", "critical"])
    #expect(outcome.status == 1 && outcome.text.contains("privileged"))
    #expect(outcome.errorLines.count == 2 && outcome.errors.contains("nothing is kept"), "\(outcome.errors)")
  }

  @Test("say what is the matter with a cache that cannot be read, and 3")
  func brokenCache() throws {
    #expect(try bulwark("scan", "prod").status == 0)
    try folder.write("state/cache.sqlite", bytes: [UInt8](repeating: 7, count: 8192))
    let junk = try bulwark("findings")
    #expect(junk.status == 3 && junk.errors.contains("it was set aside as"))
    #expect(try bulwark("findings").status == 4, "it was made anew, and is empty")
    #expect(try bulwark("scan", "prod").errors.isEmpty)
    #expect(try bulwark("findings").status == 0)
    try SQLite.run(folder.path + "/state/cache.sqlite", "INSERT INTO grdb_migrations VALUES ('later')")
    let newer = try bulwark("findings")
    #expect(newer.status == 3 && newer.errors.contains("a later version of Bulwark wrote it"))
    let scan = try bulwark("scan", "prod", "--fail-on", "critical")
    #expect(scan.status == 1 && scan.errors.contains("nothing is kept"))
  }
}
