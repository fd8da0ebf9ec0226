package import TextSafety

/// What suppresses a finding, for reports.
package struct SuppressedBy: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable {
    /// An annotation that was made for another tool.
    case annotation
    /// An act of `decisions.jsonl`.
    case decision
  }

  package var kind: Kind
  /// The object that carries the annotation; of a decision, the object that the finding is on.
  package var object: ObjectReference
  /// The annotation's key; the act's id.
  package var key: UntrustedText
  /// Empty where none is given.
  package var reason: UntrustedText
  /// Seconds since 1970; nil is without end.
  package var until: Int64?

  package init(
    kind: Kind, object: ObjectReference, key: UntrustedText, reason: UntrustedText, until: Int64? = nil
  ) {
    self.kind = kind
    self.object = object
    self.key = key
    self.reason = reason
    self.until = until
  }
}
