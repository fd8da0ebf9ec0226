import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A budget that allows no disruption stops every drain: upgrades of nodes hang, or are forced, and then nothing is
  /// budgeted.
  ///
  /// Fails where `maxUnavailable` is 0, or `minAvailable` is 100 % or at least the replicas of a workload that the
  /// budget selects. Passes where a pod may go.
  package static let blockingBudget = Check<BudgetSubject>(
    CheckInfo(
      "pdb-blocks", area: .resources, severity: .medium, judges: .disruptionBudget, title: "Disruption budget blocks",
      statement: "lets no pod be evicted",
      remediation: "Let at least one pod be unavailable: maxUnavailable 1.",
      references: [.url("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")],
      equivalents: [
        "kl:pdb-max-unavailable", "kl:pdb-min-available", "sc:poddisruptionbudget-has-policy", "pp:POP-403",
      ]),
    reads: [ClusterFact.disruptionBudget.read, ClusterFact.budgetedWorkloads.read],
    judge: { subject, facts, _ throws(Missing) in
      let budget = try facts.get(ClusterFact.disruptionBudget, subject)
      let spec = FieldPath().appending("spec")
      if let most = try budget.maxUnavailable.get(), most == .count(0) || most == .percent(0) {
        return .fail([Evidence(spec.appending("maxUnavailable"), most.fieldValue)])
      }
      // Kubernetes takes 1 where neither is set.
      let isSet = try budget.minAvailable.get() != nil
      if !isSet, try budget.maxUnavailable.get() != nil { return .pass }
      let least = try budget.minAvailable.get() ?? .count(1)
      let evidence = Evidence(spec.appending("minAvailable"), isSet ? least.fieldValue : .absent)
      switch least {
      case .percent(let percent): return percent >= 100 ? .fail([evidence]) : .pass
      case .count(let count):
        if count <= 0 { return .pass }
        for workload in try facts.get(ClusterFact.budgetedWorkloads, subject) {
          guard let replicas = workload.replicas, replicas > 0, count >= replicas else { continue }
          let path = FieldPath().appending("spec.replicas")
          return .fail([evidence, Evidence(path, .integer(replicas), in: workload.reference)])
        }
        return .pass
      }
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
  /// As the object has it: `1`, `"50%"`.
  fileprivate var fieldValue: FieldValue {
    switch self {
    case .count(let count): .integer(count)
    case .percent(let percent): .string("\(percent)%")
    }
  }
}
