import Foundation
import TestSupport
import Testing

@Suite("bulwark ack, suppress, reopen, note, triage")
struct TriageCommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("prod/api.yaml", Manifests.privileged)
    try folder.write("stage/api.yaml", Manifests.privileged)
    #expect(try bulwark("scan", "prod").status == 0)
    #expect(try bulwark("scan", "stage").status == 0)
  }

  private func bulwark(_ arguments: String..., input: String = "") throws -> Outcome {
    try Program.run(
      Program.bulwark, arguments, input: Array(input.utf8), environment: ["BULWARK_STATE": folder.path + "/state"],
      in: folder.path)
  }

  private func findings(_ query: String) throws -> [[String: Any]] {
    let outcome = try bulwark("findings", "-o", "json", "--filter", query)
    let all = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    return all?["findings"] as? [[String: Any]] ?? []
  }

  private func states(_ query: String) throws -> [String] {
    try findings(query).map { "\($0["cluster"] ?? "") \($0["state"] ?? "")" }
  }

  private func acts(_ arguments: String...) throws -> [[String: Any]] {
    let outcome = try Program.run(
      Program.bulwark, ["triage", "list", "-o", "json"] + arguments,
      environment: ["BULWARK_STATE": folder.path + "/state"], in: folder.path)
    return try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [[String: Any]] ?? []
  }

  @Test("act on findings by id, its beginning, and the cluster that is meant")
  func byID() throws {
    let id = try #require(try findings("check:privileged cluster:prod")[0]["id"] as? String)
    let several = try bulwark("ack", id)
    #expect(several.status == 2)
    #expect(several.errors.contains("clusters prod, stage have it (say which with --cluster"))
    let done = try bulwark("ack", String(id.prefix(8)), "--cluster", "prod", "--reason", "seen")
    #expect(done.status == 0 && done.errors.isEmpty)
    #expect(done.text.hasPrefix("acknowledged privileged on deploy/api [web]: 1 finding changed its state\n"))
    #expect(try states("check:privileged") == ["prod acknowledged", "stage open"])
    #expect(try bulwark("ack", String(id.prefix(7)), "--cluster", "prod").status == 2)
    #expect(try bulwark("ack", "0123456789abcdef", "--cluster", "prod").status == 2)
    #expect(try bulwark("ack", id, "--cluster", "nowhere").errors.contains("one of prod, stage"))
    #expect(try bulwark("ack", id, "--filter", "sev:high").status == 2)
    #expect(try bulwark("ack").status == 2)
    #expect(try bulwark("ack", "--filter", "ns:nowhere").status == 4)
    // Other evidence, and it is there again.
    try folder.write(
      "prod/api.yaml", Manifests.privileged.replacing("name: web", with: "name: web\n        stdin: true"))
    #expect(try bulwark("scan", "prod").status == 0)
    #expect(try states("check:privileged cluster:prod") == ["prod acknowledged"], "the same evidence further down")
    #expect(try bulwark("reopen", id, "--cluster", "prod").status == 0)
    #expect(try states("check:privileged") == ["prod open", "stage open"])
  }

  @Test("bulk acts are one act, previewed, undone and redone as one")
  func bulk() throws {
    let before = try findings("state:open").count
    let preview = try bulwark(
      "suppress", "--filter", "sev>=high", "--scope", "workload", "--reason", "all of it", "--dry-run")
    #expect(preview.status == 0 && preview.text.hasPrefix("would suppress "))
    #expect(
      preview.text.contains("\n  privileged on deploy/api [web] (stage)\n") && preview.text.contains("score of prod, "))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/state/decisions.jsonl"))
    let done = try bulwark("suppress", "--filter", "sev>=high", "--scope", "workload", "--reason", "all of it")
    #expect(done.status == 0)
    let listed = try acts()
    let lines = try #require(listed[0]["lines"] as? [String])
    #expect(listed.count == 1 && lines.count >= 2, "a rule for each object of each cluster")
    #expect(listed[0]["until"] as? String != nil, "the configuration says when it ends")
    let covers = try #require(listed[0]["covers"] as? Int)
    #expect(preview.text.hasPrefix("would suppress \(covers) findings:"))
    let during = try findings("state:open").count
    #expect(during < before)
    #expect(try bulwark("triage", "undo").status == 0)
    #expect(try findings("state:open").count == before)
    #expect(try acts().isEmpty && acts("--all").count == 2)
    #expect(try bulwark("triage", "undo").status == 2, "nothing is left of this person's acts")
    let redone = try bulwark("triage", "redo")
    #expect(redone.status == 0 && redone.text.hasPrefix("done again: "), "\(redone.text)")
    #expect(try findings("state:open").count == during)
    #expect(try bulwark("triage", "redo").status == 2)
    let act = try #require(listed[0]["id"] as? String)
    #expect(try bulwark("triage", "undo", act.lowercased()).status == 0)
    #expect(try bulwark("triage", "undo", act).errors.contains("taken back already"))
    #expect(try bulwark("triage", "undo", "01ZZZZZZZZ").status == 2)
  }

  @Test("suppress by every scope, in this cluster and in all")
  func scopes() throws {
    let target = ["--filter", "check:privileged cluster:prod", "--reason", "r"]
    for scope in ["finding", "workload", "namespace", "check", "image"] {
      for (clusters, states) in [
        ("this", ["prod suppressed", "stage open"]), ("all", ["prod suppressed", "stage suppressed"]),
      ] {
        let arguments = ["suppress"] + target + ["--scope", scope, "--clusters", clusters, "--expires", "never"]
        let outcome = try Program.run(
          Program.bulwark, arguments, environment: ["BULWARK_STATE": folder.path + "/state"], in: folder.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try self.states("check:privileged") == states, "\(scope) \(clusters)")
        #expect(try bulwark("triage", "undo").status == 0)
      }
    }
    #expect(try bulwark("suppress", "--filter", "sev:high").status == 2, "why?")
    #expect(try bulwark("suppress", "--filter", "sev:high", "--reason", " ").errors.contains("it has no reason"))
    #expect(
      try bulwark("suppress", "--filter", "sev:high", "--reason", "r", "--expires", "soon").errors.contains("30d, 12h"))
    #expect(
      try bulwark("suppress", "--filter", "sev:high", "--reason", "r", "--expires", "2020-01-01").errors
        .contains("it would end before now"))
    #expect(
      try bulwark("suppress", "--filter", "sev:high", "--reason", "r", "--clusters", "edge").errors
        .contains("no group of clusters is called edge"))
  }

  @Test("list what ends soon, what is over and what hides nothing")
  func lists() throws {
    #expect(try bulwark("triage", "list").text == "No acts.\n")
    _ = try bulwark("suppress", "--filter", "check:privileged", "--reason", "week", "--expires", "3d")
    _ = try bulwark("note", "--filter", "check:privileged", "--ticket", "SEC-1", "--assignee", "ada")
    try folder.write(
      "more.jsonl",
      """
      {"v":1,"id":"01ARYZ6S41TSV4RRFFQ69G5FAV","time":1764000000000,"author":"ada","act":"suppress","until":1,\
      "reason":"over","rule":{"scope":"check","clusters":"all","checks":["host-pid"]}}
      not an act
      {"v":1,"id":"01ARYZ6S41TSV4RRFFQ69G5FAW","time":1764000000000,"author":"ada","act":"suppress",\
      "reason":"unused","rule":{"scope":"check","clusters":"all","checks":["host-pid"]}}

      """)
    let merged = try bulwark("triage", "merge", "more.jsonl")
    #expect(merged.status == 3 && merged.errors.contains("more.jsonl, line 2:"))
    #expect(merged.text == "more.jsonl: 2 acts, 2 of them new; 0 findings changed their state\n")
    #expect(try bulwark("triage", "import", "more.jsonl").text.contains("0 of them new"))
    let list = try bulwark("triage", "list").text
    #expect(list.hasSuffix("\n1 ends within 7 days, 1 expired, 1 suppresses nothing\n"))
    #expect(list.contains("ticket SEC-1; assignee ada"))
    #expect(try acts("--unused").map { $0["reason"] as? String } == ["unused"])
    #expect(try acts("--expiring").map { $0["reason"] as? String } == ["week", "over"])
    // What is exported makes the same log elsewhere.
    let exported = try bulwark("triage", "export")
    let elsewhere = ["BULWARK_STATE": folder.path + "/other"]
    let outcome = try Program.run(
      Program.bulwark, ["triage", "merge", "-"], input: exported.output, environment: elsewhere, in: folder.path)
    #expect(outcome.status == 0 && outcome.text == "-: 5 acts, 5 of them new; 0 findings changed their state\n")
    let again = try Program.run(Program.bulwark, ["triage", "export"], environment: elsewhere, in: folder.path)
    #expect(again.output == exported.output)
  }

  @Test("hostile reasons, authors and origins are harmless wherever they are shown")
  func hostile() throws {
    let evil = "a\u{1B}]0;x\u{7}\n\u{202E}|<b>`=cmd"
    _ = try bulwark("suppress", "--filter", "check:privileged", "--reason", evil)
    _ = try bulwark("note", "--filter", "check:privileged", "--ticket", evil, "--assignee", evil)
    for arguments in [
      ["triage", "list"], ["triage", "list", "-o", "json"], ["triage", "list", "-o", "markdown"],
      ["triage", "list", "-o", "csv"], ["triage", "export"], ["findings", "-o", "json"],
      ["scan", "prod", "-o", "json"], ["ack", evil], ["triage", "undo", evil], ["triage", "merge", evil],
      ["findings", "--filter", "ns:\(evil)"],
      ["suppress", "--filter", "sev:high", "--clusters", evil, "--reason", "r"],
    ] {
      let outcome = try Program.run(
        Program.bulwark, arguments, environment: ["BULWARK_STATE": folder.path + "/state"], in: folder.path)
      let all = outcome.text + outcome.errors
      let harmful = all.unicodeScalars.filter {
        $0.value < 0x20 && !["\n", "\r"].contains($0) || $0 == "\u{202E}" || $0 == "\u{7F}"
      }
      #expect(harmful.isEmpty, "\(arguments)")
    }
  }

  @Test("import other tools' exceptions, once, and say what suppresses nothing")
  func imports() throws {
    try folder.write(
      ".trivyignore", "# it \u{1B}]0;x\u{7}\u{202E} must\nAVD-KSV-0017\nKSV-0010\nCVE-2024-1\u{1B}[31m\n")
    try folder.write("notes.txt", "nothing of the kind\n")
    let trial = try bulwark("import", ".trivyignore", "--dry-run")
    #expect(trial.text.hasPrefix(".trivyignore: 2 suppressions, 2 of them would be new\n"))
    #expect(try acts().isEmpty)
    let done = try bulwark("import", ".trivyignore")
    #expect(done.status == 0 && done.errors.contains("no check here is like trivy's CVE-2024-1␛[31M"))
    #expect(done.text.contains("  line 2: privileged everywhere: 2 findings\n"))
    #expect(done.text.contains("  line 3: host-pid everywhere: nothing now\n"))
    #expect(try states("check:privileged") == ["prod suppressed", "stage suppressed"])
    let listed = try acts()
    #expect(listed.count == 1 && listed[0]["origin"] as? String == ".trivyignore")
    let again = try bulwark("import", ".trivyignore")
    #expect(again.text.hasPrefix(".trivyignore: 2 suppressions, 0 of them new\n") && !again.text.contains("undo"))
    let wrong = try bulwark("import", "notes.txt", "gone.json", ".trivyignore")
    #expect(wrong.status == 3 && wrong.text.hasPrefix(".trivyignore: 2 suppressions"))
    #expect(wrong.errors.contains("notes.txt: no format of exceptions") && wrong.errors.contains("gone.json: "))
    for text in [done.text, done.errors, try bulwark("triage", "list").text, try bulwark("triage", "export").text] {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    }
    #expect(try bulwark("triage", "undo").status == 0)
    #expect(try states("check:privileged") == ["prod open", "stage open"])
  }

  @Test("reach the clusters of a group of the configuration")
  func groups() throws {
    try folder.write("config.yaml", "clusters: {groups: {live: [prod]}, environments: {production: [prod]}}\n")
    let environment = ["BULWARK_STATE": folder.path + "/state", "BULWARK_CONFIG": folder.path + "/config.yaml"]
    func run(_ arguments: String...) throws -> Outcome {
      try Program.run(Program.bulwark, arguments, environment: environment, in: folder.path)
    }
    #expect(try run("clusters", "--filter", "env:production").text.contains("prod     production"))
    #expect(try run("findings", "--filter", "group:live check:privileged", "-o", "csv").text.contains(",prod,"))
    #expect(try run("scan", "prod", "--filter", "env:staging", "--fail-on", "low").status == 4, "it is not that")
    #expect(try run("scan", "prod", "--filter", "env:production", "--fail-on", "low").status == 1)
    let act = try run("suppress", "--filter", "check:privileged", "--clusters", "live", "--reason", "r")
    #expect(act.status == 0)
    let states = try run("findings", "--filter", "check:privileged", "-o", "csv").text
    #expect(states.contains(",stage,") && !states.contains(",prod,"))
    #expect(try run("scan", "prod", "--check", "privileged", "--fail-on", "low").status == 0)
  }

  @Test("an act of days to come is not merged: none of one's own could stand behind it")
  func future() throws {
    let line =
      #"{"v":1,"id":"76EZ91ZPZZZZZZZZZZZZZZZZZZ","time":1764000000000,"author":"m","act":"note","reason":"hi","#
      + #""targets":[{"cluster":"x","finding":"\#(String(repeating: "0", count: 32))","evidence":"0000000000000000"}]}"#
    let folder = try TemporaryFolder()
    try folder.write("evil.jsonl", line + "\n")
    let environment = ["BULWARK_STATE": folder.path + "/state"]
    let merged = try Program.bulwark("triage", "merge", "evil.jsonl", environment: environment, in: folder.path)
    #expect(merged.status == 3 && merged.errors.contains("ahead of this machine's clock"), "\(merged.errors)")
    // Where it stands in the log all the same, an act that could not be followed is not confirmed.
    try folder.write("state/decisions.jsonl", line + "\n")
    try folder.write("api.yaml", Manifests.privileged)
    #expect(try Program.bulwark("scan", "api.yaml", environment: environment, in: folder.path).status == 0)
    let acted = try Program.bulwark(
      "ack", "--filter", "check:privileged", "--reason", "r", environment: environment, in: folder.path)
    #expect(acted.status != 0 && acted.errors.contains("could not be read again"), "\(acted.errors) \(acted.text)")
  }
}
