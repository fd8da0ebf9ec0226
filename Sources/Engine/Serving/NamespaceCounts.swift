import Hardening
import Session
import Store
import TextSafety

/// The verdicts of a cluster that are no failures, by namespace and area: what its table of findings does not say.
struct NamespaceCounts: Sendable {
  struct Entry: Sendable {
    var tallies = [Tally](repeating: Tally(), count: Area.allCases.count)
    var workloads = 0
    var controls = NamespacesSnapshot.Namespace.Controls()
  }

  private(set) var entries: [UntrustedText: Entry] = [:]
  private var workloads: Set<ObjectReference> = []

  /// Counts the verdicts on one subject.
  ///
  /// - Parameter labels: are read of namespaces alone.
  mutating func add(
    _ subject: SubjectReference, labels: @autoclosure () -> SubjectLabels,
    _ verdicts: some Sequence<(CheckInfo, Verdict)>
  ) {
    var entry = entries[subject.scopeNamespace] ?? Entry()
    // What has containers is a workload, and each is counted with the first of them.
    if subject.container != nil, workloads.insert(subject.object).inserted { entry.workloads += 1 }
    if subject.object.kind == "Namespace", subject.object.group.isEmpty { entry.controls.take(labels()) }
    let isWhole = subject.container == nil && subject.discriminator == nil
    for (info, verdict) in verdicts {
      if isWhole { entry.controls.add(info.firstID, verdict) }
      if verdict != .fail { entry.tallies[info.area.rawValue - 1].add(verdict, info.severity) }
    }
    entries[subject.scopeNamespace] = entry
  }
}

extension NamespacesSnapshot.Namespace.Controls {
  /// Takes in the levels that a namespace's labels name.
  fileprivate mutating func take(_ labels: SubjectLabels) {
    func level(_ mode: UntrustedText) -> PodSecurityLevel? {
      let value = labels["pod-security.kubernetes.io/\(mode)"]
      return PodSecurityLevel.allCases.first { UntrustedText($0.rawValue) == value }
    }
    (enforce, warn, audit) = (level("enforce"), level("warn"), level("audit"))
  }

  /// Takes in what a check says of a namespace or of a workload in it.
  fileprivate mutating func add(_ check: CheckID, _ verdict: Verdict) {
    if verdict == .notApplicable { return }
    switch check.name {
    case "psa-labels": podSecurity = verdict
    case "resource-quota": quota = verdict
    case "netpol-missing-pod":
      switch verdict {
      case .pass: restricted += 1
      case .fail: unrestricted += 1
      case .unknown, .notApplicable: unknown += 1
      }
    default: break
    }
  }
}

extension ScanTable {
  func counts(_ checks: [CheckID: CheckInfo]) -> NamespaceCounts {
    let judge = result.assessment.judge
    var counts = NamespaceCounts()
    for handle in result.handles {
      let row = handle.verdicts
      counts.add(
        handle.reference, labels: handle.labels(in: result.assessment.inventory),
        judge.positions(of: handle).enumerated().map { position, check in
          (judge.plan.infos[check], row[position].verdict)
        })
    }
    return counts
  }
}

extension CachedDetails {
  func counts(_ checks: [CheckID: CheckInfo]) throws(StoreError) -> NamespaceCounts {
    var counts = NamespaceCounts()
    try cache.eachLedger(of: cluster) { ledger in
      counts.add(
        ledger.subject, labels: ledger.labels,
        zip(ledger.checks, ledger.verdicts).compactMap { id, verdict in checks[id].map { ($0, verdict) } })
    }
    return counts
  }
}
