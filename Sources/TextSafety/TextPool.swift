/// Distinct texts by number, one behind the other in memory: a million findings name few thousand texts.
///
/// Texts are told apart by their bytes, not by what Unicode holds equal.
package struct TextPool: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []
  /// Open addressing: a number plus one, or 0 where nobody is.
  private var slots: [UInt32] = []

  package init() {}

  /// A pool of texts as `contents` gave them; nil where the ends do not fit the bytes.
  package init?(bytes: [UInt8], ends: [Int]) {
    var last = 0
    for end in ends {
      if end < last || end > bytes.count { return nil }
      last = end
    }
    self.bytes = bytes
    self.ends = ends
  }

  /// What a pool is made of.
  package var contents: (bytes: [UInt8], ends: [Int]) { (bytes, ends) }

  package var count: Int { ends.count }

  package subscript(_ number: UInt32) -> UntrustedText { withBytes(of: number) { UntrustedText(utf8: $0) } }

  /// Calls `body` with the UTF-8 of a text; with that of no text where the number is unknown.
  package func withBytes<Result>(of number: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let number = Int(number)
    guard number < ends.count else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    let start = number == 0 ? 0 : ends[number - 1]
    return bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[start..<ends[number]])) }
  }

  /// The number of a text, a new one where it was not there.
  package mutating func insert(_ text: UntrustedText) -> UInt32 {
    var copy = text.raw
    return copy.withUTF8 { insert($0) }
  }

  private mutating func insert(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    if slots.count < 2 * (ends.count + 1) { grow() }
    let place = place(of: text)
    if slots[place] > 0 { return slots[place] - 1 }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[place] = UInt32(ends.count)
    return UInt32(ends.count - 1)
  }

  /// The number of a text; nil where it is not there. Looks at all of them, also in a sealed pool.
  package func number(of text: UntrustedText) -> UInt32? {
    var copy = text.raw
    return copy.withUTF8 { text in
      (0..<UInt32(count)).first { number in
        withBytes(of: number) { $0.count == text.count && $0.elementsEqual(text) }
      }
    }
  }

  /// The slot that holds a text, or that it may take.
  private func place(of text: UnsafeBufferPointer<UInt8>) -> Int {
    // Seeded anew in each process: nobody can choose names that fall into one slot.
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(text))
    var place = hasher.finalize() & (slots.count - 1)
    while slots[place] > 0 {
      let isSame = withBytes(of: slots[place] - 1) { $0.count == text.count && $0.elementsEqual(text) }
      if isSame { break }
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func grow() {
    var size = 64
    while size < 4 * (ends.count + 1) { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    for number in 0..<UInt32(ends.count) {
      let place = withBytes(of: number) { self.place(of: $0) }
      slots[place] = number + 1
    }
  }

  /// Gives memory back that only inserting needs.
  package mutating func seal() { slots = [] }

  /// Whether a text comes before another by its bytes.
  package func precedes(_ a: UInt32, _ b: UInt32) -> Bool {
    withBytes(of: a) { a in withBytes(of: b) { a.lexicographicallyPrecedes($0) } }
  }
}
