package import TextSafety

/// What a suppression hides: findings of one or more checks on what the scope names, in some clusters.
package struct SuppressionRule: Hashable, Sendable, Codable {
  package enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
    /// One finding by its fingerprint.
    case finding
    /// The check on all parts of one workload (or other object).
    case workload
    /// The check in one namespace.
    case namespace
    /// The check wherever it fails.
    case check
    /// The check on all containers of one image, whatever its tag.
    case image
  }

  package enum Clusters: Hashable, Sendable, Codable {
    case some([UntrustedText])
    /// A group of the configuration, by name.
    case group(UntrustedText)
    case all
  }

  package var scope: Scope
  package var clusters: Clusters
  /// The checks by their first ids; what folds beneath them is covered too. Empty: every check (scope finding only).
  package var checks: [CheckID]
  /// Scope finding.
  package var findings: [Fingerprint]
  /// Scope workload: the object. Scope namespace: only its namespace counts.
  package var object: ObjectReference?
  /// Scope workload, where no one object is named: all that look so. Other tools' exceptions are made so.
  package var objects: ObjectPattern?
  /// Scope image: the reference without tag and digest.
  package var image: UntrustedText?

  package init(
    scope: Scope, clusters: Clusters, checks: [CheckID] = [], findings: [Fingerprint] = [],
    object: ObjectReference? = nil, image: UntrustedText? = nil, objects: ObjectPattern? = nil
  ) {
    self.scope = scope
    self.clusters = clusters
    self.checks = checks
    self.findings = findings
    self.object = object
    self.image = image
    self.objects = objects
  }
}
