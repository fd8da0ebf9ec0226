import Foundation
import Hardening
import TestSupport
import Testing

@Suite("Sortable identifiers (ULID)")
struct ULIDTests {
  @Test("are written as 26 digits of Crockford's base 32, time first")
  func text() {
    #expect(ULID(high: 0, low: 0).text == "00000000000000000000000000")
    #expect(ULID(high: .max, low: .max).text == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
    #expect(ULID(high: 0, low: 31).text == "0000000000000000000000000Z")
    // The example of the specification: 1469918176385 is 01ARYZ6S41.
    var generator = SeededGenerator(seed: 1)
    let id = ULID(milliseconds: 1_469_918_176_385, using: &generator)
    #expect(id.text.hasPrefix("01ARYZ6S41"))
    #expect(id.milliseconds == 1_469_918_176_385)
  }

  @Test("sort as their texts do, by time first")
  func order() {
    var generator = SeededGenerator(seed: 2)
    var ids = (0..<500).map { _ in ULID(high: generator.next(), low: generator.next()) }
    ids += (0..<100).map { ULID(milliseconds: Int64($0 / 3), using: &generator) }
    #expect(ids.sorted().map(\.text) == ids.map(\.text).sorted())
    let earlier = ULID(milliseconds: 5, using: &generator)
    #expect(earlier < ULID(milliseconds: 6, using: &generator))
    #expect(ULID(milliseconds: -1, using: &generator).milliseconds == 0)
    #expect(ULID(milliseconds: .max, using: &generator).milliseconds == 0xFFFF_FFFF_FFFF)
  }

  @Test("come back from their text, in upper and lower case, and from JSON")
  func reading() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<500 {
      let id = ULID(high: generator.next(), low: generator.next())
      #expect(ULID(id.text) == id && ULID(id.text.lowercased()) == id && "\(id)" == id.text)
    }
    let id = ULID(high: 1, low: 2)
    #expect(try JSONDecoder().decode([ULID].self, from: JSONEncoder().encode([id])) == [id])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([ULID].self, from: Data(#"["no"]"#.utf8)) }
  }

  @Test("nothing else is one")
  func wrong() {
    let text = ULID(high: 1, low: 2).text
    for wrong in ["", String(text.dropLast()), text + "0", "8" + text.dropFirst(), "é" + text.dropFirst(2)] {
      #expect(ULID(wrong) == nil, "\(wrong)")
    }
    for letter in ["I", "L", "O", "U", "-", " "] { #expect(ULID(letter + text.dropFirst()) == nil) }
  }
}
