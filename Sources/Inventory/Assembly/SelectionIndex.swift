import Hardening
import TextSafety

/// Which Services select which workloads. Follows both as they come and go, so that nobody has to try every pair;
/// Services of one selector are one group.
struct SelectionIndex: Sendable {
  private struct Key: Hashable {
    var namespace: UntrustedText
    var selector: [LabelPair]
  }

  /// What a workload must have to be looked at: a label, or none where a selector names only what controllers add.
  private struct Place: Hashable {
    var namespace: UntrustedText
    var pair: LabelPair?
  }

  private struct Group {
    var place: Place
    var services: Set<ObjectReference> = []
    var workloads = FirstMembers()
  }

  private var keys: [ObjectReference: Key] = [:]
  private var groups: [Key: Group] = [:]
  private var byPlace: [Place: Set<Key>] = [:]
  /// The groups that select a workload.
  private var selecting: [ObjectReference: Set<Key>] = [:]

  /// The workloads that a Service selects, in order; of very many the first hundred.
  func workloads(of service: ObjectReference) -> [ObjectReference] { group(of: service)?.workloads.first ?? [] }

  /// Those of some workloads that a Service selects, in order.
  func workloads(of service: ObjectReference, among some: Set<ObjectReference>) -> [ObjectReference] {
    if some.isEmpty { return [] }
    return group(of: service)?.workloads.all.intersection(some).sorted() ?? []
  }

  private func group(of service: ObjectReference) -> Group? { keys[service].flatMap { groups[$0] } }

  mutating func insert(_ service: ObjectReference, _ value: Service, among candidates: some Sequence<Workload>) {
    remove(service: service)
    // A Service without a selector has its endpoints from somebody else; an ExternalName has none.
    guard let selector = value.selector.known, !selector.isEmpty, value.type.known != "ExternalName" else { return }
    let key = Key(namespace: service.namespace, selector: selector)
    keys[service] = key
    if groups[key] != nil {
      groups[key]?.services.insert(service)
      return
    }
    let place = place(of: key)
    byPlace[place, default: []].insert(key)
    groups[key] = Group(place: place, services: [service])
    for workload in candidates where SelectionIndex.selects(selector, workload) { join(key, workload.reference) }
  }

  mutating func remove(service: ObjectReference) {
    guard let key = keys.removeValue(forKey: service) else { return }
    groups[key]?.services.remove(service)
    guard let group = groups[key], group.services.isEmpty else { return }
    groups[key] = nil
    byPlace.removeMember(key, at: group.place)
    for workload in group.workloads.all { selecting.removeMember(key, at: workload) }
  }

  mutating func insert(_ workload: Workload) {
    remove(workload: workload.reference)
    for pair in workload.podLabels.map(Optional.some) + [nil] {
      for key in byPlace[Place(namespace: workload.namespace, pair: pair)] ?? []
      where SelectionIndex.selects(key.selector, workload) {
        join(key, workload.reference)
      }
    }
  }

  mutating func remove(workload: ObjectReference) {
    for key in selecting.removeValue(forKey: workload) ?? [] { groups[key]?.workloads.remove(workload) }
  }

  private mutating func join(_ key: Key, _ workload: ObjectReference) {
    groups[key]?.workloads.insert(workload)
    selecting[workload, default: []].insert(key)
  }

  /// Of the labels that a selector asks for the one by which fewest others are kept.
  private func place(of key: Key) -> Place {
    let sure = key.selector.filter { !PodIdentity.added.contains($0.key) }
    let places = sure.map { Place(namespace: key.namespace, pair: $0) }
    return places.min { (byPlace[$0]?.count ?? 0) < (byPlace[$1]?.count ?? 0) } ?? Place(namespace: key.namespace)
  }

  /// Labels that controllers add to pods may be there.
  private static func selects(_ selector: [LabelPair], _ workload: Workload) -> Bool {
    selector.allSatisfy { pair in
      workload.podLabels.value(of: pair.key).map { $0 == pair.value } ?? PodIdentity.added.contains(pair.key)
    }
  }
}
