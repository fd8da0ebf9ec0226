package import Hardening
package import TextSafety

/// Command lines that a person may copy to mend an object in its cluster. Bulwark never runs them.
///
/// A line changes the fields that it is about and nothing else, whatever else the live object has by now: labels and
/// annotations go by `kubectl label` and `annotate`, other fields by a merge that knows containers and volumes by name.
/// Where the API server has no such merge, a JSON Patch tests first that it meets what was judged.
package enum KubectlLine {
  /// What carries out a remediation: the objects to create first, then the patch; nil where there is no such line.
  package static func mend(_ remediation: Remediation, of own: ObjectReference) -> SafeText? {
    mend(remediation, of: own, changing: change)
  }

  /// `change` gives what changes an object of a kind by operations, see `change(_:_:)`.
  static func mend(
    _ remediation: Remediation, of own: ObjectReference,
    changing change: (ObjectReference, [JSONPatchOperation]) -> Change?
  ) -> SafeText? {
    let create = remediation.manifest.map { KubectlLine.create($0) }
    guard let operations = remediation.operations else { return create ?? nil }
    let object = remediation.object ?? own
    guard let patch = change(object, operations)?.line(for: object) else { return nil }
    guard let create else { return patch }
    return create.map { "\($0) && \(patch)" }
  }

  /// What a remediation says, and why there is no line for it where it changes something.
  package static func text(of remediation: Remediation, for own: ObjectReference) -> String {
    text(of: remediation, for: own, hasLine: mend(remediation, of: own) != nil)
  }

  static func text(of remediation: Remediation, for own: ObjectReference, hasLine: Bool) -> String {
    guard remediation.isPatch, !hasLine else { return remediation.text }
    let object = remediation.object ?? own
    let isImmutable = remediation.operations != nil && immutable.contains(object.kind)
    return remediation.text
      + (isImmutable
        ? " Pods that run cannot be changed so: change the manifest and create it anew."
        : " There is no line to copy: something in it has a name that no object can have.")
  }

  /// Kinds whose pods the API server lets nobody change; the others are patched where they stand.
  private static let immutable: Set<UntrustedText> = ["Job", "Pod"]

  /// A line that makes the changes of operations on an object; nil where the server would refuse it, or where the
  /// object has a name that no object can have: nobody is to copy that.
  package static func patch(_ object: ObjectReference, _ operations: [JSONPatchOperation]) -> SafeText? {
    change(object, operations)?.line(for: object)
  }

  /// What a line says beside the object: it depends on the object's group and kind, never on its name or namespace. nil
  /// where the server would refuse it or has no such kind, or where no shell takes it as it is shown.
  static func change(_ object: ObjectReference, _ operations: [JSONPatchOperation]) -> Change? {
    guard !operations.isEmpty, !immutable.contains(object.kind) else { return nil }
    if let marking = MetadataChange(operations) { return marking.change(of: object) }
    if let merge = MergePatch(operations, of: object) {
      return Change("patch", object, ["--type", merge.type, "-p", quotable(merge.body)])
    }
    return Change("patch", object, ["--type", "json", "-p", quotable(guarded(operations))])
  }

  /// `printf %s '{…}' | kubectl create -f -`, quoted for a POSIX shell.
  static func create(_ manifest: FieldValue) -> SafeText? {
    var json = JSONWriter(ReportOutput { _ in }, isForShell: true)
    json.value(manifest)
    guard let line = ShellQuoting.commandLine(["printf", "%s", UntrustedText(json.output.pending)]) else { return nil }
    return "\(line) | kubectl create -f -"
  }

  /// The operations as JSON Patch (RFC 6902), on one line.
  package static func json(_ operations: [JSONPatchOperation]) -> String {
    var json = JSONWriter(ReportOutput { _ in })
    json.beginArray()
    for operation in operations { json.write(operation) }
    json.endArray()
    return json.output.pending
  }

  private static func quotable(_ operations: [JSONPatchOperation]) -> UntrustedText {
    var json = JSONWriter(ReportOutput { _ in }, isForShell: true)
    json.beginArray()
    for operation in operations { json.write(operation) }
    json.endArray()
    return UntrustedText(json.output.pending)
  }

  private static func quotable(_ value: FieldValue) -> UntrustedText {
    var json = JSONWriter(ReportOutput { _ in }, isForShell: true)
    json.value(value)
    return UntrustedText(json.output.pending)
  }

  /// The operations, and before each that adds a whole map a test that there is none yet. The RFC knows no test of
  /// absence; the API server takes an absent field for null, and where another reader does not, nothing is changed.
  private static func guarded(_ operations: [JSONPatchOperation]) -> [JSONPatchOperation] {
    operations.flatMap { operation in
      guard operation.op == .add, case .map? = operation.value, operation.steps.last != "-" else { return [operation] }
      return [JSONPatchOperation(op: .test, path: operation.path, value: .null), operation]
    }
  }
}

extension KubectlLine {
  /// What is done to objects of one kind, as kubectl is told of it; quoted.
  struct Change {
    /// `kubectl VERB TYPE`
    private let head: SafeText
    private let options: SafeText
    private let arguments: SafeText

    /// nil where no API server has such a kind, and where no shell takes a word as it is shown.
    init?(
      _ verb: UntrustedText, _ object: ObjectReference, _ options: [UntrustedText], _ arguments: [UntrustedText] = []
    ) {
      guard Change.isDomain(object.kind, dots: false), object.group.isEmpty || Change.isDomain(object.group) else {
        return nil
      }
      let kind = object.kind.lowercasedASCII
      let words: [UntrustedText] = ["kubectl", verb, object.group.isEmpty ? kind : "\(kind).\(object.group)"]
      guard let head = ShellQuoting.commandLine(words), let options = ShellQuoting.commandLine(options),
        let arguments = ShellQuoting.commandLine(arguments)
      else { return nil }
      self.head = head
      self.options = options
      self.arguments = arguments
    }

    /// `kubectl VERB TYPE -n NAMESPACE OPTIONS NAME ARGUMENTS`; nil where the API server lets no object be called so.
    func line(for object: ObjectReference) -> SafeText? {
      guard object.namespace.isEmpty || Change.isDomain(object.namespace), Change.isSegment(object.name) else {
        return nil
      }
      // A name that looks like an option stands behind `--`, where kubectl reads no options: so it comes last.
      let names = object.name.hasPrefix("-") ? ["--", object.name] : [object.name]
      let place = object.namespace.isEmpty ? [] : ["-n", object.namespace]
      guard let place = ShellQuoting.commandLine(place), let names = ShellQuoting.commandLine(names) else { return nil }
      return [head, place, options, names, arguments].filter { !$0.isEmpty }.joined(separator: Change.blank)
    }

    private static let blank: SafeText = " "

    /// Groups and namespaces: RFC 1123; kinds have no dots.
    private static func isDomain(_ word: UntrustedText, dots: Bool = true) -> Bool {
      !word.isEmpty && !word.hasPrefix("-")
        && word.matches { text in
          text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || dots && byte == 0x2E
          }
        }
    }

    /// A segment of a path: what names of roles and bindings may be, the freest of all. Beyond ASCII nothing: characters
    /// that look alike are no names that a person can check.
    private static func isSegment(_ name: UntrustedText) -> Bool {
      name != "." && name != ".." && !name.isEmpty
        && name.matches { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != 0x2F && $0 != 0x25 } }
    }
  }
}
