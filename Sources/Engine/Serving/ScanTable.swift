import Hardening
import Store
import TextSafety

/// A scan as a table of findings, and the way back from its rows to the scan.
struct ScanTable: Sendable {
  let result: ScanResult
  let table: FindingTable
  /// By row; nil for findings that only an earlier reading found.
  let entries: [ReportEntry?]
  /// What the next table of the same cluster need not work out again; kept where that is followed.
  let memo: ScanMemo?

  /// How long resolved findings stay: seconds.
  static let memory: Int64 = 90 * 86_400

  /// - Parameters:
  ///   - earlier: what the last reading found; its findings keep the time when they were first seen.
  ///   - reading: when that was, seconds since 1970.
  ///   - followed: for a cluster that is followed, what is known of the table before, if there was one, and the objects
  ///     that were read anew since.
  init(
    _ result: ScanResult, after earlier: FindingTable, readAt reading: Int64,
    followed: (memo: ScanMemo?, changed: Set<ObjectReference>)? = nil
  ) {
    self.result = result
    let recalled = followed.flatMap { followed in followed.memo?.recall(result.handles, changed: followed.changed) }
    let infos = result.assessment.judge.plan.infos
    var builder = FindingTableBuilder(checks: infos.map(\.id))
    var subjects: [UInt32?] = Array(repeating: nil, count: result.handles.count)
    let found = result.entries([.fail])
    var fingerprints: Set<Fingerprint> = []
    fingerprints.reserveCapacity(found.count)
    let now = result.cluster.observedAt
    var memo: [ScanMemo.Row] = []
    let drafting = Drafting(result: result, recalled: recalled, earlier: earlier)
    for (entry, draft) in drafting.drafts(of: found) {
      let (row, reference) = (draft.row, draft.reference)
      if followed != nil { memo.append(row) }
      let fingerprint = row.fingerprint
      fingerprints.insert(fingerprint)
      // One right of a user may hold in a namespace, another in the whole cluster.
      let isPlaced = reference.rightsNamespace != nil
      let subject =
        (isPlaced ? nil : subjects[Int(entry.subject)])
        ?? builder.subjects.insert(
          reference, image: result.image(of: entry), labels: result.labels(of: entry),
          managedBy: result.managedBy(of: entry))
      if !isPlaced { subjects[Int(entry.subject)] = subject }
      var flags: FindingTable.Flags = .judged
      if row.isFixable { flags.insert(.fixable) }
      if entry.isSuppressed { flags.insert(.excepted) }
      builder.add(
        FindingTable.Row(
          fingerprint: fingerprint, evidence: row.evidence,
          firstSeen: draft.firstSeen ?? now, lastSeen: now, subject: subject,
          check: UInt16(clamping: entry.check), severity: entry.severity, flags: flags, head: draft.head))
    }
    let judged = found.count
    ScanTable.addAbsent(from: earlier, readAt: reading, result, without: fingerprints, to: &builder)
    let (table, order) = builder.finish()
    self.table = table
    entries = order.map { $0 < judged ? found[$0] : nil }
    self.memo = followed.map { _ in ScanMemo(result.handles, found: found, rows: memo) }
  }

  /// Adds what the last reading found and this one did not: resolved where this one was in a position to say so.
  private static func addAbsent(
    from earlier: FindingTable, readAt reading: Int64, _ result: ScanResult, without found: Set<Fingerprint>,
    to builder: inout FindingTableBuilder
  ) {
    let absent = (0..<earlier.count).filter { !found.contains(earlier.fingerprints[$0]) }
    if absent.isEmpty { return }
    let plan = result.assessment.judge.plan
    // Only what was there the last time may be unknown now.
    let isNews = absent.contains { !earlier.flags[$0].contains(.resolved) }
    let unknown = Set(
      (isNews ? result.entries([.unknown]) : []).map { entry in
        Fingerprint(check: plan.infos[Int(entry.check)].firstID, subject: result.reference(of: entry))
      })
    let scope = ReadingScope(result)
    for row in absent {
      let id = earlier.checks[Int(earlier.check[row])]
      guard let check = plan.index[id], !plan.disabled.contains(id) else { continue }
      let number = earlier.subject[row]
      let reference = earlier.subjects.reference(number)
      let lastSeen = earlier.lastSeen(of: row, reading: reading)
      var flags = earlier.flags[row].intersection([.resolved, .fixable, .excepted])
      if !flags.contains(.resolved) {
        let isUnknown = unknown.contains(earlier.fingerprints[row])
        flags.insert(!isUnknown && scope.tells(plan.infos[check], of: reference) ? .resolved : .stale)
      }
      if flags.contains(.resolved), result.cluster.observedAt - lastSeen > memory { continue }
      let subject = builder.subjects.insert(
        reference, image: earlier.subjects.image(number), labels: earlier.subjects.labels(number),
        managedBy: earlier.subjects.managedBy(number))
      builder.add(
        FindingTable.Row(
          fingerprint: earlier.fingerprints[row], evidence: earlier.evidence[row],
          firstSeen: Int64(earlier.firstSeen[row]), lastSeen: lastSeen, subject: subject,
          check: UInt16(clamping: check), severity: earlier.severity(of: row), flags: flags, head: nil))
    }
  }
}
