/// What one cell of a terminal shows: a printable scalar and up to four marks over it. Only a `SafeText` yields glyphs.
package struct Glyph: Hashable, Sendable {
  /// Three marks of 21 bits each.
  private var lowMarks: UInt64 = 0
  private var base: UInt32
  /// The fourth mark in 21 bits, above it the number of marks, above that the width.
  private var rest: UInt32

  /// A blank, one column wide.
  package static let blank = Glyph(base: " ", width: 1)

  init(base: Unicode.Scalar, width: Int) {
    self.base = base.value
    rest = UInt32(width) << 28
  }

  /// Columns: 1 or 2.
  package var width: Int { Int(rest >> 28) }

  package var isBlank: Bool { base == 0x20 && lowMarks == 0 }

  private var markCount: Int { Int(rest >> 24 & 0xF) }

  mutating func add(mark: Unicode.Scalar) {
    switch markCount {
    case let count where count < 3: lowMarks |= UInt64(mark.value) << (21 * UInt64(count))
    case 3: rest |= mark.value
    default: return
    }
    rest += 1 << 24
  }

  /// The scalars, letter first; one to five.
  package var scalars: [UInt32] {
    var all = [base]
    for index in 0..<markCount {
      all.append(index < 3 ? UInt32(lowMarks >> (21 * UInt64(index)) & 0x1F_FFFF) : rest & 0x1F_FFFF)
    }
    return all
  }

  /// The letter when there is nothing over it.
  package var single: UInt32? { markCount == 0 ? base : nil }

  /// Appends what the cell shows.
  package func write(to text: inout String) {
    for value in scalars { text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
  }
}

extension SafeText {
  /// The text cell by cell.
  package var glyphs: Glyphs { Glyphs(scalars: description.unicodeScalars.makeIterator()) }

  package struct Glyphs: Sequence, IteratorProtocol {
    var scalars: String.UnicodeScalarView.Iterator
    var ahead: Unicode.Scalar?

    package mutating func next() -> Glyph? {
      guard let scalar = ahead ?? scalars.next() else { return nil }
      ahead = nil
      var glyph = Glyph(base: scalar, width: Swift.max(1, DisplayWidth.of(scalar)))
      while let following = scalars.next() {
        if following.value < 0x300 || DisplayWidth.of(following) > 0 {
          ahead = following
          break
        }
        glyph.add(mark: following)
      }
      return glyph
    }
  }
}
