import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// ingress-nginx was retired in March 2026: holes that are found since then stay open, at the door of the cluster, in a
  /// program that reads the secrets of all namespaces.
  ///
  /// Fails where a workload runs the controller of ingress-nginx (kubernetes/ingress-nginx), by the name of its image or
  /// the labels of its chart. Other ingress controllers pass, NGINX Inc.'s own among them, which is another program. Not
  /// applicable to workloads that are none.
  package static let nginxEndOfLife = Check<WorkloadSubject>(
    CheckInfo(
      "nginx-eol", area: .boundary, severity: .high, judges: .workload, title: "Retired ingress-nginx",
      statement: "runs ingress-nginx, which was retired",
      remediation: "Move to the Gateway API or to another controller: Application Gateway for Containers, Traefik …",
      references: [
        .mitre("T1190"), .url("https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/"),
      ],
      equivalents: ["ks:C-0292"]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.workload.read],
    judge: { subject, facts, _ throws(Missing) in
      let containers = try facts.get(ClusterFact.podTemplate, subject).containers
      let served = containers.map { ($0, $0.image.known.flatMap { IngressController(image: $0, labels: []) }) }
      let found = served.filter { $0.1 == .ingressNginx }.map(\.0)
      if !found.isEmpty { return .fail(found.flatMap(\.imageEvidence)) }
      if served.contains(where: { $0.1 != nil }) { return .pass }
      let labels = try facts.get(ClusterFact.workload, subject).podLabels
      guard let controller = IngressController(labels: labels) else { return .notApplicable("no ingress controller") }
      if controller != .ingressNginx { return .pass }
      let path = FieldPath.podMetadata.appending("labels").appending(member: "app.kubernetes.io/name")
      return .fail([Evidence(path, .string(labels.value(of: "app.kubernetes.io/name") ?? ""))])
    })
}
