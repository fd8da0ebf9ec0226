import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Runtimes hide and write-protect the parts of /proc that tell about the node or change it. `procMount: Unmasked`
  /// shows them.
  ///
  /// Fails where `procMount` is set to anything but Default, in any container. A user namespace
  /// (`hostUsers: false`) softens it, and newer versions of the baseline level allow it there; the restricted level does not.
  package static let procMount = Check<ContainerSubject>(
    CheckInfo(
      "proc-mount", area: .workload, severity: .high, judges: .container, under: ["privileged"],
      title: "Unmasked /proc",
      statement: "sees /proc without its masks",
      remediation: "Remove procMount, or set it to Default.",
      references: [.nsa("Pod security"), .pss("procMount"), .mitre("T1611")],
      equivalents: [
        "tv:KSV-0027", "po:procMount", "kl:unsafe-proc-mount", "ky:disallow-proc-mount",
        "gk:pod-security-policy/proc-mount", "az:AllowedProcMountType", "pss:procmount",
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard let mount = try container.securityContext.procMount.get(), !mount.isEmpty, mount != "Default" else {
        return .pass
      }
      return .fail([Evidence(container.path.appending("securityContext.procMount"), .string(mount))])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.procMount"), "Default")
    })
}
