import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A rule for every host takes requests that were meant for others, and answers for names that attackers point at
  /// the cluster.
  ///
  /// Fails where a rule of an Ingress has no host or `*`, or where the Ingress has a default backend and no rules. A
  /// wildcard below a domain (`*.shop.example`) fails with severity low. Not applicable to the Gateway API.
  package static let ingressWildcard = Check<IngressSubject>(
    CheckInfo(
      "ingress-wildcard", area: .boundary, severity: .medium, judges: .ingress, title: "Ingress for any host",
      statement: "serves any host",
      remediation: "Name the hosts that the Ingress serves.",
      references: [
        .mitre("T1557"),
        .url("https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards"),
      ],
      equivalents: [
        "ky:disallow-empty-ingress-host", "ky:restrict-ingress-wildcard", "gk:general/block-wildcard-ingress",
        "az:RequireIngressHost",
      ]),
    reads: [ClusterFact.ingress.read],
    judge: { subject, facts, _ throws(Missing) in
      guard let ingress = try facts.get(ClusterFact.ingress, subject) else { return .noIngress }
      let rules = try ingress.rules.get() ?? []
      if rules.isEmpty, let backend = ingress.defaultBackend {
        return .fail([Evidence(backend.path, "for any host")])
      }
      let wild = rules.filter { $0.host.isEmpty || $0.host.contains("*") }
      if wild.isEmpty { return .pass }
      let isBelow = wild.allSatisfy { $0.host.hasPrefix("*.") }
      return .fail(
        wild.map { Evidence($0.path.appending("host"), $0.host.isEmpty ? .absent : .string($0.host)) },
        severity: isBelow ? .low : nil)
    })
}
