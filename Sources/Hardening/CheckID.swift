/// A check's name (`privileged`): lower case and hyphens, never reused; a renamed check keeps its old name as an alias.
package struct CheckID: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let name: String

  package init(_ name: String) { self.name = name }
  package init(stringLiteral value: StaticString) { name = "\(value)" }

  package var description: String { name }
}

extension CheckID: Comparable {
  package static func < (a: CheckID, b: CheckID) -> Bool { a.name < b.name }
}

extension CheckID: Codable {
  package init(from decoder: any Decoder) throws { name = try decoder.singleValueContainer().decode(String.self) }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}
