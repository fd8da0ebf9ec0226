import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// The root of the node, its /etc, its devices, its processes, its container runtime or its kubelet: whoever reads
  /// them has the node's secrets, whoever writes them has the node.
  ///
  /// Fails where the cleaned path of a `hostPath` volume, or of a `subPath` that a mount picks from it, is `/` or is, lies
  /// below, or lies above one of the folders of the parameter `paths`: who mounts /var/lib has /var/lib/kubelet. `..`,
  /// double and trailing slashes are resolved first. The root of a Windows drive is one too.
  package static let hostPathSensitive = Check<VolumeSubject>(
    CheckInfo(
      "host-path-sensitive", area: .workload, severity: .high, judges: .volume,
      under: ["cloud-cred-mount", "runtime-socket"], title: "Sensitive path of the node mounted",
      statement: "mounts a sensitive path of its node",
      remediation: "Mount only the folder that the program needs, or none.",
      references: [.cis("5.2.12"), .nsa("Pod security"), .mitre("T1611")],
      equivalents: [
        "tv:KSV-0121", "kl:sensitive-host-mounts", "ka:mounts", "fa:Create_Sensitive_Mount_Pod",
        "mdc:K8S_SensitiveMount", "kx:ProcMount",
      ],
      parameters: [
        ParameterInfo(
          "paths",
          .list([
            "/", "/boot", "/dev", "/etc", "/home", "/lib", "/opt/cni", "/proc", "/root", "/run", "/sys", "/usr",
            "/var/lib/containerd", "/var/lib/docker", "/var/lib/etcd", "/var/lib/kubelet", "/var/log", "/var/run",
          ]), "Folders of the node that no pod should see; / stands for itself alone.")
      ]),
    reads: [ClusterFact.volume.read, ClusterFact.templateOfVolume.read],
    judge: { subject, facts, parameters throws(Missing) in
      let volume = try facts.get(ClusterFact.volume, subject)
      let template = try facts.get(ClusterFact.templateOfVolume, subject)
      let paths = parameters.list("paths")
      let open = try HostPaths.opened(by: volume, in: template).filter {
        HostPaths.isRoot($0.path) || HostPaths.isWithin($0.path, paths) || HostPaths.isAbove($0.path, paths)
      }
      return open.isEmpty ? .pass : .fail(open.map(\.evidence))
    })
}
