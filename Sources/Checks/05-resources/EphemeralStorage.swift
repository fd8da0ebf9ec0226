import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Logs, the writable layer and emptyDirs lie on the node's disk. A container without a limit fills it, and the
  /// kubelet evicts others.
  ///
  /// Fails where a regular or sidecar container lacks the request or the limit of ephemeral-storage. Init and ephemeral containers
  /// are not applicable.
  package static let ephemeralStorage = Check<ContainerSubject>(
    CheckInfo(
      "ephemeral-storage", area: .resources, severity: .low, judges: .container, under: ["mem-limit"],
      title: "No limit on scratch space",
      statement: "may fill its node's disk",
      remediation: "Set resources.requests and resources.limits of ephemeral-storage.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")],
      equivalents: ["sc:container-ephemeral-storage-request-and-limit", "gk:general/ephemeralstoragelimit"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      if container.role == .ephemeral { return .notApplicable("ephemeral containers have no resources") }
      if container.role == .initial { return .notApplicable("init containers are judged by init-resources") }
      var evidence: [Evidence] = []
      let resources = container.path.appending("resources")
      if try container.resources.request("ephemeral-storage") == nil {
        evidence.append(Evidence(resources.appending("requests").appending(member: "ephemeral-storage"), .absent))
      }
      if try container.resources.limit("ephemeral-storage") == nil {
        evidence.append(Evidence(resources.appending("limits").appending(member: "ephemeral-storage"), .absent))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
