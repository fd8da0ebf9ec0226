import Hardening
import TextSafety

/// Which Services select which workloads. Follows both as they come and go, so that nobody has to try every pair.
struct SelectionIndex: Sendable {
  /// What a workload must have to be looked at: a label, or none where a selector names only what controllers add.
  private struct Place: Hashable {
    var namespace: UntrustedText
    var pair: LabelPair?
  }

  private var selectors: [ObjectReference: [LabelPair]] = [:]
  private var byPlace: [Place: Set<ObjectReference>] = [:]
  private var workloads: [ObjectReference: Set<ObjectReference>] = [:]
  private var services: [ObjectReference: Set<ObjectReference>] = [:]

  /// The workloads that a Service selects, in order.
  func workloads(of service: ObjectReference) -> [ObjectReference] { (workloads[service] ?? []).sorted() }

  mutating func insert(_ service: ObjectReference, _ value: Service, among candidates: some Sequence<Workload>) {
    remove(service: service)
    // A Service without a selector has its endpoints from somebody else; an ExternalName has none.
    guard let selector = value.selector.known, !selector.isEmpty, value.type.known != "ExternalName" else { return }
    selectors[service] = selector
    byPlace[SelectionIndex.place(of: selector, service), default: []].insert(service)
    for workload in candidates where SelectionIndex.selects(selector, workload) { join(service, workload.reference) }
  }

  mutating func remove(service: ObjectReference) {
    guard let selector = selectors.removeValue(forKey: service) else { return }
    byPlace.removeMember(service, at: SelectionIndex.place(of: selector, service))
    for workload in workloads.removeValue(forKey: service) ?? [] { services.removeMember(service, at: workload) }
  }

  mutating func insert(_ workload: Workload) {
    remove(workload: workload.reference)
    for pair in workload.podLabels.map(Optional.some) + [nil] {
      for service in byPlace[Place(namespace: workload.namespace, pair: pair)] ?? []
      where SelectionIndex.selects(selectors[service] ?? [], workload) {
        join(service, workload.reference)
      }
    }
  }

  mutating func remove(workload: ObjectReference) {
    for service in services.removeValue(forKey: workload) ?? [] { workloads.removeMember(workload, at: service) }
  }

  private mutating func join(_ service: ObjectReference, _ workload: ObjectReference) {
    workloads[service, default: []].insert(workload)
    services[workload, default: []].insert(service)
  }

  private static func place(of selector: [LabelPair], _ service: ObjectReference) -> Place {
    let sure = selector.filter { !PodIdentity.added.contains($0.key) }
    return Place(namespace: service.namespace, pair: sure.min { $0.key < $1.key })
  }

  /// Labels that controllers add to pods may be there.
  private static func selects(_ selector: [LabelPair], _ workload: Workload) -> Bool {
    selector.allSatisfy { pair in
      workload.podLabels.value(of: pair.key).map { $0 == pair.value } ?? PodIdentity.added.contains(pair.key)
    }
  }
}
