import Hardening
import Inventory
import TextSafety

/// Which facts a change altered, by what has to be judged again for it. A fact whose answer stayed equal is not here,
/// so what reads it stays as it is.
struct AlteredFacts {
  private var byUnit: [JudgedUnit: Set<FactName>] = [:]
  /// Facts of a namespace concern all that is judged in it.
  private var byNamespace: [UntrustedText: Set<FactName>] = [:]
  private var everywhere: Set<FactName> = []
  let units: [JudgedUnit]

  /// All facts of all subjects: a full scan.
  init(everythingIn inventory: Inventory) {
    var units = inventory.someWorkloads(nil).map { JudgedUnit.workload($0.reference) }
    units += inventory.namespaceNames.map { .namespace($0) }
    units += BudgetSubject.all(in: inventory, namespace: nil).map(\.unit)
    units += NodeSubject.all(in: inventory, namespace: nil).map(\.unit)
    self.units = units
  }

  init(_ change: Change, from old: ClusterFacts, to new: ClusterFacts) {
    var altered: [(FactName, JudgedUnit)] = []
    for fact in ErasedFact.all { altered += fact.altered(change, old, new).map { (fact.name, $0) } }
    // Workloads are taken over as they are now, even where every answer stayed equal.
    var units = Set(change.workloads.map { JudgedUnit.workload($0.reference) })
    for (name, unit) in altered {
      switch unit {
      case .namespace(let namespace):
        byNamespace[namespace, default: []].insert(name)
        units.insert(unit)
      case .cluster: everywhere.insert(name)
      default:
        byUnit[unit, default: []].insert(name)
        units.insert(unit)
      }
    }
    for namespace in byNamespace.keys {
      for workload in new.inventory.workloads(in: namespace) { units.insert(.workload(workload.reference)) }
      for budget in BudgetSubject.all(in: new.inventory, namespace: namespace) { units.insert(budget.unit) }
    }
    if !everywhere.isEmpty { units.formUnion(AlteredFacts(everythingIn: new.inventory).units) }
    self.units = Array(units)
  }

  /// The altered facts that checks on a unit's subjects may read.
  func facts(of unit: JudgedUnit) -> Set<FactName> {
    let namespace: UntrustedText? =
      switch unit {
      case .workload(let reference), .budget(let reference): reference.namespace
      case .namespace(let name): name
      case .node, .cluster: nil
      }
    return (byUnit[unit] ?? []).union(everywhere).union(namespace.flatMap { byNamespace[$0] } ?? [])
  }
}

/// A fact without its types: what a change altered of it.
struct ErasedFact: Sendable {
  let name: FactName
  let from: [FactName]
  let altered: @Sendable (Change, ClusterFacts, ClusterFacts) -> [JudgedUnit]

  init<S, V>(_ fact: Fact<S, V>) {
    name = fact.name
    from = fact.from
    altered = { change, old, new in
      let subjects: [S] =
        switch fact.touched(change) {
        case .nothing: []
        case .only(let some): some
        case .namespace(let namespace): S.all(in: new.inventory, namespace: namespace)
        case .all: S.all(in: new.inventory, namespace: nil)
        }
      return subjects.filter { subject in
        guard let before = subject.counterpart(in: old.inventory) else { return true }
        guard subject.counterpart(in: new.inventory) != nil else { return true }
        return ErasedFact.answer(fact, before, old) != ErasedFact.answer(fact, subject, new)
      }.map(\.unit)
    }
  }

  private static func answer<S, V>(_ fact: Fact<S, V>, _ subject: S, _ facts: ClusterFacts) -> Answer<V> {
    do { return .known(try facts.get(fact, subject)) } catch { return .missing(error) }
  }

  private enum Answer<V: Equatable>: Equatable {
    case known(V)
    case missing(Missing)
  }

  /// All facts of one cluster, each after those it reads.
  static let all: [ErasedFact] = [
    ErasedFact(ClusterFact.container), ErasedFact(ClusterFact.templateOfContainer), ErasedFact(ClusterFact.volume),
    ErasedFact(ClusterFact.templateOfVolume), ErasedFact(ClusterFact.podTemplate), ErasedFact(ClusterFact.workload),
    ErasedFact(ClusterFact.replicas), ErasedFact(ClusterFact.disruptionBudgets),
    ErasedFact(ClusterFact.serviceAccount), ErasedFact(ClusterFact.tokenMount),
    ErasedFact(ClusterFact.pullSecrets),
    ErasedFact(ClusterFact.accountIsBound), ErasedFact(ClusterFact.namespaceLabels),
    ErasedFact(ClusterFact.workloads), ErasedFact(ClusterFact.limitRanges), ErasedFact(ClusterFact.resourceQuotas),
    ErasedFact(ClusterFact.services), ErasedFact(ClusterFact.disruptionBudget),
    ErasedFact(ClusterFact.budgetedWorkloads), ErasedFact(ClusterFact.serverVersion),
    ErasedFact(ClusterFact.kubelet),
  ]
}
