package import TextSafety

/// What a person asks findings for, in the filter language: `sev>=high ns:team-* !ns:kube-system free words`.
///
/// Positive values of one key join with or; different keys, negations, comparisons and free words join with and. The
/// text of a query (`text`) parses back to the same query.
package struct Query: Hashable, Sendable {
  package var terms: [Term]
  /// What was asked before, and is narrowed by the terms: both must hold, and no value of one is an alternative to a
  /// value of the other. It has no place in the text.
  package var within: [Term] = []

  package init(_ terms: [Term] = []) { self.terms = terms }

  package struct Term: Hashable, Sendable {
    package var isNegated: Bool
    package var test: Test

    package init(_ test: Test, isNegated: Bool = false) {
      self.test = test
      self.isNegated = isNegated
    }
  }

  package enum Test: Hashable, Sendable {
    case severity(Comparison, Severity)
    case area(Area)
    case state(FindingState)
    case trait(Trait)
    case managed(ManagedBy)
    case verdict(Verdict)
    /// The whole of a text, but for what a `*` stands for.
    case text(Field, TextPattern)
    /// The beginning of a fingerprint: 1 to 32 hexadecimal digits, lower case.
    case id(String)
    /// The beginning of the id of a decision that concerns it: 8 to 26 digits of a ULID, upper case.
    case act(String)
    /// First seen since then.
    case since(Since)
    /// What was decided of it, and is in force, ends so.
    case expires(Ending)
    /// Somewhere in one of the texts that `word` searches.
    case expression(SearchExpression)
    /// Somewhere in the namespace, the subject as lists call it, the check's name or title, or the image.
    case word(TextPattern)
  }

  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case equal = ":"
    case atLeast = ">="
    case above = ">"
    case atMost = "<="
    case below = "<"

    package func holds(_ a: Severity, _ b: Severity) -> Bool {
      switch self {
      case .equal: a == b
      case .atLeast: a >= b
      case .above: a > b
      case .atMost: a <= b
      case .below: a < b
      }
    }
  }

  /// What `is:` asks for.
  package enum Trait: String, Hashable, Sendable, CaseIterable {
    /// Not there at the last visit.
    case new
    /// A part of what it needs could not be read at the last reading.
    case stale
    /// Beneath a head that fails on the same subject.
    case folded
    /// A patch mends it.
    case fixable
  }

  /// The texts that have keys of their own.
  package enum Field: String, Hashable, Sendable, CaseIterable {
    case check
    case namespace = "ns"
    /// Its name or its id.
    case cluster
    /// A group of the configuration that the cluster is in.
    case group
    /// The environment that the configuration says the cluster is in.
    case environment = "env"
    /// As objects say it or as kubectl shortens it.
    case kind
    case name
    case container
    /// With its tag and digest, or without.
    case image
    /// A label's key, or `key=value`: of a workload's pods, of a namespace itself.
    case label
    /// Who made the decision that its state is of; empty where nobody did.
    case decider = "by"
    /// Whom the newest note that says it assigns; empty where none does.
    case assignee
  }

  package var isEmpty: Bool { terms.isEmpty && within.isEmpty }

  /// Terms that one finding must pass one by one: alternatives of one key, or a single negation, comparison or word.
  package struct Clause: Hashable, Sendable {
    package var isNegated: Bool
    /// Any of them is enough.
    package var tests: [Test]
  }

  /// The query as a conjunction. Alternatives stand where the first of their key stands.
  package var clauses: [Clause] { Query.clauses(of: within) + Query.clauses(of: terms) }

  private static func clauses(of terms: [Term]) -> [Clause] {
    var clauses: [Clause] = []
    var places: [String: Int] = [:]
    for term in terms {
      if !term.isNegated, term.test.joinsWithOr {
        if let place = places[term.test.key] {
          clauses[place].tests.append(term.test)
          continue
        }
        places[term.test.key] = clauses.count
      }
      clauses.append(Clause(isNegated: term.isNegated, tests: [term.test]))
    }
    return clauses
  }
}

extension Query {
  private var all: [Term] { within + terms }

  /// Whether a term asks for the state: then the states that a list shows by itself no longer count.
  package var namesState: Bool { all.contains { if case .state = $0.test { true } else { false } } }

  /// Whether a term asks whose objects they are.
  package var namesManaged: Bool { all.contains { if case .managed = $0.test { true } else { false } } }

  package var namesVerdict: Bool { all.contains { if case .verdict = $0.test { true } else { false } } }

  /// Whether a positive term asks for checks by name.
  package var namesCheck: Bool {
    all.contains { term in
      switch term.test {
      case .text(.check, _), .id: !term.isNegated
      default: false
      }
    }
  }

  /// Whether a positive term asks for what somebody decided on: then only folding hides something.
  package var namesAct: Bool { all.contains { if case .act = $0.test { !$0.isNegated } else { false } } }

  /// Whether the query asks for folded findings, or for some check or finding by name: then folding hides nothing.
  package var namesFolded: Bool { namesCheck || all.contains { $0.test == .trait(.folded) } }

  /// Whether a term admits severity info on purpose: then it is not set apart.
  package var namesInfo: Bool {
    namesCheck || namesAct
      || all.contains { term in
        if case .severity(let comparison, let severity) = term.test, !term.isNegated {
          comparison.holds(.info, severity)
        } else {
          false
        }
      }
  }

  /// Why lists for people leave a finding out that the query selects without naming it; nil where they show it. One
  /// rule for reports and the dashboard.
  package func omission(managedBy: ManagedBy, _ severity: Severity, isFolded: @autoclosure () -> Bool) -> Omission? {
    if managedBy == .platform, !namesManaged, !namesAct { return .platform }
    if severity == .info, !namesInfo { return .info }
    return !namesFolded && isFolded() ? .folded : nil
  }

  /// Why a finding is left out of lists for people.
  package enum Omission: Sendable, Hashable {
    /// Its maker mends it, not the person.
    case platform
    /// A remark.
    case info
    /// A head says it.
    case folded
  }

  /// The same question about what is judged, whatever came of it: without severity, state, verdict, age and the like.
  package var aboutSubjects: Query {
    var query = self
    query.terms.removeAll { !$0.test.isAboutSubjects }
    query.within.removeAll { !$0.test.isAboutSubjects }
    return query
  }

  /// The names that the query gives of one kind, those without `*`.
  package func literals(of field: Field) -> [UntrustedText] {
    terms.compactMap { term in
      if case .text(field, let pattern) = term.test { pattern.literal } else { nil }
    }
  }
}

extension Query.Test {
  /// The word before the operator; empty for free words.
  package var key: String {
    switch self {
    case .severity: "sev"
    case .area: "area"
    case .state: "state"
    case .trait: "is"
    case .managed: "managed"
    case .verdict: "verdict"
    case .text(let field, _): field.rawValue
    case .id: "id"
    case .act: "act"
    case .since: "since"
    case .expires: "expires"
    case .expression: "re"
    case .word: ""
    }
  }

  /// Whether a check that passes on a subject can be asked this too.
  var isAboutSubjects: Bool {
    switch self {
    case .severity, .state, .trait, .verdict, .act, .since, .expires, .text(.decider, _), .text(.assignee, _): false
    case .area, .managed, .text, .id, .expression, .word: true
    }
  }

  var joinsWithOr: Bool {
    switch self {
    case .severity(let comparison, _): comparison == .equal
    case .word: false
    default: true
    }
  }
}
