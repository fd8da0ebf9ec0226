package import TextSafety

extension FieldValue {
  /// The value as people read it, on one line: `true`, `10001`, `RuntimeDefault`, `[NET_ADMIN, SYS_TIME]`, `not set`.
  package var text: UntrustedText {
    switch self {
    case .absent: "not set"
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): UntrustedText(String(number))
    case .number(let number): UntrustedText(String(number))
    case .string(let text): text.isEmpty ? "\"\"" : text
    case .list(let elements): "[\(FieldValue.joined(elements.map(\.text)))]"
    case .map(let members): "{\(FieldValue.joined(members.map { "\($0.key): \($0.value.text)" }))}"
    }
  }

  private static func joined(_ parts: [UntrustedText]) -> UntrustedText {
    var text: UntrustedText = ""
    for (index, part) in parts.enumerated() { text = index == 0 ? part : "\(text), \(part)" }
    return text
  }
}
