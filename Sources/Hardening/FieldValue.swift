package import TextSafety

/// A value as it stands in an object, or as a patch puts it there: JSON.
package indirect enum FieldValue: Hashable, Sendable, Codable {
  /// The field is not set. Evidence only.
  case absent
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(UntrustedText)
  case list([FieldValue])
  /// Members in the order in which they stand.
  case map([Member])

  package struct Member: Hashable, Sendable, Codable {
    package var key: UntrustedText
    package var value: FieldValue

    package init(_ key: UntrustedText, _ value: FieldValue) {
      self.key = key
      self.value = value
    }
  }

  /// The member's value; nil where this is no map or has no such member.
  package subscript(_ key: UntrustedText) -> FieldValue? {
    guard case .map(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }
}

extension FieldValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .string(UntrustedText(value)) }
  package init(arrayLiteral elements: FieldValue...) { self = .list(elements) }
  package init(dictionaryLiteral elements: (UntrustedText, FieldValue)...) {
    self = .map(elements.map { Member($0.0, $0.1) })
  }
}
