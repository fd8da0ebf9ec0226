import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A pod that no controller owns is gone with its node, is never updated by a roll-out, and is often what somebody,
  /// or an intruder, started by hand.
  ///
  /// Fails for a Pod without a controlling owner reference. Static pods, which their node runs, pass.
  package static let nakedPod = Check<WorkloadSubject>(
    CheckInfo(
      "naked-pod", area: .workload, severity: .low, judges: .workload, title: "Pod without a controller",
      statement: "belongs to no controller",
      remediation: "Make it a Deployment, a Job or another workload that starts it again.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/overview/")],
      equivalents: ["ks:C-0073", "pp:POP-208", "po:nakedPod(test-only)", "az:BlockNakedPods", "ky:prevent-bare-pods"]),
    reads: [ClusterFact.workload.read],
    judge: { subject, facts, _ throws(Missing) in
      let traits = try facts.get(ClusterFact.workload, subject)
      return traits.isNaked ? .fail([Evidence(FieldPath().appending("metadata.ownerReferences"), .absent)]) : .pass
    })
}
