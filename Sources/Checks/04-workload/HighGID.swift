import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Ids up to 10000 are likely to belong to somebody on the node as well: whoever breaks out, or reaches a mounted
  /// path, has that one's files. Above it a group id means nothing outside of the container.
  ///
  /// Fails where `runAsGroup` is not set, on the container or the pod, or is 10000 or less. Windows pods are not
  /// applicable.
  package static let highGID = Check<ContainerSubject>(
    CheckInfo(
      "high-gid", area: .workload, severity: .low, judges: .container,
      under: ["run-as-non-root", "high-uid", "privileged"],
      title: "Low group id",
      statement: "runs with a group id that the node may use too",
      remediation:
        "Set securityContext.runAsGroup to an id above 10000. Files that only the image's own group may read or "
        + "write are out of reach then: try it before production.",
      references: [.nsa("Non-root containers")],
      equivalents: ["tv:KSV-0021", "kx:RunAsGroup", "sc:container-security-context-user-group-id"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      guard let id = try template.effective(\.runAsGroup, "runAsGroup", for: container) else {
        return .fail([Evidence(container.path.appending("securityContext.runAsGroup"), .absent)])
      }
      return id.value > 10_000 ? .pass : .fail([Evidence(id.path, .integer(id.value))])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.runAsGroup"), 10001)
    })
}
