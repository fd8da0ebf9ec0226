import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A rule for everybody on all ports undoes what other policies restrict: what any policy allows is allowed.
  ///
  /// Fails where an allowing rule has neither peers nor ports, or names a block of all addresses (prefix 0, without
  /// exceptions; Cilium's entities all and world), or blocks that together are half of them or more, without ports. An empty list of rules denies, and a policy for all
  /// pods is none of it. Rules of Calico and Cilium beside such that deny something let the rest through on purpose.
  package static let netpolAllowAll = Check<NetworkPolicySubject>(
    CheckInfo(
      "netpol-allow-all", area: .isolation, severity: .medium, judges: .networkPolicy,
      title: "Policy allows everything",
      statement: "allows everybody on all ports",
      remediation: "Name the peers and the ports that the pods need.",
      references: [.nsa("Network separation"), NetworkPolicies.reference],
      equivalents: ["tv:KSV-0038", "ka:netpols", "ky:restrict-networkpolicy-empty-podselector", "pp:POP-1203"],
      variants: [
        StatementVariant(
          "lets everybody in, and its pods out to everybody, on all ports", showing: ["ingress", "egress"]),
        StatementVariant("lets everybody in, on all ports", showing: ["ingress"]),
        StatementVariant("lets its pods out to everybody, on all ports", showing: ["egress"]),
      ]),
    reads: [ClusterFact.networkPolicy.read],
    judge: { subject, facts, _ throws(Missing) in
      let sections = try facts.get(ClusterFact.networkPolicy, subject).sections.get() ?? []
      let evidence = sections.flatMap { NetworkPolicies.open($0.ingress) + NetworkPolicies.open($0.egress) }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
