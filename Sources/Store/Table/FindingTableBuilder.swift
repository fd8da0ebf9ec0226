package import Hardening
import TextSafety

/// Makes a table of findings that come in any order.
package struct FindingTableBuilder {
  package var subjects = SubjectTable()
  package let checks: [CheckID]
  private var rows: [FindingTable.Row] = []

  /// - Parameter checks: all that findings may name, in the order of reports.
  package init(checks: [CheckID]) { self.checks = checks }

  package mutating func add(_ row: FindingTable.Row) { rows.append(row) }

  package var count: Int { rows.count }

  /// The table, in order of severity, check, namespace and subject. Of findings with one fingerprint, as containers of
  /// one name make them, it takes the first.
  ///
  /// - Returns: the table, and for each of its rows which of those added it is.
  package consuming func finish() -> (table: FindingTable, order: [Int]) {
    subjects.seal()
    let ranks = subjects.ranks
    // One number says it all: the worst first, then checks, then subjects.
    let keys = rows.map { row in
      UInt64(4 - row.severity.rank) << 48 | UInt64(row.check) << 32 | UInt64(ranks[Int(row.subject)])
    }
    var seen: Set<Fingerprint> = []
    seen.reserveCapacity(rows.count)
    let order = rows.indices.sorted { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
      .filter { seen.insert(rows[$0].fingerprint).inserted }
    let sorted = order.map { rows[$0] }
    var lastSeen: [UInt32: UInt32] = [:]
    for (place, row) in sorted.enumerated() where !row.flags.contains(.judged) {
      lastSeen[UInt32(place)] = UInt32(clamping: row.lastSeen)
    }
    let table = FindingTable(
      subjects: subjects, checks: checks, fingerprints: sorted.map(\.fingerprint), evidence: sorted.map(\.evidence),
      firstSeen: sorted.map { UInt32(clamping: $0.firstSeen) }, subject: sorted.map(\.subject),
      check: sorted.map(\.check), severity: sorted.map { UInt8($0.severity.rank) }, flags: sorted.map(\.flags),
      head: FindingTableBuilder.heads(of: sorted), lastSeen: lastSeen)
    return (table, order)
  }

  /// The rows of the heads.
  private static func heads(of rows: [FindingTable.Row]) -> [UInt32] {
    let headChecks = Set(rows.compactMap(\.head))
    var places: [Place: UInt32] = [:]
    for (place, row) in rows.enumerated() where headChecks.contains(row.check) {
      places[Place(subject: row.subject, check: row.check)] = UInt32(place)
    }
    var heads = [UInt32](repeating: FindingTable.none, count: rows.count)
    for (place, row) in rows.enumerated() {
      guard let check = row.head, let head = places[Place(subject: row.subject, check: check)] else { continue }
      // No check folds beneath itself, not even in a circle.
      var above = head
      while above != FindingTable.none, above != UInt32(place) { above = heads[Int(above)] }
      if above == FindingTable.none { heads[place] = head }
    }
    return heads
  }

  private struct Place: Hashable {
    var subject: UInt32
    var check: UInt16
  }
}
