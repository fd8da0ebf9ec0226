package import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// All clusters by area: a map in which the eye finds the worst cell, and beneath it why that cell is so.
package struct FleetView: View {
  package let name = ViewName.fleet
  package private(set) var filter = FilterText()
  package private(set) var list = WindowedList<FleetSnapshot.Cluster>()
  /// The chosen column; nil is the cluster as a whole.
  package private(set) var area: Area?
  package private(set) var order = ClusterOrder.worst
  /// Nobody did anything here yet: while clusters are read, the cursor stays on the worst.
  private var isUntouched = true
  package private(set) var reasons: [UntrustedText: [Area: AreaReasons]] = [:]
  /// What the panel explains: what is chosen, or was a moment ago.
  private(set) var explained: (cluster: UntrustedText, area: Area?)?

  package init() {}

  package let hints: [ActionID] = [.enter, .findings, .right, .filter, .sort, .sources, .help]

  package func crumbs(_ context: Context) -> [SafeText] { ["fleet"] }

  package func complaint(about filter: UntrustedText) -> SafeText? {
    do throws(QueryError) {
      let query = try Query(parsing: filter)
      for term in query.terms where term.names("") == nil {
        return "clusters are found by name: a word, or cluster:name"
      }
      return nil
    } catch { return error.notice.text.safe }
  }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.hasCursor = list.current != nil
    situation.leadsOn = list.current != nil
    situation.isNarrowed = area != nil || !filter.kept.isEmpty
    return situation
  }

  /// As a whole the fleet is about all clusters; with one under the cursor, about that.
  package func cluster(_ context: Context) -> UntrustedText? { list.current?.id }

  package func chips(_ context: Context) -> [StyledText] {
    guard let fleet = context.known.fleet else { return [] }
    if !filter.current.isEmpty {
      return [StyledText("\(list.total) of \(fleet.clusters.count) clusters", Style(.dim))]
    }
    var open = SeverityCounts()
    for cluster in fleet.clusters {
      for severity in Severity.allCases { open[severity] += cluster.open[severity] }
    }
    return fleet.clusters.count > 1 ? [open.styled(context.marks)] : []
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    switch event {
    case .appeared, .changed:
      take(context)
      return explain(context, anew: true)
    case .resized:
      list.resize(rows(context))
      return []
    case .filtering(let text):
      filter.type(text)
      take(context)
    case .filtered(let keep):
      _ = filter.end(keep: keep)
      take(context)
    case .answer(.reasons(let cluster, let area), .success(.page(let page))):
      reasons[cluster, default: [:]][area] = AreaReasons(page)
      return []
    case .clusterOrder(let order):
      self.order = order
      take(context)
    case .action(let id):
      isUntouched = false
      let before = (list.index, area)
      let intents = act(id, context)
      // A key that is held paints the map alone.
      return intents + ((list.index, area) == before ? explain(context, anew: false) : [.rest])
    case .mouse(let mouse):
      isUntouched = false
      return point(mouse, context)
    case .rested: break
    case .edited, .answer, .order, .grouping, .again, .acted: return []
    }
    return explain(context, anew: false)
  }

  /// Shows the clusters that the filter leaves.
  private mutating func take(_ context: Context) {
    let query = (try? Query(parsing: filter.current)) ?? Query()
    let clusters = (context.known.fleet?.clusters ?? []).filter { cluster in
      query.clauses.allSatisfy { clause in
        clause.tests.contains { Query.Term($0).names(cluster.summary.name) ?? true } != clause.isNegated
      }
    }
    if isUntouched { list.aim(at: nil, index: 0) }
    list.take(
      total: clusters.count, offset: 0, rows: FleetSections.sorted(clusters, order, context), height: rows(context))
  }

  /// A title sorts or chooses its area; a row, with the area that is pointed at, comes under the cursor.
  private mutating func point(_ mouse: Mouse, _ context: Context) -> [Intent] {
    let width = FleetView.panelStart(context.size) ?? context.size.width
    if mouse.x >= width { return [] }
    let layout = FleetLayout(width: width, clusters: list.rows, area: area, hasNew: hasNew(context))
    let isClick = mouse.act == .click || mouse.act == .doubleClick
    let pointed = layout.area(at: mouse.x)
    if isClick, mouse.y == 0 {
      if let pointed {
        area = pointed == area ? nil : pointed
      } else if let order = layout.order(at: mouse.x) {
        self.order = order
        take(context)
      }
      return [.rest]
    }
    var mouse = mouse
    if isClick {
      let shown = list.shown(rows(context))
      guard let index = sections(context).index(at: mouse.y - 1, shown) else { return [] }
      mouse = mouse.from(x: 0, y: mouse.y - (index - shown.lowerBound))
    }
    guard list.point(mouse, line: 0, height: rows(context)) else { return [] }
    if isClick { area = pointed }
    return mouse.act == .doubleClick ? act(.enter, context) : [.rest]
  }

  private mutating func act(_ id: ActionID, _ context: Context) -> [Intent] {
    switch id {
    case .right: area = area.map { Area(rawValue: $0.rawValue + 1) ?? $0 } ?? .application
    case .left: area = area.flatMap { Area(rawValue: $0.rawValue - 1) }
    case .escape:
      if area != nil {
        area = nil
      } else {
        filter.clear()
        take(context)
      }
    case .enter:
      guard let cluster = list.current else { return [] }
      guard let area else { return [.enter(AreasView(cluster: cluster.id))] }
      let terms = [Query.Term.cluster(cluster, among: context.known.fleet?.clusters ?? []), Query.Term(.area(area))]
      return [.enter(FindingsView(drill: Query(terms)))]
    case .sort: return [.open(Menu.clusterSort(order))]
    case .close: return [.leave]
    default: list.act(id, height: rows(context))
    }
    return []
  }

  /// Brings the panel in line with the cursor, and asks for the findings that explain the cluster, as far as they are
  /// not known.
  private mutating func explain(_ context: Context, anew: Bool) -> [Intent] {
    explained = list.current.map { ($0.id, area) }
    guard let cluster = list.current else { return [] }
    return cluster.summary.areas.filter { $0.tally.failed > 0 }
      .filter { anew || reasons[cluster.id]?[$0.area] == nil }
      .map { summary in
        let request = AreaReasons.request(cluster, summary.area, among: context.known.fleet?.clusters ?? [])
        return .ask(.findings(request), .reasons(cluster: cluster.id, summary.area))
      }
  }
}

extension Query.Term {
  /// Whether it names a cluster; nil where it asks for something else.
  fileprivate func names(_ cluster: UntrustedText) -> Bool? {
    switch test {
    case .text(.cluster, let pattern): pattern.matches(cluster)
    case .word(let pattern): pattern.isFound(in: cluster)
    default: nil
    }
  }
}
