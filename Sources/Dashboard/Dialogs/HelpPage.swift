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

  private let keys: KeyMap
  private let title: StyledText

  package init(_ keys: KeyMap, _ situation: Situation, _ marks: Marks) {
    let actions = keys.available(in: situation)
    self.keys = keys
    var title = StyledText("Help", Style(.heading))
    title.append("  the keys in force in \(own: situation.view.rawValue); signs and areas beneath", Style(.dim))
    self.title = title
    groups = Action.Group.allCases.compactMap { group in
      let entries = actions.filter { $0.group == group }.map { action in
        Entry(
          keys: action.keys.map { KeyText.of($0) }.joined(separator: " "), title: action.title, help: action.help,
          reason: action.whyNot(situation))
      }
      return entries.isEmpty ? nil : (group.title, entries)
    }
    groups += [("What asks first", HelpPage.rules(keys)), ("Signs", HelpPage.signs(marks)), ("Areas", HelpPage.areas)]
  }

  private static func rules(_ keys: KeyMap) -> [Entry] {
    [
      Entry(
        keys: "",
        title: "",
        help:
          "An act on several findings shows first what it changes, unless all of them are on the screen and no more than \(FindingsView.many); \(keys[.undo]) takes any act back."
      )
    ]
  }

  private static let areas = Area.allCases.map { area in
    Entry(keys: SafeText(own: area.short), title: "", help: SafeText(own: area.title))
  }

  private static func signs(_ marks: Marks) -> [Entry] {
    let severities = Severity.allCases.map { (marks.severity($0), "severity \(own: $0.rawValue)" as SafeText) }
    let signs: [(SafeText, SafeText)] =
      severities + [
        ("81", "score of an area: 100 is all well, and its colour says it alone: below 40, 60, 75, 90, and better"),
        (marks.shape(.critical).prefix(columns: 1) + "92", "something critical is open in it, however good it is"),
        ("~81", "more than a tenth of it could not be judged"),
        ("—", "nothing that was read says anything of it"),
        (
          "FAIL",
          "verdicts that count in a score: beside what is open also what is acknowledged, folded, the platform's, or a remark. OPEN is what lists show"
        ),
        ("(+4)", "four more findings fold beneath: mend it, and they go too"), ("×4", "four times"),
        (marks.new, "new since the last visit"), (marks.state(.acknowledged), "acknowledged: seen, still open"),
        (marks.state(.resurfaced), "back: it was decided on, and its evidence changed"),
        (marks.state(.suppressed), "suppressed"), (marks.state(.resolved), "resolved: gone at the last reading"),
        (marks.stale, "before a line: old, a part of what it needs was not read lately"), (marks.marked, "marked"),
        (marks.away, "away: the source cannot be read now"),
      ]
    return signs.map { Entry(keys: $0, title: "", help: $1) }
  }

  package var hints: [Hint] { [Hint("Esc", "leave"), Hint("j k", "scroll")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    pane.replace(with: lines(context.size.width - 4).map { TextPane.Paragraph($0) })
    pane.arrange(HelpPage.place(Rect(context.size)).size)
    guard case .key(let key) = event else { return [] }
    switch key.name {
    case "esc", "q", "?", "f1", "enter", "ctrl-c", "backspace": return [.close]
    default:
      if keys.action(.help)?.keys.contains([key]) ?? false { return [.close] }
      if let move = keys.move(key) { pane.act(move) }
      if key.name == "g" { pane.scrollToStart() }
      return []
    }
  }

  private static func place(_ bounds: Rect) -> Rect { bounds.inset(left: 2, top: 1, right: 2) }

  package func draw(into surface: inout Surface, _ context: Context) {
    surface.fill(surface.bounds)
    Overlay.drawTitle(title, into: &surface, Rect(x: 0, y: 0, width: surface.bounds.width, height: 1))
    pane.draw(into: &surface, HelpPage.place(surface.bounds))
    let hidden = pane.hidden
    var more: [SafeText] = []
    if hidden.above > 0 { more.append("\(context.marks.up) \(hidden.above)") }
    if hidden.below > 0 { more.append("\(context.marks.down) \(hidden.below)") }
    surface.draw(
      more.joined(separator: "  "), x: 2, y: 0, width: max(0, surface.bounds.width - 4),
      Style(.accent, on: .overlayTitle),
      .right)
  }

  /// Columns of groups beside each other where there is room, each as long as the others as far as groups allow.
  private func lines(_ width: Int) -> [StyledText] {
    let count = max(1, min(3, width / 56))
    let room = width / count - (count > 1 ? 2 : 0)
    let blocks = groups.map { group in
      [StyledText(group.title, Style(.heading))] + group.entries.flatMap { HelpPage.lines($0, room) } + [StyledText()]
    }
    let total = blocks.reduce(0) { $0 + $1.count }
    var columns: [[StyledText]] = []
    var column: [StyledText] = []
    for block in blocks {
      let isFull = columns.count < count - 1 && column.count + block.count / 2 > total / count
      if isFull, !column.isEmpty {
        columns.append(column)
        column = []
      }
      column += block
    }
    columns.append(column)
    return (0..<columns.reduce(0) { max($0, $1.count) }).map { row in
      var line = StyledText()
      for (place, column) in columns.enumerated() {
        line.append(SafeText(repeating: " ", count: max(0, place * (room + 2) - line.width)))
        if row < column.count { line = line + column[row] }
      }
      return line
    }
  }

  private static func lines(_ entry: Entry, _ width: Int) -> [StyledText] {
    let isDisabled = entry.reason != nil
    var help = StyledText(entry.help, Style(isDisabled ? .disabled : .text))
    if let reason = entry.reason { help.append(" (\(reason))", Style(.disabled)) }
    // What no key or sign stands before is a sentence.
    if entry.keys.isEmpty { return help.wrapped(to: max(10, width - 1)).map { StyledText(" ") + $0 } }
    let keys = StyledText(" \(entry.keys.padded(to: 14)) ", Style(isDisabled ? .disabled : .key))
    let indent = StyledText(SafeText(repeating: " ", count: keys.width))
    return help.wrapped(to: max(10, width - keys.width)).enumerated().map { ($0 == 0 ? keys : indent) + $1 }
  }
}
