package import TextSafety

/// One operation of JSON Patch (RFC 6902 section 4).
package struct JSONPatchOperation: Hashable, Sendable, Codable {
  package enum Op: String, Sendable, Hashable, Codable { case add, replace, remove }

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
}
