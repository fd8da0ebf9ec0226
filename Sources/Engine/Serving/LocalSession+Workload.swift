package import Hardening
package import Session
import Store
package import TextSafety

extension LocalSession {
  package nonisolated func workload(of key: FindingKey) async throws(SessionError) -> WorkloadSnapshot {
    let view = await current
    guard let (part, row) = view.data.place(of: key) else { throw .gone }
    let table = view.data.parts[part].table
    return try view.workload(part, table.subjects.object(table.subject[row]))
  }

  package nonisolated func workload(_ key: ObjectKey) async throws(SessionError) -> WorkloadSnapshot {
    let view = await current
    guard let part = view.data.parts.firstIndex(where: { $0.summary.id == key.cluster }) else { throw .goneCluster }
    let snapshot = try view.workload(part, key.object)
    guard !snapshot.parts.isEmpty else {
      throw SessionError(
        .gone,
        Notice(
          what: key.object.text, why: "nothing was judged of it in \(view.data.parts[part].summary.name)", next: "",
          costsCoverage: false))
    }
    return snapshot
  }

  package nonisolated func objects(
    named text: UntrustedText, limit: Int
  ) async throws(SessionError) -> [NamedObject] {
    let view = await current
    let name = ObjectName(text)
    var found: [NamedObject] = []
    for part in view.data.parts {
      var objects = part.table.subjects.objects(namespace: name.mayBeIn, name: name.mayBe)
      // What nothing is found wrong with is in the ledgers alone, and goes by its whole name.
      if !objects.contains(where: { $0.name == name.last }), !name.last.isEmpty {
        do throws(StoreError) {
          try part.details.current.eachLedger(named: name.last) { objects.insert($0.subject.object) }
        } catch { throw SessionError(.storage, error.notice) }
      }
      let summary = part.summary
      found += objects.filter(name.matches).map {
        NamedObject(key: ObjectKey(cluster: summary.id, object: $0), cluster: summary.name)
      }
    }
    let ranks = found.map { name.rank($0.key.object) }
    let order = found.indices.sorted { a, b in
      if ranks[a] != ranks[b] { return ranks[a] < ranks[b] }
      let (one, other) = (found[a], found[b])
      return one.key.object == other.key.object ? one.cluster < other.cluster : one.key.object < other.key.object
    }
    return order.prefix(limit).map { found[$0] }
  }
}

/// What a person types to name an object: `name`, `namespace/name`, `kind/name` or `namespace/kind/name`, the name not
/// necessarily whole.
struct ObjectName {
  let last: UntrustedText
  private let first: [UntrustedText]

  init(_ text: UntrustedText) {
    var parts = text.split("/")
    last = parts.popLast() ?? ""
    first = parts
  }

  func mayBe(_ name: UntrustedText) -> Bool {
    last.isEmpty || name.matches { name in last.matches { name.contains($0) } }
  }

  /// Whatever it is in, where what is typed may be a kind too.
  func mayBeIn(_ namespace: UntrustedText) -> Bool { first.count != 2 || namespace == first[0] }

  func matches(_ object: ObjectReference) -> Bool {
    guard mayBe(object.name) else { return false }
    func isKind(_ text: UntrustedText) -> Bool {
      text.lowercasedASCII == object.kind.lowercasedASCII || text == ShortKinds.name(of: object.kind)
    }
    switch first.count {
    case 0: return true
    case 1: return object.scopeNamespace == first[0] || isKind(first[0])
    case 2: return object.scopeNamespace == first[0] && isKind(first[1])
    default: return false
    }
  }

  /// Workloads before what else has the name; the whole name before its beginning, and that before a part of it.
  func rank(_ object: ObjectReference) -> Int {
    let isWorkload = ["apps", "batch"].contains(object.group) || object.kind == "Pod"
    let fit = object.name == last ? 0 : object.name.hasPrefix(last) ? 1 : 2
    return 2 * fit + (isWorkload ? 0 : 1)
  }
}

extension FleetView {
  /// What is known of an object; without parts where that is nothing.
  fileprivate func workload(_ part: Int, _ object: ObjectReference) throws(SessionError) -> WorkloadSnapshot {
    let content = data.parts[part]
    let table = content.table
    var snapshot = WorkloadSnapshot(
      revision: revision, cluster: content.summary, object: object, managedBy: .you)
    var parts: [SubjectReference: WorkloadSnapshot.Part] = [:]
    var events: [ULID: WorkloadSnapshot.Event] = [:]
    var isOwn = [Bool](repeating: false, count: table.subjects.count)
    let numbers = table.subjects.numbers(of: object)
    for number in numbers { isOwn[Int(number)] = true }
    let rows = numbers.isEmpty ? [] : (0..<table.count).filter { isOwn[Int(table.subject[$0])] }
    for row in rows where table.head[row] == FindingTable.none {
      let finding = self.row(part, row)
      snapshot.managedBy = finding.managedBy
      for act in context.triage.history(of: data.triageSubject(part, row), groups: context.groups) {
        events[act.id, default: WorkloadSnapshot.Event(decision: act)].add(finding.check)
      }
      if finding.state == .resolved { continue }
      snapshot.findings.append(finding)
      let subject = table.subjects.reference(table.subject[row])
      var entry =
        parts[subject]
        ?? WorkloadSnapshot.Part(
          subject: subject, image: table.subjects.image(table.subject[row]), open: SeverityCounts())
      if finding.state == .open || finding.state == .resurfaced { entry.open[finding.severity] += 1 }
      parts[subject] = entry
    }
    snapshot.firstSeen = rows.map { Int64(table.firstSeen[$0]) }.min()
    do throws(StoreError) {
      try content.details.current.eachLedger(named: object.name) { ledger in
        guard ledger.subject.object == object else { return }
        if parts[ledger.subject] == nil {
          parts[ledger.subject] = WorkloadSnapshot.Part(
            subject: ledger.subject, image: ledger.image, open: SeverityCounts())
        }
        if rows.isEmpty { snapshot.managedBy = ledger.managedBy }
        for (id, verdict) in zip(ledger.checks, ledger.verdicts) where verdict == .pass || verdict == .unknown {
          guard let info = data.checks[id] else { continue }
          snapshot.judged.append(
            WorkloadSnapshot.Judged(check: id, area: info.area, severity: info.severity, verdict: verdict))
        }
      }
    } catch { throw SessionError(.storage, error.notice) }
    snapshot.parts = parts.values.sorted { $0.subject < $1.subject }
    snapshot.findings.sort { ($1.severity, $0.check, $0.subject) < ($0.severity, $1.check, $1.subject) }
    snapshot.judged.sort { ($0.area.rawValue, $0.check) < ($1.area.rawValue, $1.check) }
    snapshot.history = events.values.sorted { $0.decision.id > $1.decision.id }
    return snapshot
  }
}
