/// Text that came from outside: a manifest, a cluster, a report, an alert, a person's file. Whoever wrote it may be an
/// attacker, so it has no `description` and cannot be printed by accident: `SafeText` is the one way to a screen.
///
/// Comparing, hashing and matching are harmless and allowed everywhere. `raw` is not: a test allows the word only in
/// Store, Export, Fetch's URLs and Fingerprint.
@frozen
package struct UntrustedText: Hashable, Sendable {
  /// The text as it came. Only for sinks that escape by themselves.
  package let raw: String

  @inlinable
  package init(_ raw: String) { self.raw = raw }

  /// Reads UTF-8; malformed sequences become U+FFFD, one for each maximal ill-formed part.
  @inlinable
  package init(utf8 bytes: UnsafeBufferPointer<UInt8>) { raw = String(decoding: bytes, as: UTF8.self) }

  @inlinable
  package var isEmpty: Bool { raw.isEmpty }
}

extension UntrustedText {
  /// Byte by byte. Swift's strings are equal where Unicode calls them equivalent; to Kubernetes, two such names are two.
  @inlinable
  package static func == (a: UntrustedText, b: UntrustedText) -> Bool {
    // Most texts that differ differ in length, which costs nothing to see.
    guard a.raw.utf8.count == b.raw.utf8.count, a.raw == b.raw else { return false }
    let difference = a.raw.utf8.withContiguousStorageIfAvailable { left in
      b.raw.utf8.withContiguousStorageIfAvailable { right in
        var difference: UInt8 = 0
        for index in left.indices { difference |= left[index] ^ right[index] }
        return difference
      }
    }
    return (difference ?? nil).map { $0 == 0 } ?? a.raw.utf8.elementsEqual(b.raw.utf8)
  }
}

extension UntrustedText: ExpressibleByStringInterpolation {
  @inlinable
  package init(stringLiteral value: String) { raw = value }

  @inlinable
  package init(stringInterpolation: Interpolation) { raw = stringInterpolation.text }

  /// Joins literals, numbers and untrusted text into new untrusted text: the taint spreads.
  @frozen
  package struct Interpolation: StringInterpolationProtocol {
    @usableFromInline
    package var text: String

    @inlinable
    package init(literalCapacity: Int, interpolationCount: Int) {
      text = ""
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    @inlinable
    package var isEmpty: Bool { text.isEmpty }

    @inlinable
    package mutating func appendLiteral(_ literal: String) { text += literal }
    @inlinable
    package mutating func appendInterpolation(_ part: UntrustedText) { text += part.raw }
    @inlinable
    package mutating func appendInterpolation(_ part: String) { text += part }
    @inlinable
    package mutating func appendInterpolation(_ part: some BinaryInteger) { text += String(part) }
  }
}

extension DefaultStringInterpolation {
  /// Would print the text as it came, escape sequences and all.
  @available(*, unavailable, message: "untrusted text enters a String by SafeText, or by parsed")
  package mutating func appendInterpolation(_ part: UntrustedText) {}

  @available(*, unavailable, message: "untrusted text enters a String by SafeText, or by parsed")
  package mutating func appendInterpolation(_ part: UntrustedText?) {}
}

extension UntrustedText: Comparable {
  /// By Unicode scalar values: the same order on every machine and in every locale.
  @inlinable
  package static func < (a: UntrustedText, b: UntrustedText) -> Bool {
    a.raw.utf8.lexicographicallyPrecedes(b.raw.utf8)
  }
}

/// Looked at byte by byte like equality: to whatever reads the text, `-` with a mark over it is still a `-`.
extension UntrustedText {
  package func hasPrefix(_ prefix: String) -> Bool { raw.utf8.starts(with: prefix.utf8) }
  package func hasPrefix(_ prefix: UntrustedText) -> Bool { raw.utf8.starts(with: prefix.raw.utf8) }
  package func hasSuffix(_ suffix: String) -> Bool { raw.utf8.reversed().starts(with: suffix.utf8.reversed()) }

  /// Whether the bytes of a part stand somewhere in the text. By hand: the standard library's search works on any
  /// collection and takes ten times as long, in what is asked for each member of each path.
  package func contains(_ part: String) -> Bool {
    var text = raw
    var part = part
    return text.withUTF8 { text in
      part.withUTF8 { part in
        guard let first = part.first else { return true }
        guard text.count >= part.count else { return false }
        for start in 0...(text.count - part.count) where text[start] == first {
          if (1..<part.count).allSatisfy({ text[start + $0] == part[$0] }) { return true }
        }
        return false
      }
    }
  }

  /// Whether a predicate holds for the text. The closure must not let the text escape.
  package func matches(_ predicate: (String) -> Bool) -> Bool { predicate(raw) }

  /// New text from this one; still untrusted.
  package func map(_ transform: (String) -> String) -> UntrustedText { UntrustedText(transform(raw)) }

  /// What a parser makes of the text: numbers, flags, enumerations, never text.
  package func parsed<Value>(_ parse: (String) -> Value?) -> Value? { parse(raw) }

  /// Lower case of A–Z only, as DNS names and Kubernetes' enumerations compare.
  package var lowercasedASCII: UntrustedText {
    UntrustedText(String(decoding: raw.utf8.map { $0 >= 65 && $0 <= 90 ? $0 + 32 : $0 }, as: UTF8.self))
  }

  /// The parts between separators, empty ones kept.
  package func split(_ separator: Unicode.Scalar) -> [UntrustedText] {
    let isThere = !separator.isASCII || raw.utf8.contains(UInt8(truncatingIfNeeded: separator.value))
    if !isThere { return [self] }
    return raw.unicodeScalars.split(separator: separator, omittingEmptySubsequences: false).map {
      UntrustedText(String($0))
    }
  }
}

extension UntrustedText {
  /// The text behind a prefix; nil where it does not begin so.
  package func droppingPrefix(_ prefix: UntrustedText) -> UntrustedText? {
    guard hasPrefix(prefix.raw) else { return nil }
    return UntrustedText(String(decoding: raw.utf8.dropFirst(prefix.raw.utf8.count), as: UTF8.self))
  }

  /// The text before a suffix; nil where it does not end so, or where nothing stands before it.
  package func droppingSuffix(_ suffix: UntrustedText) -> UntrustedText? {
    guard hasSuffix(suffix.raw), raw.utf8.count > suffix.raw.utf8.count else { return nil }
    return UntrustedText(String(decoding: raw.utf8.dropLast(suffix.raw.utf8.count), as: UTF8.self))
  }
}
