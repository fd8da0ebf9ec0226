extension Key {
  private static let names: [(name: String, code: Code)] = [
    ("enter", .enter), ("esc", .escape), ("tab", .tab), ("backspace", .backspace), ("del", .delete), ("ins", .insert),
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
    ("pgup", .pageUp), ("pgdn", .pageDown), ("space", .rune(" ")),
  ]

  /// What people also write.
  private static let aliases = [
    "return": "enter", "escape": "esc", "delete": "del", "insert": "ins", "pageup": "pgup", "pagedown": "pgdn",
  ]

  /// A key from its name: `j`, `G`, `?`, `ctrl-d`, `^d`, `alt-x`, `shift-tab`, `pgdn`, `f1`, `space`. nil where no key
  /// is called so.
  package init?(_ name: String) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    while let (modifier, remainder) = Key.modifier(of: rest) {
      modifiers.insert(modifier)
      rest = remainder
    }
    guard let code = Key.code(of: rest) else { return nil }
    if case .rune = code, modifiers.contains(.shift) { return nil }
    self.init(code, modifiers)
  }

  private static func modifier(of name: Substring) -> (Modifiers, Substring)? {
    let prefixes: [(String, Modifiers)] = [("ctrl-", .ctrl), ("alt-", .alt), ("shift-", .shift), ("^", .ctrl)]
    for (prefix, modifier) in prefixes where name.utf8.count > prefix.utf8.count {
      if name.lowercased().hasPrefix(prefix) { return (modifier, name.dropFirst(prefix.count)) }
    }
    return nil
  }

  private static func code(of name: Substring) -> Code? {
    if name.unicodeScalars.count == 1, let scalar = name.unicodeScalars.first, scalar.value > 0x20 {
      return .rune(scalar)
    }
    let lower = name.lowercased()
    if let known = names.first(where: { $0.name == aliases[lower] ?? lower }) { return known.code }
    if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
      return .function(number)
    }
    return nil
  }

  /// The name by which key maps and help call it.
  package var name: String {
    var name = ""
    if modifiers.contains(.ctrl) { name += "ctrl-" }
    if modifiers.contains(.alt) { name += "alt-" }
    if modifiers.contains(.shift) { name += "shift-" }
    switch code {
    case .function(let number): name += "f\(number)"
    case .rune(let rune) where rune != " ": name.unicodeScalars.append(rune)
    default: name += Key.names.first { $0.code == code }?.name ?? ""
    }
    return name
  }
}
