import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A writable root file system lets an intruder store tools, change the program and hide traces inside the running
  /// container.
  ///
  /// Fails where `readOnlyRootFilesystem` is not true, in any container. What has to be written belongs on a volume:
  /// an emptyDir for scratch space. Windows pods are not applicable.
  package static let readOnlyRootFilesystem = Check<ContainerSubject>(
    CheckInfo(
      "ro-rootfs", area: .workload, severity: .medium, judges: .container, under: ["privileged"],
      title: "Writable root file system",
      statement: "can write to its root file system",
      remediation:
        "Set securityContext.readOnlyRootFilesystem to true, and mount an emptyDir wherever the program writes (often "
        + "/tmp, /run, caches): what writes elsewhere fails then, so try it before production.",
      references: [.nsa("Immutable container file systems"), .mitre("T1059")],
      equivalents: [
        "ks:C-0017", "tv:KSV-0014", "ck:CKV_K8S_22", "po:notReadOnlyRootFilesystem", "kl:no-read-only-root-fs",
        "sc:container-security-context-readonlyrootfilesystem", "kx:ReadOnlyRootFilesystem", "ka:rootfs",
        "ky:require-ro-rootfs", "gk:pod-security-policy/read-only-root-filesystem", "az:ReadOnlyRootFileSystem",
        "sny:SNYK-CC-K8S-8",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      let value = try container.securityContext.readOnlyRootFilesystem.get()
      if value == true { return .pass }
      return .fail([
        Evidence(container.path.appending("securityContext.readOnlyRootFilesystem"), value.map { .bool($0) } ?? .absent)
      ])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.readOnlyRootFilesystem"), true)
    })
}
