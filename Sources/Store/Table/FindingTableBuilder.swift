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
    let fingerprints = sorted.map(\.fingerprint)
    let byFingerprint = FindingTable.sorted(fingerprints)
    let table = FindingTable(
      subjects: subjects, checks: checks, fingerprints: fingerprints, evidence: sorted.map(\.evidence),
      firstSeen: sorted.map { UInt32(clamping: $0.firstSeen) }, subject: sorted.map(\.subject),
      check: sorted.map(\.check), severity: sorted.map { UInt8($0.severity.rank) }, flags: sorted.map(\.flags),
      head: FindingTableBuilder.heads(of: sorted, fingerprints, byFingerprint), lastSeen: lastSeen,
      byFingerprint: byFingerprint)
    return (table, order)
  }

  /// The rows of the heads.
  private static func heads(of rows: [FindingTable.Row], _ fingerprints: [Fingerprint], _ order: [UInt32]) -> [UInt32] {
    var heads = [UInt32](repeating: FindingTable.none, count: rows.count)
    for (place, row) in rows.enumerated() {
      guard let wanted = row.head, let head = FindingTable.find(wanted, among: fingerprints, by: order) else {
        continue
      }
      // Nothing folds beneath itself, not even in a circle, nor deeper than anybody could follow.
      var above = UInt32(head)
      var steps = 0
      while above != FindingTable.none, above != UInt32(place), steps < FindingTable.deepestFold {
        above = heads[Int(above)]
        steps += 1
      }
      if above == FindingTable.none { heads[place] = UInt32(head) }
    }
    return heads
  }
}
