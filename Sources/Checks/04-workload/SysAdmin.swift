import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// SYS_ADMIN is nearly root: it mounts file systems, enters namespaces and has carried most known ways out of a
  /// container.
  ///
  /// Fails where `capabilities.add` holds SYS_ADMIN or ALL, in any container, in any spelling.
  package static let sysAdmin = Check<ContainerSubject>(
    CheckInfo(
      "sys-admin", area: .workload, severity: .critical, judges: .container, under: ["privileged"],
      title: "SYS_ADMIN added",
      statement: "has the capability SYS_ADMIN",
      remediation: "Take SYS_ADMIN, or ALL, out of securityContext.capabilities.add. A program that mounts file "
        + "systems or loads BPF fails without: ask what it needs first.",
      references: [.cis("5.2.9"), .nsa("Pod security"), .mitre("T1611")],
      equivalents: [
        "tv:KSV-0005", "ck:CKV_K8S_39", "kx:CapSysAdmin", "az:ContainerDisallowedSysAdminCapability",
        "sny:SNYK-CC-K8S-7",
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let found = try Capabilities.added(container) { $0 == "SYS_ADMIN" || $0 == "ALL" }
      return found.isEmpty ? .pass : .fail(Capabilities.evidence(container, found))
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return Capabilities.removal(container, try Capabilities.added(container) { $0 == "SYS_ADMIN" || $0 == "ALL" })
    })
}
