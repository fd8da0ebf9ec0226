package import Hardening
import TextSafety

/// Network policies by reference. Knows what labels those of the cluster ask of pods, so that nobody has to try all of
/// them on every pod.
package struct PolicyTable: Sendable {
  package typealias Entry = (reference: ObjectReference, policy: NetworkPolicy)

  private var namespaced = ReferenceTable<NetworkPolicy>()
  private var clusterwide: [ObjectReference: NetworkPolicy] = [:]
  /// Those of the cluster, by a label that they ask of pods.
  private var byLabel: [LabelPair: Set<ObjectReference>] = [:]
  /// Those of the cluster that ask for no label in particular.
  private var unlabelled: Set<ObjectReference> = []

  package init() {}

  package subscript(object: ObjectReference) -> NetworkPolicy? {
    get { object.namespace.isEmpty ? clusterwide[object] : namespaced[object] }
    set {
      guard object.namespace.isEmpty else {
        namespaced[object] = newValue
        return
      }
      if let old = clusterwide[object] {
        for pair in old.requiredLabels ?? [] { byLabel.removeMember(object, at: pair) }
        unlabelled.remove(object)
      }
      clusterwide[object] = newValue
      guard let newValue else { return }
      guard let labels = newValue.requiredLabels else {
        unlabelled.insert(object)
        return
      }
      for pair in labels { byLabel[pair, default: []].insert(object) }
    }
  }

  /// All that may select pods of a namespace with these labels, in no order.
  func around(_ namespace: UntrustedText, pods labels: [LabelPair]) -> [Entry] {
    var found = aroundAllPods(of: namespace)
    if byLabel.isEmpty { return found }
    var seen: Set<ObjectReference> = []
    for pair in labels {
      for reference in byLabel[pair] ?? [] where seen.insert(reference).inserted {
        if let policy = clusterwide[reference] { found.append((reference, policy)) }
      }
    }
    return found
  }

  /// All that may select every pod of a namespace, in no order: those that ask for labels do not.
  func aroundAllPods(of namespace: UntrustedText) -> [Entry] {
    var found: [Entry] = namespaced.inNamespace(namespace).map { ($0.key, $0.value) }
    for reference in unlabelled {
      if let policy = clusterwide[reference] { found.append((reference, policy)) }
    }
    return found
  }
}

extension NetworkPolicy {
  /// Labels of which each pod that it selects has one; nil where it asks for none in particular, or cannot be read.
  fileprivate var requiredLabels: Set<LabelPair>? {
    guard let sections = sections.known else { return nil }
    var labels: Set<LabelPair> = []
    for section in sections {
      guard let own = section.pods.requiredLabels else { return nil }
      labels.formUnion(own)
    }
    return labels
  }
}

extension PodCondition {
  /// Labels of which each pod that meets it has one; nil where it asks for none in particular. Those that controllers
  /// add may be there unseen.
  fileprivate var requiredLabels: [LabelPair]? {
    switch self {
    case .test(.label(let key), .oneOf(let values)) where !PodIdentity.added.contains(key):
      values.map { LabelPair(key: key, value: $0) }
    case .all(let conditions): conditions.lazy.compactMap(\.requiredLabels).first
    default: nil
    }
  }

  /// The namespaces that each pod which meets it is in one of; nil where it does not name them.
  var requiredNamespaces: [UntrustedText]? {
    switch self {
    case .test(.namespaceName, .oneOf(let names)), .test(.namespaceLabel(PodIdentity.nameLabel), .oneOf(let names)):
      names
    case .all(let conditions): conditions.lazy.compactMap(\.requiredNamespaces).first
    default: nil
    }
  }
}
