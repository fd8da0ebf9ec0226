import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An edge (Application Gateway, Front Door, an appliance) ends attacks on the protocol, floods and scans before they
  /// reach the cluster. An entry with a public address of its own has none.
  ///
  /// Fails where a Service has a public load balancer that every address may reach, or, once the parameter `ranges` says
  /// what the edge is, others too. Passes for Ingresses and Gateways that Application Gateway or another cloud's load
  /// balancer serves, for Services with an Azure Private Link Service, and where only the service tag of Front Door, or
  /// `ranges`, may come in. Unknown where security groups decide. Not applicable to what the Internet does not reach, or
  /// some addresses of it only.
  package static let edgeInFront = Check<EntrySubject>(
    CheckInfo(
      "edge-in-front", area: .boundary, severity: .medium, judges: .entry,
      under: ["ingress-controller-internal", "lb-source-ranges"], title: "No edge before it",
      statement: "meets the Internet without an edge before it",
      remediation:
        "Put Application Gateway or Front Door before it, by a private link or by allowing nothing but its addresses. "
        + "Those of Front Door are all its customers': let the backend ask for X-Azure-FDID, too.",
      references: [
        .mitre("T1190"), .url("https://learn.microsoft.com/azure/aks/private-link-service-load-balancer"),
      ],
      parameters: [
        ParameterInfo("ranges", .list([]), "Addresses of an edge of another maker (F5, Barracuda …), as CIDR blocks.")
      ]),
    reads: [ClusterFact.exposure.read],
    judge: { subject, facts, parameters throws(Missing) in
      if subject.isRoute { return .route }
      guard let exposure = try facts.get(ClusterFact.exposure, subject) else { return .notOpen }
      if exposure.hasPrivateLink { return .pass }
      if exposure.reach < .open || exposure.front == .controller { return .notOpen }
      let edges = parameters.list("ranges")
      if exposure.front != .service || Services.isBehindEdge(exposure, ranges: edges) { return .pass }
      if exposure.isGuardedByCloud { throw Missing(.firewallOfCloud, .notInInput) }
      if !exposure.ranges.isEmpty, edges.isEmpty { return .onlySome }
      return .fail([exposure.evidence])
    })
}
