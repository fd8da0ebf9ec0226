import Hardening
import Session
package import TerminalKit
import TextSafety

extension AreasView {
  package func draw(into surface: inout Surface, _ context: Context) {
    if list.isEmpty { return EmptyState.nothingRead(context).draw(into: &surface, surface.bounds) }
    if let x = AreasView.panelStart(surface.bounds.size) {
      let (left, right) = surface.bounds.splitLeft(x)
      surface.within(left) { drawList(into: &$0, context) }
      surface.fill(Rect(x: x, y: 0, width: 1, height: right.height), glyph: Rule.vertical, Style(.rule))
      surface.within(right.inset(left: 1)) { drawPanel(into: &$0, context) }
      return
    }
    let height = AreasView.listHeight(surface.bounds.size)
    let (upper, lower) = surface.bounds.splitTop(height)
    surface.within(upper) { drawList(into: &$0, context) }
    guard lower.height > 1 else { return }
    surface.fill(Rect(x: 0, y: height, width: surface.bounds.width, height: 1), glyph: Rule.horizontal, Style(.rule))
    surface.within(lower.inset(top: 1)) { drawPanel(into: &$0, context) }
  }

  /// - Parameter open: columns that the counts of the widest row take.
  private static func columns(open: Int, hasPast: Bool) -> [TableColumn] {
    let title = Area.allCases.reduce(0) { max($0, $1.title.utf8.count) }
    var columns = [
      TableColumn("AREA", minimum: 4), TableColumn("", minimum: title, dispensable: 2),
      TableColumn("SCORE", minimum: 5, .right),
    ]
    if hasPast { columns.append(TableColumn("14 DAYS", minimum: Trend.width, dispensable: 4)) }
    return columns + [
      TableColumn("KNOWN", minimum: 5, .right, dispensable: 5), TableColumn("FAIL", minimum: 5, .right, dispensable: 1),
      TableColumn("PASS", minimum: 5, .right, dispensable: 6),
      TableColumn("UNKN", minimum: 5, .right, dispensable: 3),
      TableColumn("SUPP", minimum: 5, .right, dispensable: 7), TableColumn("OPEN", minimum: max(4, open)),
      TableColumn("WORST", minimum: 12, growth: 1, dispensable: 8),
    ]
  }

  private func drawList(into surface: inout Surface, _ context: Context) {
    let hasPast = list.rows.contains { $0.trend.change != nil }
    let open = list.rows.reduce(0) { max($0, openText($1, context).width) }
    let layout = TableLayout(AreasView.columns(open: open, hasPast: hasPast), width: surface.bounds.width - 3)
    layout.drawTitles(into: &surface, x: 2, y: 0)
    for (line, index) in list.shown(max(0, surface.bounds.height - 1)).enumerated() {
      guard let row = list.row(at: index) else { continue }
      layout.draw(cells(row, hasPast: hasPast, context), into: &surface, x: 2, y: line + 1)
      guard index == list.index else { continue }
      surface.draw(context.marks.cursor, x: 0, y: line + 1, Style(.accent))
      surface.back(Rect(x: 0, y: line + 1, width: surface.bounds.width, height: 1), with: .rowCursor)
    }
  }

  private func openText(_ row: AreaRow, _ context: Context) -> StyledText {
    if row.tally.failed == 0 { return StyledText() }
    return reasons[row.area]?.counts.styled(context.marks) ?? StyledText("…", Style(.dim))
  }

  private func cells(_ row: AreaRow, hasPast: Bool, _ context: Context) -> [StyledText] {
    let tally = row.tally
    func number(_ count: Int, _ role: Role = .text) -> StyledText {
      StyledText(CountText.of(count), Style(count == 0 ? .dim : role))
    }
    let isDark = tally == Tally()
    let known: SafeText = tally.coverage.map { "\(Int(($0 * 100).rounded(.down))) %" } ?? ""
    let worst = reasons[row.area]?.checks.prefix(4).map { SafeText(own: $0.check.name) }.joined(separator: ", ") ?? ""
    let numbers =
      isDark
      ? Array(repeating: StyledText(), count: 4)
      : [
        number(tally.failed), number(tally.passed, .dim), number(tally.unknown, .heatUnknown),
        number(row.suppressed, .dim),
      ]
    return [
      StyledText(SafeText(own: row.area.short), Style(.columns)),
      StyledText(SafeText(own: row.area.title), isDark ? Style(.dim) : .text),
      tally.scored(worst: row.worst, context.marks),
    ] + (hasPast ? [row.trend.text] : []) + [StyledText(known, Style(.dim))] + numbers + [
      openText(row, context), StyledText(worst, Style(.dim)),
    ]
  }

  /// What makes the area under the cursor what it is: its checks, then what could not be judged and why.
  private func drawPanel(into surface: inout Surface, _ context: Context) {
    guard let row = list.rows.first(where: { $0.area == explained }) ?? list.current else { return }
    let height = surface.bounds.height
    var lines = [StyledText(SafeText(own: row.area.title), Style(.heading))]
    let unknown = row.unknownReasons.map { reason in
      StyledText("unknown ×\(CountText.of(reason.count)): \(reason.text)", Style(.heatUnknown))
    }
    let reserved = min(unknown.count, max(1, (height - 1) / 3))
    if row.tally == Tally() {
      lines[0].append("  —  nothing that was read says anything of this", Style(.dim))
      lines.append(StyledText(row.area.feedSentence, Style(.dim)))
    } else if let reasons = reasons[row.area], !reasons.checks.isEmpty {
      lines[0].append("  \(reasons.failText(row.tally))", Style(.dim))
      let limit = max(1, height - 1 - (unknown.isEmpty ? 0 : reserved))
      lines += reasons.lines(limit: limit, room: surface.bounds.width - 3, context)
    } else if row.tally.failed == 0 {
      lines.append(StyledText("Nothing fails here.", Style(.dim)))
    }
    lines += unknown.prefix(max(0, height - lines.count))
    for (y, line) in lines.prefix(height).enumerated() {
      surface.draw(line, x: 2, y: y, width: surface.bounds.width - 3)
    }
  }
}
