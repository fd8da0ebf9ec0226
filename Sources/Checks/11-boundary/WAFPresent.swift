import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A web application firewall stops what every site is tried with all day: injections, known holes of frameworks, bots.
  ///
  /// Fails where a Service with a public load balancer serves HTTP and no edge stands before it. Passes where objects
  /// show a firewall: a policy of Application Gateway (by annotation or WebApplicationFirewallPolicy), a web ACL of AWS,
  /// ModSecurity in ingress-nginx with rules that are enforced. Unknown where the edge would have to be asked. Not
  /// applicable to what the Internet does not reach, or not by HTTP.
  package static let wafPresent = Check<EntrySubject>(
    CheckInfo(
      "waf-present", area: .boundary, severity: .medium, judges: .entry,
      under: ["ingress-controller-internal", "edge-in-front", "lb-source-ranges"],
      title: "No web application firewall",
      statement: "serves HTTP to the Internet without a web application firewall",
      remediation: "Put a firewall policy in mode Prevention on the Application Gateway or Front Door before it.",
      references: [.mitre("T1190"), .url("https://learn.microsoft.com/azure/web-application-firewall/overview")],
      equivalents: ["az:network/WAF"]),
    reads: [ClusterFact.exposure.read],
    judge: { subject, facts, _ throws(Missing) in
      guard let exposure = try facts.get(ClusterFact.exposure, subject), exposure.servesHTTP else { return .notOpen }
      let isOpen = exposure.reach == .open && exposure.front != .controller
      guard isOpen || exposure.hasPrivateLink else { return .notOpen }
      if exposure.hasFirewall { return .pass }
      let hasEdge = exposure.front != .service || exposure.hasPrivateLink || Services.isBehindEdge(exposure)
      if hasEdge { throw Missing(.firewallOfEdge, .notInInput) }
      return .fail([exposure.evidence])
    })
}
