import Hardening
import TestSupport
import Testing
import TextSafety

@Suite("Scores")
struct ScoreTests {
  @Test("weigh pairs by severity: 16, 8, 4, 1, 0")
  func weights() throws {
    var tally = Tally()
    tally.add(.fail, .critical)
    tally.add(.pass, .critical)
    #expect(tally.score == 50)
    tally.add(.pass, .high, count: 2)
    #expect(tally.score == 100 * 32.0 / 48.0)
    tally.add(.fail, .info, count: 1000)
    #expect(tally.score == 100 * 32.0 / 48.0, "info counts nothing")
    tally.add(.fail, .low)
    tally.add(.fail, .medium)
    #expect(tally.score == 100 * 32.0 / 53.0)
    #expect(tally.failed == 1003 && tally.passed == 3)
  }

  @Test("suppressed pairs leave both sums, not applicable and unknown ones are in neither")
  func outside() {
    var tally = Tally()
    tally.add(.pass, .high)
    tally.add(.fail, .critical, suppressed: true)
    tally.add(.notApplicable, .critical)
    tally.add(.unknown, .critical, count: 2)
    #expect(tally.score == 100)
    #expect(tally.suppressed == 1 && tally.failed == 0)
    #expect(tally.coverage == 0.5, "passed and suppressed over those and unknown")
  }

  @Test("where nothing was judged there is neither score nor coverage, and unknown alone is no score")
  func empty() {
    var tally = Tally()
    #expect(tally.score == nil && tally.coverage == nil)
    tally.add(.notApplicable, .high)
    #expect(tally.score == nil && tally.coverage == nil)
    tally.add(.unknown, .high)
    #expect(tally.score == nil && tally.coverage == 0)
    tally.add(.fail, .info)
    #expect(tally.score == nil && tally.coverage == 0.5, "info alone weighs nothing")
  }

  @Test("of parts added up are those of the whole")
  func sums() {
    var generator = SeededGenerator(seed: 12)
    var whole = Tally()
    var parts = [Tally](repeating: Tally(), count: 3)
    for _ in 0..<1000 {
      let verdict = Verdict.allCases.randomElement(using: &generator) ?? .pass
      let severity = Severity.allCases.randomElement(using: &generator) ?? .low
      let isSuppressed = Bool.random(using: &generator)
      whole.add(verdict, severity, suppressed: isSuppressed)
      parts[Int.random(in: 0..<3, using: &generator)].add(verdict, severity, suppressed: isSuppressed)
    }
    var sum = Tally()
    for part in parts { sum += part }
    #expect(sum == whole)
    #expect((0...100).contains(whole.score ?? -1))
  }
}

@Suite("Severities and areas")
struct SeverityTests {
  @Test("severities are ordered from info to critical")
  func order() {
    #expect(Severity.allCases == [.critical, .high, .medium, .low, .info])
    #expect(Severity.allCases.sorted() == [.info, .low, .medium, .high, .critical])
    #expect(Severity.critical.lowered() == .high && Severity.high.lowered(by: 3) == .info)
    #expect(Severity.info.lowered() == .info && Severity.low.lowered(by: 9) == .info)
    #expect(Severity.high.lowered(by: 0) == .high)
  }

  @Test("a beginning of the word is enough")
  func typed() {
    #expect(Severity(typed: "crit") == .critical && Severity(typed: "HIGH") == .high && Severity(typed: "m") == .medium)
    for text in ["", "x", "highest", " high", "0"] { #expect(Severity(typed: text) == nil, "\(text)") }
  }

  @Test("areas are read by number, short name and the start of the title, where that is enough to tell")
  func areas() {
    for area in Area.allCases {
      #expect(Area(typed: "\(area.rawValue)") == area)
      #expect(Area(typed: area.short.lowercased()) == area)
      #expect(Area(typed: area.title) == area)
    }
    #expect(Area(typed: "work") == .workload && Area(typed: "requests") == .resources)
    #expect(Area(typed: "image") == nil, "two areas are called so")
    #expect(Area(typed: "a") == nil)
    for text in ["", "0", "13", "-4", "x", "POD "] { #expect(Area(typed: text) == nil, "\(text)") }
    #expect(Set(Area.allCases.map(\.short)).count == 12)
  }

  @Test("marks say shape and word, in ASCII too")
  func marks() {
    #expect(Set(Severity.allCases.map(\.mark.description)).count == 5)
    #expect(Severity.allCases.allSatisfy { $0.mark.width <= 7 && $0.asciiMark.isASCII })
  }
}
