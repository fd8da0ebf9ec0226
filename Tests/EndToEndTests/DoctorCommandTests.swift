import Foundation
import TestSupport
import Testing

@Suite("bulwark doctor")
struct DoctorCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func bulwark(_ arguments: String..., more: [String: String] = [:]) throws -> Outcome {
    var environment = ["BULWARK_STATE": folder.path + "/state", "TERM": "xterm-256color"]
    environment.merge(more) { $1 }
    return try Program.run(Program.bulwark, arguments, environment: environment, in: folder.path)
  }

  /// The lines of a topic, `verdict says`.
  private func lines(_ topic: String, more: [String: String] = [:]) throws -> [String] {
    let outcome = try bulwark("doctor", "-o", "json", more: more)
    let all = try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any]
    #expect(all?["schema"] as? String == "bulwark/1")
    let lines = all?["lines"] as? [[String: Any]] ?? []
    return lines.filter { $0["topic"] as? String == topic }.map { "\($0["verdict"] ?? "") \($0["says"] ?? "")" }
  }

  private func snapshot() throws -> [String: String] {
    var all: [String: String] = [:]
    for name in folder.names {
      let path = folder.path + "/" + name
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      all[name] = "\(attributes[.modificationDate] ?? "") \(FileManager.default.contents(atPath: path)?.count ?? 0)"
    }
    return all
  }

  @Test("finds nothing wrong where nothing is, and makes nothing")
  func fresh() throws {
    let outcome = try bulwark("doctor")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.text.contains("ok    state          \(folder.path)/state: not there yet"))
    #expect(outcome.text.contains("terminal       TERM=xterm-256color, 256 colours"))
    #expect(outcome.text.hasSuffix(" ok · 0 look · 0 bad\n"))
    #expect(folder.names.isEmpty)
  }

  @Test("says what there is, and writes nothing")
  func used() throws {
    try folder.write("prod/api.yaml", Manifests.privileged)
    #expect(try bulwark("scan", "prod").status == 0)
    #expect(try bulwark("ack", "--filter", "check:privileged", "--reason", "seen").status == 0)
    let before = try snapshot()
    #expect(try bulwark("doctor").status == 0)
    #expect(try snapshot() == before)
    #expect(try lines("decisions")[0].hasSuffix("1 acts can be read, 1 of them are in force"))
    #expect(try lines("cache")[0].contains("sound"))
    #expect(try lines("clusters")[0].hasPrefix("ok prod: read just now, "))
    try FileManager.default.removeItem(atPath: folder.path + "/prod")
    #expect(try lines("clusters")[0].hasPrefix("look prod: "))
  }

  @Test("names what is wrong, with the status that says so")
  func wrong() throws {
    try folder.write("prod/api.yaml", Manifests.privileged)
    #expect(try bulwark("scan", "prod").status == 0)
    try folder.write("state/decisions.jsonl", "no act\n")
    chmod(folder.path + "/state/decisions.jsonl", 0o644)
    let decisions = try lines("decisions")
    #expect(decisions.count == 3 && decisions[0].contains("others may read it (mode 0644)"))
    #expect(decisions[1].hasPrefix("look decisions.jsonl, line 1: "))
    #expect(decisions[2].hasSuffix("0 acts can be read, 0 of them are in force"))
    #expect(try bulwark("doctor").status == 0, "a line costs itself alone")
    try folder.write("state/cache.sqlite", String(repeating: "Z", count: 9000))
    #expect(try lines("cache")[0].hasPrefix("bad "))
    #expect(try bulwark("doctor").status == 3)
    try folder.write("config.yaml", "chekcs: {}\n")
    let config = ["BULWARK_CONFIG": folder.path + "/config.yaml"]
    #expect(try lines("configuration", more: config)[0].hasPrefix("bad "))
    #expect(try bulwark("doctor", more: config).status == 2)
    #expect(try lines("terminal", more: ["TERM": "no-such-terminal"])[0].hasPrefix("bad "))
    #expect(try lines("terminal", more: ["TERM": "dumb"])[0].hasPrefix("look "))
    #expect(try lines("terminal", more: ["NO_COLOR": "1"])[0].contains("none used"))
    chmod(folder.path + "/state", 0o777)
    #expect(try lines("state")[0].contains("others may write to it"))
    #expect(try bulwark("scan", "prod").errors.contains("others may write to it (mode 0777)"))
    #expect(try bulwark("ack", "--filter", "check:privileged").status != 0)
  }
}
