package import Hardening
package import TextSafety

/// Values as block YAML (1.2.2), by lines. Text from outside stands in double quotes, what acts on terminals or is beyond
/// ASCII as `\u…`, unless every reader takes it for the same plain text: so a line is read as it is shown.
package enum YAMLText {
  /// A map or a list; anything else is one line.
  package static func lines(_ value: FieldValue) -> [SafeText] { block(value).map { SafeText(own: $0) } }

  /// What mends an object, as YAML: an object to create whole, or the fields to change, by lines. Empty where only a
  /// person can know what to write.
  package static func lines(_ remediation: Remediation, of own: ObjectReference) -> [SafeText] {
    var lines: [SafeText] = []
    if let manifest = remediation.manifest { lines += YAMLText.lines(manifest) }
    guard let operations = remediation.operations, !operations.isEmpty else { return lines }
    if !lines.isEmpty { lines.append("---") }
    if let merge = KubectlLine.MergePatch(operations, of: remediation.object ?? own) {
      lines.append("# fields to change; null takes one away")
      return lines + YAMLText.lines(merge.body)
    }
    lines.append("# JSON Patch (RFC 6902)")
    let list = operations.map { operation in
      var members: [FieldValue.Member] = [
        .init("op", .string(UntrustedText(operation.op.rawValue))), .init("path", .string(operation.path)),
      ]
      if let value = operation.value { members.append(.init("value", value)) }
      return FieldValue.map(members)
    }
    return lines + YAMLText.lines(.list(list))
  }

  private static func block(_ value: FieldValue) -> [String] {
    switch value {
    case .map(let members) where !members.isEmpty:
      return members.flatMap { member -> [String] in
        let key = scalar(member.key.raw)
        guard isBlock(member.value) else { return ["\(key): \(flow(member.value))"] }
        return ["\(key):"] + block(member.value).map { "  " + $0 }
      }
    case .list(let elements) where !elements.isEmpty:
      return elements.flatMap { element -> [String] in
        guard isBlock(element) else { return ["- \(flow(element))"] }
        return block(element).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
      }
    default: return [flow(value)]
    }
  }

  private static func isBlock(_ value: FieldValue) -> Bool {
    switch value {
    case .map(let members): !members.isEmpty
    case .list(let elements): !elements.isEmpty
    default: false
    }
  }

  private static func flow(_ value: FieldValue) -> String {
    switch value {
    case .absent, .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): number.isFinite ? String(number) : "null"
    case .string(let text): scalar(text.raw)
    case .list: "[]"
    case .map: "{}"
    }
  }

  /// Words that a reader of YAML 1.1 or 1.2 takes for something else than text.
  private static let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  private static func scalar(_ text: String) -> String {
    let bytes = text.utf8
    let isPlain =
      bytes.first.map { isLetter($0) || $0 == UInt8(ascii: "/") } ?? false
      && bytes.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "_./-".utf8.contains($0) }
      && !reserved.contains(text.lowercased())
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: quoted += "\\\(Character(scalar))"
      case 0x20...0x7E: quoted.unicodeScalars.append(scalar)
      case 0x10000...: quoted += "\\U" + hex(scalar.value, 8)
      default: quoted += "\\u" + hex(scalar.value, 4)
      }
    }
    return quoted + "\""
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func hex(_ value: UInt32, _ digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
