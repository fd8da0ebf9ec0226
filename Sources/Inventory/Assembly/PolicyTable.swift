package import Hardening
import TextSafety

/// Network policies by reference. Those that hold the same of the same pods are one group, and a group is kept by a
/// label that it asks of pods, so that nobody has to try every policy on every pod.
package struct PolicyTable: Sendable {
  package typealias Entry = (reference: ObjectReference, policy: NetworkPolicy)

  /// What policies of a namespace, or of the cluster, have in common that differ in nothing but what their rules allow.
  final class Group: Sendable {
    fileprivate let number: Int
    /// Empty: of the cluster.
    let namespace: UntrustedText
    /// Their rules are those of `NetworkPolicy.outline`.
    let outline: NetworkPolicy
    fileprivate let places: [Place]

    fileprivate init(_ number: Int, _ key: Key, _ places: [Place]) {
      self.number = number
      namespace = key.namespace
      outline = key.outline
      self.places = places
    }
  }

  /// Groups that no label chooses, each direction's in order of their first members: the first hundred that hold a pod
  /// are found without trying thousands.
  struct Unselective: Sendable {
    fileprivate(set) var ingress: [Group] = []
    fileprivate(set) var egress: [Group] = []
    /// Their sections cannot be read.
    fileprivate(set) var unreadable: [Group] = []

    subscript(direction: TrafficDirection) -> [Group] { direction == .ingress ? ingress : egress }
  }

  /// What a pod must have for a group to be looked at.
  fileprivate struct Place: Hashable, Sendable {
    /// Empty: any.
    var namespace: UntrustedText
    /// nil: whatever its labels.
    var pair: LabelPair?
  }

  fileprivate struct Key: Hashable {
    var namespace: UntrustedText
    var outline: NetworkPolicy
  }

  private var policies = ReferenceTable<NetworkPolicy>()
  private var groups: [Int: Group] = [:]
  private var members: [Int: FirstMembers] = [:]
  private var numbers: [Key: Int] = [:]
  private var byPlace: [Place: Set<Int>] = [:]
  private var nextNumber = 0
  /// By namespace the groups that no label chooses, as far as nothing changed since `order`.
  private var unselective: [UntrustedText: Unselective] = [:]

  package init() {}

  package subscript(object: ObjectReference) -> NetworkPolicy? {
    get { policies[object] }
    set {
      let old = policies[object]
      if old == nil, newValue == nil { return }
      policies[object] = newValue
      unselective[object.namespace] = nil
      let key = newValue.map { Key(namespace: object.namespace, outline: $0.outline) }
      if let old {
        let before = Key(namespace: object.namespace, outline: old.outline)
        if before == key { return }
        leave(before, object)
      }
      if let key { join(key, object) }
    }
  }

  private mutating func join(_ key: Key, _ object: ObjectReference) {
    let number = numbers[key] ?? make(key)
    members[number, default: FirstMembers()].insert(object)
  }

  private mutating func make(_ key: Key) -> Int {
    let number = nextNumber
    nextNumber += 1
    numbers[key] = number
    let places = places(of: key)
    for place in places { byPlace[place, default: []].insert(number) }
    groups[number] = Group(number, key, places)
    return number
  }

  private mutating func leave(_ key: Key, _ object: ObjectReference) {
    guard let number = numbers[key], let group = groups[number] else { return }
    members[number]?.remove(object)
    guard members[number]?.isEmpty ?? true else { return }
    numbers[key] = nil
    groups[number] = nil
    members[number] = nil
    for place in group.places { byPlace.removeMember(number, at: place) }
  }

  /// The labels by which a group is found: of the possible ones those where fewest others are.
  private func places(of key: Key) -> [Place] {
    guard let sections = key.outline.sections.known else { return [Place(namespace: key.namespace)] }
    var places: Set<Place> = []
    for section in sections {
      let choices = section.pods.requiredLabels.map { choice in
        choice.map { Place(namespace: key.namespace, pair: $0) }
      }
      let fewest = choices.min { a, b in crowd(a) < crowd(b) }
      places.formUnion(fewest ?? [Place(namespace: key.namespace)])
    }
    return Array(places)
  }

  private func crowd(_ places: [Place]) -> Int { places.reduce(0) { $0 + (byPlace[$1]?.count ?? 0) } }

  // MARK: Order

  /// Puts the groups that no label chooses in order, after policies came or went. Without, each answer does so anew.
  mutating func order() {
    for place in byPlace.keys where place.pair == nil && unselective[place.namespace] == nil {
      unselective[place.namespace] = ordered(place.namespace)
    }
  }

  private func ordered(_ namespace: UntrustedText) -> Unselective {
    let found = (byPlace[Place(namespace: namespace)] ?? []).compactMap { number -> (ObjectReference, Group)? in
      guard let group = groups[number], let first = members[number]?.first.first else { return nil }
      return (first, group)
    }
    var result = Unselective()
    for (_, group) in found.sorted(by: { $0.0 < $1.0 }) {
      guard let sections = group.outline.sections.known else {
        result.unreadable.append(group)
        continue
      }
      if sections.contains(where: \.ingress.isolates) { result.ingress.append(group) }
      if sections.contains(where: \.egress.isolates) { result.egress.append(group) }
    }
    return result
  }

  // MARK: Asking

  /// The policies of a group, in no order.
  func members(of group: Group) -> Set<ObjectReference> { members[group.number]?.all ?? [] }

  /// Those of them that are told, in order.
  func firstMembers(of group: Group) -> [ObjectReference] { members[group.number]?.first ?? [] }

  /// The groups that may select pods of a namespace with these labels, in no order.
  func around(_ namespace: UntrustedText, pods labels: [LabelPair]) -> [Group] {
    groups(in: namespace, labels) + clusterwide(pods: labels)
  }

  /// Those of them that are the cluster's.
  func clusterwide(pods labels: [LabelPair]) -> [Group] { groups(in: "", labels) }

  /// All groups of the cluster, in order of their first members.
  var clusterwideInOrder: [Group] {
    let found = groups.values.filter(\.namespace.isEmpty).compactMap { group in
      members[group.number]?.first.first.map { (first: $0, group: group) }
    }
    return found.sorted { $0.first < $1.first }.map(\.group)
  }

  /// How many groups there are of the cluster, at most.
  var clusterwideCount: Int { policies.inNamespace("").count }

  /// Those that a label chooses, in no order.
  func chosen(in namespace: UntrustedText, by labels: [LabelPair]) -> [Group] {
    [namespace, ""].flatMap { namespace -> [Group] in
      let numbers = chosen(namespace, labels)
      return numbers.isEmpty
        ? [] : numbers.subtracting(byPlace[Place(namespace: namespace)] ?? []).compactMap { groups[$0] }
    }
  }

  /// Those that none chooses: the namespace's and the cluster's, of which the namespace is empty. They are all that may
  /// select every pod.
  func unselective(in namespace: UntrustedText) -> [(namespace: UntrustedText, groups: Unselective)] {
    [namespace, ""].compactMap { namespace in
      byPlace[Place(namespace: namespace)].map { _ in (namespace, unselective[namespace] ?? ordered(namespace)) }
    }
  }

  private func chosen(_ namespace: UntrustedText, _ labels: [LabelPair]) -> Set<Int> {
    labels.reduce(into: []) { $0.formUnion(byPlace[Place(namespace: namespace, pair: $1)] ?? []) }
  }

  private func groups(in namespace: UntrustedText, _ labels: [LabelPair]) -> [Group] {
    chosen(namespace, labels).union(byPlace[Place(namespace: namespace)] ?? []).compactMap { groups[$0] }
  }

  /// The policies of a namespace, in no order.
  func ofNamespace(_ namespace: UntrustedText) -> [Entry] {
    policies.inNamespace(namespace).map { ($0.key, $0.value) }
  }
}

extension NetworkPolicy {
  /// The policy as far as it matters who is held by it: paths and peers left out.
  fileprivate var outline: NetworkPolicy {
    guard let sections = sections.known else { return self }
    return NetworkPolicy(engine: .kubernetes, tier: tier, sections: .value(sections.map(\.outline)))
  }
}

extension NetworkPolicy.Section {
  fileprivate var outline: NetworkPolicy.Section {
    NetworkPolicy.Section(
      path: FieldPath(), selectorPath: FieldPath(), pods: pods, ingress: ingress.outline, egress: egress.outline)
  }
}

extension NetworkPolicy.Side {
  /// Denies by default as the side does: with a rule that allows everything, or without any.
  fileprivate var outline: NetworkPolicy.Side {
    let rule = PolicyRule(path: FieldPath(), action: .allow, peers: nil, ports: nil)
    return NetworkPolicy.Side(isolates: isolates, rules: !isolates || deniesByDefault ? [] : [rule])
  }
}

extension PodCondition {
  /// Sets of labels: of each, every pod that meets the condition has one. Labels that controllers add may be there
  /// unseen, and are left out.
  var requiredLabels: [[LabelPair]] {
    switch self {
    case .test(.label(let key), .oneOf(let values)) where !PodIdentity.added.contains(key):
      [values.map { LabelPair(key: key, value: $0) }]
    case .all(let conditions): conditions.flatMap(\.requiredLabels)
    default: []
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
