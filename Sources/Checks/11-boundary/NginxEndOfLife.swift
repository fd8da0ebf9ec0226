import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// ingress-nginx was retired in March 2026: holes that are found since then stay open, at the door of the cluster, in a
  /// program that reads the secrets of all namespaces.
  ///
  /// Fails where a workload runs the controller of ingress-nginx (kubernetes/ingress-nginx), by the name of its image.
  /// NGINX Inc.'s own controller is another program.
  package static let nginxEndOfLife = Check<WorkloadSubject>(
    CheckInfo(
      "nginx-eol", area: .boundary, severity: .high, judges: .workload, title: "Retired ingress-nginx",
      statement: "runs ingress-nginx, which was retired",
      remediation: "Move to the Gateway API or to another controller: Application Gateway for Containers, Traefik …",
      references: [
        .mitre("T1190"), .url("https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/"),
      ],
      equivalents: ["ks:C-0292"]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let containers = try facts.get(ClusterFact.podTemplate, subject).containers
      let found = containers.filter { container in
        container.image.known.map { IngressController(image: $0, labels: []) == .ingressNginx } ?? false
      }
      return found.isEmpty ? .pass : .fail(found.flatMap(\.imageEvidence))
    })
}
