import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Hardening

@Suite("The laws of the filter language")
struct QueryLawTests {
  @Test("a query's text parses back to the same query", arguments: 0..<40 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let query = RandomQuery.make(&random)
      let again = try Query(parsing: query.text)
      #expect(again == query, "\(query.text.safe.description)")
      #expect(again.text == query.text)
    }
  }

  @Test("any text is a query or an error, and what parses prints", arguments: 0..<20 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("!\"\\*:<>= snrei()[]{}|?+^$.,a-z\u{301}\u{202E}\u{0}é\t\n".unicodeScalars)
    for _ in 0..<300 {
      var text = ["", "re:", "ns:", "re:\"", "!"].randomElement(using: &random) ?? ""
      for _ in 0..<Int.random(in: 0..<24, using: &random) {
        text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a")
      }
      guard let query = try? Query(parsing: text) else { continue }
      #expect(try Query(parsing: query.text) == query, "\(UntrustedText(text).safe.description)")
      var filter = QueryFilter(query, now: 0)
      _ = filter.matches(RandomRow.make(&random))
    }
  }

  @Test("negation, or and and keep their laws", arguments: 0..<20 as Range<UInt64>)
  func laws(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rows = (0..<60).map { _ in RandomRow.make(&random) }
    func selected(_ query: Query) -> [Bool] {
      var filter = QueryFilter(query, now: 1000)
      return rows.map { filter.matches($0) }
    }
    for _ in 0..<40 {
      let a = RandomQuery.term(&random)
      let b = RandomQuery.term(&random)
      let isA = selected(Query([a]))
      let isB = selected(Query([b]))
      var opposite = a
      opposite.isNegated.toggle()
      #expect(selected(Query([opposite])) == isA.map { !$0 })
      let together = selected(Query([a, b]))
      let joinsWithOr =
        !a.isNegated && !b.isNegated && a.test.joinsWithOr && a.test.key == b.test.key
        && b.test.joinsWithOr
      #expect(together == zip(isA, isB).map { joinsWithOr ? $0 || $1 : $0 && $1 })
      #expect(selected(Query([b, a])) == together)
      #expect(selected(Query([a, a])) == isA)
    }
    #expect(selected(Query()) == rows.map { _ in true })
  }
}

/// Queries of all kinds, hostile texts included.
enum RandomQuery {
  static func make(_ random: inout SeededGenerator) -> Query {
    Query((0..<Int.random(in: 0..<6, using: &random)).map { _ in term(&random) })
  }

  static func term(_ random: inout SeededGenerator) -> Query.Term {
    Query.Term(test(&random), isNegated: Bool.random(using: &random))
  }

  private static func test(_ random: inout SeededGenerator) -> Query.Test {
    func any<T: CaseIterable>(_ type: T.Type, _ random: inout SeededGenerator) -> T {
      let all = Array(type.allCases)
      return all[Int.random(in: 0..<all.count, using: &random)]
    }
    switch Int.random(in: 0..<14, using: &random) {
    case 0: return .severity(any(Query.Comparison.self, &random), any(Severity.self, &random))
    case 1: return .area(any(Area.self, &random))
    case 2: return .state(any(FindingState.self, &random))
    case 3: return .trait(any(Query.Trait.self, &random))
    case 4: return .managed(any(ManagedBy.self, &random))
    case 5: return .verdict(any(Verdict.self, &random))
    case 6: return .id(["0", "3f", "abcdef"].randomElement(using: &random) ?? "0")
    case 7:
      return .since(
        Bool.random(using: &random)
          ? .ago(Int.random(in: 0..<999, using: &random), any(Since.Unit.self, &random))
          : .date(year: Int.random(in: 1...9999, using: &random), month: 2, day: 28))
    case 8:
      let patterns = ["a", "runAs.*root", "^(deploy|sts)/", "\"", "x y", "\\\\", "[^a-f]+$", "\\bapi\\b"]
      guard let expression = try? SearchExpression(patterns.randomElement(using: &random) ?? "a") else { fallthrough }
      return .expression(expression)
    case 9: return .word(pattern(&random))
    case 10:
      return .expires(
        [.never, .by(.ago(3, .days)), .by(.date(year: 2026, month: 2, day: 28))].randomElement(using: &random) ?? .never
      )
    case 11: return .act(["01ARZ3ND", "01ARZ3NDEKTSV4RRFFQ69G5FAV"].randomElement(using: &random) ?? "01ARZ3ND")
    default: return .text(any(Query.Field.self, &random), pattern(&random))
    }
  }

  private static func pattern(_ random: inout SeededGenerator) -> TextPattern {
    let parts: [UntrustedText] = [
      "", "a", "api", "team-1", "two words", "ns:x", "!", "\"", "\\", "*", "sev>", "\u{202E}", "é\u{301}", "\\\"",
      "a\n",
    ]
    return TextPattern(
      parts: (0..<Int.random(in: 1..<4, using: &random)).map { _ in parts.randomElement(using: &random) ?? "" })
  }
}

/// A finding of a small world.
struct RandomRow: QueryRow {
  var severity: Severity
  var area: Area
  var state: FindingState
  var verdict: Verdict
  var managedBy: ManagedBy
  var check: CheckID
  var title: String { "A title of \(check.name)" }
  var subject: SubjectReference
  var clusterName: UntrustedText
  var clusterID: UntrustedText { "files:\(clusterName)" }
  var image: UntrustedText
  var labels: SubjectLabels
  var fingerprint: Fingerprint { Fingerprint(check: check, subject: subject) }
  var firstSeen: Int64
  var traits: Set<Query.Trait>
  func has(_ trait: Query.Trait) -> Bool { traits.contains(trait) }

  static func make(_ random: inout SeededGenerator) -> RandomRow {
    func any<T>(_ all: [T], _ random: inout SeededGenerator) -> T { all[Int.random(in: 0..<all.count, using: &random)] }
    let isContainer = Bool.random(using: &random)
    return RandomRow(
      severity: any(Severity.allCases, &random), area: any(Area.allCases, &random),
      state: any(FindingState.allCases, &random), verdict: any(Verdict.allCases, &random),
      managedBy: any([.you, .platform], &random), check: any(["privileged", "sys-admin", "a"], &random),
      subject: SubjectReference(
        ObjectReference(
          group: "apps", kind: any(["Deployment", "StatefulSet"], &random),
          namespace: any(["team-1", "a", ""], &random),
          name: any(["api", "a*", "two words", "\u{202E}"], &random)),
        container: isContainer ? any(["web", "a"], &random) : nil),
      clusterName: any(["a", "prod"], &random),
      image: isContainer ? any(["nginx:1.27", "a/b@sha256:00", ""], &random) : "",
      labels: SubjectLabels(any([[], [("a", "api")], [("team-1", ""), ("two words", "a")]], &random)),
      firstSeen: Int64.random(in: 0..<2000, using: &random),
      traits: Set(Query.Trait.allCases.filter { _ in Bool.random(using: &random) }))
  }
}
