/// How many columns a scalar takes on a terminal: 0, 1 or 2.
///
/// The answers are those of `wcwidth` in glibc's C.UTF-8 locale, by which ncurses moves its cursor; a test holds the two
/// equal. Nothing here depends on the locale of the machine.
package enum DisplayWidth {
  /// The columns of one printable scalar. Scalars that the sanitizer never lets through have no meaningful width.
  @inlinable
  package static func of(_ scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x300 ? 1 : ofBeyondLatin(scalar)
  }

  @usableFromInline
  static func ofBeyondLatin(_ scalar: Unicode.Scalar) -> Int {
    // Punctuation, arrows, box drawing and blocks below the first wide symbol: most of what a dashboard draws.
    let value = scalar.value
    if (0x2010...0x2027).contains(value) || (0x2190...0x2319).contains(value) || (0x2400...0x25FC).contains(value) {
      return 1
    }
    if isCombining(scalar) { return 0 }
    return isWide(value) ? 2 : 1
  }

  /// Whether a scalar is drawn over the one before it.
  static func isCombining(_ scalar: Unicode.Scalar) -> Bool {
    // The vowels and finals of Hangul are letters that join the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value) { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return true
    default: return false
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= wide[0].first else { return false }
    var low = 0
    var high = wide.count - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < wide[middle].first {
        high = middle - 1
      } else if value > wide[middle].last {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }

  /// East Asian wide and fullwidth characters and emoji, first and last; unassigned gaps between two wide ranges count
  /// as wide, for that is what later versions of Unicode put there.
  private static let wide: [(first: UInt32, last: UInt32)] = [
    (0x1100, 0x115F), (0x231A, 0x231B), (0x2329, 0x232A), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3),
    (0x25FD, 0x25FE), (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
    (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA),
    (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B),
    (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797),
    (0x27B0, 0x27B0), (0x27BF, 0x27BF), (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x2E80, 0x303E),
    (0x3041, 0xA4C6), (0xA960, 0xA97C), (0xAC00, 0xD7A3), (0xF900, 0xFAD9), (0xFE10, 0xFE6B), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x16FE0, 0x1B2FB), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF), (0x1F18E, 0x1F18E),
    (0x1F191, 0x1F19A), (0x1F200, 0x1F320), (0x1F32D, 0x1F335), (0x1F337, 0x1F37C), (0x1F37E, 0x1F393),
    (0x1F3A0, 0x1F3CA), (0x1F3CF, 0x1F3D3), (0x1F3E0, 0x1F3F0), (0x1F3F4, 0x1F3F4), (0x1F3F8, 0x1F43E),
    (0x1F440, 0x1F440), (0x1F442, 0x1F4FC), (0x1F4FF, 0x1F53D), (0x1F54B, 0x1F54E), (0x1F550, 0x1F567),
    (0x1F57A, 0x1F57A), (0x1F595, 0x1F596), (0x1F5A4, 0x1F5A4), (0x1F5FB, 0x1F64F), (0x1F680, 0x1F6C5),
    (0x1F6CC, 0x1F6CC), (0x1F6D0, 0x1F6D2), (0x1F6D5, 0x1F6DF), (0x1F6EB, 0x1F6EC), (0x1F6F4, 0x1F6FC),
    (0x1F7E0, 0x1F7F0), (0x1F90C, 0x1F93A), (0x1F93C, 0x1F945), (0x1F947, 0x1F9FF), (0x1FA70, 0x1FAF6),
    (0x20000, 0x3134A),
  ]
}
