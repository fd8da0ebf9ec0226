import Documents
import Foundation
import Hardening
import Inventory
import TextSafety

extension FieldValue {
  /// The value as JSON on one line.
  var json: String {
    switch self {
    case .absent, .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string(let text): FieldValue.quoted(text)
    case .list(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
    case .map(let members):
      "{" + members.map { "\(FieldValue.quoted($0.key)):\($0.value.json)" }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: UntrustedText) -> String {
    let data = try? JSONEncoder().encode(text)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
  }

  /// What a text in YAML says: `true`, `{type: Unconfined}`.
  init(yaml text: String) {
    var value = FieldValue.null
    try? DocumentReader.read(MemorySource(text)) { event in
      if case .document(let document) = event { value = FieldValue(document.root) }
    }
    self = value
  }

  /// JSON Pointers to all that is below this value.
  var pointers: [String] {
    func escaped(_ key: UntrustedText) -> String {
      (key.parsed { $0 } ?? "").replacing("~", with: "~0").replacing("/", with: "~1")
    }
    switch self {
    case .map(let members):
      return members.flatMap { member in
        ["/\(escaped(member.key))"] + member.value.pointers.map { "/\(escaped(member.key))\($0)" }
      }
    case .list(let elements):
      return elements.enumerated().flatMap { index, element in
        ["/\(index)"] + element.pointers.map { "/\(index)\($0)" }
      }
    default: return []
    }
  }

  /// The pod template with a member of its spec set.
  func setting(_ name: UntrustedText, _ value: FieldValue) -> FieldValue {
    guard case .map(var members) = self, let spec = members.firstIndex(where: { $0.key == "spec" }),
      case .map(var fields) = members[spec].value
    else { return self }
    fields.removeAll { $0.key == name }
    fields.append(Member(name, value))
    members[spec].value = .map(fields)
    return .map(members)
  }
}
