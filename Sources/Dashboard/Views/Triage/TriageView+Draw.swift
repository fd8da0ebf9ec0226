import Hardening
import Session
package import TerminalKit
import TextSafety

extension TriageView {
  private static let gutter = 4

  package func draw(into surface: inout Surface, _ context: Context) {
    if list.isEmpty {
      emptyState(context)?.draw(into: &surface, surface.bounds)
      return
    }
    if let x = TriageView.panelStart(surface.bounds.size) {
      let whole = surface.bounds
      surface.within(Rect(x: 0, y: 0, width: x, height: whole.height)) { drawList(into: &$0, context) }
      surface.fill(Rect(x: x, y: 0, width: 1, height: whole.height), glyph: Rule.vertical, Style(.rule))
      surface.within(whole.inset(left: x + 1)) { drawPanel(into: &$0, context) }
      return
    }
    let height = listHeight(surface.bounds.size)
    let (upper, lower) = surface.bounds.splitTop(height)
    surface.within(upper) { drawList(into: &$0, context) }
    guard lower.height > 1 else { return }
    surface.fill(Rect(x: 0, y: height, width: surface.bounds.width, height: 1), glyph: Rule.horizontal, Style(.rule))
    surface.within(lower.inset(top: 1)) { drawPanel(into: &$0, context) }
  }

  private func emptyState(_ context: Context) -> EmptyState? {
    if let failure { return EmptyState("No answer", [failure.text.safe]) }
    guard let answered else { return nil }
    if !filter.current.isEmpty {
      return EmptyState(
        "No decision matches \(filter.current.safe)",
        [
          filter.typed == nil
            ? "\(context.keys[.escape]) takes the filter back, \(context.keys[.filter]) changes it." : "Esc drops it."
        ])
    }
    if !answered.entries.isEmpty {
      let text: SafeText =
        shown == .attention
        ? "Nothing ends within a week or has ended, hides nothing, or is back." : "Everything was taken back."
      return EmptyState(
        shown == .attention ? "Nothing needs a look" : "No decision holds",
        [text, "\(context.keys[.states]) shows the others."])
    }
    if context.known.fleet?.clusters.allSatisfy(\.isUnread) ?? true { return EmptyState.nothingRead(context) }
    return EmptyState(
      "Nothing was decided yet",
      [
        "\(context.keys[.findings]) shows the findings: \(context.keys[.acknowledge]) acknowledges one, \(context.keys[.suppress]) accepts a risk with a reason and an end.",
        "What is decided is listed here: by whom, why, until when.",
      ])
  }

  private func drawList(into surface: inout Surface, _ context: Context) {
    let shown = list.shown(max(0, surface.bounds.height - 1))
    let rows = shown.compactMap { list.row(at: $0) }
    let width = surface.bounds.width
    // A blank is enough between columns where reasons need the room.
    let layout = TableLayout(
      TriageView.columns(rows, width, context), width: width - TriageView.gutter - 1, gap: width < 100 ? 1 : 2)
    layout.drawTitles(into: &surface, x: TriageView.gutter, y: 0)
    for (line, index) in shown.enumerated() {
      guard let row = list.row(at: index) else { continue }
      let sign = row.sign(context)
      surface.draw(sign.text, x: 2, y: line + 1, Style(sign.role))
      layout.draw(TriageView.cells(row, width, context), into: &surface, x: TriageView.gutter, y: line + 1)
      guard index == list.index else { continue }
      surface.draw(context.marks.cursor, x: 0, y: line + 1, Style(.accent))
      surface.back(Rect(x: 0, y: line + 1, width: width, height: 1), with: .rowCursor)
    }
  }

  private static func columns(
    _ rows: [DecisionsSnapshot.Entry], _ width: Int, _ context: Context
  ) -> [TableColumn] {
    let cells = rows.map { TriageView.cells($0, width, context) }
    func widest(_ column: Int, _ least: Int) -> Int { cells.reduce(least) { max($0, $1[column].width) } }
    let isNarrow = width < 100
    return [
      TableColumn("STATUS", minimum: widest(0, 6)), TableColumn("ACT", minimum: widest(1, 3)),
      TableColumn(
        "WHAT", minimum: min(isNarrow ? 12 : 24, widest(2, 4)), ideal: min(44, widest(2, 4)), comesFirst: true),
      // Why is what a decision is judged by: the other columns go before it is cut to nothing. What it is about stands
      // whole beneath the list.
      TableColumn(
        "REASON", minimum: min(width < 80 ? 16 : 26, widest(3, 6)), ideal: widest(3, 6), growth: 1,
        dispensable: 1),
      TableColumn("BY", minimum: min(isNarrow ? 8 : 14, widest(4, 2)), ideal: widest(4, 2), dispensable: 4),
      TableColumn(width < 140 ? "AGE" : "WHEN", minimum: widest(5, 3), width < 140 ? .right : .left, dispensable: 3),
      TableColumn("UNTIL", minimum: widest(6, 5), dispensable: 2),
      TableColumn(isNarrow ? "FIND" : "FINDINGS", minimum: isNarrow ? 4 : 8, .right),
    ]
  }

  private static func cells(_ entry: DecisionsSnapshot.Entry, _ width: Int, _ context: Context) -> [StyledText] {
    let isOver = entry.status == .undone
    let text = Style(isOver ? .resolved : .text)
    let dim = Style(isOver ? .resolved : .dim)
    let status = entry.attention(now: context.now) == nil ? dim : Style(entry.sign(context).role)
    let act = entry.first
    return [
      StyledText(entry.statusText(context), status), StyledText(width < 140 ? entry.shortVerb : entry.verb, dim),
      StyledText(entry.what.safe, text),
      StyledText(act.reason.safe, text), StyledText(act.author.safe, dim),
      StyledText(
        width < 140 ? AgeText.of(seconds: context.now - act.time / 1000) : context.moment(act.time / 1000), dim),
      StyledText(width < 100 ? entry.timeLeft(context) : entry.untilText(context, isBrief: width < 140), dim),
      StyledText(entry.concerned.map { CountText.of($0) } ?? "", text),
    ]
  }

  /// Everything about the decision under the cursor, and the findings that it is about.
  private func drawPanel(into surface: inout Surface, _ context: Context) {
    guard let entry = list.rows.first(where: { $0.id == chosen }) ?? list.current else { return }
    let (width, height) = (surface.bounds.width - 3, surface.bounds.height)
    var lines = DecisionText(entry, context).lines.flatMap { $0.wrapped(to: width) }
    if let findings = findings[entry.id], !findings.checks.isEmpty {
      lines.append(StyledText())
      lines += findings.lines(limit: max(1, height - lines.count), room: width, context)
    }
    for (y, line) in lines.prefix(height).enumerated() { surface.draw(line, x: 2, y: y, width: width) }
  }
}
