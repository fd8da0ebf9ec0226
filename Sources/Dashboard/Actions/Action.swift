package import Hardening
package import TerminalKit
package import TextSafety

/// The name of an action, by which views answer to it and key maps bind it.
package enum ActionID: String, Sendable, Hashable, CaseIterable {
  case up, down, top, bottom, pageUp, pageDown, halfUp, halfDown, left, right
  case enter, out, back, forward, escape, nextPane, zoom
  case mark, markRange, markAll
  case acknowledge, suppress, reopen, note, renew, undo, redo, copy, object, edit, patch, references, export, again
  case filter, next, previous, sort, columns, states, group, fold, unfold, views
  case fleet, areas, findings, new, namespaces, triage, sources
  case palette, help, refresh, redraw, suspend, interrupt, close, quit
}

/// Something that a person can do: declared once in `ActionTable`; keys, help, status line and documentation follow.
package struct Action: Sendable {
  /// Headings of the help, in its order.
  package enum Group: Int, Sendable, Hashable, CaseIterable {
    case triage, narrow, move, go, program

    package var title: SafeText {
      switch self {
      case .triage: "Decide"
      case .narrow: "Look"
      case .move: "Move"
      case .go: "Go to"
      case .program: "Program"
      }
    }
  }

  package var id: ActionID
  /// Each a key or several in a row: `g g`.
  package var keys: [[Key]]
  /// A word or two for the status line.
  package var title: SafeText
  /// A line for the help.
  package var help: SafeText
  package var group: Group
  /// The views that it has a meaning in; elsewhere its keys are free. nil is all of them.
  package var views: Set<ViewName>?
  /// Why it cannot be done now; nil where it can.
  package var whyNot: @Sendable (Situation) -> SafeText?

  /// Whether it has a meaning where the person is.
  package func applies(_ situation: Situation) -> Bool { views?.contains(situation.view) ?? true }

  /// The first of its keys, as the screen names it.
  package var key: SafeText { keys.first.map { KeyText.of($0) } ?? "" }
}

/// Keys as the screen names them: `^d`, `Enter`, `gg`.
package enum KeyText {
  private static let names: [Key.Code: SafeText] = [
    .enter: "Enter", .escape: "Esc", .tab: "Tab", .backspace: "Backspace", .up: "↑", .down: "↓", .left: "←",
    .right: "→", .home: "Home", .end: "End", .pageUp: "PgUp", .pageDown: "PgDn", .rune(" "): "Space",
  ]

  package static func of(_ chord: [Key]) -> SafeText { chord.map { of($0) }.joined() }

  package static func of(_ key: Key) -> SafeText {
    var text = names[key.code] ?? SafeText(own: Key(key.code).name)
    if case .function(let number) = key.code { text = "F\(number)" }
    if key.modifiers.contains(.shift) { text = "Shift-" + text }
    if key.modifiers.contains(.alt) { text = "Alt-" + text }
    if key.modifiers.contains(.ctrl) { text = "^" + text }
    return text
  }
}

/// Where the person is, as far as it decides what can be done.
package struct Situation: Sendable, Hashable {
  package var view: ViewName = .fleet
  /// What keys are called in what is said.
  package var keys = KeyNames.standard
  /// Keys move the text of a pane instead of the list.
  package var readsText = false
  package var hasSeveralPanes = false
  /// One finding has the whole screen: there is no list behind it.
  package var isOneFinding = false
  /// Something is under the cursor.
  package var hasCursor = false
  /// Findings are gathered into groups; of the group under the cursor, whether it is folded.
  package var isGrouped = false
  package var group: Fold?
  /// The findings that an act would be about: those marked, else the one under the cursor.
  package var targets = 0
  /// Whether what is listed, or what is under the cursor, has findings that can be written.
  package var exports = true
  /// How many of those are open, acknowledged or suppressed.
  package var open = 0
  package var decided = 0
  /// Of the one finding that an act would be about; nil where there are several, or none.
  package var state: FindingState?
  /// Enter leads somewhere.
  package var leadsOn = false
  /// How many views there are to go back through.
  package var depth = 0
  /// Places that a search found.
  package var matches = 0
  /// Steps to take back, and those taken back.
  package var past = 0
  package var future = 0
  /// There is something that Esc takes back.
  package var isNarrowed = false
  /// The decision under the cursor accepts a risk, now or until it ended.
  package var isSuppression = false
  package var undoable = 0
  package var redoable = 0
  /// Findings that came since the last visit, of what the header counts; nil where this is the first.
  package var new: Int?
  /// Filters that are kept by name.
  package var saved = 0
  /// What was done last; nil where nothing was.
  package var last: Decision.Act?

  package enum Fold: Sendable, Hashable { case folded, unfolded }

  package init() {}

  /// A filter looks for places in a text.
  package var searches: Bool { view == .object || view == .sources }
}
