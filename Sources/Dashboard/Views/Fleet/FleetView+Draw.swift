import Hardening
import Session
package import TerminalKit
import TextSafety

extension FleetView {
  package func draw(into surface: inout Surface, _ context: Context) {
    guard let empty = emptyState(context) else {
      guard let x = FleetView.panelStart(surface.bounds.size) else { return drawMap(into: &surface, context) }
      let (left, right) = surface.bounds.splitLeft(x)
      surface.within(left) { drawMap(into: &$0, context) }
      surface.fill(Rect(x: x, y: 0, width: 1, height: right.height), glyph: Rule.vertical, Style(.rule))
      return surface.within(right.inset(left: 1)) { drawPanel(into: &$0, context) }
    }
    empty.draw(into: &surface, surface.bounds)
  }

  private func emptyState(_ context: Context) -> EmptyState? {
    guard list.isEmpty else { return nil }
    if !filter.current.isEmpty, !(context.known.fleet?.clusters.isEmpty ?? true) {
      return EmptyState(
        "No cluster matches \(filter.current.safe)",
        [
          "The filter hides all \(CountText.of(context.known.fleet?.clusters.count ?? 0, "cluster", "clusters")).",
          filter.typed == nil
            ? "\(context.keys[.escape]) takes it back, \(context.keys[.filter]) changes it." : "Esc drops it.",
        ])
    }
    return EmptyState.nothingRead(context)
  }

  private func drawMap(into surface: inout Surface, _ context: Context) {
    let layout = FleetLayout(
      width: surface.bounds.width, clusters: list.rows, area: area, hasNew: hasNew(context))
    drawTitles(into: &surface, layout)
    let height = rows(context)
    let lines = sections(context).lines(list.shown(height))
    for (y, line) in lines.enumerated() {
      switch line {
      case .title(let title): surface.draw(title, x: 1, y: y + 1, Style(.dim))
      case .cluster(let index):
        guard let cluster = list.row(at: index) else { continue }
        surface.within(Rect(x: 0, y: y + 1, width: surface.bounds.width, height: 1)) { row in
          drawRow(cluster, isCursor: index == list.index, into: &row, layout, context)
        }
      }
    }
    guard let panel = panelHeight(context) else { return }
    let top = min(surface.bounds.height - panel - 1, 1 + max(1, lines.count) + 1)
    surface.fill(
      Rect(x: 0, y: top, width: surface.bounds.width, height: 1), glyph: Rule.horizontal, Style(.rule))
    surface.within(Rect(x: 0, y: top + 1, width: surface.bounds.width, height: surface.bounds.height - top - 1)) {
      drawPanel(into: &$0, context)
    }
  }

  /// Something came since the last visit.
  func hasNew(_ context: Context) -> Bool {
    context.known.fleet?.lastVisit != nil && list.rows.contains { $0.new > 0 }
  }

  private func drawTitles(into surface: inout Surface, _ layout: FleetLayout) {
    let name = order == .name ? Style(.columns, on: nil, .underline) : Style(.columns)
    surface.draw("CLUSTER", x: 2, y: 0, width: layout.nameWidth, name)
    if let x = layout.versionX { surface.draw("VERSION", x: x, y: 0, Style(.columns)) }
    if let x = layout.workloadsX { surface.draw("WORKLOADS", x: x, y: 0, width: 9, Style(.columns), .right) }
    for (place, column) in layout.areas.enumerated() {
      let x = layout.areasX + place * layout.areaWidth
      let title = SafeText(own: column.short)
      let style = column == area ? Style(.accent, on: nil, [.bold, .underline]) : Style(.columns)
      surface.draw(title, x: x + layout.areaWidth - title.width, y: 0, style)
    }
    for count in layout.counts {
      let isSorted = order == .worst && count.severity == .critical
      let style = isSorted ? Style(.columns, on: nil, .underline) : Style(.columns)
      surface.draw(count.title, x: count.x, y: 0, width: count.width, style, .right)
    }
  }

  private func drawRow(
    _ cluster: FleetSnapshot.Cluster, isCursor: Bool, into row: inout Surface, _ layout: FleetLayout, _ context: Context
  ) {
    let isAway = cluster.isAway
    let plain = isAway ? Style(.away) : .text
    let mark = isAway ? context.marks.away : " "
    row.draw(mark, x: 1, y: 0, Style(.away))
    row.draw(SafeText(cluster.summary.name, fitting: layout.nameWidth), x: 2, y: 0, plain)
    if let x = layout.versionX { row.draw(cluster.summary.version.safe, x: x, y: 0, width: 9, Style(.dim)) }
    if let x = layout.workloadsX {
      row.draw(CountText.of(cluster.summary.workloads), x: x, y: 0, width: 9, Style(.dim), .right)
    }
    let tallies = Dictionary(cluster.summary.areas.map { ($0.area, $0.tally) }) { first, _ in first }
    for (place, column) in layout.areas.enumerated() {
      let tally = tallies[column] ?? Tally()
      let x = layout.areasX + place * layout.areaWidth
      var style = isAway ? Style(.away) : Style(tally.heat())
      if isCursor, column == area { style = style.with([.bold, .underline]) }
      let text = tally.scored(worst: isAway ? nil : cluster.worst[column], context.marks, style)
      row.draw(text, x: x + layout.areaWidth - text.width, y: 0)
    }
    if cluster.isUnread {
      row.draw(cluster.stateText(context), x: layout.countsX + 2, y: 0, Style(.dim))
    } else {
      for count in layout.counts {
        let number = count.isNew ? cluster.new : count.severity.map { cluster.open[$0] } ?? cluster.open.listed
        let role: Role = number == 0 ? .dim : count.isNew ? .new : count.severity?.role ?? .text
        let style = isAway ? Style(.away) : Style(role)
        row.draw(CountText.of(number), x: count.x, y: 0, width: count.width, style, .right)
      }
      let note = cluster.note(context)
      // A word of it at least: the panel says it all.
      if !note.isEmpty, row.bounds.width >= layout.end + 8 { row.draw(note, x: layout.end + 2, y: 0) }
    }
    if isCursor {
      row.draw(context.marks.cursor, x: 0, y: 0, Style(.accent))
      row.back(row.bounds, with: .rowCursor)
    }
  }
}

extension FleetSnapshot.Cluster {
  var isAway: Bool { if case .away = state { true } else { false } }

  /// What is shown of it is what there is now.
  var isFollowed: Bool { if case .followed = state { true } else { false } }

  /// Nothing of it can be shown yet.
  var isUnread: Bool {
    switch state {
    case .neverRead: true
    case .reading: summary.areas.allSatisfy { $0.tally == Tally() }
    case .current, .followed, .away: false
    }
  }

  /// How it is, where that is not plain.
  func stateText(_ context: Context) -> SafeText {
    switch state {
    case .neverRead: "not read yet"
    case .reading(let progress): progress.text
    case .current, .followed: ""
    case .away(let notice): "away: \(notice.why)"
    }
  }

  /// What stands behind the counts: news, and why it is away.
  func note(_ context: Context) -> StyledText {
    switch state {
    case .away, .reading: StyledText(stateText(context), Style(.dim))
    case .current, .followed, .neverRead:
      new > 0 && context.known.fleet?.lastVisit != nil
        ? StyledText("\(CountText.of(new)) new", Style(.new)) : StyledText()
    }
  }
}

extension SourceProgress {
  /// `reading 3/7 files`
  var text: SafeText {
    guard let all else { return "reading \(CountText.of(done)) \(unit)" }
    return "reading \(CountText.of(done))/\(CountText.of(all)) \(unit)"
  }
}
