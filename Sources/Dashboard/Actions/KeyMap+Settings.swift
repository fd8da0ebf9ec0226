import Hardening
package import Session
import TerminalKit
package import TextSafety

extension ActionID {
  /// What a configuration calls it: `mark-range`.
  package var name: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : String($1) }
  }
}

extension KeyMap {
  /// What is wrong with a person's keys: the line of the file, why, and what to do.
  package struct Mistake: Error, Sendable, Hashable {
    package var line: Int
    package var why: UntrustedText
    package var next: UntrustedText
  }

  /// Keys that differ from those of the action table, by preset. `k9s` is the table itself.
  private static let presets: [(name: String, keys: [(ActionID, StaticString)])] = [
    ("k9s", []),
    (
      "vim",
      [
        (.back, "ctrl-o ["), (.redo, "ctrl-r U"), (.refresh, "R"), (.unfold, "z,o l right"), (.fold, "z,c h left"),
        (.zoom, "ctrl-w,o"), (.nextPane, "ctrl-w,w tab shift-tab"), (.close, "q Z,Q"), (.quit, "Q Z,Z"),
        (.new, "g,n +"),
      ]
    ),
  ]

  package static var presetNames: [String] { presets.map(\.name) }

  /// What a person may not take: the way out of everything is always there.
  private static let fixed: [ActionID] = [.suspend, .interrupt]

  /// The keys of a preset with a person's own, and all that is wrong with them: then what is wrong is left out.
  package static func make(_ settings: KeySettings) -> (map: KeyMap, mistakes: [Mistake]) {
    var mistakes: [Mistake] = []
    var actions = ActionTable.all
    func set(_ id: ActionID, _ chords: [[Key]]) {
      if let place = actions.firstIndex(where: { $0.id == id }) { actions[place].keys = chords }
    }
    if let preset = presets.first(where: { settings.preset == UntrustedText($0.name) }) {
      for (id, keys) in preset.keys { set(id, Action.chords(keys)) }
    } else {
      let near = NearNames.hint(to: settings.preset, among: presetNames)
      mistakes.append(
        Mistake(line: settings.presetLine, why: "no preset of keys is called \(settings.preset)", next: near))
    }
    var lines: [ActionID: Int] = [:]
    for binding in settings.bindings {
      guard let action = actions.first(where: { UntrustedText($0.id.name) == binding.action }) else {
        let near = NearNames.hint(to: binding.action, among: actions.map(\.id.name))
        mistakes.append(Mistake(line: binding.line, why: "no action is called \(binding.action)", next: near))
        continue
      }
      guard !fixed.contains(action.id) else {
        mistakes.append(
          Mistake(line: binding.line, why: "\(binding.action) keeps its key", next: "take the line out"))
        continue
      }
      var chords: [[Key]] = []
      for keys in binding.keys {
        let chord = keys.parsed { Action.chord($0) }
        if let chord {
          chords.append(chord)
        } else {
          mistakes.append(
            Mistake(
              line: binding.line, why: "no key is called '\(keys)'",
              next: "names such as a, G, ctrl-d, alt-x, f5, pgdn, space; g g is two in a row"))
        }
      }
      set(action.id, chords)
      lines[action.id] = binding.line
    }
    for (place, action) in actions.enumerated() {
      for other in actions[(place + 1)...] where action.overlaps(other) {
        guard let (chord, taken) = action.conflict(with: other) else { continue }
        // Two of the program's own never meet, which a test checks.
        let (own, against) = (lines[other.id] ?? 0) > (lines[action.id] ?? 0) ? (other, action) : (action, other)
        let keys = Action.name(of: chord)
        let why: UntrustedText =
          chord == taken
          ? "\(keys) is the key of \(UntrustedText(against.id.name)) too"
          : "\(keys) and \(Action.name(of: taken)), of \(UntrustedText(against.id.name)), begin alike"
        mistakes.append(
          Mistake(
            line: lines[own.id] ?? settings.presetLine, why: "\(UntrustedText(own.id.name)): \(why)",
            next: "choose another key, or give \(UntrustedText(against.id.name)) another"))
      }
    }
    if mistakes.isEmpty { return (KeyMap(actions), []) }
    return (KeyMap(), mistakes.sorted { $0.line < $1.line })
  }
}

extension Action {
  /// `g,g home`: chords between blanks, keys of one between commas.
  static func chords(_ keys: StaticString) -> [[Key]] {
    keys.description.split(separator: " ").map { $0.split(separator: ",").compactMap { Key(String($0)) } }
  }

  /// `g g`: keys of one chord between blanks; nil where one of them is none.
  fileprivate static func chord(_ text: String) -> [Key]? {
    let keys = text.split(separator: " ").map { Key(String($0)) }
    return keys.isEmpty || keys.contains(nil) || keys.count > 3 ? nil : keys.compactMap { $0 }
  }

  fileprivate static func name(of chord: [Key]) -> UntrustedText {
    UntrustedText(chord.map(\.name).joined(separator: " "))
  }

  /// Whether there is a view in which both have a meaning.
  fileprivate func overlaps(_ other: Action) -> Bool {
    guard let views, let others = other.views else { return true }
    return !views.isDisjoint(with: others)
  }

  /// Chords of both that cannot be told from each other.
  fileprivate func conflict(with other: Action) -> (own: [Key], other: [Key])? {
    for own in keys {
      for taken in other.keys where own.starts(with: taken) || taken.starts(with: own) { return (own, taken) }
    }
    return nil
  }
}

/// The first key of every action, for texts that name one.
package struct KeyNames: Sendable, Hashable {
  private var names: [ActionID: SafeText]

  package static let standard = KeyNames(ActionTable.all)

  /// Where an action has no key, the palette has it by its name.
  package init(_ actions: [Action]) {
    names = Dictionary(uniqueKeysWithValues: actions.map { ($0.id, $0.keys.isEmpty ? ":\($0.title)" : $0.key) })
  }

  package subscript(_ id: ActionID) -> SafeText { names[id] ?? "" }
}
