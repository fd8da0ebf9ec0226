import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A `hostPath` volume shows a folder of the node to the pod, with all that other pods and the node itself keep
  /// there, and ties the pod to one node's disk.
  ///
  /// Fails for every volume of type `hostPath`. Paths that give more away fail their own checks, which then stand
  /// before this one.
  package static let hostPath = Check<VolumeSubject>(
    CheckInfo(
      "host-path", area: .workload, severity: .medium, judges: .volume,
      under: ["host-path-writable", "host-path-sensitive", "cloud-cred-mount", "runtime-socket"],
      title: "Path of the node mounted",
      statement: "mounts a path of its node",
      remediation: "Use a volume that belongs to the pod: emptyDir, a claim, or a ConfigMap.",
      references: [.cis("5.2.12"), .nsa("Pod security"), .pss("hostPathVolumes"), .mitre("T1611")],
      equivalents: [
        "ks:C-0048", "ks:C-0203", "tv:KSV-0023", "po:hostPathSet", "ky:disallow-host-path",
        "gk:pod-security-policy/host-filesystem", "az:AllowedHostPaths", "cis:5.2.12", "pss:hostpathvolumes",
        "ka:mounts", "sny:SNYK-CC-K8S-37",
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, _ throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      return volume.type == "hostPath" ? .fail(HostPaths.evidence(volume)) : .pass
    })
}
