import TestSupport
import TextSafety

/// Text as an attacker may send it: letters of many scripts, controls, marks in floods, emoji, tags, broken bytes.
struct RandomText {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private static let pools: [ClosedRange<UInt32>] = [
    0x20...0x7E, 0x20...0x7E, 0x00...0x1F, 0x7F...0x9F, 0xA0...0x24F, 0x300...0x36F, 0x300...0x36F, 0x370...0x5FF,
    0x0E00...0x0E7F, 0x1100...0x11FF, 0x2000...0x206F, 0x2190...0x25FF, 0x2600...0x27BF, 0x2E80...0x30FF,
    0xAC00...0xAD00, 0xD7B0...0xD7FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFF00...0xFFEF, 0x1F300...0x1F6FF,
    0x1F1E6...0x1F1FF, 0xE0000...0xE01FF, 0x0...0x10FFFF,
  ]

  mutating func scalar() -> Unicode.Scalar {
    let pool = Self.pools.randomElement(using: &generator) ?? 0x20...0x7E
    return Unicode.Scalar(UInt32.random(in: pool, using: &generator)) ?? "\u{FFFD}"
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

  /// Up to `length` scalars, now and then one of them many times over.
  mutating func text(_ length: Int = 24) -> String {
    var text = ""
    for _ in 0..<number(0...length) {
      let scalar = scalar()
      for _ in 0..<(number(0...19) == 0 ? number(2...12) : 1) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  /// Characters that formats give a meaning, among a few that none does.
  mutating func markup(_ length: Int = 16) -> String {
    let characters = Array("abc 019|`*_[]()<>&#@!~$^{}\\\"'-+=.:/;,%\n\t\r=+-@\u{1B}\u{202E}é漢")
    return String((0..<number(0...length)).map { _ in characters.randomElement(using: &generator) ?? "a" })
  }
}
