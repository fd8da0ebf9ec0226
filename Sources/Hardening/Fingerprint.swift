import Crypto
import TextSafety

/// What names a finding for ever, the same in every cluster: 32 hexadecimal digits, lower case.
package struct Fingerprint: Hashable, Sendable {
  /// The first 16 bytes of the hash, most significant first.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// SHA-256 over `b1`, the check's first id, API group, kind, namespace, name, container (`ephemeral` for those) and
  /// discriminator, each written as a netstring (length, colon, bytes, comma) so that no two lists of fields collide.
  package init(check: CheckID, subject: SubjectReference) {
    var fields = FingerprintFields()
    fields.add("b1")
    fields.add(check.name)
    fields.add(subject.object.group)
    fields.add(subject.object.kind)
    fields.add(subject.object.namespace)
    fields.add(subject.object.name)
    // A container that is called so is another than the ephemeral ones.
    if subject.isEphemeral {
      fields.add("ephemeral")
    } else {
      fields.add(subject.container == "ephemeral" ? "\u{0}ephemeral" : subject.container ?? "")
    }
    fields.add(subject.discriminator ?? "")
    (high, low) = fields.hash
  }

  package init?(hex: String) {
    guard hex.utf8.count == 32, hex.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }),
      let high = UInt64(hex.prefix(16), radix: 16), let low = UInt64(hex.suffix(16), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
  }

  /// Whether `hex` begins so.
  package struct Prefix: Hashable, Sendable {
    private let first: Fingerprint
    private let last: Fingerprint

    /// nil where no fingerprint begins so: other than at most 32 hexadecimal digits, lower case.
    package init?(_ digits: String) {
      let missing = 32 - digits.utf8.count
      guard missing >= 0, let first = Fingerprint(hex: digits + String(repeating: "0", count: missing)),
        let last = Fingerprint(hex: digits + String(repeating: "f", count: missing))
      else { return nil }
      self.first = first
      self.last = last
    }

    package func begins(_ fingerprint: Fingerprint) -> Bool { first <= fingerprint && fingerprint <= last }
  }

  package var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 32) { buffer in
      for index in 0..<32 {
        let word = index < 16 ? high : low
        buffer[index] = digits[Int(word >> UInt64(60 - 4 * (index % 16)) & 15)]
      }
      return 32
    }
  }
}

/// Fields on their way into a hash, as netstrings.
struct FingerprintFields {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(160) }

  mutating func add(_ field: String) {
    add(length: field.utf8.count)
    bytes.append(contentsOf: field.utf8)
    bytes.append(44)
  }

  private mutating func add(length: Int) {
    if length < 10 {
      bytes.append(48 + UInt8(length))
    } else {
      bytes.append(contentsOf: String(length).utf8)
    }
    bytes.append(58)
  }

  mutating func add(_ field: UntrustedText) { add(field.raw) }

  mutating func add(_ field: [UInt8]) {
    add(length: field.count)
    bytes.append(contentsOf: field)
    bytes.append(44)
  }

  /// The first 16 bytes of SHA-256, most significant first.
  var hash: (high: UInt64, low: UInt64) {
    SHA256.hash(data: bytes).withUnsafeBytes { digest in
      (
        UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }
}

extension Fingerprint: Comparable {
  package static func < (a: Fingerprint, b: Fingerprint) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension Fingerprint: CustomStringConvertible, Codable {
  package var description: String { hex }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let value = Fingerprint(hex: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 32 hexadecimal digits")
    }
    self = value
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
