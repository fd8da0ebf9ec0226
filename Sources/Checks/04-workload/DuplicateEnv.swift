import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Of two entries with one name the last counts, and whoever reads the first believes something else. Some clients
  /// even lose entries of such lists when they apply them.
  ///
  /// Fails where `env` of a container holds a name more than once. The entries may differ, so only a person can say
  /// which is meant.
  package static let duplicateEnv = Check<ContainerSubject>(
    CheckInfo(
      "duplicate-env", area: .workload, severity: .low, judges: .container, title: "Variable set twice",
      statement: "sets an environment variable twice",
      remediation: "Remove the variable that is not meant: the last one counts.",
      references: [
        .url("https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/")
      ],
      equivalents: ["ks:C-0295", "kl:duplicate-env-var", "sc:environment-variable-key-duplication"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      var seen: Set<UntrustedText> = []
      var evidence: [Evidence] = []
      for (index, name) in (try container.environment.get() ?? []).enumerated() where !seen.insert(name).inserted {
        evidence.append(Evidence(container.path.appending("env").appending(element: name, index: index), .string(name)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
