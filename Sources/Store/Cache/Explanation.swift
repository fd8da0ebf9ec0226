package import Hardening

/// What explains a finding, apart from where it stands: the same for all that fail alike, and so kept once.
package struct Explanation: Hashable, Sendable, Codable {
  package var evidence: [Evidence]
  /// The patched object; nil means the subject's own.
  package var object: ObjectReference?
  package var operations: [JSONPatchOperation]?
  package var manifest: FieldValue?
  package var suppressedBy: SuppressedBy?

  package init(
    evidence: [Evidence], object: ObjectReference?, operations: [JSONPatchOperation]?, manifest: FieldValue?,
    suppressedBy: SuppressedBy?
  ) {
    self.evidence = evidence
    self.object = object
    self.operations = operations
    self.manifest = manifest
    self.suppressedBy = suppressedBy
  }
}
