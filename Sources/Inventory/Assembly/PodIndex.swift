import Hardening
import TextSafety

/// Workloads in order with who has which label: what a selector selects is found for all of them together. Thousands of
/// selectors that each select none of thousands of workloads would have to be tried on every one otherwise.
struct PodIndex: Sendable {
  /// The workloads that meet a condition, by number, and those of which that is not known.
  struct Answer {
    var met: NumberSet
    var unsure: NumberSet
  }

  let workloads: [ObjectReference]
  private var labels = LabelPostings()
  private var accounts = LabelPostings()
  /// The numbers of the workloads of each namespace; and the namespaces, by number.
  private var ranges: [UntrustedText: Range<Int>] = [:]
  private var namespaces: [UntrustedText] = []
  private var namespaceLabels = LabelPostings()
  /// In namespaces whose labels are not known.
  private(set) var unlabelled: NumberSet
  /// Whether more is known of the pods than their namespace.
  private let hasPods: Bool

  /// - Parameter namespace: nil: all of them.
  init(_ inventory: Inventory, in namespace: UntrustedText?) {
    var workloads: [ObjectReference] = []
    var unknown: [Range<Int>] = []
    for name in namespace.map({ [$0] }) ?? inventory.workloadsByNamespace.keys.sorted() {
      let start = workloads.count
      for workload in inventory.workloads(in: name) {
        labels.insert(workload.podLabels, workloads.count)
        accounts.insert([LabelPair(key: "", value: workload.selectedAccount)], workloads.count)
        workloads.append(workload.reference)
      }
      guard workloads.count > start else { continue }
      let range = start..<workloads.count
      ranges[name] = range
      if let own = inventory.labels(ofNamespace: name) {
        namespaceLabels.insert(own, namespaces.count)
      } else {
        unknown.append(range)
      }
      namespaces.append(name)
    }
    labels.condense(to: workloads.count)
    accounts.condense(to: workloads.count)
    namespaceLabels.condense(to: namespaces.count)
    unlabelled = NumberSet(below: workloads.count)
    for range in unknown { for number in range { unlabelled.insert(number) } }
    self.workloads = workloads
    hasPods = true
  }

  /// All namespaces in the place of workloads, for what is asked of all pods in one: nothing is known of those but it.
  init(namespacesOf inventory: Inventory) {
    var unknown: [Int] = []
    for name in Set(inventory.namespaces.keys).union(inventory.workloadsByNamespace.keys).sorted() {
      ranges[name] = namespaces.count..<(namespaces.count + 1)
      if let own = inventory.labels(ofNamespace: name) {
        namespaceLabels.insert(own, namespaces.count)
      } else {
        unknown.append(namespaces.count)
      }
      namespaces.append(name)
    }
    namespaceLabels.condense(to: namespaces.count)
    workloads = namespaces.map(PodIndex.reference)
    unlabelled = unknown.reduce(into: NumberSet(below: namespaces.count)) { $0.insert($1) }
    hasPods = false
  }

  /// What stands for a namespace in an index of namespaces.
  static func reference(_ namespace: UntrustedText) -> ObjectReference {
    ObjectReference(group: "", kind: "Namespace", namespace: namespace, name: namespace)
  }

  /// Which workloads have pods that meet a condition.
  func answer(_ condition: PodCondition) -> Answer {
    var answer = Answer(met: none, unsure: none)
    switch condition {
    case .always: answer.met = all
    case .never: break
    case .undecided: answer.unsure = all
    case .test(let key, let test): self.test(key, test, &answer)
    case .not(let condition):
      answer = self.answer(condition)
      answer.met.formUnion(answer.unsure)
      answer.met.invert()
    case .all(let conditions):
      answer.met = all
      // Those that no condition denies.
      var possible = all
      for condition in conditions {
        var part = self.answer(condition)
        answer.met.formIntersection(part.met)
        part.met.formUnion(part.unsure)
        possible.formIntersection(part.met)
        if possible.isEmpty { break }
      }
      answer.unsure = possible
      answer.unsure.subtract(answer.met)
    case .any(let conditions):
      for condition in conditions {
        let part = self.answer(condition)
        answer.met.formUnion(part.met)
        answer.unsure.formUnion(part.unsure)
      }
      answer.unsure.subtract(answer.met)
    }
    return answer
  }

  private var none: NumberSet { NumberSet(below: workloads.count) }
  private var all: NumberSet { NumberSet(allBelow: workloads.count) }

  private func test(_ key: PodCondition.Key, _ test: PodCondition.Test, _ answer: inout Answer) {
    switch key {
    case .label where !hasPods, .account where !hasPods: answer.unsure = all
    case .label(let key):
      labels.add(key, test, to: &answer.met)
      guard PodIdentity.added.contains(key) else { return }
      // Controllers may add it.
      labels.add(key, .exists, to: &answer.unsure)
      answer.unsure.invert()
    case .account: accounts.add("", test, to: &answer.met)
    case .namespaceName, .namespaceLabel(PodIdentity.nameLabel):
      if case .oneOf(let names) = test {
        for name in names { add(ranges[name] ?? 0..<0, to: &answer.met) }
      } else {
        for (name, range) in ranges where test.holds(name) { add(range, to: &answer.met) }
      }
    case .namespaceLabel(let key):
      var found = NumberSet(below: namespaces.count)
      namespaceLabels.add(key, test, to: &found)
      for number in found { add(ranges[namespaces[number]] ?? 0..<0, to: &answer.met) }
      answer.unsure = unlabelled
    }
  }

  private func add(_ range: Range<Int>, to set: inout NumberSet) {
    for number in range { set.insert(number) }
  }

  /// In an index of namespaces: those all of whose pods meet a condition, as `PodCondition.holdsForAllPods` says.
  func answerForAllPods(_ condition: PodCondition) -> Answer {
    var answer = self.answer(condition)
    answer.unsure = none
    if condition.mayHoldForAllPods {
      answer.unsure = unlabelled
      answer.unsure.subtract(answer.met)
    }
    return answer
  }

  /// What is asked of pods, or of all pods in a namespace.
  func reach(of condition: PodCondition) -> Answer {
    hasPods ? answer(condition) : answerForAllPods(condition)
  }

  /// The workloads whose labels a selector selects: one that controllers add is not there.
  func selected(by selector: LabelSelector) -> NumberSet {
    var selected = all
    for requirement in selector.requirements {
      var having = none
      switch requirement.operation {
      case "In", "NotIn": labels.add(requirement.key, .oneOf(requirement.values), to: &having)
      case "Exists", "DoesNotExist": labels.add(requirement.key, .exists, to: &having)
      default: return none
      }
      let excludes = requirement.operation == "NotIn" || requirement.operation == "DoesNotExist"
      if excludes { selected.subtract(having) } else { selected.formIntersection(having) }
      if selected.isEmpty { break }
    }
    return selected
  }

  /// Each namespace that some workloads are in, once, with the numbers of all that are.
  func eachNamespace(of some: NumberSet, _ body: (UntrustedText, Range<Int>) -> Void) {
    var end = 0
    for number in some where number >= end {
      let namespace = workloads[number].namespace
      let range = ranges[namespace] ?? number..<(number + 1)
      end = range.upperBound
      body(namespace, range)
    }
  }

  /// The number of a workload.
  func number(of workload: ObjectReference) -> Int? {
    var (low, high) = (0, workloads.count)
    while low < high {
      let middle = (low + high) / 2
      if workloads[middle] < workload { low = middle + 1 } else { high = middle }
    }
    return low < workloads.count && workloads[low] == workload ? low : nil
  }
}
