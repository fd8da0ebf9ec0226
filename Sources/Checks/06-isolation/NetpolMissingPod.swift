import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Pods that no policy selects talk to everything, and everything to them, whatever the policies beside them say.
  ///
  /// Fails where no policy of Kubernetes, Calico or Cilium, of the namespace or of the cluster, restricts the pods of a
  /// workload in either direction. A default deny covers. Where the namespace has no policy at all, it folds under
  /// that. Not applicable to pods on the network of their node, which policies do not hold.
  package static let netpolMissingPod = Check<WorkloadSubject>(
    CheckInfo(
      "netpol-missing-pod", area: .isolation, severity: .high, judges: .workload, under: ["netpol-missing-ns"],
      title: "No policy selects the pods",
      statement: "is restricted by no network policy",
      remediation: "Create a policy that selects its pods and allows the connections that they need. What is "
        + "offered here allows DNS and the namespace itself: all else is cut until you add it.",
      references: [.cis("5.3.2"), .nsa("Network separation"), .mitre("T1046"), NetworkPolicies.reference],
      equivalents: [
        "ks:C-0260", "ck:CKV2_K8S_6", "po:missingNetworkPolicy", "kl:non-isolated-pod", "sc:pod-networkpolicy",
        "pp:POP-1204,POP-1205",
      ]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.workload.read, ClusterFact.coverage.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.podTemplate, subject).content.hostNetwork.isTrue() {
        return NetworkPolicies.onHostNetwork
      }
      let coverage = try facts.get(ClusterFact.coverage, subject)
      if !coverage.ingress.policies.isEmpty || !coverage.egress.policies.isEmpty { return .pass }
      let ingress = try coverage.ingress.isHeld()
      let egress = try coverage.egress.isHeld()
      if ingress || egress { return .pass }
      let labels = try facts.get(ClusterFact.workload, subject).podLabels
      let value: FieldValue =
        labels.isEmpty ? .absent : .map(labels.map { FieldValue.Member($0.key, .string($0.value)) })
      return .fail([Evidence(FieldPath.podMetadata.appending("labels"), value)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let traits = try facts.get(ClusterFact.workload, subject)
      // Without labels nothing can select these pods alone.
      if traits.podLabels.isEmpty { return nil }
      let reference = traits.reference
      return .create(
        NetworkPolicies.confinement(of: reference.namespace, name: reference.name, labels: traits.podLabels))
    })
}
