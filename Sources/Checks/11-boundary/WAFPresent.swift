import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A web application firewall stops what every site is tried with all day: injections, known holes of frameworks, bots.
  ///
  /// Fails where a Service with a public load balancer serves HTTP to every address: no firewall before it could not be
  /// passed by. Passes where objects show a firewall: a policy of Application Gateway (by annotation or
  /// WebApplicationFirewallPolicy), a web ACL of AWS, ModSecurity in ingress-nginx with rules that are enforced
  /// (`SecRuleEngine On`). An Ingress that sets ModSecurity for itself is judged by that. Unknown where the edge would
  /// have to be asked. Not applicable to what the Internet does not reach, or not by HTTP, or from some addresses only.
  package static let wafPresent = Check<EntrySubject>(
    CheckInfo(
      "waf-present", area: .boundary, severity: .medium, judges: .entry,
      under: ["ingress-controller-internal", "edge-in-front", "lb-source-ranges"],
      title: "No web application firewall",
      statement: "serves HTTP to the Internet without a web application firewall",
      remediation: "Put a firewall policy in mode Prevention on the Application Gateway or Front Door before it.",
      references: [.mitre("T1190"), .url("https://learn.microsoft.com/azure/web-application-firewall/overview")],
      equivalents: ["az:network/WAF"]),
    reads: [ClusterFact.exposure.read, ClusterFact.ingress.read],
    judge: { subject, facts, _ throws(Missing) in
      if subject.isRoute { return .route }
      guard let exposure = try facts.get(ClusterFact.exposure, subject), exposure.servesHTTP else { return .notOpen }
      if let ingress = try facts.get(ClusterFact.ingress, IngressSubject(subject.object)),
        let hasFirewall = ingress.hasFirewall
      {
        let key = FieldPath().appending("metadata.annotations").appending(member: Ingress.firewallAnnotation)
        let value = ingress.annotations.value(of: Ingress.firewallAnnotation)
        return hasFirewall ? .pass : .fail([Evidence(key, value.map { .string($0) } ?? .absent)])
      }
      let isOpen = exposure.reach == .open && exposure.front != .controller
      guard isOpen || exposure.hasPrivateLink else { return .notOpen }
      if exposure.hasFirewall { return .pass }
      let hasEdge = exposure.front != .service || exposure.hasPrivateLink || Services.isBehindEdge(exposure)
      if hasEdge { throw Missing(.firewallOfEdge, .notInInput) }
      if exposure.isGuardedByCloud { throw Missing(.firewallOfCloud, .notInInput) }
      if !exposure.ranges.isEmpty { return .onlySome }
      if exposure.ingressesDecide { return .notApplicable("Ingresses turn a firewall on for themselves") }
      return .fail([exposure.evidence])
    })
}
