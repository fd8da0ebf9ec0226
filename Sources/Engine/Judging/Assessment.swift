import Checks
package import Hardening
package import Inventory
import TextSafety

/// One cluster with all verdicts on it. A full scan is a change of everything; every other change judges what its facts
/// touch.
package struct Assessment: Sendable {
  package private(set) var inventory: Inventory
  package let judge: Judge
  private var shapes = ShapeCache()
  var workloads: [ObjectReference: WorkloadRow] = [:]
  /// The verdicts on objects that are judged each for itself.
  var objects: [JudgedUnit: Verdicts] = [:]
  /// How many judgements were made since the beginning: what a change costs.
  package private(set) var judgedUnits = 0

  /// Judges everything.
  package init(_ inventory: Inventory, by judge: Judge) {
    self.inventory = inventory
    self.judge = judge
    judgeAgain(AlteredFacts(everythingIn: inventory, judge), from: nil)
  }

  /// Takes an object in and judges what it touches.
  package mutating func upsert(_ object: DecodedObject) {
    step { $0.upsert(object) }
  }

  /// Takes an object out and judges what it touched.
  package mutating func remove(_ reference: ObjectReference) {
    step { $0.remove(reference) }
  }

  private mutating func step(_ change: (inout Inventory) -> Change) {
    let old = inventory
    let change = change(&inventory)
    for gone in change.removed { workloads[gone.reference] = nil }
    let altered = AlteredFacts(change, from: ClusterFacts(old), to: ClusterFacts(inventory), judge)
    judgeAgain(altered, from: old)
    shapes.prune(to: inventory)
  }

  private mutating func judgeAgain(_ altered: AlteredFacts, from old: Inventory?) {
    let facts = ClusterFacts(inventory)
    // What is judged beside an owner depends on what the owner fails.
    let beside =
      old == nil
      ? []
      : altered.units.filter { $0.kind == .workload }.flatMap { inventory.weaker(than: $0.object) }.map(
        JudgedUnit.workload)
    for unit in altered.units + beside {
      judgedUnits += 1
      let names = old == nil ? nil : altered.facts(of: unit)
      if unit.kind == .workload {
        workloads[unit.object] = inventory.workloads[unit.object].map {
          judge.judge($0, facts, &shapes, old: workloads[unit.object], altered: names)
        }
      } else {
        objects[unit] = judge.checks(on: unit.kind)?.verdicts(
          on: unit.object, facts, old: objects[unit], altered: names)
      }
    }
  }

  /// Whether two assessments say the same of everything.
  package func hasSameVerdicts(as other: Assessment) -> Bool {
    workloads == other.workloads && objects == other.objects
  }
}
