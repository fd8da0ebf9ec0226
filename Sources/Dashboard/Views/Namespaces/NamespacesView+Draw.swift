import Hardening
import Session
package import TerminalKit
import TextSafety

extension NamespacesView {
  package func draw(into surface: inout Surface, _ context: Context) {
    if list.isEmpty {
      emptyState(context)?.draw(into: &surface, surface.bounds)
      return
    }
    if let x = NamespacesView.panelStart(surface.bounds.size) {
      let (left, right) = surface.bounds.splitLeft(x)
      surface.within(left) { drawList(into: &$0, context) }
      surface.fill(Rect(x: x, y: 0, width: 1, height: right.height), glyph: Rule.vertical, Style(.rule))
      surface.within(right.inset(left: 1)) { drawPanel(into: &$0, context) }
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
    guard isAnswered else { return nil }
    if !filter.current.isEmpty {
      return EmptyState(
        "No namespace has a finding that matches \(filter.current.safe)",
        [
          filter.typed == nil
            ? "\(context.keys[.escape]) takes the filter back, \(context.keys[.filter]) changes it." : "Esc drops it."
        ])
    }
    return EmptyState.nothingRead(context)
  }

  /// What stands for the namespace of what is in none.
  static let none: SafeText = "(in none)"

  private func title(_ row: NamespacesSnapshot.Namespace) -> SafeText {
    row.name.isEmpty ? NamespacesView.none : row.name.safe
  }

  private func drawList(into surface: inout Surface, _ context: Context) {
    let shown = list.shown(max(0, surface.bounds.height - 1))
    let rows = shown.compactMap { list.row(at: $0) }
    let areas = Area.allCases.filter { area in
      list.rows.contains { $0.areas.contains { $0.area == area && $0.tally != Tally() } }
    }
    let name = rows.reduce(9) { max($0, title($1).width) }
    var columns = [TableColumn("NAMESPACE", minimum: min(name, 16), ideal: name)]
    if hasSeveralClusters {
      columns.append(TableColumn("CLUSTER", minimum: 8, ideal: rows.reduce(8) { max($0, $1.cluster.safe.width) }))
    }
    columns.append(TableColumn("WORKL", minimum: 5, .right, dispensable: 10))
    columns.append(TableColumn("ALL", minimum: 4, .right, dispensable: 4))
    for area in areas { columns.append(TableColumn(SafeText(own: area.short), minimum: 4, .right, dispensable: 6)) }
    columns += [
      TableColumn("CRIT", minimum: 4, .right), TableColumn("HIGH", minimum: 4, .right),
      TableColumn("MED", minimum: 4, .right, dispensable: 8), TableColumn("LOW", minimum: 4, .right, dispensable: 8),
      TableColumn("OPEN", minimum: rows.reduce(4) { max($0, openText($1).width + 1) }, .right),
      TableColumn("PSS", minimum: 10, dispensable: 9), TableColumn("NETPOL", minimum: 6, .right, dispensable: 9),
      TableColumn("QUOTA", minimum: 5, .right, dispensable: 9), TableColumn("NEW", minimum: 5, .right, dispensable: 11),
    ]
    let layout = TableLayout(columns, width: surface.bounds.width - 3, gap: 1)
    layout.drawTitles(into: &surface, x: 2, y: 0)
    for (line, index) in shown.enumerated() {
      guard let row = list.row(at: index) else { continue }
      layout.draw(cells(row, areas, context), into: &surface, x: 2, y: line + 1)
      guard index == list.index else { continue }
      surface.draw(context.marks.cursor, x: 0, y: line + 1, Style(.accent))
      surface.back(Rect(x: 0, y: line + 1, width: surface.bounds.width, height: 1), with: .rowCursor)
    }
  }

  private func cells(
    _ row: NamespacesSnapshot.Namespace, _ areas: [Area], _ context: Context
  ) -> [StyledText] {
    func number(_ count: Int, _ role: Role) -> StyledText {
      StyledText(CountText.of(count), Style(count == 0 ? .dim : role))
    }
    func score(_ tally: Tally) -> StyledText { tally.scored(worst: worst(row), context.marks) }
    var cells = [StyledText(title(row), row.name.isEmpty ? Style(.dim) : .text)]
    if hasSeveralClusters { cells.append(StyledText(row.cluster.safe, Style(.dim))) }
    cells.append(number(row.workloads, .dim))
    cells.append(score(row.tally))
    for area in areas {
      let tally = row.areas.first { $0.area == area }?.tally ?? Tally()
      // What is open is known of the namespace alone: of one area the score says it.
      cells.append(StyledText(tally.scoreText, Style(tally.heat())))
    }
    for severity in Severity.allCases where severity > .info { cells.append(number(row.open[severity], severity.role)) }
    cells.append(openText(row))
    let controls = row.controls
    cells += [NamespacesView.podSecurity(controls), NamespacesView.policies(controls)]
    cells.append(NamespacesView.text(controls.quota))
    let isNew = row.new > 0 && context.known.fleet?.lastVisit != nil
    cells.append(isNew ? StyledText("+\(CountText.of(row.new))", Style(.new)) : StyledText())
    return cells
  }

  /// How many are open: with a filter of all that are; where only the platform's are, how many those are.
  private func openText(_ row: NamespacesSnapshot.Namespace) -> StyledText {
    let open = row.open.listed
    if filter.current.isEmpty, open == 0, let platform = platform[row.id], platform > 0 {
      return StyledText("\(CountText.of(platform)) platform", Style(.dim))
    }
    let text = StyledText(CountText.of(open), Style(open == 0 ? .dim : .text))
    guard !filter.current.isEmpty, let all = totals[row.id] else { return text }
    return text + StyledText(" of \(CountText.of(all))", Style(.dim))
  }

  /// The level that is enforced; a dash where no label names one, `?` where nobody knows, nothing where nothing was judged.
  private static func podSecurity(_ controls: NamespacesSnapshot.Namespace.Controls) -> StyledText {
    let level = controls.enforce.map { SafeText(own: $0.rawValue) }
    switch controls.podSecurity {
    case .pass: return StyledText(level ?? "yes", Style(.dim))
    case .fail: return StyledText(level ?? "—", Style(.warning))
    case .unknown: return StyledText("?", Style(.heatUnknown))
    case .notApplicable, nil: return StyledText()
    }
  }

  /// `yes`, `no`, `?`; a dash where nothing was judged.
  private static func text(_ verdict: Verdict?) -> StyledText {
    switch verdict {
    case .pass: StyledText("yes", Style(.dim))
    case .fail: StyledText("no", Style(.warning))
    case .unknown: StyledText("?", Style(.heatUnknown))
    case .notApplicable, nil: StyledText("—", Style(.dim))
    }
  }

  /// `3/4`: the workloads that network policies restrict, of all; `3/4?` where that is not known of some.
  private static func policies(_ controls: NamespacesSnapshot.Namespace.Controls) -> StyledText {
    let all = controls.restricted + controls.unrestricted + controls.unknown
    if all == 0 { return StyledText("—", Style(.dim)) }
    let doubt: SafeText = controls.unknown > 0 ? "?" : ""
    let text: SafeText = "\(controls.restricted)/\(all)\(doubt)"
    return StyledText(
      text, Style(controls.unrestricted > 0 ? .warning : controls.unknown > 0 ? .heatUnknown : .dim))
  }

  /// `Pod Security enforce baseline, warn restricted · quota yes · netpol on 3/4 workloads`
  private static func text(_ controls: NamespacesSnapshot.Namespace.Controls) -> StyledText {
    let enforced = podSecurity(controls)
    var text =
      StyledText("Pod Security enforce ", Style(.dim)) + (enforced.isEmpty ? StyledText("—", Style(.dim)) : enforced)
    for (mode, level) in [("warn", controls.warn), ("audit", controls.audit)] {
      if let level { text.append(", \(own: mode) \(own: level.rawValue)", Style(.dim)) }
    }
    text = text + StyledText(" · quota ", Style(.dim)) + self.text(controls.quota)
    text = text + StyledText(" · netpol on ", Style(.dim)) + policies(controls)
    return text + StyledText(" workloads", Style(.dim))
  }

  private func worst(_ row: NamespacesSnapshot.Namespace) -> Severity? {
    Severity.allCases.first { row.open[$0] > 0 }
  }

  /// What is open in the namespace under the cursor, by check.
  private func drawPanel(into surface: inout Surface, _ context: Context) {
    guard let row = list.rows.first(where: { $0.id == shown }) ?? list.current else { return }
    var head = StyledText(title(row), Style(.heading))
    head.append("  \(row.cluster)", Style(.dim))
    if row.acknowledged > 0 { head.append(" · \(CountText.of(row.acknowledged)) acknowledged", Style(.dim)) }
    if row.suppressed > 0 { head.append(" · \(CountText.of(row.suppressed)) suppressed", Style(.dim)) }
    var lines = [head]
    if !row.name.isEmpty { lines += NamespacesView.text(row.controls).wrapped(to: surface.bounds.width - 3) }
    if let reasons = reasons[row.id] {
      lines += reasons.lines(
        limit: max(1, surface.bounds.height - lines.count), room: surface.bounds.width - 3, context)
      if reasons.checks.isEmpty {
        lines.append(StyledText("Nothing is open, as far as it could be judged.", Style(.dim)))
      }
    }
    for (y, line) in lines.prefix(surface.bounds.height).enumerated() {
      surface.draw(line, x: 2, y: y, width: surface.bounds.width - 3)
    }
  }
}
