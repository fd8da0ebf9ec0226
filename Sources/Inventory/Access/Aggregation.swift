import Hardening
import TextSafety

/// ClusterRoles that take over the rules of others by their labels, and those of whom they take them. A chain of them
/// ends at roles that take over nothing; a cycle adds nothing.
///
/// A few hundred roles that all take over one another come to a number of rules that grows with its square, so the
/// work and what it leaves are bounded: what is beyond is not known, and nothing is said of it.
struct Aggregation: Sendable {
  /// Roles looked at and rules taken over, all roles of a cluster together.
  struct Bounds: Sendable {
    var steps = 1_000_000
    /// An operator's or a platform's roles come to some thousands.
    var taken = 50_000
  }

  private var rules: [ObjectReference: Result<[SourcedRule], Missing>] = [:]
  private var takers: [ObjectReference: Set<ObjectReference>] = [:]
  private var givers: [ObjectReference: Set<ObjectReference>] = [:]
  /// Some roles take over more than is followed: what they take, and of whom, is not known.
  private(set) var isCut = false

  init() {}

  /// `roles` are those of the input; defaults that are not among them are there as well.
  init(_ roles: [ObjectReference: Role], bounds: Bounds = Bounds()) {
    let all = DefaultRoles.roles.merging(roles) { $1 }.filter { $0.key.kind == "ClusterRole" }
    let takers = all.filter { !$0.value.aggregation.isAbsent }
    if takers.isEmpty { return }
    var search = Search(all, takers, steps: bounds.steps)
    var left = bounds.taken
    for reference in takers.keys.sorted() {
      let found = search.givers(to: reference)?.filter { $0 != reference }
      guard let found, found.count <= left,
        let rules = Aggregation.rules(of: reference, all, givers: found, room: left - found.count)
      else {
        isCut = true
        self.rules[reference] = .failure(Aggregation.tooMany)
        continue
      }
      left -= found.count + ((try? rules.get().count) ?? 0)
      givers[reference] = Set(found)
      for giver in found { self.takers[giver, default: []].insert(reference) }
      self.rules[reference] = rules
    }
  }

  /// What is said of a role that takes over more than is followed.
  static let tooMany = Missing(.source("the rules that ClusterRoles take over from one another"), .tooMany)

  /// nil where others' rules are more than there is room for. Of equal rules the first counts.
  private static func rules(
    of reference: ObjectReference, _ all: [ObjectReference: Role], givers: [ObjectReference], room: Int
  ) -> Result<[SourcedRule], Missing>? {
    guard let role = all[reference] else { return .success([]) }
    do throws(Missing) {
      var rules: [SourcedRule] = []
      var taken: Set<RoleRule> = []
      if !role.isFromServer {
        for giver in givers {
          for (index, rule) in (try all[giver]?.rules.get() ?? []).enumerated() where taken.insert(rule).inserted {
            if rules.count == room { return nil }
            rules.append(SourcedRule(rule, giver, index))
          }
        }
      }
      // What stands in its own list is what a controller once put there.
      for (index, rule) in (try role.rules.get() ?? []).enumerated() where !taken.contains(rule) {
        rules.append(SourcedRule(rule, reference, index))
      }
      return .success(rules)
    } catch {
      return .failure(error)
    }
  }

  /// The rules of a role that takes over others'; nil where it takes over none.
  func rules(of reference: ObjectReference) -> Result<[SourcedRule], Missing>? { rules[reference] }

  /// The roles that take over a role's rules.
  func takers(of reference: ObjectReference) -> Set<ObjectReference> { takers[reference] ?? [] }

  /// The roles whose rules a role takes over.
  func givers(to reference: ObjectReference) -> Set<ObjectReference> { givers[reference] ?? [] }
}

extension Aggregation {
  /// Follows selectors. Roles with equal selectors take over the same, and are followed once.
  private struct Search {
    private let labels: [ObjectReference: [LabelPair]]
    private let labelled: [ObjectReference]
    private var byPair: [LabelPair: [ObjectReference]] = [:]
    private var byKey: [UntrustedText: [ObjectReference]] = [:]
    /// Those of one role after another, equal ones once; and whose they are.
    private var selectors: [[LabelSelector]] = []
    private var places: [ObjectReference: Int] = [:]
    /// What those of a place select, and all that comes of it.
    private var direct: [Int: [ObjectReference]] = [:]
    private var reached: [Int: [ObjectReference]] = [:]
    private var steps: Int

    init(_ all: [ObjectReference: Role], _ takers: [ObjectReference: Role], steps: Int) {
      self.steps = steps
      labels = all.compactMapValues { $0.labels.isEmpty ? nil : $0.labels }
      labelled = labels.keys.sorted()
      for reference in labelled {
        for pair in labels[reference] ?? [] {
          byPair[pair, default: []].append(reference)
          byKey[pair.key, default: []].append(reference)
        }
      }
      var known: [[LabelSelector]: Int] = [:]
      for (reference, role) in takers {
        let own = role.aggregation.known ?? []
        let place = known[own, default: selectors.count]
        if place == selectors.count {
          known[own] = place
          selectors.append(own)
        }
        places[reference] = place
      }
    }

    /// In order; nil beyond the number of steps.
    mutating func givers(to taker: ObjectReference) -> [ObjectReference]? {
      guard let first = places[taker] else { return [] }
      if let known = reached[first] { return known }
      var found: Set<ObjectReference> = []
      var seen: Set<Int> = [first]
      var open = [first]
      while let next = open.popLast() {
        guard let selected = select(next) else { return nil }
        steps -= selected.count + 1
        if steps < 0 { return nil }
        for reference in selected where found.insert(reference).inserted {
          if let own = places[reference], seen.insert(own).inserted { open.append(own) }
        }
      }
      let sorted = found.sorted()
      reached[first] = sorted
      return sorted
    }

    private mutating func select(_ place: Int) -> [ObjectReference]? {
      if let known = direct[place] { return known }
      var found: Set<ObjectReference> = []
      for selector in selectors[place] {
        let values = selector.requirements.reduce(1) { $0 + $1.values.count }
        for reference in candidates(selector) {
          let own = labels[reference] ?? []
          steps -= values + selector.requirements.count * own.count
          if steps < 0 { return nil }
          if selector.selects(own) { found.insert(reference) }
        }
      }
      let selected = Array(found)
      direct[place] = selected
      return selected
    }

    /// Roles among which are all that it selects, by the requirement that fewest can meet.
    private func candidates(_ selector: LabelSelector) -> [ObjectReference] {
      var fewest = labelled.count
      var lists = [labelled]
      for requirement in selector.requirements {
        let some: [[ObjectReference]]
        switch requirement.operation {
        case "In": some = requirement.values.compactMap { byPair[LabelPair(key: requirement.key, value: $0)] }
        case "Exists": some = [byKey[requirement.key] ?? []]
        case "NotIn", "DoesNotExist": continue
        default: return []
        }
        let count = some.reduce(0) { $0 + $1.count }
        if count < fewest { (fewest, lists) = (count, some) }
      }
      return Array(lists.joined())
    }
  }
}
