import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Policies that allow say nothing of pods that they do not select: a new workload, or one with a mistyped label, is
  /// open to all. A default deny closes what nobody thought of.
  ///
  /// Fails where for neither direction a policy of Kubernetes, Calico or Cilium (the cluster's included) selects all
  /// pods of the namespace and allows nothing; ports of DNS may be allowed. With one direction it passes, and each
  /// workload is named by netpol-one-direction. Not applicable to namespaces without workloads.
  package static let netpolDefaultDeny = Check<NamespaceSubject>(
    CheckInfo(
      "netpol-default-deny", area: .isolation, severity: .medium, judges: .namespace, under: ["netpol-missing-ns"],
      title: "No default deny",
      statement: "denies nothing by default",
      remediation: "Deny both directions to all pods, and allow beside it what they need. What is offered here "
        + "allows DNS and the namespace itself: all else, from ingress controllers and to databases "
        + "too, is cut until policies of yours allow it.",
      references: [.cis("5.3.2"), .nsa("Network separation"), NetworkPolicies.reference],
      equivalents: ["ks:C-0030", "ka:netpols", "ky:add-network-policy", "np:NSA"]),
    reads: [ClusterFact.workloads.read, ClusterFact.defaultDeny.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.workloads, subject).isEmpty { return .notApplicable("no workloads in it") }
      let deny = try facts.get(ClusterFact.defaultDeny, subject)
      if !deny.ingress.policies.isEmpty || !deny.egress.policies.isEmpty { return .pass }
      let ingress = try deny.ingress.isHeld()
      let egress = try deny.egress.isHeld()
      return ingress || egress ? .pass : .fail(NetworkPolicies.evidence(ofNamespace: subject.name))
    },
    remedy: { subject, _, _ throws(Missing) in
      .create(NetworkPolicies.confinement(of: subject.name))
    })
}
