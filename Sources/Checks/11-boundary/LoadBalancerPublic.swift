import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A Service of type LoadBalancer gets a public address unless an annotation asks for one in a private network: each is
  /// a door of its own, past the ingress and all that guards it.
  ///
  /// Fails where a LoadBalancer has no annotation of its cloud for an internal one (Azure, AWS, Google, and others that
  /// have such), and not only private addresses. Where all addresses may come in, it folds under lb-source-ranges; one
  /// severity lower where some only may, two where those are private networks or Front Door. Not applicable to Services of
  /// other types.
  package static let loadBalancerPublic = Check<ServiceSubject>(
    CheckInfo(
      "lb-public", area: .boundary, severity: .medium, judges: .service,
      under: ["ingress-controller-internal", "lb-source-ranges"], title: "Public load balancer",
      statement: "has a public load balancer",
      remediation: "Ask for an internal load balancer by the annotation of the cloud, and publish through an "
        + "ingress or an edge: who comes from outside is cut off until then.",
      references: [
        .mitre("T1133"), .url("https://learn.microsoft.com/azure/aks/internal-lb"),
        .url("https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer"),
      ],
      equivalents: [
        "ks:C-0256", "az:LoadbalancerNoPublicIPs", "pp:POP-1103", "gk:general/block-loadbalancer-services",
        "ky:restrict-loadbalancer", "kl:exposed-services",
      ]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, _ throws(Missing) in
      let service = try facts.get(ClusterFact.service, subject)
      switch try service.balancer() {
      case .none: return .noBalancer
      case .inner: return .pass
      case .open:
        let ranges = try service.allowedRanges()
        let steps = Services.Audience(ranges.map(\.range)).steps
        let evidence = [Evidence(Services.typePath, "LoadBalancer")]
        if steps == 0 { return .fail(evidence) }
        return .fail(
          evidence + ranges.map { Evidence($0.path, .string($0.range)) }, severity: Severity.medium.lowered(by: steps))
      }
    },
    remedy: { subject, facts, _ throws(Missing) in
      // Which cloud it is shows in the annotations alone.
      guard let pair = try facts.get(ClusterFact.service, subject).inwardAnnotation else { return nil }
      return .set(FieldPath().appending("metadata.annotations").appending(member: pair.key), .string(pair.value))
    })
}
