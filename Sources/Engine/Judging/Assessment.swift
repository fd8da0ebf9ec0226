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

  /// Judges everything, on two threads where that is much.
  package init(_ inventory: Inventory, by judge: Judge) {
    self.inventory = inventory
    self.judge = judge
    let units = AlteredFacts(everythingIn: inventory, judge).units
    let facts = ClusterFacts(inventory)
    guard units.count > 4 * Assessment.stride else {
      add(Judged(units, by: judge, facts))
      return
    }
    // Turn by turn, for units of one kind stand together, and those of some kinds take longer.
    var shares: [[JudgedUnit]] = [[], []]
    for (turn, start) in Swift.stride(from: 0, to: units.count, by: Assessment.stride).enumerated() {
      shares[turn % 2] += units[start..<min(start + Assessment.stride, units.count)]
    }
    let (first, second) = atOnce {
      Judged(shares[0], by: judge, facts)
    } _: { [share = shares[1]] in
      Judged(share, by: judge, facts)
    }
    workloads.reserveCapacity(first.workloads.count + second.workloads.count)
    objects.reserveCapacity(first.objects.count + second.objects.count)
    add(first)
    add(second)
  }

  /// How many units a thread judges in a row.
  private static let stride = 64

  private mutating func add(_ judged: Judged) {
    judgedUnits += judged.workloads.count + judged.objects.count
    for row in judged.workloads { workloads[row.workload.reference] = row }
    for (unit, verdicts) in judged.objects { objects[unit] = verdicts }
    shapes.add(judged.shapes)
  }

  /// Judges everything anew, by other knowledge of what is whole.
  package mutating func set(_ completeness: Completeness) {
    var inventory = inventory
    inventory.completeness = completeness
    let judged = judgedUnits
    self = Assessment(inventory, by: judge)
    judgedUnits += judged
  }

  /// What becomes of an object.
  package enum Update: Sendable {
    case upsert(DecodedObject)
    case remove(ObjectReference)
  }

  /// Takes an object in and judges what it touches.
  package mutating func upsert(_ object: DecodedObject) { apply([.upsert(object)]) }

  /// Takes an object out and judges what it touched.
  package mutating func remove(_ reference: ObjectReference) { apply([.remove(reference)]) }

  /// Takes objects in and out, one after the other, and judges once what all of them touch: many changes cost little more
  /// than one.
  package mutating func apply(_ updates: some Sequence<Update>) {
    let old = inventory
    let changes = updates.map { update in
      switch update {
      case .upsert(let object): inventory.upsert(object)
      case .remove(let reference): inventory.remove(reference)
      }
    }
    for gone in changes.flatMap(\.removed) where inventory.workloads[gone.reference] == nil {
      workloads[gone.reference] = nil
    }
    let altered = AlteredFacts(changes, from: ClusterFacts(old), to: ClusterFacts(inventory), judge)
    judgeAgain(altered)
    shapes.prune(to: inventory)
  }

  /// Lets equal evidence be one in memory: thousands of containers of one name fail alike. Worth its time for what is
  /// kept.
  package mutating func shareEvidence() {
    var sharing = EvidenceSharing()
    shapes.update { sharing.share(&$0) }
    workloads = workloads.mapValues { row in
      var row = row
      row.update { sharing.share(&$0) }
      return row
    }
    objects = objects.mapValues { verdicts in
      var verdicts = verdicts
      verdicts.update { sharing.share(&$0) }
      return verdicts
    }
  }

  private mutating func judgeAgain(_ altered: AlteredFacts) {
    let facts = ClusterFacts(inventory)
    var owners = OwnerCache()
    // What is judged beside an owner depends on what the owner fails.
    let beside = altered.units.filter { $0.kind == .workload }.flatMap { inventory.weaker(than: $0.object) }.map(
      JudgedUnit.workload)
    for unit in altered.units + beside {
      judgedUnits += 1
      let names = altered.facts(of: unit)
      if unit.kind == .workload {
        workloads[unit.object] = inventory.workloads[unit.object].map {
          judge.judge($0, facts, &shapes, &owners, old: workloads[unit.object], altered: names)
        }
      } else {
        objects[unit] = judge.checks(on: unit.kind)?.verdicts(
          on: unit.object, facts, old: objects[unit], altered: names)
      }
    }
  }

  /// Units judged for the first time, and what their templates came to.
  private struct Judged: Sendable {
    var workloads: [WorkloadRow] = []
    var objects: [(JudgedUnit, Verdicts)] = []
    var shapes = ShapeCache()

    init(_ units: [JudgedUnit], by judge: Judge, _ facts: ClusterFacts) {
      var owners = OwnerCache()
      for unit in units {
        if unit.kind == .workload {
          guard let workload = facts.inventory.workloads[unit.object] else { continue }
          workloads.append(judge.judge(workload, facts, &shapes, &owners))
        } else if let verdicts = judge.checks(on: unit.kind)?.verdicts(
          on: unit.object, facts, old: nil, altered: nil)
        {
          objects.append((unit, verdicts))
        }
      }
    }
  }

  /// Whether two assessments say the same of everything.
  package func hasSameVerdicts(as other: Assessment) -> Bool {
    workloads == other.workloads && objects == other.objects
  }
}
