import TextSafety

extension Finding {
  /// What an acknowledgement is about: it holds for as long as this stays what it was.
  ///
  /// SHA-256 over the evidence without lines, indexes, counts and times, and without names that controllers give:
  /// a rescan, a reordered list, a moved file or a new pod changes nothing; another value or field does.
  package var evidenceHash: UInt64 { evidence.hash(of: subject) }
}

extension [Evidence] {
  /// - Parameter subject: whose evidence it is; paths are resolved to their objects.
  package func hash(of subject: SubjectReference) -> UInt64 {
    // As a set: how often something shows is a count, and lists may be reordered.
    let items = Set(
      map { item -> [UInt8] in
        var fields = FingerprintFields()
        fields.add(object: item.object ?? subject.object, of: subject)
        fields.add(path: item.path)
        fields.add(value: item.value)
        return fields.bytes
      })
    var fields = FingerprintFields()
    fields.add("e1")
    for item in items.sorted(by: { $0.lexicographicallyPrecedes($1) }) { fields.add(item) }
    return fields.hash.high
  }
}

extension FingerprintFields {
  /// Kinds whose objects controllers make anew, each time with another name.
  private static let renamed: Set<UntrustedText> = ["Job", "Pod", "ReplicaSet"]

  fileprivate mutating func add(object: ObjectReference, of subject: SubjectReference) {
    if object == subject.object { return add("") }
    add(object.group)
    add(object.kind)
    add(object.namespace)
    if !FingerprintFields.renamed.contains(object.kind) { add(object.name) }
  }

  fileprivate mutating func add(path: FieldPath) {
    var fields = FingerprintFields()
    var isEphemeral = false
    for component in path.components {
      switch component {
      case .member(let name):
        fields.add("m")
        fields.add(name)
        isEphemeral = name == "ephemeralContainers"
      case .element(let name, _):
        fields.add("e")
        fields.add(isEphemeral ? "" : name)
        isEphemeral = false
      case .end: fields.add("-")
      }
    }
    add(fields.bytes)
  }

  fileprivate mutating func add(value: FieldValue) {
    var fields = FingerprintFields()
    switch value {
    case .absent: fields.add("absent")
    case .null: fields.add("null")
    case .bool(let flag): fields.add(flag ? "true" : "false")
    case .integer(let number):
      fields.add("n")
      fields.add(String(number))
    case .number(let number):
      fields.add("n")
      fields.add(Int64(exactly: number).map { String($0) } ?? String(number))
    case .string(let text):
      fields.add("s")
      fields.add(text)
    case .list(let elements):
      fields.add("l")
      fields.add(
        sorted: elements.map { element in
          var fields = FingerprintFields()
          fields.add(value: element)
          return fields.bytes
        })
    case .map(let members):
      fields.add("m")
      fields.add(
        sorted: members.map { member in
          var fields = FingerprintFields()
          fields.add(member.key)
          fields.add(value: member.value)
          return fields.bytes
        })
    }
    add(fields.bytes)
  }

  private mutating func add(sorted parts: [[UInt8]]) {
    for part in parts.sorted(by: { $0.lexicographicallyPrecedes($1) }) { add(part) }
  }
}
