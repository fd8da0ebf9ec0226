/// A key as a person pressed it. `Key("ctrl-d")` and `name` are each other's inverse, so that a key map is made of names.
package struct Key: Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// A letter, digit or sign, shifted already: `G` is shift-g. The blank is one too.
    case rune(Unicode.Scalar)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1–F24.
    case function(Int)
  }

  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let ctrl = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    /// Never with a rune, which is shifted already.
    package static let shift = Modifiers(rawValue: 4)
  }

  package var code: Code
  package var modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
    if case .rune = code { self.modifiers.remove(.shift) }
  }

  package init(_ rune: Unicode.Scalar) { self.init(.rune(rune)) }

  /// The letter that was typed, when it was one and nothing was held with it.
  package var typed: Unicode.Scalar? {
    guard modifiers.isEmpty, case .rune(let rune) = code else { return nil }
    return rune
  }
}
