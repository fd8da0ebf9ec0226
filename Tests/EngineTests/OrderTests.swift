import Checks
import Documents
import Foundation
import Hardening
import Inventory
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("The order of objects")
struct OrderTests {
  private let judge = Judge(Registry.all, CheckPlan(Registry.all))

  /// All that is said of objects that come in this order: findings of every verdict in the order of the report, and
  /// what the areas come to. Where something is in the input is left out.
  private func said(_ objects: [DecodedObject], _ input: Completeness) -> (findings: [Finding], areas: [AreaSummary]) {
    var inventory = Inventory(input)
    for object in objects { inventory.load(object) }
    inventory.assembleAll()
    let result = ScanResult(
      Assessment(inventory, by: judge), files: [], cluster: "one", objects: objects.count, notices: [],
      limits: Limits(), observedAt: 0, judgedAt: 0)
    let findings = result.entries(Set(Verdict.allCases)).map { entry in
      var finding = result.finding(entry)
      finding.source = nil
      return finding
    }
    return (findings, result.cluster.areas)
  }

  private func compare(
    _ objects: [DecodedObject], _ input: Completeness, shuffles: Int, _ random: inout SeededGenerator
  ) {
    let expected = said(objects, input)
    for _ in 0..<shuffles {
      let shuffled = said(objects.shuffled(using: &random), input)
      #expect(shuffled.areas == expected.areas)
      guard shuffled.findings != expected.findings else { continue }
      let first = zip(shuffled.findings, expected.findings).first { $0 != $1 }
      Issue.record("\(first.map { "\($0)\nis not\n\($1)" } ?? "another number of findings")")
      return
    }
  }

  /// The objects of documents, each decoded in its turn.
  private func decoded(_ documents: [Document]) -> [DecodedObject] {
    var decoder = ObjectDecoder()
    return documents.compactMap { decoder.decode($0, file: 0).object }
  }

  @Test("says nothing: random worlds of every kind", arguments: 0..<12 as Range<UInt64>)
  func worlds(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let makers = [
      RandomObject.make, RandomObject.network, RandomObject.entry, RandomObject.admission, RandomObject.access,
    ]
    for round in 0..<3 {
      var objects: [ObjectReference: DecodedObject] = [:]
      for index in 0..<80 {
        for object in try decode(makers[index % makers.count](&random)).objects { objects[object.reference] = object }
      }
      let input: Completeness =
        switch (Int(seed) + round) % 3 {
        case 0: Completeness(.manifests)
        case 1: Completeness(.everything)
        default: Completeness(.dump, listed: [.pods, .networkPolicies, .services, .roles, .clusterRoles])
        }
      let sorted = objects.values.sorted { $0.reference < $1.reference }
      compare(sorted, input, shuffles: 3, &random)
    }
  }

  @Test("says nothing: each cluster of the demo fleet")
  func demo() throws {
    var random = SeededGenerator(seed: 1)
    let demo = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Demo")
    for cluster in ["edge-01", "prod-weu", "stg-weu"] {
      let folder = demo.appendingPathComponent(cluster)
      var documents: [Document] = []
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
        let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
        try DocumentReader.read(MemorySource(text)) { event in
          if case .document(let document) = event { documents.append(document) }
        }
      }
      #expect(documents.count > 5)
      compare(decoded(documents), Completeness(.manifests), shuffles: 4, &random)
    }
  }
}
