import Hardening
import Synchronization
import TextSafety

/// The rules of a role, with what was found in them: thousands of grantees may have one role of thousands of rules, and
/// dozens of checks ask each of them.
package final class RuleSet: Sendable {
  /// A rule that grants something of a pattern, and what of it.
  struct Match: Sendable {
    var rule: Int
    var verb: UntrustedText
    var resource: APIResource
  }

  package let rules: [SourcedRule]
  private let kept = Mutex(Kept())

  private struct Kept {
    var matches: [AccessPattern: [Match]] = [:]
    var everything: [SourcedRule]?
  }

  /// Fewer rules are looked through anew each time, which needs no memory.
  private static let few = 256
  /// Of very many rules that grant the same the first are told.
  private static let told = 100

  init(_ rules: [SourcedRule]) { self.rules = rules }

  /// The rules that grant something of a pattern, in order; of very many the first hundred.
  func matches(_ pattern: AccessPattern) -> [Match] {
    if rules.count <= RuleSet.few { return find(pattern) }
    if let known = kept.withLock({ $0.matches[pattern] }) { return known }
    let found = find(pattern)
    kept.withLock { $0.matches[pattern] = found }
    return found
  }

  private func find(_ pattern: AccessPattern) -> [Match] {
    var found: [Match] = []
    for (index, rule) in rules.enumerated() {
      guard let (verb, resource) = rule.rule.grants(pattern) else { continue }
      found.append(Match(rule: index, verb: verb, resource: resource))
      if found.count == RuleSet.told { break }
    }
    return found
  }

  /// The rules that grant all there is.
  package var grantingEverything: [SourcedRule] {
    if rules.count <= RuleSet.few { return rules.filter(\.rule.grantsEverything) }
    if let known = kept.withLock({ $0.everything }) { return known }
    let found = rules.filter(\.rule.grantsEverything)
    kept.withLock { $0.everything = found }
    return found
  }
}

extension RuleSet: Hashable {
  package static func == (a: RuleSet, b: RuleSet) -> Bool { a === b || a.rules == b.rules }
  package func hash(into hasher: inout Hasher) { hasher.combine(rules.count) }
}
