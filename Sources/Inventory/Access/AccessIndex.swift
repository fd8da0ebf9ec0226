import Hardening
import TextSafety

/// Roles and bindings, and who they concern: kept as objects come and go, so that nothing has to look through all of
/// them.
struct AccessIndex: Sendable {
  /// What one object that came, changed or went may alter.
  struct Effect {
    var grantees: Set<ObjectReference> = []
    var bindings: Set<ObjectReference> = []
    /// nil: all of them.
    var roles: Set<ObjectReference>? = []
  }

  private(set) var roles: [ObjectReference: Role] = [:]
  private(set) var bindings: [ObjectReference: RoleBinding] = [:]
  /// With the grantee's first place among the subjects.
  private var bindingsByGrantee: [ObjectReference: [ObjectReference: Int]] = [:]
  /// How often bindings name a grantee that grant more than what the API server offers.
  private var uses: [ObjectReference: Int] = [:]
  private var bindingsByRole: [ObjectReference: Set<ObjectReference>] = [:]
  private var granteesByNamespace: [UntrustedText: Set<ObjectReference>] = [:]
  private var aggregation = Aggregation()
  private var answers = AccessAnswers()

  /// Nothing but what every API server has.
  init() { aggregation = AccessIndex.defaultAggregation }

  private static let defaultAggregation = Aggregation([:])

  // MARK: Asking

  func bindings(naming grantee: ObjectReference) -> [ObjectReference] {
    (bindingsByGrantee[grantee] ?? [:]).keys.sorted()
  }

  /// The first place of a grantee among the subjects of a binding.
  func place(of grantee: ObjectReference, in binding: ObjectReference) -> Int? {
    bindingsByGrantee[grantee]?[binding]
  }

  /// Whether a binding grants somebody more than to see what the API server offers.
  func isUsed(_ grantee: ObjectReference) -> Bool { uses[grantee] != nil }

  func isGrantee(_ reference: ObjectReference) -> Bool { bindingsByGrantee[reference] != nil }

  /// All users, groups and accounts that bindings name, or the accounts of one namespace, in order.
  func grantees(in namespace: UntrustedText?) -> [ObjectReference] {
    if let namespace { return (granteesByNamespace[namespace] ?? []).sorted() }
    return bindingsByGrantee.keys.sorted()
  }

  /// Whether a binding grants the role, or one that takes over its rules.
  func isBound(_ role: ObjectReference) -> Bool {
    bindingsByRole[role] != nil || aggregation.takers(of: role).contains { bindingsByRole[$0] != nil }
  }

  /// The bindings that grant the role, or one that takes over its rules, in order.
  func bindings(granting role: ObjectReference) -> [ObjectReference] {
    ([role] + aggregation.takers(of: role)).reduce(into: Set()) { $0.formUnion(bindingsByRole[$1] ?? []) }.sorted()
  }

  /// Whether some roles take over more than is followed: who takes over what is not known of them.
  var isCut: Bool { aggregation.isCut }

  /// Whether another role takes over its rules.
  func isAggregated(_ role: ObjectReference) -> Bool { !aggregation.takers(of: role).isEmpty }

  /// The rules of a role, those that it takes over from others included. nil where there is no such role.
  func rules(of reference: ObjectReference, includingDefaults: Bool = true) throws(Missing)
    -> RuleSet?
  {
    guard let role = roles[reference] ?? (includingDefaults ? DefaultRoles.roles[reference] : nil)
    else { return nil }
    return try answers.rules(of: reference) { () throws(Missing) in
      let own = try role.rules.get() ?? []
      if let taken = aggregation.rules(of: reference) { return try taken.get() }
      return own.enumerated().map { SourcedRule($1, reference, $0) }
    }
  }

  /// Where what some rules grant lives.
  func standing(of rules: RuleSet, _ find: () -> AccessAnswers.Standing) -> AccessAnswers.Standing {
    answers.standing(of: rules, find)
  }

  /// Call when roles changed, or where resources live.
  mutating func forget() {
    if !answers.isEmpty { answers = AccessAnswers() }
  }

  // MARK: Changing

  /// Puts a role in place of another (or of none). While objects are loaded, `aggregate` is called once at the end, and
  /// what each alters is not looked for: an input may hold a role thousands of times that thousands are bound to.
  mutating func set(_ role: Role?, at reference: ObjectReference, isLoading: Bool) -> Effect {
    roles[reference] = role
    forget()
    var effect = Effect()
    if isLoading { return effect }
    effect.roles = [reference]
    var altered: Set<ObjectReference> = [reference]
    if reference.kind == "ClusterRole" {
      effect.roles = nil
      altered.formUnion(aggregation.takers(of: reference))
      aggregate()
      altered.formUnion(aggregation.takers(of: reference))
    }
    for role in altered { effect.bindings.formUnion(bindingsByRole[role] ?? []) }
    for binding in effect.bindings { effect.grantees.formUnion(bindings[binding]?.grantees.known ?? []) }
    return effect
  }

  /// Puts a binding in place of another (or of none).
  mutating func set(_ binding: RoleBinding?, at reference: ObjectReference) -> Effect {
    var effect = Effect()
    effect.bindings = [reference]
    for (content, isNew) in [(bindings[reference], false), (binding, true)] {
      guard let content else { continue }
      let role = content.role(in: reference.namespace)
      effect.roles?.formUnion([role] + aggregation.givers(to: role))
      AccessIndex.change(&bindingsByRole, role, reference, isNew)
      let isUse = !DefaultRoles.discovery.contains(content.roleName)
      for (place, grantee) in (content.grantees.known ?? []).enumerated() {
        effect.grantees.insert(grantee)
        if isNew {
          if bindingsByGrantee[grantee]?[reference] == nil {
            bindingsByGrantee[grantee, default: [:]][reference] = place
          }
          if isUse { uses[grantee, default: 0] += 1 }
        } else {
          bindingsByGrantee[grantee]?[reference] = nil
          if bindingsByGrantee[grantee]?.isEmpty == true { bindingsByGrantee[grantee] = nil }
          if isUse { uses[grantee] = uses[grantee].flatMap { $0 > 1 ? $0 - 1 : nil } }
        }
        AccessIndex.change(
          &granteesByNamespace, grantee.namespace, grantee, bindingsByGrantee[grantee] != nil)
      }
    }
    bindings[reference] = binding
    return effect
  }

  private static func change<Key>(
    _ table: inout [Key: Set<ObjectReference>], _ key: Key, _ value: ObjectReference, _ isMember: Bool
  ) {
    if isMember {
      table[key, default: []].insert(value)
    } else {
      table[key]?.remove(value)
      if table[key]?.isEmpty == true { table[key] = nil }
    }
  }

  /// Finds out anew which roles take over whose rules.
  mutating func aggregate() {
    aggregation = Aggregation(roles)
    forget()
  }

  /// What an account that came or went may alter: the bindings that name it.
  func effect(ofAccount account: ObjectReference) -> Effect {
    var effect = Effect()
    effect.bindings = Set((bindingsByGrantee[account] ?? [:]).keys)
    return effect
  }
}
