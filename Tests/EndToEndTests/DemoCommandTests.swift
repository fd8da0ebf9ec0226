import Foundation
import TestSupport
import Testing

@Suite("bulwark demo")
struct DemoCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var environment: [String: String] { ["BULWARK_STATE": folder.path + "/state"] }

  /// The demo over keys, and its last screen.
  private func demo(
    _ keys: String = "", _ arguments: String..., environment more: [String: String] = [:]
  ) throws -> Outcome {
    try folder.write("keys.txt", keys)
    let outcome = try Program.run(
      Program.bulwark, ["demo", "--script", folder.path + "/keys.txt", "--size", "120x36"] + arguments,
      environment: environment.merging(more) { $1 })
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }

  private var log: [Substring] {
    get throws { try folder.text("state-demo/decisions.jsonl").split(separator: "\n") }
  }

  @Test("it needs no files and has a past, made once; edits and decisions stay, until they are to be forgotten")
  func past() throws {
    let first = try demo("", "--filter", "is:new")
    #expect(first.errors.isEmpty)
    #expect(first.text.contains("3 clusters") && first.text.contains("new since"))
    #expect(first.text.contains("flash-sale") && first.text.contains("image-builder"))
    #expect(!first.text.contains("intranet"), "what was there yesterday is not new")
    #expect(!folder.names.contains("state"), "nothing is decided about anybody's clusters")
    let made = try log
    #expect(made.count > 12)
    for author in ["i.solberg", "m.kowalczyk", "t.okafor", "d.reyes"] {
      #expect(made.contains { $0.contains(author) }, "\(author)")
    }

    // Ages, decisions of every kind, and what became of them.
    let second = try demo("7")
    #expect(second.text.contains("! expired") && second.text.contains("! ends"))
    #expect(second.text.contains("? unused"), "the reason for one is gone")
    #expect(second.text.contains("image-digest in sandbox"))
    let findings = try demo("3", "--filter", "state:resurfaced")
    #expect(findings.text.contains("runtime-socket"), "it mounts another socket than the one that was acknowledged")
    let old = try demo("3", "--filter", "since:22d !since:19d sev>=high")
    #expect(old.text.contains("20 d") || old.text.contains("21 d"))
    #expect(try log == made, "it is not made again")

    try folder.write("state-demo/fleet/edge-01/plant.yaml", "")
    #expect(try demo("3 a").text.contains("acknowledged"))
    for name in folder.names where name.contains("cache.sqlite") {
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    }
    _ = try demo()
    #expect(try log.dropLast() == made[...], "what was decided stays")
    #expect(try folder.text("state-demo/fleet/edge-01/plant.yaml").isEmpty, "what was edited stays so")

    #expect(try demo("", "--reset").text.contains("new since"))
    #expect(try !folder.text("state-demo/fleet/edge-01/plant.yaml").isEmpty)
    #expect(try log.count == made.count)
  }

  @Test("a start that was cut off counts for nothing, and of two at once one makes the past")
  func twice() throws {
    try folder.write("state-demo/fleet/.unfinished", "")
    try folder.write("state-demo/fleet/edge-01/plant.yaml", "")
    try folder.write("state-demo/decisions.jsonl", "half a li")
    try folder.write("keys.txt", "")
    let both = try (0..<2).map { index in
      try Running(
        Program.bulwark, ["demo", "--script", folder.path + "/keys.txt"],
        streams: ("/dev/null", "\(folder.path)/out\(index)", "\(folder.path)/err\(index)"), environment: environment,
        home: folder.path)
    }
    for (index, running) in both.enumerated() {
      #expect(running.wait() == 0)
      #expect(try folder.text("err\(index)").isEmpty)
      #expect(try folder.text("out\(index)").contains("3 clusters"))
    }
    let ids = try log.map { $0.prefix(42) }
    #expect(ids.count > 12 && Set(ids).count == ids.count)
    #expect(try !folder.text("state-demo/fleet/edge-01/plant.yaml").isEmpty)
    #expect(!folder.names.contains("state-demo/fleet/.unfinished"))
    #expect(try !demo("0").text.contains("decisions.jsonl"), "no line of it is broken")
  }

  @Test("where the past cannot be kept it says so on one line, and opens without")
  func withoutPast() throws {
    try FileManager.default.createDirectory(
      atPath: folder.path + "/state-demo/collector.lock", withIntermediateDirectories: true)
    let outcome = try demo()
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.hasPrefix("bulwark: the past of the demo: "), "\(outcome.errors)")
    #expect(outcome.errors.contains("bulwark demo --reset"))
    #expect(outcome.text.contains("3 clusters"))
    #expect(!folder.names.contains("state-demo/decisions.jsonl"))
    #expect(!folder.names.contains("state-demo/fleet/.unfinished"))
  }

  @Test("where nothing can be kept at all it says so on one line, opens, and leaves nothing behind")
  func nowhere() throws {
    try folder.write("state-demo", "not a folder")
    try FileManager.default.createDirectory(atPath: folder.path + "/tmp", withIntermediateDirectories: true)
    let outcome = try demo(environment: ["TMPDIR": folder.path + "/tmp"])
    #expect(outcome.errorLines.count == 1)
    #expect(outcome.errors.contains("it is no folder (this time the demo is kept in"), "\(outcome.errors)")
    #expect(outcome.text.contains("3 clusters") && outcome.text.contains("new since"))
    #expect(folder.names == ["keys.txt", "state-demo", "tmp"])
    #expect(try folder.text("state-demo") == "not a folder")
  }

  @Test("--reset follows no link to what is somebody else's, and takes its own clusters alone")
  func links() throws {
    try folder.write("real/decisions.jsonl", "mine\n")
    try folder.write("real/fleet/own/f.yaml", "mine\n")
    let link = folder.path + "/state-demo"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.path + "/real")
    let outcome = try demo("", "--reset")
    #expect(outcome.errorLines.count == 1 && outcome.errors.contains("it is a link"), "\(outcome.errors)")
    #expect(outcome.text.contains("3 clusters"))
    #expect(try folder.text("real/decisions.jsonl") == "mine\n")
    #expect(folder.names.contains("real/fleet/own/f.yaml"))
    try FileManager.default.removeItem(atPath: link)
    try folder.write("state-demo/fleet/own/f.yaml", "mine\n")
    try folder.write("state-demo/fleet/prod-weu/shop.yaml", "spoilt\n")
    _ = try demo("", "--reset")
    #expect(try folder.text("state-demo/fleet/own/f.yaml") == "mine\n")
    #expect(try folder.text("state-demo/fleet/prod-weu/shop.yaml") != "spoilt\n")
  }

  @Test("a folder that holds decisions already gets no past")
  func foreign() throws {
    try folder.write("state-demo/decisions.jsonl", "")
    #expect(try demo().text.contains("3 clusters"))
    #expect(try log.isEmpty)
    #expect(folder.names.contains("state-demo/fleet/edge-01/plant.yaml"))
  }

  @Test("clusters are in the demo's groups and environments, whatever the person configures, and however badly")
  func configuration() throws {
    try folder.write("state-demo/decisions.jsonl", "")
    try folder.write(
      "config.yaml",
      """
      checks: {runtime-socket: {enabled: false}}
      clusters: {environments: {production: ["*"]}}
      dashboard: {filter: "check:nothing-at-all"}
      """)
    let configured = ["BULWARK_CONFIG": folder.path + "/config.yaml"]
    let staging = try demo("3", "--filter", "env:staging group:azure sev>=critical", environment: configured)
    #expect(staging.errors.isEmpty)
    #expect(staging.text.contains("runtime-socket") && !staging.text.contains("prod-weu"))
    try folder.write("config.yaml", "dashboard: {theme: nosuch}\n")
    let wrong = try demo(environment: configured)
    #expect(wrong.errorLines.count == 1 && wrong.errors.contains("nosuch"), "\(wrong.errors)")
    #expect(wrong.text.contains("3 clusters"))
  }
}
