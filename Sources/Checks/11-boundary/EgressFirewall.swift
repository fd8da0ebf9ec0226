import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Pods reach the Internet unless something holds them: a policy that denies egress by default, one that allows hosts
  /// by name, or a route of the node's network to a firewall.
  ///
  /// Passes where a policy denies egress by default in the namespace (ports of DNS may be allowed), or one allows egress
  /// by names of hosts. Not applicable else, where the cluster's outbound route decides, which no object of Kubernetes
  /// says, and to namespaces without workloads. Unknown where policies may exist that the input does not hold.
  package static let egressFirewall = Check<NamespaceSubject>(
    CheckInfo(
      "egress-firewall", area: .boundary, severity: .medium, judges: .namespace, title: "Egress not filtered",
      statement: "has no filter for what leaves the cluster",
      remediation: "Deny egress by default and allow what is needed, or route it through a firewall.",
      references: [.nsa("Network separation"), .url("https://learn.microsoft.com/azure/aks/limit-egress-traffic")],
      equivalents: ["ks:C-0030", "mm:MS-M9014"]),
    reads: [
      ClusterFact.workloads.read, ClusterFact.defaultDeny.read, ClusterFact.policyPresence.read,
    ],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.workloads, subject).isEmpty { return .notApplicable("no workloads in it") }
      let deny = try facts.get(ClusterFact.defaultDeny, subject).egress
      if !deny.policies.isEmpty { return .pass }
      let presence = try facts.get(ClusterFact.policyPresence, subject)
      if !presence.byHostNames.isEmpty { return .pass }
      if let missing = deny.missing ?? presence.missing { throw missing }
      return .notApplicable("only the network of the cloud knows where its egress goes")
    })
}
