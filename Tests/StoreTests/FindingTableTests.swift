import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("Tables of findings")
struct FindingTableTests {
  @Test("stand worst first, find findings and fold them", arguments: 0..<10 as Range<UInt64>)
  func order(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let chosen = RandomReading.rows(&random).shuffled(using: &random)
    let table = RandomReading.make(rows: chosen).table
    #expect(table.count == chosen.count)
    let keys = (0..<table.count).map { row -> [UntrustedText] in
      let reference = table.subjects.reference(table.subject[row])
      return [
        "\(4 - Int(table.severity[row]))", "\(table.check[row])", reference.scopeNamespace, reference.object.kind,
        reference.object.name, reference.container ?? "", reference.discriminator ?? "",
      ]
    }
    #expect(keys == keys.sorted { $0.lexicographicallyPrecedes($1) })
    for row in 0..<table.count {
      #expect(table.row(of: table.fingerprints[row]) == row)
      let reference = table.subjects.reference(table.subject[row])
      #expect(table.fingerprints[row] == Fingerprint(check: table.checks[Int(table.check[row])], subject: reference))
    }
    #expect(table.row(of: Fingerprint(high: 1, low: 2)) == nil)
    let folded = chosen.filter { row in row.check == 1 && chosen.contains { $0 == (0, row.subject) } }.count
    #expect(table.head.count { $0 != FindingTable.none } == folded)
    #expect(table.folded.reduce(0) { $0 + Int($1) } == folded)
  }

  @Test("are the same after a way through bytes", arguments: 0..<10 as Range<UInt64>)
  func bytes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let table = RandomReading.make(rows: RandomReading.rows(&random), absent: [(0, 100), (2, 101)]).table
    let again = try #require(FindingTable(bytes: table.bytes))
    #expect(rows(of: again) == rows(of: table))
    #expect(again.row(of: table.fingerprints[0]) == 0)
    #expect(FindingTable(bytes: FindingTable.empty.bytes)?.count == 0)
  }

  @Test("refuse bytes that are none, and are usable whatever they were made of", arguments: 0..<10 as Range<UInt64>)
  func damage(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let bytes = RandomReading.make(rows: RandomReading.rows(&random)).table.bytes
    for length in [0, 3, 4, 20, bytes.count - 1] { #expect(FindingTable(bytes: bytes.prefix(length)) == nil) }
    #expect(FindingTable(bytes: bytes + Data([0])) == nil)
    for _ in 0..<300 {
      var damaged = bytes
      for _ in 0..<3 {
        let place = Int.random(in: 0..<damaged.count, using: &random)
        damaged[place] = UInt8.random(in: 0...255, using: &random)
      }
      guard let table = FindingTable(bytes: damaged) else { continue }
      #expect(rows(of: table).count == table.count)
      _ = table.row(of: Fingerprint(high: 0, low: 0))
    }
  }

  @Test("take one of findings that share a fingerprint, and let nothing fold beneath itself")
  func duplicates() {
    var builder = FindingTableBuilder(checks: ["a", "b"])
    let subject = SubjectReference(ObjectReference(group: "", kind: "Pod", namespace: "x", name: "y"))
    let number = builder.subjects.insert(subject, image: "", managedBy: .you)
    let a = Fingerprint(check: "a", subject: subject)
    let b = Fingerprint(check: "b", subject: subject)
    for (fingerprint, check, head) in [(a, 0, b), (b, 1, a), (a, 0, a)] {
      builder.add(
        FindingTable.Row(
          fingerprint: fingerprint, evidence: 0, firstSeen: 0, lastSeen: 0, subject: number, check: UInt16(check),
          severity: .low, flags: .judged, head: head))
    }
    let table = builder.finish().table
    #expect(table.count == 2)
    #expect(table.heads(of: 0).count + table.heads(of: 1).count == 1)
  }
}
