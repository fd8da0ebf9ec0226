import Hardening
import Inventory
import TextSafety

/// Which facts some changes altered, by what has to be judged again for it. A fact whose answer stayed equal is not here,
/// so what reads it stays as it is.
struct AlteredFacts {
  private var byUnit: [JudgedUnit: Set<FactName>] = [:]
  /// Facts of a namespace concern all that is judged in it.
  private var byNamespace: [UntrustedText: Set<FactName>] = [:]
  private var everywhere: Set<FactName> = []
  let units: [JudgedUnit]

  /// All facts of all subjects: a full scan.
  init(everythingIn inventory: Inventory, _ judge: Judge) {
    // Those that are judged beside one owner stand together: the owner is judged once for all of them.
    let (own, beside) = inventory.someWorkloads(nil).reduce(into: ([Workload](), [ObjectReference: [Workload]]())) {
      if let owner = $1.owner { $0.1[owner.reference, default: []].append($1) } else { $0.0.append($1) }
    }
    var units = (own + beside.values.joined()).map { JudgedUnit.workload($0.reference) }
    for checks in judge.objects { units += checks.units(in: inventory, namespace: nil) }
    self.units = units
  }

  /// - Parameters:
  ///   - changes: all steps from one to the other, in their order.
  ///   - old: before the first.
  ///   - new: after the last.
  init(_ changes: [Change], from old: ClusterFacts, to new: ClusterFacts, _ judge: Judge) {
    var units: Set<JudgedUnit> = []
    for change in changes {
      // Workloads are taken over as they are now, even where every answer stayed equal.
      units.formUnion(change.workloads.map { JudgedUnit.workload($0.reference) })
      // What is gone is not among all that a fact may touch.
      if let gone = change.goneUnit(from: old.inventory, to: new.inventory) { units.insert(gone) }
      for fact in AnyFact.all {
        for unit in fact.altered(change, old, new) {
          units.insert(unit)
          switch unit.kind {
          case .namespace: byNamespace[unit.object.name, default: []].insert(fact.name)
          case .cluster: everywhere.insert(fact.name)
          default: byUnit[unit, default: []].insert(fact.name)
          }
        }
      }
    }
    for (namespace, names) in byNamespace {
      units.formUnion(AlteredFacts.readers(of: names, in: namespace, new.inventory, judge))
    }
    if !everywhere.isEmpty { units.formUnion(AlteredFacts.readers(of: everywhere, in: nil, new.inventory, judge)) }
    self.units = Array(units)
  }

  /// All that checks judge by one of the facts, in a namespace or everywhere.
  private static func readers(
    of names: Set<FactName>, in namespace: UntrustedText?, _ inventory: Inventory, _ judge: Judge
  ) -> [JudgedUnit] {
    var units: [JudgedUnit] = []
    if !judge.readOfWorkloads.isDisjoint(with: names) {
      units += inventory.someWorkloads(namespace).map { .workload($0.reference) }
    }
    for checks in judge.objects where !checks.reads.isDisjoint(with: names) {
      units += checks.units(in: inventory, namespace: namespace)
    }
    return units
  }

  /// The altered facts that checks on a unit's subjects may read.
  func facts(of unit: JudgedUnit) -> Set<FactName> {
    (byUnit[unit] ?? []).union(everywhere).union(byNamespace[unit.namespace] ?? [])
  }
}
