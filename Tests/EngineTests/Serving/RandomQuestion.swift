import Hardening
import TestSupport
import TextSafety

@testable import Engine

/// Questions about a random fleet: of all keys, most about what is there.
struct RandomQuestion {
  private let fleet: RandomFleet

  init(_ fleet: RandomFleet) { self.fleet = fleet }

  mutating func make(_ random: inout SeededGenerator) -> Query {
    // Most of many terms select nothing, and tell nothing of any of them.
    var query = Query((0..<any([1, 1, 1, 2, 3, 4], &random)).map { _ in term(&random) })
    if Int.random(in: 0..<5, using: &random) == 0 { query.within = [term(&random)] }
    return query
  }

  private func term(_ random: inout SeededGenerator) -> Query.Term {
    Query.Term(test(&random), isNegated: Int.random(in: 0..<3, using: &random) == 0)
  }

  private func any<T>(_ all: [T], _ random: inout SeededGenerator) -> T {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  private func test(_ random: inout SeededGenerator) -> Query.Test {
    switch Int.random(in: 0..<24, using: &random) {
    case 0: return .severity(any(Query.Comparison.allCases, &random), any(Severity.allCases, &random))
    case 1: return .area(any(Area.allCases, &random))
    case 2: return .state(any(FindingState.allCases, &random))
    case 3, 4: return .trait(any(Query.Trait.allCases, &random))
    case 5: return .managed(any(ManagedBy.allCases, &random))
    case 6: return .verdict(any(Verdict.allCases, &random))
    case 7:
      let hex = fleet.key(ofRow: UInt32.random(in: 0..<UInt32(fleet.count), using: &random)).finding.hex
      return .id(String(hex.prefix(Int.random(in: 1...32, using: &random))))
    case 8:
      let act = any(fleet.acts, &random)
      return .act(String(act.id.text.prefix(Int.random(in: 8...26, using: &random))))
    case 9: return .since(since(&random))
    case 10: return .expires(Bool.random(using: &random) ? .never : .by(since(&random)))
    case 11, 12:
      guard let expression = try? SearchExpression(pattern(&random)) else { return .word(glob(&random)) }
      return .expression(expression)
    case 13: return .word(glob(&random))
    default: return .text(any(Query.Field.allCases, &random), glob(&random))
    }
  }

  private func since(_ random: inout SeededGenerator) -> Since {
    any(
      [
        .ago(Int.random(in: 0..<20, using: &random), any(Since.Unit.allCases, &random)), .ago(999_999, .weeks),
        .date(year: 2025, month: 11, day: Int.random(in: 15...30, using: &random)), .date(year: 1, month: 1, day: 1),
        .date(year: 9999, month: 12, day: 31),
      ], &random)
  }

  private func pattern(_ random: inout SeededGenerator) -> String {
    let word = any(fleet.words, &random)
    let some = String(word.unicodeScalars.filter { $0.properties.isAlphabetic }.prefix(3).map(Character.init))
    return any(
      [
        "^\(some)", "\(some)$", "[^a-f]+\(some)", "\\b\(some)\\b", "\(some)|privileged", ".", "^$", "é",
        "\(some)(.*)x?", "^.$",
      ],
      &random)
  }

  /// A word of the fleet: whole, in the other case, cut to pieces with stars, or with something that is not there.
  private func glob(_ random: inout SeededGenerator) -> TextPattern {
    let word = Array(any(fleet.words, &random).unicodeScalars)
    func text(_ part: some Sequence<Unicode.Scalar>) -> UntrustedText {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return UntrustedText(String(view))
    }
    let cut = word.isEmpty ? 0 : Int.random(in: 0...word.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return TextPattern(literal: "")
    case 1: return TextPattern(parts: [text(word[..<cut]), ""])
    case 2: return TextPattern(parts: ["", text(word[cut...])])
    case 3: return TextPattern(parts: [text(word[..<cut]), text(word[cut...])])
    case 4: return TextPattern(parts: ["", text(word.dropFirst(cut / 2).prefix(2)), ""])
    case 5:
      let upper = word.map { scalar in
        scalar.isASCII ? scalar.properties.uppercaseMapping.unicodeScalars.first ?? scalar : scalar
      }
      return TextPattern(literal: text(upper))
    case 6: return TextPattern(literal: text(word + ["x"]))
    default: return TextPattern(literal: text(word))
    }
  }
}
