/// A colour as a theme names it.
package enum Color: Hashable, Sendable {
  /// What the terminal draws with when nothing is said.
  case terminal
  /// One of the 256 colours of xterm: 0–15 as the person set them up, 16–231 a cube of 6×6×6, 232–255 greys.
  case index(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)

  /// How bright the channels are, 0–255; nil for the colours that a person sets up.
  package var channels: (red: UInt8, green: UInt8, blue: UInt8)? {
    switch self {
    case .terminal, .index(0...15): return nil
    case .rgb(let red, let green, let blue): return (red, green, blue)
    case .index(let index) where index >= 232:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    case .index(let index):
      let place = Int(index) - 16
      return (Color.levels[place / 36], Color.levels[place / 6 % 6], Color.levels[place % 6])
    }
  }

  private static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The nearest of the 240 colours that no person sets up.
  package var nearestIndex: UInt8? {
    if case .index(let index) = self { return index }
    guard let wanted = channels else { return nil }
    var best: (distance: Int, index: UInt8) = (.max, 16)
    for index in UInt8(16)...255 {
      guard let other = Color.index(index).channels else { continue }
      let red = Int(wanted.red) - Int(other.red)
      let green = Int(wanted.green) - Int(other.green)
      let blue = Int(wanted.blue) - Int(other.blue)
      // The eye tells greens apart best, then reds.
      let distance = 3 * red * red + 6 * green * green + 1 * blue * blue
      if distance < best.distance { best = (distance, index) }
    }
    return best.index
  }
}

/// How many colours a terminal has.
package enum ColorDepth: Int, Sendable, Comparable, CaseIterable {
  case monochrome, eight, sixteen, palette, direct

  package static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }
}
