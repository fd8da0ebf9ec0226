import Checks
import Documents
import Hardening
import Inventory
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("What is taken over from the table before")
struct ScanMemoTests {
  private let judge = Judge(Registry.all, CheckPlan(Registry.all))

  private static let makers: [@Sendable (inout SeededGenerator) -> String] = [
    RandomObject.make, RandomObject.network, RandomObject.entry, RandomObject.access,
  ]

  @Test("is what would be worked out anew", arguments: 0..<8 as Range<UInt64>)
  func equality(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let make = ScanMemoTests.makers[Int(seed % 4)]
    var assessment = Assessment(Inventory(Completeness(.everything)), by: judge)
    var (memo, table): (ScanMemo?, FindingTable) = (nil, .empty)
    var recalled = 0
    for step in 0..<25 {
      var changed: Set<ObjectReference> = []
      var updates: [Assessment.Update] = []
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        for object in try decode(make(&random)).objects {
          changed.insert(object.reference)
          updates.append(
            Int.random(in: 0..<5, using: &random) == 0 ? .remove(object.reference) : .upsert(object))
        }
      }
      assessment.apply(updates)
      if step % 3 == 0 {
        let before = assessment
        assessment.shareEvidence()
        #expect(assessment.hasSameVerdicts(as: before))
      }
      let result = ScanResult(
        assessment, files: [], cluster: "c", objects: 1, notices: [], limits: Limits(), observedAt: Int64(step),
        judgedAt: Int64(step))
      recalled += memo?.recall(result.handles, changed: changed).count { $0 != nil } ?? 0
      let fast = ScanTable(result, after: table, readAt: Int64(step - 1), followed: (memo, changed))
      let slow = ScanTable(result, after: table, readAt: Int64(step - 1))
      let isSame = fast.table.bytes == slow.table.bytes && fast.entries == slow.entries
      #expect(isSame, "seed \(seed), step \(step)")
      (memo, table) = (fast.memo, fast.table)
    }
    #expect(recalled > 0)
  }
}
