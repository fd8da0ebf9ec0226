package import TextSafety

/// One operation of JSON Patch (RFC 6902 section 4).
package struct JSONPatchOperation: Hashable, Sendable, Codable {
  package enum Op: String, Sendable, Hashable, Codable { case add, replace, remove, test }

  package var op: Op
  /// JSON Pointer (RFC 6901).
  package var path: UntrustedText
  /// nil for `remove`.
  package var value: FieldValue?

  package init(op: Op, path: UntrustedText, value: FieldValue? = nil) {
    self.op = op
    self.path = path
    self.value = value
  }

  /// The steps of the pointer, as the keys and indexes that they stand for.
  package var steps: [UntrustedText] { path.split("/").dropFirst().map(JSONPatchOperation.unescaped) }

  /// A step of a JSON Pointer (RFC 6901) as the key that it stands for.
  package static func unescaped(_ step: UntrustedText) -> UntrustedText {
    guard step.contains("~") else { return step }
    return step.map { text in
      var key = ""
      var isEscaped = false
      for character in text.unicodeScalars {
        if isEscaped {
          key += character == "1" ? "/" : "~"
          isEscaped = false
        } else if character == "~" {
          isEscaped = true
        } else {
          key.unicodeScalars.append(character)
        }
      }
      return key
    }
  }
}
