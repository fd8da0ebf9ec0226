/// Some of many things that are numbered from 0, a bit for each: what thousands of conditions select of thousands of pods
/// is found sixty-four at a time.
struct NumberSet: Sendable, Equatable {
  private var words: [UInt64]
  /// How many things there are.
  let count: Int

  /// None of them.
  init(below count: Int) {
    self.count = count
    words = [UInt64](repeating: 0, count: (count + 63) >> 6)
  }

  /// All of them.
  init(allBelow count: Int) {
    self.count = count
    words = [UInt64](repeating: .max, count: (count + 63) >> 6)
    trim()
  }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  func contains(_ number: Int) -> Bool { words[number >> 6] >> UInt64(number & 63) & 1 == 1 }

  mutating func insert(_ number: Int) { words[number >> 6] |= 1 << UInt64(number & 63) }

  mutating func remove(_ number: Int) { words[number >> 6] &= ~(1 << UInt64(number & 63)) }

  mutating func formUnion(_ other: NumberSet) { for index in words.indices { words[index] |= other.words[index] } }

  mutating func formIntersection(_ other: NumberSet) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  mutating func subtract(_ other: NumberSet) { for index in words.indices { words[index] &= ~other.words[index] } }

  /// Turns into the others.
  mutating func invert() {
    for index in words.indices { words[index] = ~words[index] }
    trim()
  }

  private mutating func trim() {
    if count & 63 != 0 { words[words.count - 1] &= .max >> UInt64(64 - count & 63) }
  }
}

extension NumberSet: Sequence {
  struct Iterator: IteratorProtocol {
    fileprivate let words: [UInt64]
    fileprivate var place = 0
    fileprivate var rest: UInt64 = 0

    mutating func next() -> Int? {
      while rest == 0 {
        guard place < words.count else { return nil }
        rest = words[place]
        place += 1
      }
      defer { rest &= rest - 1 }
      return (place - 1) << 6 + rest.trailingZeroBitCount
    }
  }

  /// The numbers in order.
  func makeIterator() -> Iterator { Iterator(words: words) }
}
