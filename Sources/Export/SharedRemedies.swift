import Hardening
import TextSafety

/// What remedies come to in text, for many findings in a row: most of them want the same change of another object.
struct SharedRemedies {
  private struct Key: Hashable {
    var group: UntrustedText
    var kind: UntrustedText
    var operations: [JSONPatchOperation]
  }

  private var changes: [Key: KubectlLine.Change?] = [:]
  private var patches: [[JSONPatchOperation]: String] = [:]

  private static let limit = 256

  /// As `KubectlLine.mend`.
  mutating func line(of remediation: Remediation, for own: ObjectReference) -> SafeText? {
    KubectlLine.mend(remediation, of: own) { object, operations in
      let key = Key(group: object.group, kind: object.kind, operations: operations)
      if let known = changes[key] { return known }
      if changes.count == SharedRemedies.limit { changes = [:] }
      let change = KubectlLine.change(object, operations)
      changes[key] = .some(change)
      return change
    }
  }

  /// As `KubectlLine.json`.
  mutating func json(_ operations: [JSONPatchOperation]) -> String {
    if let known = patches[operations] { return known }
    if patches.count == SharedRemedies.limit { patches = [:] }
    let json = KubectlLine.json(operations)
    patches[operations] = json
    return json
  }
}
