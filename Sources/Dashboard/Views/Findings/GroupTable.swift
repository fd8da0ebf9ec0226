import Hardening
import Session
import TerminalKit
import TextSafety

/// The lines of groups, laid out by those that are on the screen.
struct GroupTable {
  private let layout: TableLayout
  private let context: Context

  init(_ groups: [FindingsGroup], width: Int, _ context: Context) {
    self.context = context
    let name = groups.reduce(12) { max($0, GroupText.name($1).width) }
    layout = TableLayout(
      [
        TableColumn("SEV", minimum: context.marks.isASCII ? 7 : 6),
        TableColumn("", minimum: max(16, min(name, 40)), ideal: name),
        TableColumn("FINDINGS", minimum: 8, .right),
        TableColumn("CRIT", minimum: 5, .right, dispensable: 1),
        TableColumn("HIGH", minimum: 5, .right, dispensable: 2),
        TableColumn("MED", minimum: 5, .right, dispensable: 4), TableColumn("LOW", minimum: 5, .right, dispensable: 5),
        TableColumn("", minimum: 9, dispensable: 3),
      ], width: width - FindingsTable.gutter - 3)
  }

  func drawTitles(into surface: inout Surface, _ grouping: OutlineRequest.Grouping) {
    layout.drawTitles(into: &surface, x: FindingsTable.gutter + 2, y: 0)
    guard layout.places.count > 1 else { return }
    let title = SafeText(own: grouping.rawValue.uppercased())
    surface.draw(title, x: FindingsTable.gutter + 2 + layout.places[1].x, y: 0, Style(.columns))
  }

  func draw(_ group: FindingsGroup, isCursor: Bool, isMarked: Bool, into surface: inout Surface, y: Int) {
    if isCursor { surface.draw(context.marks.cursor, x: 0, y: y, Style(.accent)) }
    if isMarked { surface.draw(context.marks.marked, x: 1, y: y, Style(.accent)) }
    let isQuiet = group.open == 0
    let fold = group.isUnfolded ? context.marks.unfolded : context.marks.folded
    surface.draw(fold, x: FindingsTable.gutter, y: y, Style(.accent))
    func number(_ severity: Severity) -> StyledText {
      let count = group.counts[severity]
      return count == 0
        ? StyledText()
        : StyledText(
          "\(context.marks.shape(severity))\(CountText.of(count))", Style(isQuiet ? .acknowledged : severity.role))
    }
    let decided = group.acknowledged + group.suppressed
    let note =
      group.new > 0
      ? StyledText("\(CountText.of(group.new)) new", Style(.new))
      : decided > 0 ? StyledText("\(CountText.of(decided)) decided", Style(.dim)) : StyledText()
    let cells = [
      StyledText(
        context.marks.severity(group.worst), isQuiet ? Style(.acknowledged) : Style(group.worst.role)),
      GroupText.name(group, isQuiet ? Style(.acknowledged) : Style(.text, on: nil, .bold)),
      StyledText(CountText.of(group.count), Style(isQuiet ? .acknowledged : .text)),
      number(.critical), number(.high), number(.medium), number(.low), note,
    ]
    layout.draw(cells, into: &surface, x: FindingsTable.gutter + 2, y: y)
  }
}

/// A group of findings in words.
enum GroupText {
  static func name(_ group: FindingsGroup, _ style: Style = .text) -> StyledText {
    guard !group.title.isEmpty else {
      return StyledText(group.id.grouping == .image ? "(no image)" : "(in no namespace)", Style(.dim))
    }
    var text = StyledText(group.title.safe, style)
    let place = [group.namespace, group.cluster].filter { !$0.isEmpty }.map(\.safe)
    if !place.isEmpty { text.append("  \(place.joined(separator: " · "))", Style(.dim)) }
    return text
  }

  static func title(_ group: FindingsGroup) -> StyledText {
    StyledText("\(own: group.id.grouping.rawValue)  ", Style(.dim)) + name(group, Style(.heading))
  }

  static func paragraphs(_ group: FindingsGroup, _ context: Context) -> [TextPane.Paragraph] {
    var counts = StyledText(CountText.of(group.count, "finding", "findings"), Style(.heading))
    for severity in Severity.allCases where group.counts[severity] > 0 {
      counts.append("   ")
      counts.append(context.marks.severity(severity), Style(severity.role))
      counts.append(" \(CountText.of(group.counts[severity]))")
    }
    var states = StyledText("\(CountText.of(group.open)) open", Style(group.open > 0 ? .text : .dim))
    for (count, word, role) in [
      (group.new, "new", Role.new), (group.acknowledged, "acknowledged", .acknowledged),
      (group.suppressed, "suppressed", .suppressed),
    ] as [(Int, SafeText, Role)] where count > 0 {
      states.append(" · ", Style(.dim))
      states.append("\(CountText.of(count)) \(word)", Style(role))
    }
    let keys: SafeText =
      "What is done here is done to all of them, as the filter leaves them, once it was shown what that changes."
    return [counts, states, StyledText(), StyledText(keys, Style(.dim))].map { TextPane.Paragraph($0) }
  }
}
