import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// On the node's network a container reaches services that listen on the node only, the cloud's metadata endpoint
  /// among them, can listen to its traffic, and no network policy holds for it.
  ///
  /// Fails where `hostNetwork` is true.
  package static let hostNetwork = Check<WorkloadSubject>(
    CheckInfo(
      "host-network", area: .workload, severity: .high, judges: .workload, title: "Shares the node's network",
      statement: "uses the network of its node",
      remediation: "Set hostNetwork to false or leave it out. Whoever reaches it at the node's address does no "
        + "longer, nor does it reach what listens on the node's loopback.",
      references: [.cis("5.2.5"), .nsa("Pod security"), .pss("hostNamespaces"), .mitre("T1557")],
      equivalents: [
        "ks:C-0041", "ks:C-0196", "tv:KSV-0009", "ck:CKV_K8S_19", "po:hostNetworkSet", "kl:host-network",
        "kx:HostNetwork", "ka:hostns", "ky:disallow-host-namespaces", "gk:pod-security-policy/host-network-ports",
        "az:HostNetworkPorts", "cis:5.2.5/AKS4.2.4", "pss:hostnamespaces", "sny:SNYK-CC-K8S-14",
      ]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      guard try template.content.hostNetwork.isTrue() else { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("hostNetwork"), true)])
    },
    remedy: { _, _, _ throws(Missing) in
      return .set(FieldPath.podSpec.appending("hostNetwork"), false)
    })
}
