import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A pod that nobody reaches but that reaches everything is still a good place to steal from; one that everybody
  /// reaches is still a way in.
  ///
  /// Fails where network policies restrict the pods of a workload in exactly one direction. Pods that none restricts are
  /// the finding of netpol-missing-pod. Not applicable to pods on the network of their node.
  package static let netpolOneDirection = Check<WorkloadSubject>(
    CheckInfo(
      "netpol-one-direction", area: .isolation, severity: .medium, judges: .workload,
      title: "Restricted in one direction",
      statement: "is restricted by network policies in one direction only",
      remediation: "Add a policy for the other direction, with the connections that the workload needs.",
      references: [.cis("5.3.2"), .nsa("Network separation"), NetworkPolicies.reference],
      equivalents: ["sc:pod-networkpolicy", "po:missingNetworkPolicy"]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.coverage.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.podTemplate, subject).content.hostNetwork.isTrue() {
        return NetworkPolicies.onHostNetwork
      }
      let coverage = try facts.get(ClusterFact.coverage, subject)
      let ingress = try coverage.ingress.isHeld()
      if try ingress == coverage.egress.isHeld() { return .pass }
      let held = ingress ? coverage.ingress.policies : coverage.egress.policies
      let value: FieldValue = ingress ? "ingress only" : "egress only"
      return .fail(held.map { Evidence(FieldPath().appending("spec"), value, in: $0) })
    })
}
