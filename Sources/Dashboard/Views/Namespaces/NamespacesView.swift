import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// The namespaces of one cluster or of all, the worst on top: scores by area, what is open, and what makes it so.
package struct NamespacesView: View {
  package let name = ViewName.namespaces
  /// The cluster by its id; nil is all of them.
  package let cluster: UntrustedText?
  package private(set) var filter = FilterText()
  package private(set) var list = WindowedList<NamespacesSnapshot.Namespace>()
  package private(set) var reasons: [NamespacesSnapshot.Namespace.ID: AreaReasons] = [:]
  /// Those whose reasons are as the data is now, or were asked for.
  private var explained: Set<NamespacesSnapshot.Namespace.ID> = []
  /// Whom the panel explains: what is under the cursor, or was a moment ago.
  private(set) var shown: NamespacesSnapshot.Namespace.ID?
  /// Why there is no answer; nil where there is one.
  private(set) var failure: Notice?
  private(set) var isAnswered = false
  /// What is open without the filter, and of the platform's alone; as the data was when that was asked.
  private(set) var totals: [NamespacesSnapshot.Namespace.ID: Int] = [:]
  private(set) var platform: [NamespacesSnapshot.Namespace.ID: Int] = [:]
  private var isUntouched = true

  package init(cluster: UntrustedText? = nil) { self.cluster = cluster }

  package let hints: [ActionID] = [.enter, .filter, .areas, .out, .palette, .help]

  package func crumbs(_ context: Context) -> [SafeText] {
    guard let cluster else { return ["namespaces"] }
    return ["fleet", (context.known.cluster(cluster)?.summary.name ?? cluster).safe, "namespaces"]
  }

  package func complaint(about filter: UntrustedText) -> SafeText? {
    do throws(QueryError) {
      _ = try Query(parsing: filter)
      return nil
    } catch { return error.notice.text.safe }
  }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.hasCursor = list.current != nil
    situation.leadsOn = list.current != nil
    // One cluster is what a person came to from the fleet.
    situation.isNarrowed = !filter.kept.isEmpty || cluster != nil
    return situation
  }

  package func cluster(_ context: Context) -> UntrustedText? { cluster ?? list.current?.id.cluster }
  package func home(_ context: Context) -> UntrustedText? { cluster }

  package func chips(_ context: Context) -> [StyledText] {
    guard isAnswered else { return [] }
    let place: SafeText = list.isEmpty ? "0" : "\(CountText.of(list.index + 1))/\(CountText.of(list.total))"
    return [StyledText(place, Style(.dim))]
  }

  /// What was gone into, in the filter language.
  func drill(_ context: Context) -> [Query.Term] {
    let all = context.known.fleet?.clusters ?? []
    return all.first { $0.id == cluster }.map { [.cluster($0, among: all)] } ?? []
  }

  var hasSeveralClusters: Bool { Set(list.rows.map(\.id.cluster)).count > 1 }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    switch event {
    case .appeared, .changed:
      explained = []
      return [ask(context)] + askBeside(context)
    case .resized: list.resize(rows(context))
    case .filtering(let text):
      filter.type(text)
      return [ask(context)]
    case .filtered(let keep): return filter.end(keep: keep) ? [ask(context)] : []
    case .answer(.page, .success(.namespaces(let snapshot))): take(snapshot, context)
    case .answer(.page, .failure(let error)): failure = error.notice
    case .answer(.totals, .success(.namespaces(let snapshot))):
      takeTotals(snapshot)
      return []
    case .answer(.platform, .success(.outline(let outline))):
      platform = Dictionary(
        outline.lines.compactMap(\.group).map {
          (NamespacesSnapshot.Namespace.ID(cluster: $0.id.cluster, namespace: $0.id.value), $0.count)
        }
      ) { first, _ in first }
      return []
    case .answer(.namespace(let id), .success(.page(let page))):
      reasons[id] = AreaReasons(page)
      return []
    case .mouse(let mouse):
      isUntouched = false
      if let edge = NamespacesView.panelStart(context.size), mouse.x >= edge { return [] }
      guard list.point(mouse, line: 1, height: rows(context)) else { return [] }
      return mouse.act == .doubleClick ? act(.enter, context) : [.rest]
    case .action(let id): return act(id, context)
    case .rested: break
    case .edited, .answer, .order, .grouping, .again, .clusterOrder, .acted: return []
    }
    return explain(context)
  }

  private func ask(_ context: Context) -> Intent {
    .ask(.namespaces(NamespacesRequest(query: filter.current, within: Query(drill(context)).text)), .page)
  }

  /// Asks for what stands beside the counts, whatever is filtered.
  private func askBeside(_ context: Context) -> [Intent] {
    let within = Query(drill(context)).text
    let most = 5000
    let platform = OutlineRequest(
      FindingsRequest(
        query: "managed:platform", within: within, states: [.open, .resurfaced],
        window: .init(before: 0, after: most)), by: .namespace)
    // Without a filter the list itself says them.
    let totals: [Intent] =
      filter.current.isEmpty ? [] : [.ask(.namespaces(NamespacesRequest(query: "", within: within)), .totals)]
    return totals + [.ask(.outline(platform), .platform)]
  }

  private mutating func takeTotals(_ snapshot: NamespacesSnapshot) {
    totals = Dictionary(snapshot.namespaces.map { ($0.id, $0.open.listed) }) { first, _ in first }
  }

  /// Whether a word of the filter is in the name.
  private static func isNamed(_ namespace: NamespacesSnapshot.Namespace, by query: Query) -> Bool {
    query.terms.contains { term in
      if case .word(let word) = term.test, !term.isNegated { word.isFound(in: namespace.name) } else { false }
    }
  }

  private mutating func take(_ snapshot: NamespacesSnapshot, _ context: Context) {
    (failure, isAnswered) = (nil, true)
    if filter.current.isEmpty { takeTotals(snapshot) }
    if isUntouched { list.aim(at: nil, index: 0) }
    var sorted = NamespacesView.worstFirst(snapshot.namespaces)
    if !filter.current.isEmpty, let query = try? Query(parsing: filter.current) {
      // Those that are meant by name stand on top; of the others, where nothing matches is not listed.
      let named = sorted.filter { NamespacesView.isNamed($0, by: query) }
      let others = sorted.filter { !NamespacesView.isNamed($0, by: query) }
      sorted = named + others.filter { $0.open.total + $0.acknowledged + $0.suppressed > 0 }
    }
    list.take(total: sorted.count, offset: 0, rows: sorted, height: rows(context))
  }

  /// By what is open; of equals, the one with the lower score, then as they came.
  private static func worstFirst(
    _ all: [NamespacesSnapshot.Namespace]
  ) -> [NamespacesSnapshot.Namespace] {
    let severities = Severity.allCases.filter { $0 > .info }
    let keys = all.map { namespace in
      severities.map { Double(-namespace.open[$0]) } + [namespace.tally.score ?? 101]
    }
    let order = all.indices.sorted { a, b in
      keys[a] == keys[b] ? a < b : keys[a].lexicographicallyPrecedes(keys[b])
    }
    return order.map { all[$0] }
  }

  private mutating func act(_ id: ActionID, _ context: Context) -> [Intent] {
    isUntouched = false
    switch id {
    case .enter: return list.current.map { [.enter(FindingsView(drill: findings($0, context)))] } ?? []
    case .escape where !filter.kept.isEmpty:
      filter.clear()
      return [ask(context)]
    case .close, .out, .escape: return [.leave]
    default:
      list.act(id, height: rows(context))
      return [.rest]
    }
  }

  /// The findings of a namespace.
  private func findings(_ namespace: NamespacesSnapshot.Namespace, _ context: Context) -> Query {
    let all = context.known.fleet?.clusters ?? []
    let cluster = all.first { $0.id == namespace.id.cluster }.map { [Query.Term.cluster($0, among: all)] } ?? []
    return Query(cluster + [Query.Term(.text(.namespace, TextPattern(literal: namespace.name)))])
  }

  /// Brings the panel in line with the cursor, and asks for what explains the namespace.
  private mutating func explain(_ context: Context) -> [Intent] {
    shown = list.current?.id
    guard let namespace = list.current, explained.insert(namespace.id).inserted else { return [] }
    let request = FindingsRequest(
      query: filter.current, within: findings(namespace, context).text, states: [.open, .resurfaced],
      window: .init(before: 0, after: AreaReasons.asked - 1))
    return [.ask(.findings(request), .namespace(namespace.id))]
  }

  /// Where the panel's edge stands beside the list; nil where the panel is below.
  static func panelStart(_ size: Size) -> Int? { size.width >= 200 ? 136 : nil }

  /// Lines of the list without its title.
  func rows(_ context: Context) -> Int { max(1, listHeight(context.size) - 1) }

  /// What the list does not need, the panel may have; it has a third at least where there is room for it at all.
  func listHeight(_ size: Size) -> Int {
    if NamespacesView.panelStart(size) != nil { return size.height }
    guard size.height >= 14 else { return size.height }
    return min(max(list.total, 4) + 2, size.height - size.height / 3)
  }
}
