import Hardening
import TextSafety

/// What remedies come to in text, for many findings in a row: most of them want the same change of another object.
struct SharedRemedies {
  private struct Key: Hashable {
    var group: UntrustedText
    var kind: UntrustedText
    var operations: [JSONPatchOperation]
  }

  private struct Texts {
    var change: KubectlLine.Change?
    /// The operations as JSON Patch.
    var patch: String
  }

  private var known: [Key: Texts] = [:]

  private static let limit = 256

  /// As `KubectlLine.mend` and `KubectlLine.json`.
  mutating func texts(of remediation: Remediation, for own: ObjectReference) -> (line: SafeText?, patch: String?) {
    var patch: String?
    let line = KubectlLine.mend(remediation, of: own) { object, operations in
      let texts = texts(of: operations, on: object)
      patch = texts.patch
      return texts.change
    }
    return (line, patch ?? remediation.operations.map(KubectlLine.json))
  }

  private mutating func texts(of operations: [JSONPatchOperation], on object: ObjectReference) -> Texts {
    let key = Key(group: object.group, kind: object.kind, operations: operations)
    if let texts = known[key] { return texts }
    if known.count == SharedRemedies.limit { known = [:] }
    let texts = Texts(change: KubectlLine.change(object, operations), patch: KubectlLine.json(operations))
    known[key] = texts
    return texts
  }
}
