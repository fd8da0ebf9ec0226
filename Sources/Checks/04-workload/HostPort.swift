import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A `hostPort` opens a port on the address of whatever node the pod runs on, past Services and often past network
  /// policies.
  ///
  /// Fails where any container has a port with `hostPort` other than 0.
  package static let hostPort = Check<ContainerSubject>(
    CheckInfo(
      "host-port", area: .workload, severity: .medium, judges: .container, title: "Port on the node",
      statement: "takes a port of its node",
      remediation: "Remove hostPort and reach the pod through a Service: who connects to the node's port must "
        + "know the Service first.",
      references: [.cis("5.2.13"), .nsa("Pod security"), .pss("hostPorts"), .mitre("T1133")],
      equivalents: [
        "ks:C-0044", "ks:C-0204", "tv:KSV-0024", "ck:CKV_K8S_26", "po:hostPortSet", "ky:disallow-host-ports",
        "gk:pod-security-policy/host-network-ports", "az:HostNetworkPorts", "cis:5.2.13", "pss:hostports",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      var evidence: [Evidence] = []
      for (index, port) in (try container.ports.get() ?? []).enumerated() {
        guard let number = try port.hostPort.get(), number != 0 else { continue }
        let path = container.path.appending("ports").appending(element: port.name.known ?? "", index: index)
        evidence.append(Evidence(path.appending("hostPort"), .integer(number)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      var operations: [Patch.Operation] = []
      for (index, port) in (try container.ports.get() ?? []).enumerated() {
        guard let number = try port.hostPort.get(), number != 0 else { continue }
        let path = container.path.appending("ports").appending(element: port.name.known ?? "", index: index)
        operations.append(.remove(path.appending("hostPort")))
      }
      return Patch(operations)
    })
}
