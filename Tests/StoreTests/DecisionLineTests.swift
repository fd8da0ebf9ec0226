import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("Lines of the decision log")
struct DecisionLineTests {
  private func line(_ decision: Decision) -> [UInt8] {
    var bytes: [UInt8] = []
    DecisionLine.write(decision, to: &bytes)
    return Array(bytes.dropLast())
  }

  @Test("read back to the act that was written, and are JSON on one line", arguments: 0..<30 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let decision = RandomDecision.make(&random)
      let bytes = line(decision)
      #expect(try DecisionLine.read(bytes).get() == decision)
      #expect(!bytes.contains { $0 < 32 || $0 == 127 })
      #expect(
        !String(decoding: bytes, as: UTF8.self).unicodeScalars.contains { $0.properties.generalCategory == .format })
      let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
      #expect(object?["v"] as? Int == 1)
      #expect(object?["id"] as? String == decision.id.text)
    }
  }

  @Test("keep their format")
  func golden() {
    let id = ULID(high: 0x0192_0000_0000_0001, low: 2)
    let finding = Fingerprint(high: 0xABC, low: 0xDEF)
    var decision = Decision(
      id: id, time: 1_764_000_000_000, author: "ada", act: .acknowledge,
      targets: [Decision.Target(FindingKey(cluster: "files:shop", finding: finding), evidence: 0x9C41)], reason: "seen")
    #expect(
      String(decoding: line(decision), as: UTF8.self) == """
        {"v":1,"id":"01J8000000000G000000000002","time":1764000000000,"author":"ada","act":"ack","reason":"seen",\
        "targets":[{"cluster":"files:shop","finding":"0000000000000abc0000000000000def",\
        "evidence":"0000000000009c41"}]}
        """)
    decision = Decision(
      id: id, time: 0, author: "ada", act: .suppress,
      rule: SuppressionRule(
        scope: .workload, clusters: .group("production"), checks: ["privileged"],
        object: ObjectReference(group: "apps", kind: "Deployment", namespace: "shop", name: "api")),
      reason: "node agent", until: 1_800_000_000)
    #expect(
      String(decoding: line(decision), as: UTF8.self) == """
        {"v":1,"id":"01J8000000000G000000000002","time":0,"author":"ada","act":"suppress","reason":"node agent",\
        "rule":{"scope":"workload","clusters":{"group":"production"},"checks":["privileged"],\
        "object":{"group":"apps","kind":"Deployment","namespace":"shop","name":"api"}},"until":1800000000}
        """)
  }

  @Test(
    "say why they cannot be followed",
    arguments: [
      ("", "cut off"), ("{", "cut off"), ("[]", "damaged"), ("{}", "version"), ("null", "damaged"),
      ("{\"v\":2,\"id\":[{}]}", "later version"), ("{\"v\":1}", "missing"), ("{\"v\":1.5}", "damaged"),
      ("{\"v\":1,\"id\":\"01J8000000000G000000000002\",\"time\":0,\"author\":\"\",\"act\":\"merge\"}", "'merge'"),
      ("{\"v\":1,\"id\":\"01J8000000000G000000000002\",\"time\":0,\"author\":\"\",\"act\":\"ack\"}", "on nothing"),
      (
        "{\"v\":1,\"id\":\"01J8000000000G000000000002\",\"time\":0,\"author\":\"\",\"act\":\"undo\"}", "undo of nothing"
      ),
      ("{\"v\":1,\"id\":\"7ZZZZZZZZZZZZZZZZZZZZZZZZZ\",\"time\":0,\"author\":\"\",\"act\":\"note\"}", "9999"),
      (
        "{\"v\":1,\"id\":\"01J8000000000G000000000002\",\"time\":-1,\"author\":\"\",\"act\":\"note\"}", "1970"
      ),
      (
        "{\"v\":1,\"id\":\"01J8000000000G000000000002\",\"time\":0,\"author\":\"\",\"act\":\"note\",\"until\":9223372036854775807}",
        "1970"
      ),
      ("{\"v\":1,\"rule\":{\"scope\":\"finding\",\"clusters\":\"some\"}}", "clusters"),
      ("{\"v\":1} x", "damaged"), ("{\"v\":1,\"x\":\"\\u12G4\"}", "damaged"), ("{\"v\":1,\"x\":tru}", "damaged"),
    ])
  func damage(line: String, why: String) {
    guard case .failure(let error) = DecisionLine.read(Array(line.utf8)) else {
      Issue.record("it was followed")
      return
    }
    #expect(error.why.contains(why), "\(error.why.safe.description)")
  }

  @Test("pass over what later versions add")
  func extension_() throws {
    let line =
      "{\"later\":{\"a\":[1,-2.5e3,null,true,\"x\\ud83d\\ude00\"]}, \"v\":1,\"id\":\"01J8000000000G000000000002\",\"time\":0,\"author\":\"\\u0041\\/\",\"act\":\"undo\",\"undoes\":\"01J8000000000G000000000001\"}"
    let decision = try DecisionLine.read(Array(line.utf8)).get()
    #expect(decision.author == "A/")
    #expect(decision.undoes?.text == "01J8000000000G000000000001")
  }

  @Test("are never too hostile to read", arguments: 0..<20 as Range<UInt64>)
  func hostile(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let nested = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    _ = DecisionLine.read(Array("{\"v\":1,\"x\":".utf8) + nested)
    for _ in 0..<200 {
      var bytes = line(RandomDecision.make(&random))
      for _ in 0..<Int.random(in: 1..<4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = DecisionLine.read(bytes)
    }
  }
}
