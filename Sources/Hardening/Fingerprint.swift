import Crypto
import TextSafety

/// What names a finding for ever, the same in every cluster: 32 hexadecimal digits, lower case.
package struct Fingerprint: Hashable, Sendable {
  /// The first 16 bytes of the hash, most significant first.
  package let high: UInt64
  package let low: UInt64

  /// SHA-256 over `b1`, the check's first id, API group, kind, namespace, name, container (`ephemeral` for those) and
  /// discriminator, each written as a netstring (length, colon, bytes, comma) so that no two lists of fields collide.
  package init(check: CheckID, subject: SubjectReference) {
    var hash = SHA256()
    var buffer: [UInt8] = []
    buffer.reserveCapacity(160)
    func add(_ field: String) {
      buffer.append(contentsOf: String(field.utf8.count).utf8)
      buffer.append(58)
      buffer.append(contentsOf: field.utf8)
      buffer.append(44)
    }
    add("b1")
    add(check.name)
    add(subject.object.group.raw)
    add(subject.object.kind.raw)
    add(subject.object.namespace.raw)
    add(subject.object.name.raw)
    add(subject.isEphemeral ? "ephemeral" : subject.container?.raw ?? "")
    add(subject.discriminator?.raw ?? "")
    hash.update(data: buffer)
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (index, byte) in hash.finalize().prefix(16).enumerated() {
      if index < 8 { high = high << 8 | UInt64(byte) } else { low = low << 8 | UInt64(byte) }
    }
    self.high = high
    self.low = low
  }

  package init?(hex: String) {
    guard hex.utf8.count == 32, hex.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }),
      let high = UInt64(hex.prefix(16), radix: 16), let low = UInt64(hex.suffix(16), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
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
