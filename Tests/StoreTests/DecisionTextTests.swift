import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("Acts as text")
struct DecisionTextTests {
  private func read(_ bytes: [UInt8], step: Int, longestLine: Int = 1 << 24) -> DecisionLog.Batch {
    var text = DecisionText(named: "acts", now: 2_000_000_000, longestLine: longestLine)
    bytes.withUnsafeBytes { all in
      for start in stride(from: 0, to: all.count, by: step) {
        text.take(UnsafeRawBufferPointer(rebasing: all[start..<min(start + step, all.count)]))
      }
    }
    return text.end()
  }

  private func note(_ number: Int64) -> Decision {
    let target = Decision.Target(FindingKey(cluster: "files:a", finding: Fingerprint(high: 1, low: 2)), evidence: 3)
    var random = SeededGenerator(seed: UInt64(number))
    let id = ULID(milliseconds: 1000 + number, after: nil, using: &random)
    return Decision(id: id, time: 1000 + number, author: "ada", act: .note, targets: [target], reason: "é")
  }

  @Test("are the same in whatever pieces they come, with an end of the last line or without", arguments: [1, 7, 4096])
  func pieces(step: Int) {
    let acts = (0..<9).map { note($0) }
    let bytes = DecisionLog.text(of: acts)
    #expect(read(bytes, step: step).decisions == acts)
    #expect(read(Array(bytes.dropLast()), step: step).decisions == acts)
    #expect(read(Array("\n\nno act\n".utf8) + bytes, step: step).notices.map(\.what) == ["acts, line 3"])
  }

  @Test("are counted and not held where they are known")
  func known() {
    let acts = (0..<9).map { note($0) }
    let known = Set(acts.prefix(6).map(\.id))
    var text = DecisionText(named: "acts", now: 2_000_000_000, isKnown: known.contains)
    DecisionLog.text(of: acts).withUnsafeBytes { text.take($0) }
    #expect(text.end().decisions == Array(acts.suffix(3)))
    #expect(text.count == 9)
  }

  @Test("lose a line that never ends, which is not kept meanwhile", arguments: [7, 4096])
  func endless(step: Int) {
    let acts = [note(1)]
    let zeros = [UInt8](repeating: 0, count: 100_000)
    let batch = read(zeros + [10] + DecisionLog.text(of: acts), step: step, longestLine: 10_000)
    #expect(batch.decisions == acts)
    #expect(batch.notices.map(\.why) == ["longer than any act, which has at most 16 MiB"])
  }
}
