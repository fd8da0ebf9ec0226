import Foundation
import Hardening
import Store
import TextSafety

/// A query in terms of the columns of one part. Texts are looked at once each, however many findings have them.
struct ColumnQuery {
  private enum Test {
    /// A bit for each value of the column.
    case severity(UInt8)
    case state(UInt8)
    case verdict(UInt8)
    case checks([Bool])
    case subjects([Bool])
    case checksOrSubjects([Bool], [Bool])
    case traits(Set<Query.Trait>)
    case ids([Fingerprint.Prefix])
    /// Whether each row is one.
    case rows([Bool])
    /// First seen then or later.
    case since(UInt32)
    case all(Bool)
  }

  private let clauses: [(isNegated: Bool, test: Test)]
  private let part: Int
  private let data: FleetData
  private let lastVisit: Int64?

  /// What a query needs to know of a person.
  struct Viewer: Sendable {
    /// Seconds since 1970.
    var now: Int64
    var zone: TimeZone
    var lastVisit: Int64?
    var grouping = ClusterGrouping()
    /// What was decided, for keys that ask for it.
    var triage = Triage()
    var groups: ClusterGroups = [:]
  }

  init(_ query: Query, _ part: Int, of data: FleetData, _ viewer: Viewer) {
    self.part = part
    self.data = data
    lastVisit = viewer.lastVisit
    clauses = query.clauses.map { clause in
      (clause.isNegated, ColumnQuery.test(clause.tests, part, data, viewer))
    }
  }

  /// One test for alternatives of one key.
  private static func test(_ tests: [Query.Test], _ part: Int, _ data: FleetData, _ viewer: Viewer) -> Test {
    let table = data.parts[part].table
    let infos = data.infos[part]
    var mask: UInt8 = 0
    switch tests.first {
    case .severity:
      for case .severity(let comparison, let severity) in tests {
        for other in Severity.allCases where comparison.holds(other, severity) { mask |= 1 << UInt8(other.rank) }
      }
      return .severity(mask)
    case .area: return .checks(infos.map { info in tests.contains(.area(info.area)) })
    case .state:
      for case .state(let state) in tests { mask |= 1 << PartStates.number(of: state) }
      return .state(mask)
    case .verdict:
      for case .verdict(let verdict) in tests { mask |= 1 << verdict.rawValue }
      return .verdict(mask)
    case .trait:
      var traits: Set<Query.Trait> = []
      for case .trait(let trait) in tests { traits.insert(trait) }
      return .traits(traits)
    case .managed:
      return .subjects(
        (0..<UInt32(table.subjects.count)).map { tests.contains(.managed(table.subjects.managedBy($0))) })
    case .id:
      return .ids(tests.compactMap { if case .id(let digits) = $0 { Fingerprint.Prefix(digits) } else { nil } })
    case .act:
      let digits = tests.compactMap { if case .act(let digits) = $0 { digits } else { nil } }
      let acts = viewer.triage.decisions.filter { act in digits.contains { act.isNamed(by: $0) } }
      let named = Triage(viewer.triage.closure(of: acts)).named
      return decided(part, data, named: named, otherwise: false) { subject in
        digits.contains { viewer.triage.isConcerned(subject, by: $0, groups: viewer.groups) }
      }
    case .since:
      let moments = tests.compactMap { test -> Int64? in
        if case .since(let since) = test { since.moment(now: viewer.now, in: viewer.zone) } else { nil }
      }
      return .since(UInt32(clamping: moments.min() ?? 0))
    case .expires:
      return decided(part, data, named: viewer.triage.named, otherwise: false) { subject in
        viewer.act(on: subject).map { act in
          tests.contains { test in
            if case .expires(let ending) = test {
              ending.holds(for: act.until, now: viewer.now, in: viewer.zone)
            } else {
              false
            }
          }
        } ?? false
      }
    case .text(.decider, _), .text(.assignee, _):
      let isAssignee = tests.first?.key == Query.Field.assignee.rawValue
      let patterns = tests.compactMap { if case .text(_, let pattern) = $0 { pattern } else { nil } }
      func holds(_ name: UntrustedText) -> Bool { patterns.contains { $0.matches(name) } }
      return decided(part, data, named: viewer.triage.named, otherwise: holds("")) { subject in
        holds(
          isAssignee
            ? viewer.triage.assignee(of: subject, groups: viewer.groups, now: viewer.now)
            : viewer.act(on: subject)?.author ?? "")
      }
    case .text(let field, _):
      let patterns = tests.compactMap { if case .text(_, let pattern) = $0 { pattern } else { nil } }
      return test(field, patterns, part, data, viewer.grouping)
    case .word(let pattern):
      return search(part, data) { pattern.isFound(in: $0) }
    case .expression:
      var matchers = tests.compactMap { test -> SearchExpressionMatcher? in
        if case .expression(let expression) = test { SearchExpressionMatcher(expression) } else { nil }
      }
      return search(part, data) { text in
        for index in matchers.indices where matchers[index].isFound(in: text) { return true }
        return false
      }
    case nil: return .all(true)
    }
  }

  /// Asks only of rows that acts which name this may concern.
  private static func decided(
    _ part: Int, _ data: FleetData, named: Triage.Named, otherwise: Bool, _ holds: (TriageSubject) -> Bool
  ) -> Test {
    var rows = [Bool](repeating: otherwise, count: data.parts[part].table.count)
    for row in PartStates.rows(named: named, part, of: data) {
      rows[row] = holds(data.triageSubject(part, row))
    }
    return .rows(rows)
  }

  private static func test(
    _ field: Query.Field, _ patterns: [TextPattern], _ part: Int, _ data: FleetData, _ grouping: ClusterGrouping
  ) -> Test {
    let summary = data.parts[part].summary
    let subjects = data.parts[part].table.subjects
    /// Subjects by one of their texts.
    func records(
      _ text: (SubjectTable.Record) -> UInt32, _ holds: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Test {
      var texts = TextMatches(in: subjects.texts)
      return .subjects(
        subjects.records.map { record in
          let number = text(record)
          return number != SubjectTable.Record.absent && texts.matches(number, holds)
        })
    }
    func matches(_ text: UntrustedText) -> Bool { patterns.contains { $0.matches(text) } }
    func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool { patterns.contains { $0.matches(bytes) } }
    switch field {
    case .check: return .checks(data.infos[part].map { matches(UntrustedText($0.id.name)) })
    case .cluster: return .all(matches(summary.name) || matches(summary.id))
    case .group: return .all(grouping.groups(of: summary.name, id: summary.id).contains { matches($0) })
    case .environment: return .all(matches(grouping.environment(of: summary.name, id: summary.id)))
    case .namespace:
      var texts = TextMatches(in: subjects.texts)
      return .subjects(subjects.scopes.map { texts.matches($0, matches) })
    case .name: return records(\.name, matches)
    case .container: return records(\.container, matches)
    case .kind:
      return records(\.kind) { matches($0) || matches(ShortKinds.name(of: UntrustedText(utf8: $0))) }
    case .image:
      return records(\.image) { matches($0) || matches(ImageRepository.of($0)) }
    case .label:
      return records(\.labels) { text in patterns.contains { SubjectLabels.contain($0, in: text) } }
    case .decider, .assignee: return .all(false)
    }
  }

  /// What free words and expressions search: namespace, subject, image, the check's name and title.
  private static func search(_ part: Int, _ data: FleetData, _ isFound: (UnsafeBufferPointer<UInt8>) -> Bool) -> Test {
    let subjects = data.parts[part].table.subjects
    var texts = TextMatches(in: subjects.texts)
    func holds(_ text: UInt32) -> Bool { texts.matches(text, isFound) }
    let hits = subjects.records.indices.map { number in
      holds(subjects.scopes[number]) || holds(subjects.shorts[number]) || holds(subjects.records[number].image)
    }
    let checks = data.infos[part].map { info in
      [info.id.name, info.title].contains { text in
        var text = text
        return text.withUTF8(isFound)
      }
    }
    return .checksOrSubjects(checks, hits)
  }

  /// Whether each row is selected.
  func selected(_ states: PartStates) -> [Bool] {
    var selected = [Bool](repeating: true, count: data.parts[part].table.count)
    selected.withUnsafeMutableBufferPointer { select(states, in: $0) }
    return selected
  }

  /// Leaves in `selected` those rows of the part that the query selects.
  func select(_ states: PartStates, in selected: UnsafeMutableBufferPointer<Bool>) {
    let table = data.parts[part].table
    for (isNegated, test) in clauses {
      /// Rows by one column: this is done a million times while a person types.
      func keep<Value>(_ column: [Value], _ holds: (Value) -> Bool) {
        column.withUnsafeBufferPointer { column in
          for row in 0..<selected.count where selected[row] { selected[row] = holds(column[row]) != isNegated }
        }
      }
      switch test {
      case .severity(let mask): keep(table.severity) { mask >> $0 & 1 == 1 }
      case .state(let mask): keep(states.states) { mask >> $0 & 1 == 1 }
      case .verdict(let mask): keep(table.flags) { mask >> FindingTable.verdict(by: $0).rawValue & 1 == 1 }
      case .checks(let checks):
        checks.withUnsafeBufferPointer { checks in keep(table.check) { checks[Int($0)] } }
      case .subjects(let subjects):
        subjects.withUnsafeBufferPointer { subjects in keep(table.subject) { subjects[Int($0)] } }
      case .checksOrSubjects(let checks, let subjects):
        table.check.withUnsafeBufferPointer { check in
          table.subject.withUnsafeBufferPointer { subject in
            for row in 0..<selected.count where selected[row] {
              selected[row] = (checks[Int(check[row])] || subjects[Int(subject[row])]) != isNegated
            }
          }
        }
      case .rows(let rows): keep(rows) { $0 }
      case .traits(let traits): select(traits, isNegated: isNegated, table, in: selected)
      case .ids(let ids): keep(table.fingerprints) { fingerprint in ids.contains { $0.begins(fingerprint) } }
      case .since(let moment): keep(table.firstSeen) { $0 >= moment }
      case .all(let flag): if flag == isNegated { selected.update(repeating: false) }
      }
    }
  }

  /// Leaves in `selected` rows that have one of the traits.
  private func select(
    _ traits: Set<Query.Trait>, isNegated: Bool, _ table: FindingTable, in selected: UnsafeMutableBufferPointer<Bool>
  ) {
    var flags: FindingTable.Flags = []
    if traits.contains(.stale) { flags.insert(.stale) }
    if traits.contains(.fixable) { flags.insert(.fixable) }
    let kinds = traits.contains(.folded) ? FindingTable.isFolded : 0
    let visit = traits.contains(.new) ? lastVisit ?? .max : .max
    for row in 0..<selected.count where selected[row] {
      let holds =
        !table.flags[row].isDisjoint(with: flags) || table.kinds[row] & kinds != 0
        || Int64(table.firstSeen[row]) > visit
      selected[row] = holds != isNegated
    }
  }
}

/// What a pattern says of the texts of a pool. Texts of other columns are in the pool too; only those that are asked for
/// are looked at, and each once.
private struct TextMatches {
  private let texts: TextPool
  /// By text: 0 where nobody asked, 1 where it does not match, 2 where it does.
  private var known: [UInt8]

  init(in texts: TextPool) {
    self.texts = texts
    known = [UInt8](repeating: 0, count: texts.count)
  }

  mutating func matches(_ text: UInt32, _ holds: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    if known[Int(text)] == 0 { known[Int(text)] = texts.withBytes(of: text, holds) ? 2 : 1 }
    return known[Int(text)] == 2
  }
}

extension ColumnQuery.Viewer {
  /// The act that a finding's state is of.
  fileprivate func act(on subject: TriageSubject) -> Decision? {
    triage.act(on: subject, groups: groups, now: now)
  }
}

extension FindingTable {
  /// What the last reading said of a finding.
  func verdict(of row: Int) -> Verdict { FindingTable.verdict(by: flags[row]) }

  fileprivate static func verdict(by flags: Flags) -> Verdict {
    flags.contains(.resolved) ? .pass : flags.contains(.stale) ? .unknown : .fail
  }
}
