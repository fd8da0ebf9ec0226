import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An init container runs before the others, with the same power to exhaust its node.
  ///
  /// Fails where an init container that runs to its end has no limit of memory, or neither a limit nor a request of
  /// cpu. Sidecars (restartPolicy Always) are judged like regular containers; all others are not applicable.
  package static let initResources = Check<ContainerSubject>(
    CheckInfo(
      "init-resources", area: .resources, severity: .low, judges: .container, under: ["mem-limit"],
      title: "Init container without limits",
      statement: "limits neither its CPU nor its memory",
      remediation: "Set resources.limits of cpu and memory.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")],
      equivalents: ["kl:unset-cpu-requirements", "kl:unset-memory-requirements"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard container.role == .initial else { return .notApplicable("no init container") }
      var evidence: [Evidence] = []
      let limits = container.path.appending("resources.limits")
      if try container.resources.limit("memory") == nil {
        evidence.append(Evidence(limits.appending(member: "memory"), .absent))
      }
      if try container.resources.limit("cpu") == nil, try container.resources.request("cpu") == nil {
        evidence.append(Evidence(limits.appending(member: "cpu"), .absent))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
