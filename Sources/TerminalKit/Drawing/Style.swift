/// How letters are drawn beside their colour.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let underline = Attributes(rawValue: 2)
  package static let reverse = Attributes(rawValue: 4)
  package static let dim = Attributes(rawValue: 8)
  package static let italic = Attributes(rawValue: 16)
}

/// What a cell is for. Colours come from the theme when the driver puts it on a screen.
package struct Style: Hashable, Sendable {
  package var role: Role
  /// The role whose background is behind the cell: the cursor's row, an overlay. Plain text (role `text`) takes its
  /// foreground too.
  package var background: Role?
  package var attributes: Attributes

  package init(_ role: Role = .text, on background: Role? = nil, _ attributes: Attributes = []) {
    self.role = role
    self.background = background
    self.attributes = attributes
  }

  package static let text = Style()

  /// The style on another background.
  package func on(_ background: Role?) -> Style { Style(role, on: background, attributes) }

  package func with(_ more: Attributes) -> Style { Style(role, on: background, attributes.union(more)) }
}
