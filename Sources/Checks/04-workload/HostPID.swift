import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// With `hostPID` a container sees every process of the node, reads their environments, often with passwords in
  /// them, and as root signals or traces them.
  ///
  /// Fails where `hostPID` is true.
  package static let hostPID = Check<WorkloadSubject>(
    CheckInfo(
      "host-pid", area: .workload, severity: .high, judges: .workload, title: "Shares the node's processes",
      statement: "shares the process namespace of its node",
      remediation: "Set hostPID to false or leave it out. A program that looks at the node's processes "
        + "(monitoring, profilers) sees its own only then.",
      references: [.cis("5.2.3"), .nsa("Pod security"), .pss("hostNamespaces"), .mitre("T1611")],
      equivalents: [
        "ks:C-0038", "ks:C-0275", "ks:C-0194", "tv:KSV-0010", "ck:CKV_K8S_17", "po:hostPIDSet", "kl:host-pid",
        "kx:HostPID", "ka:hostns", "ky:disallow-host-namespaces", "gk:pod-security-policy/host-namespaces",
        "az:BlockHostNamespace", "cis:5.2.3/AKS4.2.2", "pss:hostnamespaces", "sny:SNYK-CC-K8S-3",
      ]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      guard try template.content.hostPID.isTrue() else { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("hostPID"), true)])
    },
    remedy: { _, _, _ throws(Missing) in
      return .set(FieldPath.podSpec.appending("hostPID"), false)
    })
}
