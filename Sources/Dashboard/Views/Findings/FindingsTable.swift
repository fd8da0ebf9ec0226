import Hardening
import Session
import TerminalKit
import TextSafety

/// The rows of a list of findings, laid out by what its columns have to hold.
struct FindingsTable {
  /// Columns that hold what was shown of a list so far. They only grow: neither a step nor a form that leaves fewer
  /// lines moves a column.
  struct Widths: Sendable, Hashable {
    private(set) var check = 0
    private(set) var subject = 0
    private(set) var namespace = 0
    private(set) var cluster = 0
    private(set) var age = 0

    init() {}

    /// What stands beneath groups: the same whatever is unfolded, or scrolled.
    static let beneathGroups: Widths = {
      var widths = Widths()
      (widths.check, widths.subject, widths.namespace, widths.cluster, widths.age) = (24, 56, 16, 14, 5)
      return widths
    }()

    mutating func take(_ row: FindingRow, _ context: Context) {
      check = max(check, row.check.name.utf8.count)
      subject = max(subject, row.subject.safe.width + FindingsTable.folded(row).width)
      namespace = max(namespace, row.namespace.safe.width)
      cluster = max(cluster, row.cluster.safe.width)
      age = max(age, context.age(since: row.firstSeen).width)
    }
  }

  /// The cursor, whether it is marked, its state, and a blank.
  static let gutter = 4
  /// Blanks before findings beneath their group.
  private let indent: Int
  private var left: Int { FindingsTable.gutter + indent }

  /// What the columns show, from left to right; `state` is a word for what is not plain.
  private let kinds: [FindingsRequest.Column]
  private let layout: TableLayout
  private let context: Context
  /// What the group above says of the rows already, or in part: dim.
  private let isSubjectKnown: Bool

  /// - Parameters:
  ///   - widths: what columns want; beneath groups it is always the same.
  ///   - grouping: what the groups around the rows say of them already.
  init(
    _ widths: Widths, width: Int, hasClusters: Bool, hasNamespaces: Bool,
    in grouping: OutlineRequest.Grouping? = nil, _ context: Context
  ) {
    let indent = grouping == nil ? 0 : 4
    let widths = grouping == nil ? widths : .beneathGroups
    self.context = context
    self.indent = indent
    isSubjectKnown = grouping == .workload
    let subject = max(7, widths.subject)
    var columns: [(FindingsRequest.Column, TableColumn)] = [
      (.severity, TableColumn("SEV", minimum: context.marks.isASCII ? 7 : 6)),
      (
        .check,
        TableColumn("CHECK", minimum: width < 76 ? 16 : min(21, max(16, widths.check)), ideal: max(5, widths.check))
      ),
      (
        .subject,
        TableColumn(
          "SUBJECT", minimum: width < 72 ? 18 : width < 100 ? 26 : max(26, min(subject, 32)), ideal: subject,
          comesFirst: true)
      ),
    ]
    if hasNamespaces {
      let ideal = max(9, widths.namespace)
      columns.append((.namespace, TableColumn("NAMESPACE", minimum: 9, ideal: ideal, dispensable: 2)))
    }
    if hasClusters {
      let ideal = max(7, widths.cluster)
      columns.append((.cluster, TableColumn("CLUSTER", minimum: 8, ideal: ideal, dispensable: 1)))
    }
    // At the first visit everything was first seen now.
    if context.known.fleet?.lastVisit != nil {
      columns.append((.age, TableColumn("AGE", minimum: max(3, widths.age), .right, dispensable: 4)))
    }
    // The sign before the line says it too: where columns are few, names have the room.
    if width >= 100 { columns.append((.state, TableColumn("", minimum: 4, dispensable: 5))) }
    columns.removeAll { context.known.hiddenColumns.contains($0.0) }
    switch grouping {
    case .check: columns.removeAll { $0.0 == .check }
    case .namespace, .workload: columns.removeAll { $0.0 == .namespace || $0.0 == .cluster }
    case .cluster: columns.removeAll { $0.0 == .cluster }
    case .image, .area, .severity, nil: break
    }
    kinds = columns.map(\.0)
    // A blank is enough between columns where names need the room; beneath groups nothing is titled, and two tell columns
    // apart.
    layout = TableLayout(
      columns.map(\.1), width: width - FindingsTable.gutter - indent - 1, gap: width < 100 && grouping == nil ? 1 : 2)
  }

  /// The column that is drawn at x.
  func column(at x: Int) -> FindingsRequest.Column? {
    let x = x - left
    return layout.places.last { $0.x <= x }.map { kinds[$0.index] }
  }

  /// The titles; the column that the list is sorted by says so.
  func drawTitles(into surface: inout Surface, _ order: FindingsRequest.Order) {
    for place in layout.places {
      let column = layout.columns[place.index]
      surface.draw(
        FindingsTable.title(column, isSorted: kinds[place.index] == order.column, order, place.width, context),
        x: left + place.x, y: 0, width: place.width, column.alignment)
    }
  }

  /// A title; where the list is sorted by its column, with the direction.
  static func title(
    _ column: TableColumn, isSorted: Bool, _ order: FindingsRequest.Order, _ width: Int, _ context: Context
  ) -> StyledText {
    var text = StyledText(column.title, isSorted ? Style(.columns, on: nil, .underline) : Style(.columns))
    if isSorted, width > column.title.width {
      text.append(order.ascending ? context.marks.up : context.marks.down, Style(.columns))
    }
    return text
  }

  func draw(_ row: FindingRow, isCursor: Bool, isMarked: Bool, into surface: inout Surface, y: Int) {
    if isCursor { surface.draw(context.marks.cursor, x: 0, y: y, Style(.accent)) }
    if isMarked { surface.draw(context.marks.marked, x: 1, y: y, Style(.accent)) }
    let note = FindingsTable.note(row)
    surface.draw(context.marks.state(of: row), x: 2, y: y, Style(note.role))
    let faded = row.state.role ?? (row.isStale ? .stale : nil)
    let text = Style(faded ?? .text)
    let dim = Style(faded ?? .dim)
    for place in layout.places {
      let x = left + place.x
      switch kinds[place.index] {
      case .severity:
        surface.draw(
          context.marks.severity(row.severity), x: x, y: y, width: place.width, Style(faded ?? row.severity.role))
      case .check: surface.draw(SafeText(own: row.check.name), x: x, y: y, width: place.width, text)
      case .subject:
        let folded = FindingsTable.folded(row)
        let end = surface.draw(
          SafeText(row.subject, fitting: place.width - folded.width), x: x, y: y, width: place.width,
          isSubjectKnown ? dim : text)
        surface.draw(folded, x: end, y: y, dim)
      case .namespace: surface.draw(SafeText(row.namespace, fitting: place.width), x: x, y: y, dim)
      case .cluster: surface.draw(SafeText(row.cluster, fitting: place.width), x: x, y: y, dim)
      case .age: surface.draw(context.age(since: row.firstSeen), x: x, y: y, width: place.width, dim, .right)
      case .state:
        surface.draw(note.text, x: x, y: y, width: place.width, Style(note.role))
      }
    }
  }

  /// ` (+3)`: what folds beneath it.
  private static func folded(_ row: FindingRow) -> SafeText { row.folded > 0 ? " (+\(row.folded))" : "" }

  /// A word for what is not plain about it.
  private static func note(_ row: FindingRow) -> (text: SafeText, role: Role) {
    if let role = row.state.role { return (row.state.word, role) }
    if row.state == .resurfaced { return (row.state.word, .new) }
    if row.isStale { return ("old", .stale) }
    return row.isNew ? ("new", .new) : ("", .dim)
  }
}
