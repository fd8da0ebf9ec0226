import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Logs, the writable layer and emptyDirs lie on the node's disk. A container without a limit fills it, and the
  /// kubelet evicts others.
  ///
  /// Fails where a container, init containers and sidecars too, lacks the request or the limit of ephemeral-storage, or
  /// has one of 0. Ephemeral containers are not applicable.
  package static let ephemeralStorage = Check<ContainerSubject>(
    CheckInfo(
      "ephemeral-storage", area: .resources, severity: .low, judges: .container,
      under: ["mem-limit", "mem-request", "cpu-request"],
      title: "No limit on scratch space",
      statement: "may fill its node's disk",
      remediation: "Set resources.requests and resources.limits of ephemeral-storage.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")],
      equivalents: ["sc:container-ephemeral-storage-request-and-limit", "gk:general/ephemeralstoragelimit"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      if container.role == .ephemeral { return .ephemeral }
      let name = "ephemeral-storage"
      var evidence: [Evidence] = []
      if ResourceBounds.positive(try container.resources.request(name)) == nil {
        evidence.append(ResourceBounds.missing("requests", name, container))
      }
      if ResourceBounds.positive(try container.resources.limit(name)) == nil {
        evidence.append(ResourceBounds.missing("limits", name, container))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
