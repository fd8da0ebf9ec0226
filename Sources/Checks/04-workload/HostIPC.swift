import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// With `hostIPC` a container reads and writes the shared memory and the message queues of the node's processes and
  /// of other such pods.
  ///
  /// Fails where `hostIPC` is true.
  package static let hostIPC = Check<WorkloadSubject>(
    CheckInfo(
      "host-ipc", area: .workload, severity: .high, judges: .workload, title: "Shares the node's IPC",
      statement: "shares the IPC namespace of its node",
      remediation: "Set hostIPC to false or leave it out. A program that shares memory with processes of the "
        + "node loses it.",
      references: [.cis("5.2.4"), .nsa("Pod security"), .pss("hostNamespaces"), .mitre("T1611")],
      equivalents: [
        "ks:C-0038", "ks:C-0276", "ks:C-0195", "tv:KSV-0008", "ck:CKV_K8S_18", "po:hostIPCSet", "kl:host-ipc",
        "kx:HostIPC", "ka:hostns", "ky:disallow-host-namespaces", "gk:pod-security-policy/host-namespaces",
        "az:BlockHostNamespace", "cis:5.2.4/AKS4.2.3", "pss:hostnamespaces", "sny:SNYK-CC-K8S-13",
      ]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      guard try template.content.hostIPC.isTrue() else { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("hostIPC"), true)])
    },
    remedy: { _, _, _ throws(Missing) in
      return .set(FieldPath.podSpec.appending("hostIPC"), false)
    })
}
