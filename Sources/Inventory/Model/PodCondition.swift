package import TextSafety

/// Which pods a selector means, whatever language it is written in: of pods and namespaces, all operators, Calico's
/// expressions, Cilium's prefixed labels. Judged in three values, for labels of a namespace may not be known.
package indirect enum PodCondition: Hashable, Sendable {
  /// What is looked at.
  package enum Key: Hashable, Sendable {
    case label(UntrustedText)
    /// A label of the pod's namespace.
    case namespaceLabel(UntrustedText)
    case namespaceName
    /// The name of the pod's service account.
    case account
  }

  /// What is asked of a value. All but `exists` fail where there is none.
  package enum Test: Hashable, Sendable {
    case exists
    case oneOf([UntrustedText])
    case contains(UntrustedText)
    case begins(UntrustedText)
    case ends(UntrustedText)
  }

  case always
  case never
  /// Decided by something that no input here holds.
  case undecided
  case test(Key, Test)
  case not(PodCondition)
  case all([PodCondition])
  case any([PodCondition])

  /// A value as far as it is known; nil inside is its absence.
  package enum Reading: Sendable {
    case known(UntrustedText?)
    case unknown
  }

  /// Whether the condition holds; nil where what is unknown decides.
  package func holds(_ read: (Key) -> Reading) -> Bool? {
    switch self {
    case .always: return true
    case .never: return false
    case .undecided: return nil
    case .test(let key, let test):
      guard case .known(let value) = read(key) else { return nil }
      return value.map(test.holds) ?? false
    case .not(let condition): return condition.holds(read).map { !$0 }
    case .all(let conditions):
      var isKnown = true
      for condition in conditions {
        switch condition.holds(read) {
        case false?: return false
        case nil: isKnown = false
        case true?: continue
        }
      }
      return isKnown ? true : nil
    case .any(let conditions):
      var isKnown = true
      for condition in conditions {
        switch condition.holds(read) {
        case true?: return true
        case nil: isKnown = false
        case false?: continue
        }
      }
      return isKnown ? false : nil
    }
  }

  /// Whether all pods of a namespace meet it, whatever their labels; nil where the namespace's labels decide and are
  /// not known. A tautology that takes more than that to see counts as no.
  package func holdsForAllPods(of namespace: UntrustedText, labels: [LabelPair]?) -> Bool? {
    func holds(_ label: @escaping (UntrustedText) -> Reading) -> Bool {
      self.holds { key in
        switch key {
        case .label, .account: .unknown
        case .namespaceName: .known(namespace)
        case .namespaceLabel(let key): key == PodIdentity.nameLabel ? .known(namespace) : label(key)
        }
      } == true
    }
    if let labels { return holds { .known(labels.value(of: $0)) } }
    if holds({ _ in .unknown }) { return true }
    return mayHoldForAllPods ? nil : false
  }

  /// Whether some labels of a namespace could make it hold for all its pods.
  var mayHoldForAllPods: Bool {
    func best(_ condition: PodCondition, _ wanted: Bool) -> Bool {
      switch condition {
      case .always: wanted
      case .never: !wanted
      case .undecided, .test(.namespaceLabel, _), .test(.namespaceName, _): true
      case .test: false
      case .not(let inner): best(inner, !wanted)
      case .all(let conditions):
        wanted ? conditions.allSatisfy { best($0, true) } : conditions.contains { best($0, false) }
      case .any(let conditions):
        wanted ? conditions.contains { best($0, true) } : conditions.allSatisfy { best($0, false) }
      }
    }
    return best(self, true)
  }
}

extension PodCondition.Test {
  func holds(_ value: UntrustedText) -> Bool {
    switch self {
    case .exists: true
    case .oneOf(let values): values.contains(value)
    case .contains(let part): value.matches { text in part.isEmpty || part.matches { text.contains($0) } }
    case .begins(let part): value.matches { text in part.matches { text.hasPrefix($0) } }
    case .ends(let part): value.matches { text in part.matches { text.hasSuffix($0) } }
    }
  }
}

extension PodCondition {
  /// A label selector of Kubernetes; an operator that it does not know selects nothing.
  package init(_ selector: LabelSelector, _ key: (UntrustedText) -> Key) {
    let parts = selector.requirements.map { requirement -> PodCondition in
      let key = key(requirement.key)
      switch requirement.operation {
      case "In": return .test(key, .oneOf(requirement.values))
      case "NotIn": return .not(.test(key, .oneOf(requirement.values)))
      case "Exists": return .test(key, .exists)
      case "DoesNotExist": return .not(.test(key, .exists))
      default: return .never
      }
    }
    self = parts.isEmpty ? .always : .all(parts)
  }
}

/// A pod as selectors see it.
package struct PodIdentity: Hashable, Sendable {
  package var namespace: UntrustedText
  package var labels: [LabelPair]
  /// nil where the namespace's object is not in the input.
  package var namespaceLabels: [LabelPair]?
  package var account: UntrustedText

  /// Labels that controllers give pods beyond their template.
  static let added: Set<UntrustedText> = [
    "statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index", "controller-revision-hash",
    "pod-template-hash", "rollouts-pod-template-hash", "job-name", "controller-uid", "batch.kubernetes.io/job-name",
    "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-completion-index",
  ]

  /// The label that Kubernetes gives every namespace: its name.
  package static let nameLabel: UntrustedText = "kubernetes.io/metadata.name"

  package func reading(_ key: PodCondition.Key) -> PodCondition.Reading {
    switch key {
    case .label(let key):
      let value = labels.value(of: key)
      return value == nil && PodIdentity.added.contains(key) ? .unknown : .known(value)
    case .namespaceName: return .known(namespace)
    case .account: return .known(account)
    case .namespaceLabel(let key):
      if key == PodIdentity.nameLabel { return .known(namespace) }
      guard let namespaceLabels else { return .unknown }
      return .known(namespaceLabels.value(of: key))
    }
  }

  package func meets(_ condition: PodCondition) -> Bool? { condition.holds(reading) }
}

extension [LabelPair] {
  /// The value of a key; of several the last counts, as in YAML.
  package func value(of key: UntrustedText) -> UntrustedText? { last { $0.key == key }?.value }
}
