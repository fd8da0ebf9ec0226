import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An init container runs before the others, with the same power to exhaust its node.
  ///
  /// Fails where an init container that runs to its end has no limit of memory, or neither a limit nor a request of
  /// cpu, and its pod as a whole (`spec.resources`) has none. Where `mem-limit` or `cpu-request` say the same, it folds
  /// beneath them. Sidecars (restartPolicy Always) are regular containers to this check, which are not applicable.
  package static let initResources = Check<ContainerSubject>(
    CheckInfo(
      "init-resources", area: .resources, severity: .low, judges: .container, under: ["mem-limit", "cpu-request"],
      title: "Init container without limits",
      statement: "has no limit of memory or of CPU",
      remediation: "Set resources.limits of cpu and memory.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/")],
      equivalents: ["kl:unset-cpu-requirements", "kl:unset-memory-requirements"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard container.role == .initial else { return .notApplicable("no init container") }
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      var evidence: [Evidence] = []
      if try ResourceBounds.limit("memory", container, template) == nil {
        evidence.append(ResourceBounds.missing("limits", "memory", container))
      }
      if try ResourceBounds.limit("cpu", container, template) == nil,
        try ResourceBounds.request("cpu", container, template) == nil
      {
        evidence.append(ResourceBounds.missing("limits", "cpu", container))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
