import Hardening
import Session
import TerminalKit
import TextSafety

/// The lines of groups, whose titles stand above the list whatever is under the cursor. Findings that are unfolded beneath
/// have columns of their own, which need none: what is in them says what it is.
struct GroupTable {
  private let layout: TableLayout
  private let context: Context

  /// The title of the names.
  private let grouping: OutlineRequest.Grouping

  /// - Parameter width: alone decides where columns stand: what is unfolded or scrolled moves none of them.
  init(_ grouping: OutlineRequest.Grouping, width: Int, _ context: Context) {
    (self.grouping, self.context) = (grouping, context)
    layout = TableLayout(
      [
        TableColumn("SEV", minimum: context.marks.isASCII ? 7 : 6),
        TableColumn(SafeText(own: grouping.rawValue.uppercased()), minimum: 24, ideal: 52, comesFirst: true),
        TableColumn("FINDINGS", minimum: 8, .right),
        TableColumn("CRIT", minimum: 5, .right, dispensable: 1),
        TableColumn("HIGH", minimum: 5, .right, dispensable: 2),
        TableColumn("MED", minimum: 5, .right, dispensable: 4), TableColumn("LOW", minimum: 5, .right, dispensable: 5),
        TableColumn("NEW", minimum: 5, .right, dispensable: 3),
        TableColumn("DECIDED", minimum: 7, .right, dispensable: 6),
      ], width: width - FindingsTable.gutter - 3)
  }

  /// What the title at x sorts by; nil where it counts.
  func column(at x: Int) -> FindingsRequest.Column? {
    let x = x - FindingsTable.gutter - 2
    switch layout.places.last(where: { $0.x <= x })?.index {
    case 0: return .severity
    case 1: return GroupTable.column(of: grouping)
    default: return nil
    }
  }

  /// The column of findings that has what groups have in common.
  static func column(of grouping: OutlineRequest.Grouping) -> FindingsRequest.Column? {
    switch grouping {
    case .check: .check
    case .namespace: .namespace
    case .workload: .subject
    case .cluster: .cluster
    case .image, .area, .severity: nil
    }
  }

  /// The titles; the column that the list is sorted by says so.
  func drawTitles(into surface: inout Surface, _ order: FindingsRequest.Order) {
    let columns: [FindingsRequest.Column?] = [.severity, GroupTable.column(of: grouping)]
    for place in layout.places {
      let column = layout.columns[place.index]
      let isSorted = columns.indices.contains(place.index) && columns[place.index] == order.column
      surface.draw(
        FindingsTable.title(column, isSorted: isSorted, order, place.width, context),
        x: FindingsTable.gutter + 2 + place.x, y: 0, width: place.width, column.alignment)
    }
  }

  /// - Parameter marked: how many of its findings are.
  func draw(_ group: FindingsGroup, isCursor: Bool, marked: Int, into surface: inout Surface, y: Int) {
    if isCursor { surface.draw(context.marks.cursor, x: 0, y: y, Style(.accent)) }
    if marked > 0 { surface.draw(context.marks.marked, x: 1, y: y, Style(.accent)) }
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
    func note(_ count: Int, _ role: Role) -> StyledText {
      count == 0 ? StyledText() : StyledText(CountText.of(count), Style(role))
    }
    var name = GroupText.name(group, isQuiet ? Style(.acknowledged) : Style(.text, on: nil, .bold))
    if marked > 0, marked < group.count {
      name = StyledText("\(CountText.of(marked))/\(CountText.of(group.count))  ", Style(.accent)) + name
    }
    let cells = [
      StyledText(
        context.marks.severity(group.worst), isQuiet ? Style(.acknowledged) : Style(group.worst.role)),
      name,
      StyledText(CountText.of(group.count), Style(isQuiet ? .acknowledged : .text)),
      number(.critical), number(.high), number(.medium), number(.low), note(group.new, .new),
      note(decided, .dim),
    ]
    layout.draw(cells, into: &surface, x: FindingsTable.gutter + 2, y: y)
  }
}
