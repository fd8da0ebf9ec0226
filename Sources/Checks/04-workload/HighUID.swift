import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Ids up to 10000 are likely to belong to somebody on the node as well: whoever breaks out, or reaches a mounted
  /// path, has that one's files. Above it a user id means nothing outside of the container.
  ///
  /// Fails where `runAsUser` is not set, on the container or the pod, or is 10000 or less. Windows pods are not
  /// applicable.
  package static let highUID = Check<ContainerSubject>(
    CheckInfo(
      "high-uid", area: .workload, severity: .low, judges: .container, under: ["run-as-non-root", "privileged"],
      title: "Low user id",
      statement: "runs with a user id that the node may use too",
      remediation:
        "Set securityContext.runAsUser to an id above 10000. Files that only the image's own user may read or write "
        + "are out of reach then: try it before production.",
      references: [.nsa("Non-root containers")],
      equivalents: [
        "tv:KSV-0020", "ck:CKV_K8S_40", "kx:RunAsUser", "sc:container-security-context-user-group-id",
        "sny:SNYK-CC-K8S-11",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      guard let id = try template.effective(\.runAsUser, "runAsUser", for: container) else {
        return .fail([Evidence(container.path.appending("securityContext.runAsUser"), .absent)])
      }
      return id.value > 10_000 ? .pass : .fail([Evidence(id.path, .integer(id.value))])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.runAsUser"), 10001)
    })
}
