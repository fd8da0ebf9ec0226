/// A change to one object in the terms of JSON Patch (RFC 6902), its paths by name and index; an object to create; or
/// both.
package struct Patch: Hashable, Sendable {
  package enum Operation: Hashable, Sendable {
    /// Sets a member, or inserts before an element (`.end` appends). What is missing on the way is made, which the RFC
    /// does not do: see `expanded(pod:evidence:exists:)`.
    case add(FieldPath, FieldValue)
    /// `was`: what has to stand there, for an element of a list that is known by nothing else.
    case remove(FieldPath, was: FieldValue? = nil)
  }

  /// The object to change; nil means the subject's own.
  package var object: ObjectReference?
  package var operations: [Operation]
  /// A complete object to create beside what there is; nil where none is wanted.
  package var manifest: FieldValue?

  package init(_ operations: [Operation], on object: ObjectReference? = nil, creating manifest: FieldValue? = nil) {
    self.operations = operations
    self.object = object
    self.manifest = manifest
  }

  package static func create(_ manifest: FieldValue) -> Patch { Patch([], creating: manifest) }

  package static func set(_ path: FieldPath, _ value: FieldValue) -> Patch { Patch([.add(path, value)]) }
}
