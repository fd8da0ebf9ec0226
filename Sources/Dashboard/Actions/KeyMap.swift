package import TerminalKit
package import TextSafety

/// Which keys do what.
package struct KeyMap: Sendable {
  /// What a key, after those typed before it, comes to.
  package enum Meaning: Sendable {
    case action(Action)
    /// The action exists here and cannot be done now.
    case disabled(Action, SafeText)
    /// The beginning of something.
    case begins
    /// Nothing here, but something in other views.
    case elsewhere(Action)
    /// Nothing; with what a person may have meant.
    case unbound(near: Action?)
  }

  package let actions: [Action]
  package let names: KeyNames

  package static let standard = KeyMap(ActionTable.all)

  package init(_ actions: [Action] = ActionTable.all) {
    self.actions = actions
    names = KeyNames(actions)
  }

  /// The first key of an action, as the screen names it.
  package subscript(_ id: ActionID) -> SafeText { names[id] }

  /// What a key does to a text that is read.
  package func move(_ key: Key) -> ActionID? { actions.first { $0.group == .move && $0.keys.contains([key]) }?.id }

  package func action(_ id: ActionID) -> Action? { actions.first { $0.id == id } }

  package func meaning(of chord: [Key], in situation: Situation) -> Meaning {
    let here = actions.filter { $0.applies(situation) }
    if let action = here.first(where: { $0.keys.contains(chord) }) {
      if let reason = action.whyNot(situation) { return .disabled(action, reason) }
      return .action(action)
    }
    if here.contains(where: { $0.keys.contains { $0.count > chord.count && $0.starts(with: chord) } }) {
      return .begins
    }
    if let action = actions.first(where: { $0.keys.contains(chord) }) { return .elsewhere(action) }
    return .unbound(near: chord.last.flatMap { near($0, among: here) })
  }

  /// The action whose key is nearest to one that does nothing: the same letter in another case or with Ctrl, else an
  /// action whose name begins with it.
  private func near(_ key: Key, among here: [Action]) -> Action? {
    guard case .rune(let rune) = key.code, rune.properties.isAlphabetic else { return nil }
    let letter = String(rune).lowercased()
    let sameLetter = here.first { action in
      action.keys.contains { chord in
        guard chord.count == 1, case .rune(let other) = chord[0].code else { return false }
        return String(other).lowercased() == letter
      }
    }
    return sameLetter ?? here.first { $0.title.description.hasPrefix(letter) }
  }

  /// What can be done here, in the order of the table, by what it is worth in a status line.
  package func available(in situation: Situation) -> [Action] { actions.filter { $0.applies(situation) } }
}
