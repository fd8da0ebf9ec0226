import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// When nodes are drained for an upgrade, nothing keeps all replicas from going at once.
  ///
  /// Fails where a workload of two or more replicas, or with an autoscaler's minimum of two or more, is selected by
  /// no PodDisruptionBudget of its namespace. Fewer replicas, DaemonSets and Jobs are not applicable.
  package static let disruptionBudget = Check<WorkloadSubject>(
    CheckInfo(
      "pdb", area: .resources, severity: .low, judges: .workload, title: "No disruption budget",
      statement: "has no disruption budget",
      remediation: "Create a PodDisruptionBudget that selects its pods, with maxUnavailable 1.",
      references: [.url("https://kubernetes.io/docs/tasks/run-application/configure-pdb/")],
      equivalents: [
        "po:missingPodDisruptionBudget", "po:pdbDisruptionsIsZero", "kl:pdb-max-unavailable", "kl:pdb-min-available",
        "sc:deployment-has-poddisruptionbudget", "sc:statefulset-has-poddisruptionbudget", "pp:POP-206,POP-901",
        "gk:general/poddisruptionbudget", "ky:require-pdb", "az:DisallowedBadPodDisruptionBudgets",
      ]),
    reads: [ClusterFact.replicas.read, ClusterFact.isBudgeted.read],
    judge: { subject, facts, _ throws(Missing) in
      let range = try facts.get(ClusterFact.replicas, subject)
      guard let minimum = range.minimum, minimum >= 2 else { return .notApplicable("fewer than two replicas") }
      if try facts.get(ClusterFact.isBudgeted, subject) { return .pass }
      return .fail([Evidence(range.path, .integer(minimum), in: range.autoscaler)])
    })
}
