package import Documents
package import Hardening
import TextSafety

extension FieldValue {
  /// A document's value as a value: lists and maps with all that is in them, members in their order.
  package init(_ node: Node) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool ?? false)
    case .number:
      if let integer = node.integer { self = .integer(integer) } else { self = .number(node.number ?? .nan) }
    case .string: self = .string(node.text ?? "")
    case .list: self = .list(node.elements.map { FieldValue($0) })
    case .map: self = .map(node.members.map { Member($0.key, FieldValue($0.value)) })
    }
  }

  /// The value with the members of all its maps in order of their names: equal for equal objects.
  package var sorted: FieldValue {
    switch self {
    case .list(let elements): .list(elements.map(\.sorted))
    case .map(let members):
      .map(members.map { Member($0.key, $0.value.sorted) }.sorted { $0.key < $1.key })
    default: self
    }
  }
}
