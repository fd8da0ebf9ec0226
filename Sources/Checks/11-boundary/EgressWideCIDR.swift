import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A rule for all addresses lets a pod talk to the whole Internet: what is stolen leaves by it, what an intruder needs
  /// comes in.
  ///
  /// Fails where the rules for egress allow a block of all addresses (prefix 0 of IPv4 or IPv6, without exceptions;
  /// Cilium's entities all and world), or blocks that together are half of all addresses or more, with ports or not. A rule without peers is the finding of netpol-allow-all.
  package static let egressWideCIDR = Check<NetworkPolicySubject>(
    CheckInfo(
      "egress-wide-cidr", area: .boundary, severity: .medium, judges: .networkPolicy, under: ["netpol-allow-all"],
      title: "Egress to all addresses",
      statement: "allows egress to all addresses",
      remediation: "Name the blocks, or the hosts (toFQDNs, a firewall), that the pods need.",
      references: [.nsa("Network separation"), .mitre("T1048"), NetworkPolicies.reference],
      equivalents: ["pp:POP-1206", "tv:KSV-0038"]),
    reads: [ClusterFact.networkPolicy.read],
    judge: { subject, facts, _ throws(Missing) in
      var peers: [PolicyPeer] = []
      for section in try facts.get(ClusterFact.networkPolicy, subject).sections.get() ?? [] {
        peers += section.egress.rules.filter { $0.action == .allow }.flatMap { $0.peers ?? [] }
      }
      let evidence = NetworkPolicies.wide(peers)
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
