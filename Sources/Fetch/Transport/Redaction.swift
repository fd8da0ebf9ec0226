import Foundation
package import TextSafety

/// What must stand in no text for people: it is written over wherever it occurs, as it is, percent-encoded or in base64.
/// Also its beginning is, from twelve bytes on: who repeats a token may cut it short.
package struct Redaction: Sendable {
  private var secrets: [Secret] = []

  private static let mark = Array("•••".utf8)
  /// A letter or two would be found in every word.
  private static let shortest = 4
  /// The bytes of a secret's beginning that give it away.
  private static let beginning = 12
  /// What is looked at of a text that is cut short, in bytes: many times what is shown.
  private static let window = 1 << 16

  /// Nothing is written over.
  package init() {}

  init(_ credential: Credential, _ target: Target) {
    secrets = [
      credential.token, credential.certificate?.key, target.proxy?.user, target.proxy?.password,
    ].compactMap { $0 }
  }

  func clean(_ text: String) -> String { String(decoding: clean(Array(text.utf8), forms), as: UTF8.self) }

  /// The text's beginning, of so many bytes at most; what is longer ends with an ellipsis.
  package func clean(_ text: UntrustedText, most: Int) -> UntrustedText {
    text.map { text in
      let forms = forms
      var bytes = Array(text.utf8.prefix(Self.window))
      var isCut = bytes.count < text.utf8.count
      bytes = clean(bytes, forms)
      // Where it was cut may be within a secret.
      if isCut { bytes.removeLast(min(bytes.count, forms.map(\.count).max() ?? 0)) }
      if bytes.count > most {
        bytes.removeLast(bytes.count - most)
        isCut = true
      }
      if isCut {
        // Not within a character.
        let start = bytes.lastIndex { $0 & 0xC0 != 0x80 } ?? 0
        if String(validating: bytes[start...], as: UTF8.self) == nil { bytes.removeSubrange(start...) }
      }
      return String(decoding: bytes, as: UTF8.self) + (isCut ? "…" : "")
    }
  }

  private func clean(_ bytes: [UInt8], _ forms: [[UInt8]]) -> [UInt8] {
    var byFirst: [UInt8: [[UInt8]]] = [:]
    for form in forms { byFirst[form[0], default: []].append(form) }
    if byFirst.isEmpty { return bytes }
    var clean: [UInt8] = []
    clean.reserveCapacity(bytes.count)
    var at = 0
    while at < bytes.count {
      var longest = 0
      for form in byFirst[bytes[at]] ?? [] {
        var length = 1
        while length < form.count, at + length < bytes.count, form[length] == bytes[at + length] { length += 1 }
        if length == form.count || length >= Self.beginning { longest = max(longest, length) }
      }
      if longest > 0 {
        clean += Self.mark
        at += longest
      } else {
        clean.append(bytes[at])
        at += 1
      }
    }
    return clean
  }

  /// How the secrets may be written.
  private var forms: [[UInt8]] {
    var forms: Set<[UInt8]> = []
    for secret in secrets {
      secret.reveal { secret in
        guard secret.utf8.count >= Self.shortest else { return }
        let bytes = Array(secret.utf8)
        forms.insert(bytes)
        for kept in ["", "-._~", "-._~!$&'()*+,;=:@/?"] {
          forms.insert(Self.percentEncoded(bytes, keeping: kept, digits: "0123456789ABCDEF"))
          forms.insert(Self.percentEncoded(bytes, keeping: kept, digits: "0123456789abcdef"))
        }
        for before in 0..<3 {
          let form = Self.base64(bytes, behind: before)
          forms.insert(Array(form.utf8))
          forms.insert(Array(form.replacing("+", with: "-").replacing("/", with: "_").utf8))
        }
      }
    }
    return forms.filter { $0.count >= Self.shortest }
  }

  private static func percentEncoded(_ bytes: [UInt8], keeping kept: String, digits: String) -> [UInt8] {
    let digits = Array(digits.utf8)
    let kept = Set(kept.utf8)
    return bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case 48...57, 65...90, 97...122: [byte]
      case let byte where kept.contains(byte): [byte]
      default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }

  /// What of the bytes can be told in base64 where so many bytes stand before them: what the neighbours have a part in is
  /// left out.
  private static func base64(_ bytes: [UInt8], behind before: Int) -> Substring {
    let whole = Data([UInt8](repeating: 0, count: before) + bytes).base64EncodedString()
    let end = (before + bytes.count) * 8 / 6
    return whole.prefix(end).dropFirst((before * 8 + 5) / 6)
  }
}
