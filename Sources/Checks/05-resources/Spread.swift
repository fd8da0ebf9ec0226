import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Two replicas on one node are lost together.
  ///
  /// Fails where a workload of two or more replicas has neither pod anti-affinity, required or preferred, nor a
  /// topology spread constraint whose selector takes in its own pods: one without a selector, or with one for others,
  /// spreads nothing. Fewer replicas, DaemonSets and Jobs are not applicable.
  package static let spread = Check<WorkloadSubject>(
    CheckInfo(
      "spread", area: .resources, severity: .low, judges: .workload, title: "Replicas not spread",
      statement: "may run all its replicas on one node",
      remediation: "Add topologySpreadConstraints over kubernetes.io/hostname, or pod anti-affinity.",
      references: [.url("https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/")],
      equivalents: [
        "po:topologySpreadConstraint", "kl:no-anti-affinity", "sc:deployment-has-host-podantiaffinity",
        "sc:pod-topology-spread-constraints", "az:MustHaveAntiAffinityRulesSet",
      ]),
    reads: [ClusterFact.replicas.read, ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let range = try facts.get(ClusterFact.replicas, subject)
      guard let minimum = range.minimum, minimum >= 2 else { return .notApplicable("fewer than two replicas") }
      let content = try facts.get(ClusterFact.podTemplate, subject).content
      if content.hasPodAntiAffinity || content.isSpread { return .pass }
      let count = content.topologySpreadConstraints
      return .fail([
        Evidence(
          FieldPath.podSpec.appending("topologySpreadConstraints"),
          count == 0 ? .absent : .string("\(count), none for its own pods"))
      ])
    })
}
