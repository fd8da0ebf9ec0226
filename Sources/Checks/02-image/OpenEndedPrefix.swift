import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Gatekeeper compares images with the beginning that a policy allows, letter by letter: `registry.example` allows
  /// registry.example.attacker.net, and `docker.io/acme` allows docker.io/acme-evil.
  ///
  /// Fails where an entry of a constraint K8sAllowedRepos ends neither with a slash nor in a tag or digest, or where one of
  /// K8sAllowedReposv2 has its `*` behind anything else. Not applicable to other policies.
  package static let openEndedPrefix = Check<AdmissionPolicySubject>(
    CheckInfo(
      "open-ended-prefix", area: .image, severity: .high, judges: .admissionPolicy, title: "Open-ended registry prefix",
      statement: "allows registries and repositories that only begin like the ones that are meant",
      remediation: "End each entry with a slash: registry.example/.",
      references: [
        .mitre("T1525"),
        .url("https://open-policy-agent.github.io/gatekeeper-library/website/validation/allowedrepos/"),
      ],
      equivalents: ["tv:KSV-0124"]),
    reads: [ClusterFact.allowedRepositories.read],
    judge: { subject, facts, _ throws(Missing) in
      guard let allowed = try facts.get(ClusterFact.allowedRepositories, subject) else {
        return .notApplicable("it allows no repositories")
      }
      let open = try allowed.entries.get()?.filter { isOpen($0.text, usesStars: allowed.usesStars) } ?? []
      return open.isEmpty ? .pass : .fail(open.map { Evidence($0.path, .string($0.text)) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      guard let allowed = try facts.get(ClusterFact.allowedRepositories, subject) else { return nil }
      var operations: [Patch.Operation] = []
      for entry in try allowed.entries.get() ?? [] where isOpen(entry.text, usesStars: allowed.usesStars) {
        let prefix = allowed.usesStars ? entry.text.droppingSuffix("*") : entry.text
        // An entry that allows everything has no right beginning.
        guard let prefix, !prefix.isEmpty else { return nil }
        let closed: UntrustedText = allowed.usesStars ? "\(prefix)/*" : "\(prefix)/"
        operations += [.remove(entry.path), .add(entry.path, .string(closed))]
      }
      return Patch(operations)
    })

  private static func isOpen(_ entry: UntrustedText, usesStars: Bool) -> Bool {
    entry.matches { text in
      guard usesStars else { return isOpen(text[...]) }
      return text.hasSuffix("*") && isOpen(text.dropLast())
    }
  }

  /// Whether other repositories begin like this than those below it.
  private static func isOpen(_ beginning: Substring) -> Bool {
    guard let last = beginning.last else { return true }
    if last == "/" || last == ":" || last == "@" { return false }
    if beginning.contains("@") { return false }
    let parts = beginning.split(separator: "/", omittingEmptySubsequences: false)
    // A colon in the only part is a port where a host stands before it.
    guard parts.count > 1 else {
      let name = beginning.prefix { $0 != ":" }
      return name == beginning || name == "localhost" || name.contains(".")
    }
    return !(parts.last?.contains(":") ?? false)
  }
}
