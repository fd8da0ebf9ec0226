import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A budget that allows no disruption stops every drain: upgrades of nodes hang, or are forced, and then nothing is
  /// budgeted.
  ///
  /// Fails where `maxUnavailable` is 0, where `minAvailable` is 100 % or comes to at least the replicas of all that the
  /// budget selects together (of a percentage Kubernetes rounds up: 90 % of two are two), or where a budget that selects
  /// something has neither, for then no pod may go. Passes where one may, and where what it selects is not counted by
  /// replicas (DaemonSets).
  package static let blockingBudget = Check<BudgetSubject>(
    CheckInfo(
      "pdb-blocks", area: .resources, severity: .medium, judges: .disruptionBudget, title: "Disruption budget blocks",
      statement: "lets no pod be evicted",
      remediation: "Let at least one pod be unavailable: maxUnavailable 1.",
      references: [.url("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")],
      equivalents: [
        "kl:pdb-max-unavailable", "kl:pdb-min-available", "sc:poddisruptionbudget-has-policy", "pp:POP-403",
      ]),
    reads: [ClusterFact.disruptionBudget.read, ClusterFact.budgetReach.read],
    judge: { subject, facts, _ throws(Missing) in
      let budget = try facts.get(ClusterFact.disruptionBudget, subject)
      let spec = FieldPath().appending("spec")
      if let most = try budget.maxUnavailable.get(), most == .count(0) || most == .percent(0) {
        return .fail([Evidence(spec.appending("maxUnavailable"), most.fieldValue)])
      }
      guard let least = try budget.minAvailable.get() else {
        if try budget.maxUnavailable.get() != nil { return .pass }
        let selectsNothing = try facts.get(ClusterFact.budgetReach, subject).count == 0
        return selectsNothing ? .pass : .fail([Evidence(spec.appending("maxUnavailable"), .absent)])
      }
      var evidence = [Evidence(spec.appending("minAvailable"), least.fieldValue)]
      if case .percent(100...) = least { return .fail(evidence) }
      let reach = try facts.get(ClusterFact.budgetReach, subject)
      guard let total = reach.replicas else { return .pass }
      for workload in reach.workloads {
        guard let replicas = workload.replicas else { continue }
        evidence.append(
          Evidence(FieldPath().appending("spec.replicas"), .integer(replicas), in: workload.reference))
      }
      return total > 0 && least.count(of: total) >= total ? .fail(evidence) : .pass
    },
    remedy: { subject, facts, _ throws(Missing) in
      let budget = try facts.get(ClusterFact.disruptionBudget, subject)
      let spec = FieldPath().appending("spec")
      var operations: [Patch.Operation] = []
      if try budget.minAvailable.get() != nil { operations.append(.remove(spec.appending("minAvailable"))) }
      operations.append(.add(spec.appending("maxUnavailable"), 1))
      return Patch(operations)
    })
}

extension Share {
  /// How many of `total` pods it is: percentages are rounded up.
  fileprivate func count(of total: Int64) -> Int64 {
    switch self {
    case .count(let count): count
    case .percent(let percent): (total * min(percent, 100) + 99) / 100
    }
  }

  /// As the object has it: `1`, `"50%"`.
  fileprivate var fieldValue: FieldValue {
    switch self {
    case .count(let count): .integer(count)
    case .percent(let percent): .string("\(percent)%")
    }
  }
}
