package import Hardening

/// A field as an object holds it. A value of the wrong type costs this field alone: whoever reads it gets `Missing`,
/// so exactly the checks that need it are unknown.
package enum Field<Value: Hashable & Sendable>: Hashable, Sendable {
  /// Not there, or null.
  case absent
  case value(Value)
  /// There, with something that Kubernetes would not accept.
  case malformed(FieldPath)

  /// The value; nil where the field is absent. Throws `Missing` where it is malformed.
  package func get() throws(Missing) -> Value? {
    switch self {
    case .absent: nil
    case .value(let value): value
    case .malformed(let path): throw Missing(.field(path), .malformed)
    }
  }

  /// The value where there is a usable one.
  package var known: Value? { if case .value(let value) = self { value } else { nil } }

  package var isAbsent: Bool { self == .absent }
}

extension Field where Value == Bool {
  /// Whether the field is set and true.
  package func isTrue() throws(Missing) -> Bool { try get() ?? false }
}
