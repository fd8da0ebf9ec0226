/// A universally unique, lexicographically sortable identifier (github.com/ulid/spec): 48 bits of milliseconds since
/// 1970 and 80 random bits, written as 26 digits of Crockford's base 32.
package struct ULID: Hashable, Sendable {
  /// The first 8 bytes, most significant first: the time and 16 random bits.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// A new one for a time.
  package init(milliseconds: Int64, using generator: inout some RandomNumberGenerator) {
    let time = UInt64(clamping: milliseconds) & 0xFFFF_FFFF_FFFF
    high = time << 16 | UInt64(UInt16.random(in: 0...UInt16.max, using: &generator))
    low = UInt64.random(in: 0...UInt64.max, using: &generator)
  }

  /// A new one for a time, greater than another whatever the time.
  package init(milliseconds: Int64, after last: ULID?, using generator: inout some RandomNumberGenerator) {
    let fresh = ULID(milliseconds: milliseconds, using: &generator)
    guard let last, fresh <= last else {
      self = fresh
      return
    }
    let (low, carries) = last.low.addingReportingOverflow(1)
    self.init(high: last.high &+ (carries ? 1 : 0), low: low)
  }

  /// Milliseconds since 1970.
  package var milliseconds: Int64 { Int64(high >> 16) }

  private static let digits = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  package var text: String {
    String(unsafeUninitializedCapacity: 26) { buffer in
      var high = high
      var low = low
      for index in (0..<26).reversed() {
        buffer[index] = ULID.digits[Int(low & 31)]
        low = low >> 5 | high << 59
        high >>= 5
      }
      return 26
    }
  }

  /// Reads 26 digits, upper or lower case; nil for anything else and for what exceeds 128 bits.
  package init?(_ text: String) {
    guard text.utf8.count == 26 else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in text.utf8 {
      let upper = byte >= 97 && byte <= 122 ? byte - 32 : byte
      guard let digit = ULID.digits.firstIndex(of: upper), high >> 59 == 0 else { return nil }
      high = high << 5 | low >> 59
      low = low << 5 | UInt64(digit)
    }
    self.high = high
    self.low = low
  }
}

extension ULID: Comparable {
  package static func < (a: ULID, b: ULID) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension ULID: Codable, CustomStringConvertible {
  package var description: String { text }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = ULID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no ULID")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
