import Hardening
import Synchronization
import TextSafety

/// Which Services select which workloads. Workloads of the same labels are one group, kept by each of them, and a Service
/// looks through those groups alone that have the rarest label it asks for: pairs are found when somebody asks, and never
/// kept, for thousands of Services may select thousands of workloads each.
struct SelectionIndex: Sendable {
  /// Labels of a pod, or those that a selector asks for: numbers in order, and apart those that controllers add.
  private struct Labels: Hashable {
    var namespace: UntrustedText
    var numbers: [UInt32] = []
    var added: [LabelPair] = []
  }

  private struct Group {
    var labels: Labels
    var workloads = FirstMembers()
  }

  /// What a group is kept by.
  private struct Place: Hashable {
    var namespace: UntrustedText
    /// nil: whatever its labels.
    var number: UInt32?
  }

  private var selectors: [ObjectReference: Labels] = [:]
  private var groups: [Int: Group] = [:]
  private var numbersOfGroups: [Labels: Int] = [:]
  private var nextGroup = 0
  private var byPlace: [Place: Set<Int>] = [:]
  private var groupOf: [ObjectReference: Int] = [:]
  private var numbersOfPairs: [LabelPair: UInt32] = [:]
  private var answers = Answers()

  /// What Services of the same selector select, as it was found; forgotten with every change, and before it is much.
  private final class Answers: Sendable {
    private static let most = 100_000

    private struct Kept {
      var found: [Labels: [ObjectReference]] = [:]
      var size = 0
    }

    private let kept = Mutex(Kept())

    var isEmpty: Bool { kept.withLock { $0.found.isEmpty } }

    func find(_ selector: Labels, _ find: () -> [ObjectReference]) -> [ObjectReference] {
      if let known = kept.withLock({ $0.found[selector] }) { return known }
      let found = find()
      kept.withLock { kept in
        if kept.size > Answers.most { kept = Kept() }
        kept.found[selector] = found
        kept.size += found.count + 1
      }
      return found
    }
  }

  private mutating func forget() {
    if !answers.isEmpty { answers = Answers() }
  }

  // MARK: Asking

  /// The workloads that a Service selects, in order; of very many the first hundred.
  func workloads(of service: ObjectReference) -> [ObjectReference] {
    guard let selector = selectors[service] else { return [] }
    return answers.find(selector) {
      var first: [ObjectReference] = []
      eachGroup(of: service) { group in
        for workload in group.workloads.first where !first.insertAmongFirst(workload) { break }
      }
      return first
    }
  }

  /// Those of some workloads that a Service selects, in order.
  func workloads(of service: ObjectReference, among some: Set<ObjectReference>) -> [ObjectReference] {
    if some.isEmpty { return [] }
    var found: [ObjectReference] = []
    eachGroup(of: service) { group in
      let all = group.workloads.all
      found += all.count < some.count ? all.filter(some.contains) : some.filter(all.contains)
    }
    return found.sorted()
  }

  private func eachGroup(of service: ObjectReference, _ body: (Group) -> Void) {
    guard let selector = selectors[service] else { return }
    let places = selector.numbers.map { Place(namespace: selector.namespace, number: $0) }
    let fewest = places.min { count(at: $0) < count(at: $1) } ?? Place(namespace: selector.namespace)
    for number in byPlace[fewest] ?? [] {
      if let group = groups[number], SelectionIndex.selects(selector, group.labels) { body(group) }
    }
  }

  private func count(at place: Place) -> Int { byPlace[place]?.count ?? 0 }

  private static func selects(_ selector: Labels, _ labels: Labels) -> Bool {
    var place = 0
    for number in selector.numbers {
      while place < labels.numbers.count, labels.numbers[place] < number { place += 1 }
      guard place < labels.numbers.count, labels.numbers[place] == number else { return false }
    }
    // Labels that controllers add to pods may be there.
    return selector.added.allSatisfy { pair in
      labels.added.value(of: pair.key).map { $0 == pair.value } ?? true
    }
  }

  // MARK: Changing

  mutating func insert(_ service: ObjectReference, _ value: Service) {
    // A Service without a selector has its endpoints from somebody else; an ExternalName has none.
    guard let selector = value.selector.known, !selector.isEmpty, value.type.known != "ExternalName" else {
      selectors[service] = nil
      return
    }
    selectors[service] = labels(selector, in: service.namespace)
  }

  mutating func remove(service: ObjectReference) { selectors[service] = nil }

  mutating func insert(_ workload: Workload) {
    forget()
    remove(workload: workload.reference)
    let labels = labels(workload.podLabels, in: workload.namespace)
    let number = numbersOfGroups[labels] ?? make(labels)
    groups[number]?.workloads.insert(workload.reference)
    groupOf[workload.reference] = number
  }

  mutating func remove(workload: ObjectReference) {
    forget()
    guard let number = groupOf.removeValue(forKey: workload) else { return }
    groups[number]?.workloads.remove(workload)
    guard let group = groups[number], group.workloads.isEmpty else { return }
    groups[number] = nil
    numbersOfGroups[group.labels] = nil
    for place in SelectionIndex.places(of: group.labels) { byPlace.removeMember(number, at: place) }
  }

  private mutating func make(_ labels: Labels) -> Int {
    let number = nextGroup
    nextGroup += 1
    numbersOfGroups[labels] = number
    groups[number] = Group(labels: labels)
    for place in SelectionIndex.places(of: labels) { byPlace[place, default: []].insert(number) }
    return number
  }

  private static func places(of labels: Labels) -> [Place] {
    [Place(namespace: labels.namespace)] + labels.numbers.map { Place(namespace: labels.namespace, number: $0) }
  }

  private mutating func labels(_ pairs: [LabelPair], in namespace: UntrustedText) -> Labels {
    var labels = Labels(namespace: namespace)
    var numbers: Set<UInt32> = []
    var keys: Set<UntrustedText> = []
    // Of several values of a key the last counts.
    for pair in pairs.reversed() where keys.insert(pair.key).inserted {
      if PodIdentity.added.contains(pair.key) {
        labels.added.append(pair)
      } else {
        let number = numbersOfPairs[pair] ?? UInt32(numbersOfPairs.count)
        numbersOfPairs[pair] = number
        numbers.insert(number)
      }
    }
    labels.numbers = numbers.sorted()
    return labels
  }
}
