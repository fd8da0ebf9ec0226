import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An ingress controller with a public address of its own meets the Internet without a firewall for web applications
  /// before it. Behind an internal load balancer only the edge reaches it.
  ///
  /// Fails where a Service with a public load balancer leads to an ingress controller: ingress-nginx, NGINX Ingress
  /// Controller, Traefik, HAProxy, Contour, Kong, Emissary, an Istio gateway, Envoy Gateway, by image or label. Passes
  /// where the load balancer is internal, or lets in Azure Front Door only, and where nothing but ports of nodes leads
  /// in. One severity lower where some addresses only may come in, two where those are of private networks. Not
  /// applicable to Services that lead to none, and to routes.
  package static let ingressControllerInternal = Check<EntrySubject>(
    CheckInfo(
      "ingress-controller-internal", area: .boundary, severity: .high, judges: .entry,
      title: "Public ingress controller",
      statement: "exposes an ingress controller by a public load balancer",
      remediation: "Put Application Gateway, Front Door with a private link, or another edge before it, then "
        + "make its load balancer internal: from outside nothing reaches it any more.",
      references: [
        .mitre("T1190"),
        .url("https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks"),
      ]),
    reads: [ClusterFact.exposure.read, ClusterFact.service.read],
    judge: { subject, facts, _ throws(Missing) in
      if subject.isRoute { return .route }
      guard let exposure = try facts.get(ClusterFact.exposure, subject), !exposure.controllers.isEmpty else {
        return .notApplicable("it leads to no ingress controller")
      }
      if exposure.reach < .open || Services.isBehindEdge(exposure) { return .pass }
      let name = FieldValue.string(UntrustedText(exposure.controllers.map(\.rawValue).joined(separator: ", ")))
      let workloads = exposure.workloads.prefix(5).map { Evidence(labels(of: $0), name, in: $0) }
      let steps = Services.Audience(exposure.ranges).steps
      return .fail([exposure.evidence] + workloads, severity: steps == 0 ? nil : Severity.high.lowered(by: steps))
    },
    remedy: { subject, facts, _ throws(Missing) in
      // Which cloud it is shows in the annotations alone.
      guard let pair = try facts.get(ClusterFact.service, ServiceSubject(subject.object)).inwardAnnotation else {
        return nil
      }
      return .set(FieldPath().appending("metadata.annotations").appending(member: pair.key), .string(pair.value))
    })

  private static func labels(of workload: ObjectReference) -> FieldPath {
    let kind = WorkloadKind(group: workload.group, kind: workload.kind)
    return FieldPath.podMetadata.appending("labels").resolved(pod: kind.podPrefix)
  }
}
