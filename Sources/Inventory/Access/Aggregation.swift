import Hardening
import TextSafety

/// ClusterRoles that take over the rules of others by their labels, and those of whom they take them. A chain of them
/// ends at roles that take over nothing; a cycle adds nothing.
struct Aggregation: Sendable {
  private var rules: [ObjectReference: Result<[SourcedRule], Missing>] = [:]
  private var takers: [ObjectReference: Set<ObjectReference>] = [:]
  private var givers: [ObjectReference: Set<ObjectReference>] = [:]

  init() {}

  /// `roles` are those of the input; defaults that are not among them are there as well.
  init(_ roles: [ObjectReference: Role]) {
    let all = DefaultRoles.roles.merging(roles) { $1 }.filter { $0.key.kind == "ClusterRole" }
    let labelled = all.filter { !$0.value.labels.isEmpty }
    let takers = all.filter { !$0.value.aggregation.isAbsent }
    var direct: [ObjectReference: [ObjectReference]] = [:]
    for (reference, role) in takers {
      direct[reference] = labelled.filter { $0.key != reference && role.aggregates($0.value) }.map(\.key).sorted()
    }
    for reference in takers.keys {
      var found: Set<ObjectReference> = []
      var open = direct[reference] ?? []
      while let next = open.popLast() {
        guard next != reference, found.insert(next).inserted else { continue }
        open += direct[next] ?? []
      }
      givers[reference] = found
      for giver in found { self.takers[giver, default: []].insert(reference) }
      rules[reference] = Aggregation.rules(of: reference, all, givers: found.sorted())
    }
  }

  private static func rules(
    of reference: ObjectReference, _ all: [ObjectReference: Role], givers: [ObjectReference]
  ) -> Result<[SourcedRule], Missing> {
    guard let role = all[reference] else { return .success([]) }
    do throws(Missing) {
      var rules: [SourcedRule] = []
      if !role.isFromServer {
        for giver in givers {
          for (index, rule) in (try all[giver]?.rules.get() ?? []).enumerated() {
            rules.append(SourcedRule(rule, giver, index))
          }
        }
      }
      // What stands in its own list is what a controller once put there.
      let taken = Set(rules.map(\.rule))
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
