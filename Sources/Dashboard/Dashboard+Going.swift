import Hardening
import Session

extension Dashboard {
  /// How many steps `back` can take back.
  private static let pastLimit = 32

  /// Goes to a view with nothing gone into: to the one that is open already, else to a new one above the fleet.
  mutating func go(toFirst name: ViewName) -> [Effect] {
    guard places.count != 1 || place.view.name != name else { return [] }
    if name == .findings, let open = place.view as? FindingsView, open.drill.isEmpty { return [] }
    if name == place.view.name, name == .sources || name == .triage { return [] }
    var about = place.view.cluster(context(frame))
    if name == .areas, let open = place.view as? AreasView {
      // A second time: of all clusters.
      guard open.cluster != nil else { return [] }
      about = nil
    }
    if name == .namespaces, let open = place.view as? NamespacesView {
      guard open.cluster != nil else { return [] }
      about = nil
    }
    let drill = self.drill
    if name == .fleet { remember() }
    let before = places
    if name != .sources { leave(downTo: 1) }
    switch name {
    case .fleet, .workload, .object: break
    case .areas: push(AreasView(cluster: about), from: before)
    case .namespaces: push(NamespacesView(cluster: about), from: before)
    case .findings: push(FindingsView(drill: drill), from: before)
    case .triage: push(TriageView(), from: before)
    case .sources: push(SourcesView(), from: before)
    }
    return tell(.appeared)
  }

  /// The one cluster that areas or namespaces are shown of: `3` narrows to that, and once more to none.
  private var drill: Query {
    let id = (place.view as? AreasView)?.cluster ?? (place.view as? NamespacesView)?.cluster
    guard let id, let all = known.fleet?.clusters, let cluster = all.first(where: { $0.id == id }) else {
      return Query()
    }
    return Query([.cluster(cluster, among: all)])
  }

  /// What narrows findings to the cluster that the view is within.
  var drillHome: Query {
    let all = known.fleet?.clusters ?? []
    guard let id = place.view.home(context(frame)), let cluster = all.first(where: { $0.id == id }) else {
      return Query()
    }
    return Query([.cluster(cluster, among: all)])
  }

  private mutating func push(_ view: any View, from before: [Place]) {
    push(view)
    // The step began where the person was, not where it passed.
    if !past.isEmpty { past[past.count - 1] = before }
  }

  /// The present way is where `back` leads from the next one.
  mutating func remember() {
    past.append(places)
    if past.count > Dashboard.pastLimit { past.removeFirst() }
    future = []
  }

  /// Goes back to where the person was before the last step, or forward again: views are as they were left.
  mutating func go(back: Bool) -> [Effect] {
    guard let way = back ? past.popLast() : future.popLast() else { return [] }
    if back { future.append(places) } else { past.append(places) }
    places = way
    forgetQuestions()
    return tell(.appeared)
  }

  mutating func leave(downTo count: Int) {
    guard places.count > max(1, count) else { return }
    places.removeSubrange(max(1, count)...)
    forgetQuestions()
  }

  /// Drops the questions of views that are not on the way any more.
  private mutating func forgetQuestions() {
    let open = Set(places.map(\.number))
    awaited = awaited.filter { if case .view(let number) = $0.key.asker { open.contains(number) } else { true } }
  }
}
