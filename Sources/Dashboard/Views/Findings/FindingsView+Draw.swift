import Hardening
import Session
package import TerminalKit
package import TextSafety

extension FindingsView {
  package func draw(into surface: inout Surface, _ context: Context) {
    let layout = layout(context)
    if list.isEmpty {
      emptyState(context)?.draw(into: &surface, surface.bounds)
      return
    }
    if let place = layout.list { surface.within(place) { drawList(into: &$0, context) } }
    if let place = layout.rule {
      let style = Style(focus == .detail ? .accent : .rule)
      let glyph = place.width == 1 ? Rule.vertical : Rule.horizontal
      surface.fill(place, glyph: glyph, style)
    }
    if let place = layout.detail { surface.within(place) { drawDetail(into: &$0, context) } }
  }

  private func drawList(into surface: inout Surface, _ context: Context) {
    let height = max(0, surface.bounds.height - 1)
    let shown = list.shown(height)
    let table = table(width: surface.bounds.width, context)
    let groups = grouping.map { GroupTable($0, width: surface.bounds.width, context) }
    if let groups {
      groups.drawTitles(into: &surface, order)
    } else {
      table.drawTitles(into: &surface, order)
    }
    let range = rangeStart.map { rangeIndexes(from: $0) }
    for (line, index) in shown.enumerated() {
      guard let row = list.row(at: index) else { continue }
      let isCursor = index == list.index
      let isMarked = row.finding.map { marked.contains($0.id) } ?? false || range?.contains(index) ?? false
      switch row {
      case .finding(let row): table.draw(row, isCursor: isCursor, isMarked: isMarked, into: &surface, y: line + 1)
      case .group(let row):
        groups?.draw(
          row, isCursor: isCursor, marked: isMarked ? row.count : marks(in: row), into: &surface, y: line + 1)
      }
      let place = Rect(x: 0, y: line + 1, width: surface.bounds.width, height: 1)
      if isCursor {
        surface.back(place, with: focus == .list ? .rowCursor : .rowCursorAway)
      } else if isMarked {
        surface.back(place, with: .rowMarked)
      }
    }
    let words = hiddenWords(context)
    if shown.upperBound == list.total, shown.count + 1 < height, !words.isEmpty {
      surface.draw(
        "not listed, \(context.keys[.filter]) shows it: \(words)", x: FindingsTable.gutter, y: shown.count + 2,
        Style(.dim))
    }
  }

  /// The table as it is drawn, titles included.
  func table(width: Int, _ context: Context) -> FindingsTable {
    FindingsTable(
      widths, width: width, hasClusters: hasSeveralClusters(context),
      hasNamespaces: within.literals(of: .namespace).count != 1, in: grouping, context)
  }

  private func drawDetail(into surface: inout Surface, _ context: Context) {
    guard let line = paneLine else { return }
    let width = surface.bounds.width - 2
    let hidden = pane.hidden
    var more: [SafeText] = []
    if hidden.above > 0 { more.append("\(context.marks.up) \(hidden.above)") }
    if hidden.below > 0 {
      // How to get there, where nobody went yet.
      let key: SafeText = focus == .list && hidden.above == 0 ? " · \(context.keys[.nextPane])" : ""
      more.append("\(context.marks.down) \(CountText.of(hidden.below, "more line", "more lines"))\(key)")
    }
    let scroll = StyledText(more.joined(separator: "  "), Style(focus == .detail ? .accent : .dim))
    let title =
      switch line {
      case .finding(let row): FindingAtHand(row, details).title(context)
      case .group(let group): GroupText.title(group)
      }
    // Marks win over what is under the cursor.
    let isMeant = line.finding.map { marked.contains($0.id) } ?? false
    let meant =
      marked.isEmpty || isMeant
      ? StyledText()
      : StyledText("acts go to the \(CountText.of(marked.count)) marked \(context.marks.marked)  ", Style(.accent))
    surface.draw(meant + title, x: 1, y: 0, width: max(1, width - scroll.width - 2))
    surface.draw(scroll, x: 1, y: 0, width: width, .right)
    pane.draw(into: &surface, surface.bounds.inset(left: 1, top: 1, right: 1))
  }

  package func chips(_ context: Context) -> [StyledText] {
    guard let counts, !isReading else { return [] }
    var chips: [StyledText] = []
    if shown != .undecided { chips.append(StyledText(shown.title, Style(.accent))) }
    let hidden = hiddenText(counts.hidden)
    if !hidden.isEmpty {
      // In few words where there is not room for all; a group's pane and an empty list have them.
      let all = FindingsView.hiddenParts(counts.hidden).reduce(0) { $0 + $1.count }
      let brief: SafeText = "\(CountText.of(all)) hidden"
      chips.append(
        StyledText(hidden.width + 8 <= context.size.width / 2 - 18 ? "hidden: \(hidden)" : brief, Style(.dim)))
    }
    if !marked.isEmpty {
      chips.append(StyledText("\(context.marks.marked) \(CountText.of(marked.count)) marked", Style(.accent)))
    }
    if let gathered {
      let groups = CountText.of(gathered.groups, "group", "groups")
      chips.append(StyledText("\(groups) of \(CountText.of(gathered.findings))", Style(.dim)))
    } else {
      let place: SafeText = list.isEmpty ? "0" : "\(CountText.of(list.index + 1))/\(CountText.of(counts.total))"
      chips.append(StyledText(place, Style(.dim)))
    }
    return chips
  }

  /// What lists leave out, by why; what there is none of included.
  private static func hiddenParts(_ hidden: FindingsPage.Hidden) -> [(count: Int, why: SafeText)] {
    [
      (hidden.acknowledged, "acked"), (hidden.suppressed, "suppressed"), (hidden.resolved, "resolved"),
      (hidden.folded, "folded"), (hidden.platform, "platform"), (hidden.info, "info"),
    ]
  }

  private func hiddenText(_ hidden: FindingsPage.Hidden) -> SafeText {
    FindingsView.hiddenParts(hidden).filter { $0.count > 0 }
      .map { "\(CountText.of($0.count)) \($0.why)" }.joined(separator: " · ")
  }

  package func hiddenWords(_ context: Context) -> SafeText {
    guard let hidden = counts?.hidden else { return "" }
    let parts: [(Int, SafeText)] = [
      (hidden.open, "state:open"), (hidden.acknowledged, "state:acknowledged"),
      (hidden.suppressed, "state:suppressed"), (hidden.resolved, "state:resolved"), (hidden.folded, "is:folded"),
      (hidden.platform, "managed:platform"), (hidden.info, "sev:info"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.1) \(CountText.of($0.0))" }.joined(separator: " · ")
  }

  /// The one area that is asked for and that nothing that was read says anything of; nil where something does.
  private func unjudged(_ context: Context) -> Area? {
    guard let query = try? Query(parsing: whole) else { return nil }
    let areas = query.terms.compactMap { term -> Area? in
      if case .area(let area) = term.test, !term.isNegated { area } else { nil }
    }
    let named = query.literals(of: .cluster)
    let clusters = (context.known.fleet?.clusters ?? []).filter { cluster in
      named.isEmpty || named.contains(cluster.id) || named.contains(cluster.summary.name)
    }
    guard let area = areas.first, areas.count == 1, !clusters.isEmpty else { return nil }
    return clusters.contains { $0.knows(area) } ? nil : area
  }

  func emptyState(_ context: Context) -> EmptyState? {
    if let failure { return EmptyState("No answer", [failure.text.safe]) }
    guard let counts else { return nil }
    if !counts.hasData { return EmptyState.nothingRead(context) }
    let hidden = hiddenText(counts.hidden)
    let words = hiddenWords(context)
    let shownHint: SafeText = hidden.isEmpty ? "" : "Not listed here; \(context.keys[.filter]) shows it: \(words)"
    let place =
      within.isEmpty ? "the fleet" : crumbs(context).dropFirst().joined(separator: " \(context.marks.separator) ")
    if let area = unjudged(context) {
      return EmptyState(
        "Not judged",
        [
          "Nothing that was read says anything of \(own: area.title) (\(own: area.short)).", area.feedSentence,
          "\(context.keys[.sources]) shows the sources, and what is not connected.", shownHint,
        ])
    }
    if !filter.current.isEmpty {
      return EmptyState(
        "No finding in \(place) matches",
        [
          filter.current.safe,
          filter.typed == nil
            ? "\(context.keys[.escape]) takes the filter back, \(context.keys[.filter]) changes it." : "Esc drops it.",
          shownHint,
        ])
    }
    return EmptyState(
      "All clear",
      [
        "Nothing is open in \(place), as far as it could be judged.", shownHint,
        "\(context.keys[.fleet]) shows the fleet, with what is unknown.",
      ])
  }
}
