package import TextSafety

/// A text in which `*` stands for any text. It compares without the case of A–Z.
package struct TextPattern: Hashable, Sendable {
  /// What stands between the stars: one part where there is none.
  package let parts: [UntrustedText]
  private let folded: [[UInt8]]

  /// Beyond this many bytes nothing is searched: names are short, and nobody shall wait for one that isn't.
  private static let searched = 8192

  package init(parts: [UntrustedText]) {
    self.parts = parts.isEmpty ? [""] : parts
    folded = self.parts.map { part in
      var bytes: [UInt8] = []
      _ = part.matches {
        bytes = $0.utf8.map(TextPattern.fold)
        return true
      }
      return bytes
    }
  }

  /// A text as it stands, stars included.
  package init(literal: UntrustedText) { self.init(parts: [literal]) }

  /// The text where it has no stars.
  package var literal: UntrustedText? { parts.count == 1 ? parts[0] : nil }

  package static func == (a: TextPattern, b: TextPattern) -> Bool { a.parts == b.parts }
  package func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  /// Whether it is the whole of a text.
  package func matches(_ text: UntrustedText) -> Bool { text.matches { $0.withBytes(matches) } }

  /// Whether it stands somewhere in a text.
  package func isFound(in text: UntrustedText) -> Bool { text.matches { $0.withBytes(isFound) } }

  package func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = folded.first, let last = folded.last else { return false }
    if folded.count == 1 { return bytes.count == first.count && TextPattern.starts(bytes, 0, first) }
    guard bytes.count >= first.count + last.count, TextPattern.starts(bytes, 0, first),
      TextPattern.starts(bytes, bytes.count - last.count, last)
    else { return false }
    return TextPattern.find(
      folded[1..<(folded.count - 1)], in: bytes, first.count..<(bytes.count - last.count))
  }

  package func isFound(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    TextPattern.find(folded[...], in: bytes, 0..<bytes.count)
  }

  /// Whether parts stand in a text one behind the other.
  private static func find(_ parts: ArraySlice<[UInt8]>, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
    -> Bool
  {
    var place = range.lowerBound
    let end = min(range.upperBound, range.lowerBound + searched)
    for part in parts where !part.isEmpty {
      while true {
        if place + part.count > end { return false }
        if starts(bytes, place, part) { break }
        place += 1
      }
      place += part.count
    }
    return true
  }

  @inline(__always)
  private static func starts(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ part: [UInt8]) -> Bool {
    for index in part.indices where fold(bytes[offset + index]) != part[index] { return false }
    return true
  }

  @inline(__always)
  static func fold(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
}

extension String {
  /// Calls `body` with the UTF-8 of the text.
  func withBytes(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    if let found = utf8.withContiguousStorageIfAvailable(body) { return found }
    var copy = self
    return copy.withUTF8(body)
  }
}
