package import Hardening
package import TextSafety

/// Command lines that a person may copy to mend an object in its cluster. Bulwark never runs them.
package enum KubectlLine {
  /// Kinds whose pods the API server lets nobody change; the others are patched where they stand.
  private static let immutable: Set<UntrustedText> = ["Job", "Pod"]

  /// `kubectl patch … --type=json -p '[…]'`, quoted for a POSIX shell; nil where the server would refuse it.
  package static func patch(_ object: ObjectReference, _ operations: [JSONPatchOperation]) -> SafeText? {
    patch(object, json: json(operations))
  }

  static func patch(_ object: ObjectReference, json: String) -> SafeText? {
    guard !immutable.contains(object.kind), !object.name.isEmpty else { return nil }
    let kind = object.kind.map { $0.lowercased() }
    var words: [UntrustedText] = ["kubectl", "patch", object.group.isEmpty ? kind : "\(kind).\(object.group)"]
    // A name that looks like an option stands behind `--`, where kubectl reads no options: so it comes last.
    if !object.namespace.isEmpty { words += ["-n", object.namespace] }
    words += ["--type=json", "-p", UntrustedText(json)]
    words += object.name.hasPrefix("-") ? ["--", object.name] : [object.name]
    return ShellQuoting.commandLine(words)
  }

  /// `printf %s '{…}' | kubectl create -f -`, quoted for a POSIX shell.
  static func create(_ manifest: FieldValue) -> SafeText {
    var json = JSONWriter(ReportOutput { _ in })
    json.value(manifest)
    let object = UntrustedText(json.output.pending)
    return "\(ShellQuoting.commandLine(["printf", "%s", object])) | kubectl create -f -"
  }

  /// What carries out a remediation: the objects to create first, then the patch; nil where there is no such line.
  package static func mend(_ remediation: Remediation, of own: ObjectReference) -> SafeText? {
    let create = remediation.manifest.map { KubectlLine.create($0) }
    guard let operations = remediation.operations else { return create }
    guard let patch = patch(remediation.object ?? own, operations) else { return nil }
    return create.map { "\($0) && \(patch)" } ?? patch
  }

  /// The operations as JSON Patch (RFC 6902), on one line.
  package static func json(_ operations: [JSONPatchOperation]) -> String {
    var json = JSONWriter(ReportOutput { _ in })
    json.beginArray()
    for operation in operations { json.write(operation) }
    json.endArray()
    return json.output.pending
  }
}
