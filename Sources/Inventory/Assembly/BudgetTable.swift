import Hardening
import TextSafety

/// Disruption budgets by namespace and name.
struct BudgetTable: Sendable {
  private var budgets = ObjectTable<DisruptionBudget>()
  /// The selectors of each namespace, and how many budgets have them.
  private var selectors: [UntrustedText: [LabelSelector: Int]] = [:]
  /// The fields of selectors that cannot be read, by namespace and budget.
  private var unreadable: [UntrustedText: [UntrustedText: FieldPath]] = [:]

  subscript(namespace: UntrustedText, name: UntrustedText) -> DisruptionBudget? {
    get { budgets[namespace, name] }
    set {
      if let selector = budgets[namespace, name]?.selector.known { leave(selector, namespace) }
      budgets[namespace, name] = newValue
      unreadable[namespace]?[name] = nil
      if unreadable[namespace]?.isEmpty == true { unreadable[namespace] = nil }
      switch newValue?.selector {
      case .malformed(let path): unreadable[namespace, default: [:]][name] = path
      case .value(let selector): selectors[namespace, default: [:]][selector, default: 0] += 1
      default: break
      }
    }
  }

  private mutating func leave(_ selector: LabelSelector, _ namespace: UntrustedText) {
    guard let count = selectors[namespace]?[selector] else { return }
    selectors[namespace]?[selector] = count == 1 ? nil : count - 1
    if selectors[namespace]?.isEmpty == true { selectors[namespace] = nil }
  }

  /// Each selector of a namespace once, in no order.
  func selectors(in namespace: UntrustedText) -> some Sequence<LabelSelector> { (selectors[namespace] ?? [:]).keys }

  func isEmpty(in namespace: UntrustedText) -> Bool { selectors[namespace] == nil }

  /// A selector of the namespace that cannot be read: the first by its words.
  func unreadable(in namespace: UntrustedText) -> FieldPath? {
    unreadable[namespace]?.values.min { $0.text < $1.text }
  }
}

/// What disruption budgets select of the workloads of a namespace.
struct BudgetedPods: Sendable {
  private let pods: PodIndex
  /// Selected by any budget.
  private var selected: NumberSet
  /// What each workload asks for, those not counted by replicas and those of which it cannot be read apart.
  private var replicas: [Int64] = []
  private var uncounted: NumberSet
  private var unreadable: [Int: Missing] = [:]

  init(_ pods: PodIndex, _ inventory: Inventory, in namespace: UntrustedText) {
    self.pods = pods
    selected = NumberSet(below: pods.workloads.count)
    uncounted = selected
    for selector in inventory.disruptionBudgets.selectors(in: namespace) {
      selected.formUnion(pods.selected(by: selector))
    }
    for (number, reference) in pods.workloads.enumerated() {
      do throws(Missing) {
        let count = try BudgetedPods.replicas(of: reference, inventory)
        if count == nil { uncounted.insert(number) }
        replicas.append(min(max(count ?? 0, 0), Int64(Int32.max)))
      } catch {
        unreadable[number] = error
        replicas.append(0)
      }
    }
  }

  /// Pods that a workload asks for, one for a pod without an owner; nil where that is not counted by replicas.
  private static func replicas(of reference: ObjectReference, _ inventory: Inventory) throws(Missing) -> Int64? {
    guard let workload = inventory.workloads[reference] else { return nil }
    if workload.kind == .pod && !workload.inferred { return 1 }
    return try ReplicaRange(workload, inventory).minimum
  }

  /// Whether a budget selects the workload's pods.
  func contains(_ workload: ObjectReference) -> Bool { pods.number(of: workload).map(selected.contains) ?? false }

  /// What a selector selects. Throws where the replicas of one cannot be read.
  func reach(of selector: LabelSelector) throws(Missing) -> BudgetReach {
    var reach = BudgetReach()
    for number in pods.selected(by: selector) {
      if !unreadable.isEmpty, let missing = unreadable[number] { throw missing }
      reach.count += 1
      let isCounted = !uncounted.contains(number)
      if reach.count <= FirstMembers.told {
        reach.workloads.append(
          BudgetedWorkload(reference: pods.workloads[number], replicas: isCounted ? replicas[number] : nil))
      }
      reach.replicas = isCounted ? reach.replicas.map { $0 + replicas[number] } : nil
    }
    return reach
  }
}
