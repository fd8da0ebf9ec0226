package import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package nonisolated func workload(of key: FindingKey) async throws(SessionError) -> WorkloadSnapshot {
    let view = await current
    guard let (part, row) = view.data.place(of: key) else { throw .gone }
    do throws(StoreError) { return try view.workload(part, row) } catch { throw SessionError(.storage, error.notice) }
  }
}

extension FleetView {
  /// What is known of the object of a finding.
  fileprivate func workload(_ part: Int, _ row: Int) throws(StoreError) -> WorkloadSnapshot {
    let content = data.parts[part]
    let table = content.table
    let object = table.subjects.object(table.subject[row])
    var snapshot = WorkloadSnapshot(
      revision: revision, cluster: content.summary, object: object, managedBy: table.managedBy(of: row))
    var parts: [SubjectReference: WorkloadSnapshot.Part] = [:]
    let own = (0..<UInt32(table.subjects.count)).map { table.subjects.object($0) == object }
    for row in 0..<table.count where own[Int(table.subject[row])] && table.head[row] == FindingTable.none {
      let state = states[part].state(of: row)
      if state == .resolved { continue }
      snapshot.findings.append(self.row(part, row))
      let subject = table.subjects.reference(table.subject[row])
      var entry =
        parts[subject]
        ?? WorkloadSnapshot.Part(
          subject: subject, image: table.subjects.image(table.subject[row]), open: SeverityCounts())
      if state == .open || state == .resurfaced { entry.open[table.severity(of: row)] += 1 }
      parts[subject] = entry
    }
    try content.details.current.eachLedger { ledger in
      guard ledger.subject.object == object else { return }
      if parts[ledger.subject] == nil {
        parts[ledger.subject] = WorkloadSnapshot.Part(
          subject: ledger.subject, image: ledger.image, open: SeverityCounts())
      }
      for (id, verdict) in zip(ledger.checks, ledger.verdicts) where verdict == .pass || verdict == .unknown {
        guard let info = data.checks[id] else { continue }
        snapshot.judged.append(
          WorkloadSnapshot.Judged(check: id, area: info.area, severity: info.severity, verdict: verdict))
      }
    }
    snapshot.parts = parts.values.sorted { $0.subject < $1.subject }
    snapshot.findings.sort { ($1.severity, $0.check, $0.subject) < ($0.severity, $1.check, $1.subject) }
    snapshot.judged.sort { ($0.area.rawValue, $0.check) < ($1.area.rawValue, $1.check) }
    return snapshot
  }
}
