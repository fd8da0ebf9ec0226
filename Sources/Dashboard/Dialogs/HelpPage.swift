import Hardening
package import TerminalKit
import TextSafety

/// All that can be done where the person is, made of the action table: what cannot be done now says why.
package struct HelpPage: Dialog {
  private struct Entry: Sendable {
    var keys: SafeText
    var title: SafeText
    var help: SafeText
    var reason: SafeText?
  }

  private var groups: [(title: SafeText, entries: [Entry])]
  private var pane = TextPane()

  package init(_ actions: [Action], _ situation: Situation, _ marks: Marks) {
    groups = Action.Group.allCases.compactMap { group in
      let entries = actions.filter { $0.group == group }.map { action in
        Entry(
          keys: action.keys.map { KeyText.of($0) }.joined(separator: " "), title: action.title, help: action.help,
          reason: action.whyNot(situation))
      }
      return entries.isEmpty ? nil : (group.title, entries)
    }
    if situation.view == .findings { groups.append(("Signs before a line", HelpPage.signs(marks))) }
  }

  private static func signs(_ marks: Marks) -> [Entry] {
    let signs: [(SafeText, SafeText)] = [
      (marks.new, "new since the last visit"), (marks.state(.acknowledged), "acknowledged"),
      (marks.state(.resurfaced), "back: it was decided on, and its evidence changed"),
      (marks.state(.suppressed), "suppressed"), (marks.state(.resolved), "resolved: gone at the last reading"),
      (marks.stale, "old: a part of what it needs was not read lately"), (marks.marked, "marked"),
    ]
    return signs.map { Entry(keys: $0, title: "", help: $1) }
  }

  package var hints: [Hint] { [Hint("Esc", "leave"), Hint("j k", "scroll")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    pane.replace(with: lines(context.size.width - 4).map { TextPane.Paragraph($0, hanging: 16) })
    pane.arrange(HelpPage.place(Rect(context.size)).size)
    guard case .key(let key) = event else { return [] }
    switch key.name {
    case "esc", "q", "?", "f1", "enter", "ctrl-c", "backspace": return [.close]
    default:
      let move = ActionTable.all.first { $0.group == .move && $0.keys.contains([key]) }
      if let move { pane.act(move.id) }
      if key.name == "g" { pane.scrollToStart() }
      return []
    }
  }

  private static func place(_ bounds: Rect) -> Rect { bounds.inset(left: 2, top: 0, right: 2, bottom: 0) }

  package func draw(into surface: inout Surface, _ context: Context) {
    surface.fill(surface.bounds)
    pane.draw(into: &surface, HelpPage.place(surface.bounds))
    let hidden = pane.hidden
    if hidden.below > 0 {
      let more: SafeText = " \(context.marks.down) \(hidden.below) "
      surface.draw(more, x: 0, y: surface.bounds.height - 1, width: surface.bounds.width - 1, Style(.accent), .right)
    }
  }

  /// Two columns of groups where there is room, else one.
  private func lines(_ width: Int) -> [StyledText] {
    let blocks = groups.map { group in
      [StyledText(group.title, Style(.heading))] + group.entries.map(HelpPage.line) + [StyledText()]
    }
    guard width >= 130 else { return Array(blocks.joined()) }
    // The first two groups are as long as the others together.
    let left = Array(blocks.prefix(2).joined())
    let right = Array(blocks.dropFirst(2).joined())
    let half = width / 2
    return (0..<max(left.count, right.count)).map { row in
      var line = row < left.count ? left[row].truncated(to: half - 2) : StyledText()
      line.append(SafeText(repeating: " ", count: half - line.width))
      return row < right.count ? line + right[row].truncated(to: width - half) : line
    }
  }

  private static func line(_ entry: Entry) -> StyledText {
    let isDisabled = entry.reason != nil
    var line = StyledText(" \(entry.keys.padded(to: 14))", Style(isDisabled ? .disabled : .key))
    line.append(" \(entry.help)", Style(isDisabled ? .disabled : .text))
    if let reason = entry.reason { line.append(" (\(reason))", Style(.disabled)) }
    return line
  }
}
