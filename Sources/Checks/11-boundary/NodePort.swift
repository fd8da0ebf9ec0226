import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A NodePort opens the same port on every node, to whoever reaches one, past ingresses and mostly past network
  /// policies.
  ///
  /// Fails where a Service is of type NodePort. A LoadBalancer, which has such ports too, is judged as such.
  package static let nodePort = Check<ServiceSubject>(
    CheckInfo(
      "nodeport", area: .boundary, severity: .medium, judges: .service, title: "NodePort",
      statement: "opens a port on every node",
      remediation: "Publish it through an ingress, then make it a ClusterIP: who connects to the node port is "
        + "cut off.",
      references: [
        .mitre("T1133"),
        .url("https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport"),
      ],
      equivalents: [
        "ks:C-0256", "sc:service-type", "kl:exposed-services", "pp:POP-1104", "gk:general/block-nodeport-services",
        "ky:restrict-node-port", "fa:Create_NodePort_Service",
      ]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, _ throws(Missing) in
      let service = try facts.get(ClusterFact.service, subject)
      guard try service.type.get() == "NodePort" else { return .pass }
      let ports = (service.ports.known ?? []).compactMap { port in
        port.nodePort.map { Evidence(port.path.appending("nodePort"), .integer($0)) }
      }
      return .fail([Evidence(Services.typePath, "NodePort")] + ports)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let service = try facts.get(ClusterFact.service, subject)
      // The API server refuses in a ClusterIP what belongs to node ports.
      var given = try (service.ports.get() ?? []).filter { $0.nodePort != nil }
        .map { Patch.Operation.remove($0.path.appending("nodePort")) }
      if service.hasExternalTrafficPolicy { given.append(.remove(FieldPath().appending("spec.externalTrafficPolicy"))) }
      return Patch([.add(Services.typePath, "ClusterIP")] + given)
    })
}
