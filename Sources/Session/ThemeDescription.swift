/// What the roles of a screen look like, as a theme file says it. The dashboard makes colours of it; whoever reads files
/// hands it down.
package struct ThemeDescription: Sendable, Hashable, Codable {
  package enum Color: Sendable, Hashable, Codable {
    /// What the terminal draws with when nothing is said.
    case terminal
    /// One of the 256 colours of xterm.
    case index(UInt8)
    case rgb(red: UInt8, green: UInt8, blue: UInt8)
  }

  package enum Attribute: String, Sendable, Hashable, Codable, CaseIterable {
    case bold, underline, reverse, dim, italic
  }

  /// What one role looks like.
  package struct Look: Sendable, Hashable, Codable {
    package var color: Color?
    package var background: Color?
    package var attributes: [Attribute] = []
    /// With 16 colours or 8; nil: nothing is said for them.
    package var color16: Color?
    package var background16: Color?
    package var attributes16: [Attribute]?
    package var monochrome: [Attribute]?

    package init() {}
  }

  package var name: String
  /// The background of the terminal that is nearest to the text and still read on.
  package var terminal: Color
  /// By the roles' names.
  package var looks: [String: Look]

  package init(name: String, terminal: Color, looks: [String: Look]) {
    self.name = name
    self.terminal = terminal
    self.looks = looks
  }
}
