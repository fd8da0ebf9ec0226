package import TextSafety

/// A finding as decisions see it.
package struct TriageSubject: Hashable, Sendable {
  /// A check and the fingerprint that it has on the finding's subject.
  package struct Named: Hashable, Sendable {
    /// The check's first id.
    package var check: CheckID
    package var fingerprint: Fingerprint

    package init(check: CheckID, fingerprint: Fingerprint) {
      self.check = check
      self.fingerprint = fingerprint
    }
  }

  package var cluster: UntrustedText
  package var own: Named
  /// The checks above it in its fold, nearest first: what is decided of a head covers what folds beneath it.
  package var heads: [Named]
  package var object: ObjectReference
  /// `SubjectReference.scopeNamespace`; empty where there is none.
  package var namespace: UntrustedText
  /// The image without tag and digest; empty where there is none.
  package var image: UntrustedText
  /// `Finding.evidenceHash`
  package var evidence: UInt64
  /// Suppressed by what stands at its object, until somebody reopens it.
  package var isExcepted: Bool

  package init(
    cluster: UntrustedText, own: Named, heads: [Named], object: ObjectReference, namespace: UntrustedText,
    image: UntrustedText, evidence: UInt64, isExcepted: Bool = false
  ) {
    self.cluster = cluster
    self.own = own
    self.heads = heads
    self.object = object
    self.namespace = namespace
    self.image = image
    self.evidence = evidence
    self.isExcepted = isExcepted
  }

  package var key: FindingKey { FindingKey(cluster: cluster, finding: own.fingerprint) }
}

/// The clusters of each group of the configuration, by their ids.
package typealias ClusterGroups = [UntrustedText: Set<UntrustedText>]

extension ObjectReference {
  /// The namespace that the object is in; a Namespace is in itself.
  package var scopeNamespace: UntrustedText { kind == "Namespace" && group.isEmpty ? name : namespace }
}

extension SuppressionRule {
  func reaches(_ cluster: UntrustedText, groups: ClusterGroups) -> Bool {
    switch clusters {
    case .all: true
    case .some(let ids): ids.contains(cluster)
    case .group(let name): groups[name]?.contains(cluster) ?? false
    }
  }

  /// Whether the rule is about a check by its name.
  func names(_ check: CheckID) -> Bool {
    // An empty list means all checks where findings are named one by one, and none elsewhere.
    checks.isEmpty ? scope == .finding : checks.contains(check)
  }
}
