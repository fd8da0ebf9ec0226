import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a network policy every pod of the cluster reaches every pod of the namespace, and those reach everything:
  /// one broken web shop is a foothold next to the payments.
  ///
  /// Fails where a namespace with workloads has no network policy of Kubernetes, Calico or Cilium, and none of the whole
  /// cluster applies to a workload in it. Not applicable to namespaces without workloads. Unknown where policies may
  /// exist that the input does not hold.
  package static let netpolMissingNamespace = Check<NamespaceSubject>(
    CheckInfo(
      "netpol-missing-ns", area: .isolation, severity: .high, judges: .namespace, title: "No network policy",
      statement: "has no network policy",
      remediation: "Deny both directions to all pods, and allow beside it what they need. What is offered here "
        + "allows DNS and the namespace itself: all else, from ingress controllers and to databases "
        + "too, is cut until policies of yours allow it.",
      references: [.cis("5.3.2"), .nsa("Network separation"), .mitre("T1046"), NetworkPolicies.reference],
      equivalents: ["ks:C-0206", "ks:C-0054", "ks:C-0049", "ka:netpols", "ky:require-netpol", "cis:5.3.2/AKS4.4.2"]),
    reads: [ClusterFact.workloads.read, ClusterFact.policyPresence.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.workloads, subject).isEmpty { return .notApplicable("no workloads in it") }
      let isEmpty = try facts.get(ClusterFact.policyPresence, subject).isEmpty()
      return isEmpty ? .fail(NetworkPolicies.evidence(ofNamespace: subject.name)) : .pass
    },
    remedy: { subject, _, _ throws(Missing) in
      .create(NetworkPolicies.confinement(of: subject.name))
    })
}
