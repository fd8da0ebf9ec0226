import Hardening
import Session
import TerminalKit
import TextSafety

extension FleetView {
  /// Beneath the map: the areas of the cluster under the cursor, those with what is critical first, then the lowest score, and what makes them so; or the checks of
  /// the chosen area.
  func drawPanel(into surface: inout Surface, _ context: Context) {
    guard let explained, let cluster = list.rows.first(where: { $0.id == explained.cluster }) ?? list.current
    else { return }
    let size = Size(width: surface.bounds.width - 3, height: surface.bounds.height)
    let lines = explained.area.map { areaLines(cluster, $0, size, context) } ?? clusterLines(cluster, size, context)
    for (y, line) in lines.prefix(size.height).enumerated() {
      surface.draw(line, x: 2, y: y, width: size.width)
    }
  }

  private func clusterLines(_ cluster: FleetSnapshot.Cluster, _ size: Size, _ context: Context) -> [StyledText] {
    var head = StyledText(SafeText(cluster.summary.name), Style(.heading))
    let word: SafeText = "\(CountText.of(cluster.summary.workloads, "workload", "workloads"))"
    head.append("  \(word)", Style(.dim))
    if cluster.acknowledged > 0 { head.append(" · \(CountText.of(cluster.acknowledged)) acknowledged", Style(.dim)) }
    if cluster.suppressed > 0 { head.append(" · \(CountText.of(cluster.suppressed)) suppressed", Style(.dim)) }
    let change = cluster.changeText(today: context.known.fleet?.today ?? 0)
    if !change.isEmpty { head.append(" · \(change)", Style(.dim)) }
    if case .away(let notice) = cluster.state { head.append(" · away: \(notice.why) (\(notice.next))", Style(.away)) }
    if !cluster.summary.complete, !cluster.isAway, !cluster.isUnread {
      head.append(" · read in part: see 0 sources", Style(.warning))
    }
    var lines = [head]
    let judged = cluster.summary.areas.filter { $0.tally.score != nil || $0.tally.failed > 0 }
      .sorted { a, b in
        let worst = [a, b].map { cluster.worst[$0.area] == .critical ? 0 : 1 }
        return (worst[0], a.tally.score ?? 101, a.area.rawValue) < (worst[1], b.tally.score ?? 101, b.area.rawValue)
      }
    if cluster.isUnread { return lines + [StyledText(cluster.stateText(context), Style(.dim))] }
    if cluster.open.listed == 0 {
      lines.append(StyledText("Nothing is open, as far as it could be judged.", Style(.dim)))
    }
    let dark = Area.allCases.filter { area in !judged.contains { $0.area == area } }
    let room = size.height - lines.count - judged.count - (dark.isEmpty ? 0 : 1)
    let shares = shares(cluster, judged, of: room)
    // A blank line above each area, and above those without evidence.
    let isAiry = (shares.map { $0.values.reduce(0, +) } ?? room) + judged.count + (dark.isEmpty ? 0 : 1) <= room
    for summary in judged {
      let share = shares?[summary.area] ?? 0
      if isAiry, share > 0 { lines.append(StyledText()) }
      lines.append(areaLine(cluster, summary, isBrief: share == 0, context))
      lines += checkLines(cluster, summary.area, limit: share, indent: 2, room: size.width, context)
    }
    if !dark.isEmpty {
      if isAiry, shares != nil { lines.append(StyledText()) }
      let names = dark.map { SafeText(own: $0.short) }.joined(separator: " ")
      lines.append(StyledText("—  no evidence: \(names)", Style(.dim)))
    }
    return lines
  }

  /// How many checks of each area there is room for, a line each; nil where it is too little to tell anything.
  private func shares(_ cluster: FleetSnapshot.Cluster, _ areas: [AreaSummary], of room: Int) -> [Area: Int]? {
    var wanted = areas.compactMap { summary in
      reasons[cluster.id]?[summary.area].map { (area: summary.area, count: min(6, $0.checks.count)) }
    }
    guard room >= 2 * wanted.count else { return nil }
    var shares: [Area: Int] = [:]
    var room = room
    while room > 0, !wanted.isEmpty {
      for want in wanted where room > 0 {
        shares[want.area, default: 0] += 1
        room -= 1
      }
      wanted.removeAll { shares[$0.area] ?? 0 >= $0.count }
    }
    return shares
  }

  /// `POD  73  Workload hardening   ▲ 9  ◆ 12`, and in brief what fails: `privileged ×5, host-path-sensitive ×3 …`
  private func areaLine(
    _ cluster: FleetSnapshot.Cluster, _ summary: AreaSummary, isBrief: Bool, _ context: Context
  ) -> StyledText {
    var line = StyledText("\(SafeText(own: summary.area.short).padded(to: 4))", Style(.columns))
    let score = summary.tally.scored(worst: cluster.worst[summary.area], context.marks)
    line.append(SafeText(repeating: " ", count: max(0, 5 - score.width)))
    line = line + score
    line.append("   ")
    let width = Area.allCases.reduce(0) { max($0, $1.title.utf8.count) }
    line.append(SafeText(own: summary.area.title).padded(to: width + 2), Style(isBrief ? .dim : .heading))
    let coverage = summary.tally.coverageText
    guard let reasons = reasons[cluster.id]?[summary.area] else { return line }
    line.append(reasons.counts.styled(context.marks))
    if !coverage.isEmpty { line.append("   \(coverage)", Style(.dim)) }
    guard isBrief else { return line }
    line.append("   ")
    for (place, check) in reasons.checks.prefix(6).enumerated() {
      if place > 0 { line.append(", ") }
      line.append(SafeText(own: check.check.name))
      if check.count > 1 { line.append(" ×\(check.count)", Style(.dim)) }
    }
    if reasons.checks.count > 6 { line.append(" …", Style(.dim)) }
    return line
  }

  /// What fails in an area, names as wide as in all areas of the cluster.
  private func checkLines(
    _ cluster: FleetSnapshot.Cluster, _ area: Area, limit: Int, indent: Int, room: Int, _ context: Context
  ) -> [StyledText] {
    guard let reasons = reasons[cluster.id]?[area] else { return [] }
    let names = (self.reasons[cluster.id] ?? [:]).values.flatMap(\.checks).map(\.check.name.utf8.count)
    return reasons.lines(limit: limit, indent: indent, names: names.max() ?? 0, room: room, context)
  }

  private func areaLines(
    _ cluster: FleetSnapshot.Cluster, _ area: Area, _ size: Size, _ context: Context
  ) -> [StyledText] {
    let summary = cluster.summary.areas.first { $0.area == area } ?? AreaSummary(area: area)
    let tally = summary.tally
    var head = StyledText("\(SafeText(cluster.summary.name))  \(own: area.title)", Style(.heading))
    head.append("  ")
    guard tally != Tally() else {
      head.append("—  nothing that was read says anything of this", Style(.dim))
      return [head] + unknownLines(summary)
    }
    head = head + tally.scored(worst: cluster.worst[area], context.marks)
    let failed = reasons[cluster.id]?[area]?.failText(tally) ?? "FAIL \(CountText.of(tally.failed))"
    let judged: SafeText = "\(failed) · PASS \(CountText.of(tally.passed))"
    head.append("  \(judged)", Style(.dim))
    if tally.unknown > 0 { head.append(" · UNKN \(CountText.of(tally.unknown))", Style(.heatUnknown)) }
    let suppressed = cluster.suppressedByArea[area] ?? 0
    if suppressed > 0 { head.append(" · SUPP \(CountText.of(suppressed))", Style(.dim)) }
    var lines = [head]
    let unknown = unknownLines(summary)
    lines += checkLines(
      cluster, area, limit: max(0, size.height - 1 - unknown.count), indent: 0, room: size.width, context)
    if lines.count == 1, tally.failed == 0 { lines.append(StyledText("Nothing fails here.", Style(.dim))) }
    return lines + unknown
  }

  private func unknownLines(_ summary: AreaSummary) -> [StyledText] {
    summary.unknownReasons.map { StyledText("unknown ×\($0.count): \($0.text)", Style(.heatUnknown)) }
  }
}
