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
  var namespaces: [UntrustedText: SubjectRow<NamespaceSubject>] = [:]
  var budgets: [ObjectReference: SubjectRow<BudgetSubject>] = [:]
  var nodes: [ObjectReference: SubjectRow<NodeSubject>] = [:]
  /// How many judgements were made since the beginning: what a change costs.
  package private(set) var judgedUnits = 0

  /// Judges everything.
  package init(_ inventory: Inventory, by judge: Judge) {
    self.inventory = inventory
    self.judge = judge
    judgeAgain(AlteredFacts(everythingIn: inventory), from: nil)
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
    let altered = AlteredFacts(change, from: ClusterFacts(old), to: ClusterFacts(inventory))
    judgeAgain(altered, from: old)
    shapes.prune(to: inventory)
  }

  private mutating func judgeAgain(_ altered: AlteredFacts, from old: Inventory?) {
    let facts = ClusterFacts(inventory)
    for unit in altered.units {
      judgedUnits += 1
      let names = old == nil ? nil : altered.facts(of: unit)
      switch unit {
      case .workload(let reference):
        guard let workload = inventory.workloads[reference] else {
          workloads[reference] = nil
          continue
        }
        workloads[reference] = judge.judge(workload, facts, &shapes, old: workloads[reference], altered: names)
      case .namespace(let name):
        namespaces[name] = row(NamespaceSubject(name), judge.namespaces, facts, namespaces[name], names)
      case .budget(let reference):
        budgets[reference] = row(BudgetSubject(reference), judge.budgets, facts, budgets[reference], names)
      case .node(let reference):
        nodes[reference] = row(NodeSubject(reference), judge.nodes, facts, nodes[reference], names)
      case .cluster: continue
      }
    }
  }

  /// The verdicts on a subject; nil where it is gone.
  private func row<S>(
    _ subject: S, _ table: CheckTable<S>, _ facts: ClusterFacts, _ old: SubjectRow<S>?, _ altered: Set<FactName>?
  ) -> SubjectRow<S>? {
    guard subject.counterpart(in: inventory) != nil else { return nil }
    return SubjectRow(
      subject: subject,
      verdicts: Verdicts(
        shared: judge.judge(table.shape, subject, facts, old?.verdicts.shared, altered),
        own: judge.judge(table.own, subject, facts, old?.verdicts.own, altered)))
  }

  /// Whether two assessments say the same of everything.
  package func hasSameVerdicts(as other: Assessment) -> Bool {
    workloads == other.workloads && namespaces == other.namespaces && budgets == other.budgets && nodes == other.nodes
  }
}
