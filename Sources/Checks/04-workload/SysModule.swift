import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// SYS_MODULE loads code into the node's kernel, which no isolation of containers survives.
  ///
  /// Fails where `capabilities.add` holds SYS_MODULE, in any container, in any spelling (ALL is said by `sys-admin`).
  package static let sysModule = Check<ContainerSubject>(
    CheckInfo(
      "sys-module", area: .workload, severity: .critical, judges: .container, under: ["privileged"],
      title: "SYS_MODULE added",
      statement: "has the capability SYS_MODULE",
      remediation: "Take SYS_MODULE out of securityContext.capabilities.add; load modules when the node is set up.",
      references: [.cis("5.2.9"), .nsa("Pod security"), .mitre("T1547")],
      equivalents: ["tv:KSV-0120"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let found = try Capabilities.added(container) { $0 == "SYS_MODULE" }
      return found.isEmpty ? .pass : .fail(Capabilities.evidence(container, found))
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return Capabilities.removal(container, try Capabilities.added(container) { $0 == "SYS_MODULE" })
    })
}
