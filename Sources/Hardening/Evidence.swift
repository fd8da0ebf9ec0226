import TextSafety

/// What shows that a check failed: a field and its value, in the subject's own object or in another.
package struct Evidence: Hashable, Sendable, Codable {
  /// The object that holds the field; nil means the subject's own.
  package var object: ObjectReference?
  package var path: FieldPath
  package var value: FieldValue

  package init(_ path: FieldPath, _ value: FieldValue, in object: ObjectReference? = nil) {
    self.object = object
    self.path = path
    self.value = value
  }
}
