package import Hardening
import Session
package import TerminalKit
package import TextSafety

/// The twelve areas of one cluster or of all: how good each is, what makes it so, and what evidence is missing.
package struct AreasView: View {
  package let name = ViewName.areas
  package let filter = FilterText()
  /// The cluster by its id; nil is all of them.
  package let cluster: UntrustedText?
  package private(set) var list = WindowedList<AreaRow>()
  package private(set) var reasons: [Area: AreaReasons] = [:]
  /// What the panel explains: what is under the cursor, or was a moment ago.
  private(set) var explained: Area?
  private var isUntouched = true

  package init(cluster: UntrustedText? = nil) { self.cluster = cluster }

  package let hints: [ActionID] = [.enter, .findings, .out, .palette, .help]

  package func crumbs(_ context: Context) -> [SafeText] {
    guard let cluster else { return ["areas"] }
    return ["fleet", (context.known.cluster(cluster)?.summary.name ?? cluster).safe, "areas"]
  }

  package func complaint(about filter: UntrustedText) -> SafeText? { nil }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.hasCursor = list.current != nil
    situation.leadsOn = list.current != nil
    // One cluster is what a person came to from the fleet.
    situation.isNarrowed = cluster != nil
    return situation
  }

  package func cluster(_ context: Context) -> UntrustedText? { cluster }
  package func home(_ context: Context) -> UntrustedText? { cluster }

  package func chips(_ context: Context) -> [StyledText] {
    let judged = list.rows.count { $0.tally.score != nil }
    return list.isEmpty ? [] : [StyledText("\(judged) of \(list.total) areas judged", Style(.dim))]
  }

  /// The clusters that it is about.
  func clusters(_ context: Context) -> [FleetSnapshot.Cluster] {
    (context.known.fleet?.clusters ?? []).filter { cluster == nil || $0.id == cluster }
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    switch event {
    case .appeared, .changed:
      take(context)
      explained = list.current?.area
      return list.rows.filter { $0.tally.failed > 0 }.map { row in
        .ask(.findings(request(row.area, context)), .reasons(cluster: cluster ?? "", row.area))
      }
    case .resized: list.resize(rows(context))
    case .answer(.reasons(_, let area), .success(.page(let page))): reasons[area] = AreaReasons(page)
    case .action(let id): return act(id, context)
    case .rested: explained = list.current?.area
    case .mouse(let mouse):
      isUntouched = false
      if let edge = AreasView.panelStart(context.size), mouse.x >= edge { return [] }
      guard list.point(mouse, line: 1, height: rows(context)) else { return [] }
      return mouse.act == .doubleClick ? act(.enter, context) : [.rest]
    case .edited, .answer, .order, .grouping, .again, .clusterOrder, .acted, .filtering, .filtered: break
    }
    return []
  }

  /// Areas that were judged first: those with what is critical on top, then the lowest score; at last those of which
  /// nothing is known.
  private mutating func take(_ context: Context) {
    let clusters = clusters(context).filter { !$0.isUnread }
    guard !clusters.isEmpty else { return list.take(total: 0, offset: 0, rows: [], height: rows(context)) }
    let sorted = AreaRow.all(of: clusters, today: context.known.fleet?.today ?? 0).sorted { a, b in
      let worst = [a, b].map { $0.worst == .critical ? 0 : 1 }
      return (worst[0], a.tally.score ?? 101, a.area.rawValue) < (worst[1], b.tally.score ?? 101, b.area.rawValue)
    }
    if isUntouched { list.aim(at: nil, index: 0) }
    list.take(total: sorted.count, offset: 0, rows: sorted, height: rows(context))
  }

  private func request(_ area: Area, _ context: Context) -> FindingsRequest {
    let all = context.known.fleet?.clusters ?? []
    if let cluster = all.first(where: { $0.id == cluster }) {
      return AreaReasons.request(cluster, area, among: all)
    }
    return AreaReasons.request(area)
  }

  private mutating func act(_ id: ActionID, _ context: Context) -> [Intent] {
    isUntouched = false
    switch id {
    case .enter:
      guard let row = list.current else { return [] }
      var terms = [Query.Term(.area(row.area))]
      let all = context.known.fleet?.clusters ?? []
      if let cluster = all.first(where: { $0.id == cluster }) { terms.insert(.cluster(cluster, among: all), at: 0) }
      return [.enter(FindingsView(drill: Query(terms)))]
    case .close, .out, .escape: return [.leave]
    default:
      list.act(id, height: rows(context))
      return [.rest]
    }
  }

  /// Where the panel's edge stands beside the list, whose columns end before it; nil where the panel is below.
  static func panelStart(_ size: Size) -> Int? { size.width >= 190 ? 126 : nil }

  /// Lines of the list without its title.
  func rows(_ context: Context) -> Int { max(1, AreasView.listHeight(context.size) - 1) }

  /// All twelve and their title where that leaves some lines for what explains one.
  static func listHeight(_ size: Size) -> Int {
    if panelStart(size) != nil { return size.height }
    let all = 1 + Area.allCases.count
    return size.height >= all + 5 ? all : size.height >= 10 ? size.height - 5 : size.height
  }
}
