import Hardening
import TextSafety

/// Disruption budgets by namespace and name. Each is kept by a label that it asks of pods, and so are the workloads that
/// have one of those labels, so that nobody has to try every pair.
struct BudgetTable: Sendable {
  /// What a pod must have for a budget to be looked at.
  private struct Place: Hashable {
    var namespace: UntrustedText
    /// nil: whatever its labels.
    var pair: LabelPair?
  }

  private struct Residents {
    var selectors: Set<LabelSelector> = []
    /// The workloads that have the label; none are kept where every label will do.
    var workloads: Set<ObjectReference> = []
  }

  private struct Key: Hashable {
    var namespace: UntrustedText
    var selector: LabelSelector
  }

  /// Budgets of one selector.
  private struct Group {
    var places: [Place]
    var budgets = 1
  }

  private var budgets = ObjectTable<DisruptionBudget>()
  private var groups: [Key: Group] = [:]
  private var residents: [Place: Residents] = [:]
  /// The fields of selectors that cannot be read, by namespace and budget.
  private var unreadable: [UntrustedText: [UntrustedText: FieldPath]] = [:]

  subscript(namespace: UntrustedText, name: UntrustedText) -> DisruptionBudget? { budgets[namespace, name] }

  /// - Parameter candidates: the workloads of the namespace.
  mutating func set(
    _ budget: DisruptionBudget?, _ namespace: UntrustedText, _ name: UntrustedText,
    among candidates: some Sequence<Workload>
  ) {
    if let selector = budgets[namespace, name]?.selector.known { leave(Key(namespace: namespace, selector: selector)) }
    budgets[namespace, name] = budget
    unreadable[namespace]?[name] = nil
    if unreadable[namespace]?.isEmpty == true { unreadable[namespace] = nil }
    switch budget?.selector {
    case .malformed(let path): unreadable[namespace, default: [:]][name] = path
    case .value(let selector): join(Key(namespace: namespace, selector: selector), among: candidates)
    default: break
    }
  }

  private mutating func join(_ key: Key, among candidates: some Sequence<Workload>) {
    if groups[key] != nil {
      groups[key]?.budgets += 1
      return
    }
    let places = places(of: key)
    groups[key] = Group(places: places)
    for place in places {
      if residents[place] == nil {
        let workloads = place.pair.map { pair in candidates.filter { $0.podLabels.contains(pair) } } ?? []
        residents[place] = Residents(workloads: Set(workloads.map(\.reference)))
      }
      residents[place]?.selectors.insert(key.selector)
    }
  }

  private mutating func leave(_ key: Key) {
    guard var group = groups[key] else { return }
    group.budgets -= 1
    groups[key] = group.budgets == 0 ? nil : group
    if group.budgets > 0 { return }
    for place in group.places {
      residents[place]?.selectors.remove(key.selector)
      if residents[place]?.selectors.isEmpty == true { residents[place] = nil }
    }
  }

  mutating func insert(_ workload: Workload) {
    for pair in workload.podLabels {
      residents[Place(namespace: workload.namespace, pair: pair)]?.workloads.insert(workload.reference)
    }
  }

  mutating func remove(_ workload: Workload) {
    for pair in workload.podLabels {
      residents[Place(namespace: workload.namespace, pair: pair)]?.workloads.remove(workload.reference)
    }
  }

  /// The labels by which a selector is found: of the possible ones those where fewest others are.
  private func places(of key: Key) -> [Place] {
    let choices = key.selector.requirements.filter { $0.operation == "In" }.map { requirement in
      Set(requirement.values).map {
        Place(namespace: key.namespace, pair: LabelPair(key: requirement.key, value: $0))
      }
    }
    return choices.min { a, b in crowd(a) < crowd(b) } ?? [Place(namespace: key.namespace)]
  }

  private func crowd(_ places: [Place]) -> Int { places.reduce(0) { $0 + (residents[$1]?.selectors.count ?? 0) } }

  // MARK: Asking

  /// Whether a budget selects the pods of a workload. Throws where none is known to and one cannot be read.
  func isSelected(_ workload: Workload) throws(Missing) -> Bool {
    for pair in workload.podLabels.map(Optional.some) + [nil] {
      let selectors = residents[Place(namespace: workload.namespace, pair: pair)]?.selectors ?? []
      if selectors.contains(where: { $0.selects(workload.podLabels) }) { return true }
    }
    if let path = unreadable[workload.namespace]?.values.min(by: { $0.text < $1.text }) {
      throw Missing(.field(path), .malformed)
    }
    return false
  }

  /// The workloads that a selector may select, in no order; nil: all of the namespace.
  func candidates(_ selector: LabelSelector, in namespace: UntrustedText) -> Set<ObjectReference>? {
    var found: Set<ObjectReference> = []
    for place in groups[Key(namespace: namespace, selector: selector)]?.places ?? [Place(namespace: namespace)] {
      if place.pair == nil { return nil }
      found.formUnion(residents[place]?.workloads ?? [])
    }
    return found
  }
}
