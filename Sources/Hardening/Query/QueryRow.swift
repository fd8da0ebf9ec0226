package import Foundation
package import TextSafety

/// A finding as queries look at it.
package protocol QueryRow {
  var severity: Severity { get }
  var area: Area { get }
  var state: FindingState { get }
  var verdict: Verdict { get }
  var managedBy: ManagedBy { get }
  var check: CheckID { get }
  /// The check's title.
  var title: String { get }
  var subject: SubjectReference { get }
  /// The cluster's name and its id.
  var clusterName: UntrustedText { get }
  var clusterID: UntrustedText { get }
  /// The groups of the configuration that the cluster is in, and its environment; empty where it is in none.
  var clusterGroups: [UntrustedText] { get }
  var environment: UntrustedText { get }
  var image: UntrustedText { get }
  var labels: SubjectLabels { get }
  var fingerprint: Fingerprint { get }
  /// Seconds since 1970.
  var firstSeen: Int64 { get }
  /// The act that its state is of, where it is acknowledged, suppressed or resurfaced.
  var decision: Decision? { get }
  /// Whom the newest note that says it assigns; empty where none does.
  var assignee: UntrustedText { get }
  func has(_ trait: Query.Trait) -> Bool
  /// Whether a decision concerns it whose id, or that of the act it is a part of, begins so.
  func isConcerned(by digits: String) -> Bool
}

extension QueryRow {
  package var clusterGroups: [UntrustedText] { [] }
  package var environment: UntrustedText { "" }
  package var decision: Decision? { nil }
  package var assignee: UntrustedText { "" }
  package func isConcerned(by digits: String) -> Bool { false }
}

extension Decision {
  /// Whether its id, or that of the act that it is a part of, begins with some digits.
  package func isNamed(by digits: String) -> Bool {
    id.text.hasPrefix(digits) || batch.map { $0.text.hasPrefix(digits) } ?? false
  }
}

/// Tells which findings a query is about, one by one.
package struct QueryFilter {
  private let clauses: [Query.Clause]
  private let now: Int64
  private let zone: TimeZone
  /// Expressions in the order in which they occur, and what they said of a text before.
  private var matchers: [SearchExpression: SearchExpressionMatcher] = [:]
  private var known: [SearchExpression: [UntrustedText: Bool]] = [:]

  /// - Parameters:
  ///   - now: seconds since 1970, for times that count from today.
  ///   - zone: where the person is, for days.
  package init(_ query: Query, now: Int64, zone: TimeZone = .current) {
    clauses = query.clauses
    self.now = now
    self.zone = zone
  }

  package mutating func matches(_ row: some QueryRow) -> Bool {
    for clause in clauses {
      var holds = false
      for test in clause.tests where !holds { holds = self.holds(test, row) }
      if holds == clause.isNegated { return false }
    }
    return true
  }

  private mutating func holds(_ test: Query.Test, _ row: some QueryRow) -> Bool {
    switch test {
    case .severity(let comparison, let severity): comparison.holds(row.severity, severity)
    case .area(let area): row.area == area
    case .state(let state): row.state == state
    case .trait(let trait): row.has(trait)
    case .managed(let owner): row.managedBy == owner
    case .verdict(let verdict): row.verdict == verdict
    case .text(let field, let pattern): holds(field, pattern, row)
    case .id(let digits): row.fingerprint.hex.hasPrefix(digits)
    case .act(let digits): row.isConcerned(by: digits)
    case .since(let since): row.firstSeen >= since.moment(now: now, in: zone)
    case .expires(let ending): row.decision.map { ending.holds(for: $0.until, now: now, in: zone) } ?? false
    case .word(let pattern): texts(of: row).contains { pattern.isFound(in: $0) }
    case .expression(let expression): texts(of: row).contains { isFound(expression, in: $0) }
    }
  }

  private func holds(_ field: Query.Field, _ pattern: TextPattern, _ row: some QueryRow) -> Bool {
    switch field {
    case .check: pattern.matches(UntrustedText(row.check.name))
    case .namespace: pattern.matches(row.subject.scopeNamespace)
    case .cluster: pattern.matches(row.clusterName) || pattern.matches(row.clusterID)
    case .group: row.clusterGroups.contains { pattern.matches($0) }
    case .environment: pattern.matches(row.environment)
    case .kind:
      pattern.matches(row.subject.object.kind) || pattern.matches(ShortKinds.name(of: row.subject.object.kind))
    case .name: pattern.matches(row.subject.object.name)
    case .container: row.subject.container.map(pattern.matches) ?? false
    case .image: pattern.matches(row.image) || pattern.matches(ImageRepository.of(row.image))
    case .label: row.labels.contains(pattern)
    case .decider: pattern.matches(row.decision?.author ?? "")
    case .assignee: pattern.matches(row.assignee)
    }
  }

  /// What free words search.
  private func texts(of row: some QueryRow) -> [UntrustedText] {
    [
      row.subject.scopeNamespace, row.subject.shortText, UntrustedText(row.check.name), UntrustedText(row.title),
      row.image,
    ]
  }

  private mutating func isFound(_ expression: SearchExpression, in text: UntrustedText) -> Bool {
    if let known = known[expression]?[text] { return known }
    let found = matchers[expression, default: SearchExpressionMatcher(expression)].isFound(in: text)
    known[expression, default: [:]][text] = found
    return found
  }
}
