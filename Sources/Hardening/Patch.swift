/// A change to one object in the terms of JSON Patch (RFC 6902), its paths by name and index.
package struct Patch: Hashable, Sendable {
  package enum Operation: Hashable, Sendable {
    /// Sets a member, or inserts before an element (`.end` appends). Maps that are missing on the way are made: in the
    /// RFC's terms each is an operation of its own, see `expanded(for:)`.
    case add(FieldPath, FieldValue)
    case remove(FieldPath)
  }

  /// The object to change; nil means the subject's own.
  package var object: ObjectReference?
  package var operations: [Operation]

  package init(_ operations: [Operation], on object: ObjectReference? = nil) {
    self.operations = operations
    self.object = object
  }

  package static func set(_ path: FieldPath, _ value: FieldValue) -> Patch { Patch([.add(path, value)]) }
}
