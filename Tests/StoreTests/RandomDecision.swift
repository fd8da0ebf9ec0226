import Hardening
import TestSupport
import TextSafety

/// Acts with all that the format holds, and texts that somebody chose to do harm.
enum RandomDecision {
  static func any<T>(_ all: [T], _ random: inout SeededGenerator) -> T {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  static func text(_ random: inout SeededGenerator) -> UntrustedText {
    any(
      [
        "", "ada", "two\nlines", "\u{1B}[31mred", "\u{202E}reversed", "\"quoted\\\"", "{\"v\":1}", "é\u{301}", "👩‍👩‍👧",
        "\u{0}", "\r", "\u{FEFF}", "\u{2028}", "\u{7F}\u{9B}", "files:prod", "\u{10FFFF}", "a,b", "\\u0041", "\t",
      ], &random)
  }

  static func fingerprint(_ random: inout SeededGenerator) -> Fingerprint {
    Fingerprint(
      high: UInt64.random(in: 0...UInt64.max, using: &random), low: UInt64.random(in: 0...UInt64.max, using: &random))
  }

  static func make(_ random: inout SeededGenerator, id: ULID? = nil) -> Decision {
    var decision = Decision(
      id: id ?? ULID(milliseconds: Int64.random(in: 0..<1 << 40, using: &random), using: &random),
      time: Int64.random(in: 0..<1 << 42, using: &random), author: text(&random),
      act: any(Decision.Act.allCases, &random), reason: text(&random),
      until: Bool.random(using: &random) ? Int64.random(in: 0..<1 << 37, using: &random) : nil)
    switch decision.act {
    case .acknowledge, .reopen, .note:
      decision.targets = (0..<Int.random(in: 1..<4, using: &random)).map { _ in
        Decision.Target(
          FindingKey(cluster: text(&random), finding: fingerprint(&random)),
          evidence: UInt64.random(in: 0...UInt64.max, using: &random))
      }
    case .suppress:
      decision.rule = SuppressionRule(
        scope: any(SuppressionRule.Scope.allCases, &random),
        clusters: any([.all, .some([]), .some([text(&random), "b"]), .group(text(&random))], &random),
        checks: any([[], ["privileged", "sys-admin"]], &random), findings: any([[], [fingerprint(&random)]], &random),
        object: any(
          [nil, ObjectReference(group: text(&random), kind: "Pod", namespace: text(&random), name: text(&random))],
          &random), image: any([nil, text(&random)], &random),
        objects: any([nil, ObjectPattern(kind: "Pod", namespace: text(&random)), ObjectPattern(name: "a-*")], &random))
    case .undo: decision.undoes = ULID(high: UInt64.random(in: 0..<1 << 60, using: &random), low: 3)
    }
    if Bool.random(using: &random) {
      decision.batch = ULID(high: 1, low: UInt64.random(in: 0...UInt64.max, using: &random))
      (decision.ticket, decision.assignee, decision.origin) = (text(&random), text(&random), text(&random))
    }
    return decision
  }
}
