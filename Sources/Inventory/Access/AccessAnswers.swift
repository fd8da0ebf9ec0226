import Hardening
import Synchronization

/// What was found out of roles, until one changes: many bindings may grant one role, and many grantees have it.
final class AccessAnswers: Sendable {
  /// Where what a role grants lives, and whether it is sensitive.
  struct Standing: Sendable {
    var scope: ResourceScope
    var isSensitive: Bool
  }

  private struct Kept {
    var rules: [ObjectReference: RuleSet] = [:]
    var standings: [ObjectIdentifier: (rules: RuleSet, standing: Standing)] = [:]
  }

  private let kept = Mutex(Kept())

  var isEmpty: Bool { kept.withLock { $0.rules.isEmpty && $0.standings.isEmpty } }

  func rules(of role: ObjectReference, _ find: () throws(Missing) -> [SourcedRule]) throws(Missing)
    -> RuleSet
  {
    if let known = kept.withLock({ $0.rules[role] }) { return known }
    let found = RuleSet(try find())
    kept.withLock { $0.rules[role] = found }
    return found
  }

  func standing(of rules: RuleSet, _ find: () -> Standing) -> Standing {
    let key = ObjectIdentifier(rules)
    if let known = kept.withLock({ $0.standings[key]?.standing }) { return known }
    let found = find()
    // The rules are held, so that nothing else comes to have their identity.
    kept.withLock { $0.standings[key] = (rules, found) }
    return found
  }
}
