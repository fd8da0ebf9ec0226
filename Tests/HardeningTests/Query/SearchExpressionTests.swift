import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Hardening

@Suite("Regular expressions of the filter language")
struct SearchExpressionTests {
  private func isFound(_ pattern: String, _ text: UntrustedText) throws -> Bool {
    var matcher = SearchExpressionMatcher(try SearchExpression(pattern))
    return matcher.isFound(in: text)
  }

  @Test(
    "find what they say, without case",
    arguments: [
      ("runAs.*root", "mayRUNasNonROOT", true), ("^api$", "api", true), ("^api$", "apis", false),
      ("a|b|", "", true), ("[^/]+/[a-c]\\d{2,3}$", "x/b12", true), ("[^/]+/[a-c]\\d{2,3}$", "x/b1", false),
      ("\\bapi\\b", "the api.", true), ("\\bapi\\b", "apis", false), ("\\Bpi", "api", true),
      ("\\w+\\s\\w+", "a b", true),
      ("(?i)(?:ab)+c", "ABABC", true), ("x{3}", "xx", false), ("x{0}$", "", true), ("a{,2}", "a{,2}", true),
      ("é+", "ÉéÉ", true), ("^.$", "é", true), ("[à-ü]", "é", true), ("[^\\d]", "1", false), ("[]]", "]", true),
      ("\\.", "a", false), ("a.c", "a\nc", true), ("[\\W]", "a", false), ("(a|ab)(c|bcd)$", "abcd", true),
    ])
  func meaning(pattern: String, text: String, expected: Bool) throws {
    #expect(try isFound(pattern, UntrustedText(text)) == expected)
  }

  @Test("agree with Foundation's on random expressions", arguments: 0..<20 as Range<UInt64>)
  func agreement(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let pattern = RandomExpression.make(&random, depth: 3)
      guard let expression = try? SearchExpression(pattern),
        let reference = try? NSRegularExpression(
          pattern: pattern, options: [.caseInsensitive, .dotMatchesLineSeparators])
      else { continue }
      var matcher = SearchExpressionMatcher(expression)
      for _ in 0..<20 {
        let text = String(
          (0..<Int.random(in: 0..<9, using: &random)).map { _ in "abAB1 -".randomElement(using: &random) ?? "a" })
        let range = NSRange(text.startIndex..., in: text)
        let expected = reference.firstMatch(in: text, range: range) != nil
        #expect(matcher.isFound(in: UntrustedText(text)) == expected, "\(pattern) in '\(text)'")
      }
    }
  }

  @Test("take no longer for expressions that make others hang")
  func hostile() throws {
    let text = UntrustedText(String(repeating: "a", count: 8000))
    #expect(try !isFound("(a+)+b", text))
    #expect(try !isFound("(a|aa)+$b", text))
    #expect(try !isFound("(.*){20}b", text))
    #expect(try !isFound("a{200}{4}b", text))
    let pairs = UntrustedText(String(repeating: "ab", count: 4000))
    #expect(try !isFound("(a|b)*a(a|b){90}c", pairs))
  }
}

enum RandomExpression {
  static func make(_ random: inout SeededGenerator, depth: Int) -> String {
    let atoms = ["a", "b", "A", ".", "\\d", "\\w", "[ab]", "[^a]", "\\b", "^", "$", "-", "\\s"]
    if depth == 0 || Int.random(in: 0..<3, using: &random) == 0 { return atoms.randomElement(using: &random) ?? "a" }
    let inner = make(&random, depth: depth - 1)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return "(" + inner + "|" + make(&random, depth: depth - 1) + ")"
    // What is repeated takes a character: others disagree among themselves on repeating nothing.
    case 1:
      return "(?:" + inner + "[ab])" + (["*", "+", "?", "{2}", "{1,2}", "*?"].randomElement(using: &random) ?? "*")
    default: return inner + make(&random, depth: depth - 1)
    }
  }
}
