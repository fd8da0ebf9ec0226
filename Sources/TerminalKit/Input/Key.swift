/// A key as a person pressed it. `Key("ctrl-d")` and `name` are each other's inverse, so that a key map is made of names.
///
/// A terminal sends the same for some keys: Ctrl-I is Tab, Ctrl-M Enter, Ctrl-H Backspace and Ctrl-[ Esc, and so they are
/// here.
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

  package let code: Code
  package let modifiers: Modifiers

  package init(_ code: Code, _ modifiers: Modifiers = []) {
    guard case .rune(let rune) = code else {
      (self.code, self.modifiers) = (code, modifiers)
      return
    }
    guard modifiers.contains(.ctrl) else {
      (self.code, self.modifiers) = (code, modifiers.subtracting(.shift))
      return
    }
    let plain = modifiers.subtracting([.ctrl, .shift])
    switch rune {
    case "i", "I": (self.code, self.modifiers) = (.tab, plain)
    case "m", "M": (self.code, self.modifiers) = (.enter, plain)
    case "h", "H": (self.code, self.modifiers) = (.backspace, plain)
    case "[": (self.code, self.modifiers) = (.escape, plain)
    case "@": (self.code, self.modifiers) = (.rune(" "), plain.union(.ctrl))
    case "A"..."Z":
      (self.code, self.modifiers) = (.rune(Unicode.Scalar(UInt8(rune.value) + 0x20)), plain.union(.ctrl))
    default: (self.code, self.modifiers) = (code, plain.union(.ctrl))
    }
  }

  package init(_ rune: Unicode.Scalar) { self.init(.rune(rune)) }

  /// The letter that was typed, when it was one and nothing was held with it.
  package var typed: Unicode.Scalar? {
    guard modifiers.isEmpty, case .rune(let rune) = code else { return nil }
    return rune
  }
}
