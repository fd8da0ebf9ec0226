package import Hardening
package import Session
import TerminalKit
package import TextSafety

/// Findings as a list, and everything about the one under the cursor beside it.
package struct FindingsView: View {
  package let name = ViewName.findings
  /// What was gone into to get here: the crumbs.
  package let drill: Query
  package internal(set) var filter: FilterText
  package internal(set) var order = FindingsRequest.Order.standard
  package internal(set) var shown = StatesShown.undecided

  /// What findings are gathered by, and the groups that are unfolded; nil: they are listed one by one.
  package internal(set) var grouping: OutlineRequest.Grouping?
  package internal(set) var unfolded: Set<FindingsGroup.ID> = []
  /// The first lines since they were gathered another way are not here yet: the anchor of the answer is the cursor.
  var isGathering = false

  package internal(set) var list = WindowedList<OutlineLine>()
  package internal(set) var marked = MarkedFindings()
  /// How many of each group are marked, and of which marks that was counted.
  private(set) var markedIn: [FindingsGroup.ID: Int] = [:]
  private var countedMarks: (revision: Int, grouping: OutlineRequest.Grouping?) = (0, nil)
  /// Nobody did anything here yet: while the list fills, the cursor stays on the worst, which comes on top.
  var isUntouched = true
  /// What is to be done again on a group whose findings are asked for.
  var repeated: DecisionRequest?
  /// Where the range begins that `V` marks.
  var rangeStart: (line: OutlineLine.ID, index: Int)?
  /// The last answer but for its rows; nil before the first.
  var counts: FindingsPage?
  /// How many findings and groups there are, where findings are gathered.
  var gathered: (findings: Int, groups: Int)?
  /// A window was asked for and is not answered: asking anew at each step would make every answer a late one.
  var isAsking = false
  /// Why there is no answer.
  var failure: Notice?
  /// The list when the filter began to be typed: what Esc brings back. The panes stay where they are meanwhile.
  var beforeTyping: WindowedList<OutlineLine>?

  /// What the columns hold, for as long as the question is the same.
  var widths = FindingsTable.Widths()
  /// What the rows answer; nil before the first.
  private var question: FindingsRequest?

  package internal(set) var focus = FindingsLayout.Pane.list
  package internal(set) var zoomed: FindingsLayout.Pane?
  var details = DetailCache()
  var groups = GroupCache()
  var pane = TextPane()
  /// Whose text is in the pane: what is under the cursor, or was a moment ago.
  var paneLine: OutlineLine?
  /// The cursor moved, and the pane follows when it has rested: a key that is held paints the list alone.
  var isMoving = false

  /// What was decided on these findings, where they were come to from the decision.
  private let decision: UntrustedText?
  /// The one that is read.
  private var one: FindingRow?

  /// The text of one finding, on the whole screen, where an object's page leads: there is no list behind it.
  let isReading: Bool

  package init(reading row: FindingRow) {
    isReading = true
    decision = nil
    // The same finding has the same id in every cluster.
    drill = Query([
      Query.Term(.text(.cluster, TextPattern(literal: row.id.cluster))), Query.Term(.id(row.id.finding.hex)),
      Query.Term(.severity(.atLeast, .info)), Query.Term(.managed(row.managedBy)),
    ])
    filter = FilterText()
    shown = .all
    isUntouched = false
    (focus, zoomed) = (.detail, .detail)
    one = row
    list.aim(at: .finding(row.id), index: 0)
  }

  package init(drill: Query = Query(), filter: UntrustedText = "") {
    isReading = false
    decision = nil
    self.drill = drill
    self.filter = FilterText(filter)
  }

  /// The findings that a decision is about, whatever their state.
  package init(drill: Query, decision: UntrustedText) {
    isReading = false
    self.decision = decision
    self.drill = drill
    filter = FilterText()
    shown = .all
  }

  package var hints: [ActionID] {
    isReading
      ? [.enter, .acknowledge, .suppress, .patch, .copy, .out, .help]
      : focus == .detail
        ? [.enter, .nextPane, .zoom, .acknowledge, .suppress, .copy, .help]
        : grouping == nil
          ? [.enter, .acknowledge, .suppress, .undo, .mark, .filter, .group, .nextPane, .states, .help]
          : [.acknowledge, .suppress, .undo, .unfold, .fold, .mark, .filter, .group, .help]
  }

  package func crumbs(_ context: Context) -> [SafeText] {
    if let decision { return ["triage", decision.safe] }
    if let one {
      let place = [one.cluster, one.namespace, one.subject].filter { !$0.isEmpty }.map(\.safe)
      return place + [SafeText(own: one.check.name)]
    }
    let within = within
    guard !within.isEmpty else { return ["findings"] }
    return ["fleet"]
      + within.terms.map { term in
        switch term.test {
        case .text(.cluster, let pattern):
          let id = pattern.literal ?? ""
          return (context.known.cluster(id)?.summary.name ?? id).safe
        case .area(let area): return SafeText(own: area.short)
        default: return term.text.safe
        }
      }
  }

  package func cluster(_ context: Context) -> UntrustedText? {
    guard let named = within.literals(of: .cluster).first else { return nil }
    return context.known.fleet?.clusters.first { $0.summary.name == named || $0.id == named }?.id
  }

  package func home(_ context: Context) -> UntrustedText? { cluster(context) }

  package func complaint(about filter: UntrustedText) -> SafeText? {
    do throws(QueryError) {
      _ = try Query(parsing: filter)
      return nil
    } catch { return error.notice.text.safe }
  }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.readsText = focus == .detail
    situation.hasSeveralPanes = !isReading
    situation.isOneFinding = isReading
    situation.hasCursor = list.current != nil
    situation.group = list.current?.group.map { $0.isUnfolded ? .unfolded : .folded }
    situation.isGrouped = grouping != nil
    situation.leadsOn = focus == .detail ? row != nil : list.current != nil
    situation.targets = targets.count
    if marked.isEmpty, let group = list.current?.group {
      situation.targets = group.count
      situation.open = group.open
      situation.decided = group.acknowledged + group.suppressed
    } else if marked.isEmpty {
      let state = row?.state
      situation.open = state == .open || state == .resurfaced ? 1 : 0
      situation.decided = state == .acknowledged || state == .suppressed ? 1 : 0
      situation.state = state
    } else {
      situation.open = marked.count(where: FindingsView.isOpen)
      situation.decided = marked.count(where: FindingsView.isDecided)
    }
    situation.isNarrowed =
      rangeStart != nil || !marked.isEmpty || zoomed != nil || focus == .detail || !filter.kept.isEmpty
      || !drill.isEmpty
    return situation
  }

  static func isOpen(_ state: FindingState) -> Bool { state == .open || state == .resurfaced }
  static func isDecided(_ state: FindingState) -> Bool { state == .acknowledged || state == .suppressed }

  /// The finding under the cursor; nil where that is a group.
  package var row: FindingRow? { list.current?.finding }

  /// What an act is about: the marked findings, else the one under the cursor. Those of a group are asked for first.
  package var targets: [FindingKey] { marked.isEmpty ? row.map { [$0.id] } ?? [] : marked.keys }

  /// What was gone into, but for what the filter says anew: `cluster:` within a cluster goes to the other one.
  var within: Query {
    guard !filter.current.isEmpty, let query = try? Query(parsing: filter.current) else { return drill }
    let named = Set(query.terms.filter { !$0.isNegated }.map(\.test.key))
    return Query(drill.terms.filter { !named.contains($0.test.key) })
  }

  /// What was gone into and the filter as one query.
  var whole: UntrustedText {
    let (within, filter) = (within.text, filter.kept)
    return within.isEmpty ? filter : filter.isEmpty ? within : "\(within) \(filter)"
  }

  /// What the session is asked for a window: the filter, within what was gone into.
  func request(_ window: FindingsRequest.Window) -> FindingsRequest {
    FindingsRequest(query: filter.current, within: within.text, order: order, states: shown.states, window: window)
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    var intents: [Intent] = []
    switch event {
    case .appeared, .changed:
      details.expire()
      groups.expire()
      intents = [ask(context)]
    case .resized:
      list.resize(layout(context).rows)
      widths = FindingsTable.Widths()
    case .edited, .clusterOrder: return []
    case .answer(let purpose, let result):
      // What is answered while the cursor moves must not make it slower.
      intents = answered(purpose, result, context)
      return intents + settle(context)
    case .filtering(let text):
      if filter.typed == nil { beforeTyping = list }
      filter.type(text)
      intents = [ask(context, from: 0)]
    case .filtered(let keep): intents = endFilter(keep: keep, context)
    case .order(let order):
      self.order = order
      intents = [ask(context)]
    case .again(let request): intents = again(request, context)
    case .grouping(let grouping): intents = gather(by: grouping, context)
    case .acted:
      marked.clear()
      rangeStart = nil
      intents = [ask(context)]
    case .action(let id):
      isUntouched = false
      let index = list.index
      intents = act(id, context)
      isMoving = list.index != index
      if isMoving { intents.append(.rest) }
      return intents + settle(context)
    case .mouse(let mouse):
      isUntouched = false
      let index = list.index
      intents = point(mouse, context)
      isMoving = list.index != index && zoomed == nil
      return intents + settle(context)
    case .rested: break
    }
    isMoving = false
    return intents + settle(context)
  }

  private mutating func endFilter(keep: Bool, _ context: Context) -> [Intent] {
    defer { beforeTyping = nil }
    guard filter.end(keep: keep) else {
      measureAnew()
      return []
    }
    if let beforeTyping { list = beforeTyping }
    return [ask(context)]
  }

  /// Forgets what the columns held where the rows answer another question; while a filter is typed they grow.
  private mutating func measureAnew() {
    let question = request(.init(before: 0, after: 0))
    guard question != self.question, filter.typed == nil else { return }
    (self.question, widths) = (question, FindingsTable.Widths())
  }

  func layout(_ context: Context) -> FindingsLayout {
    FindingsLayout(context.size, zoomed: zoomed, wanted: beforeTyping?.total ?? list.total)
  }
}

extension FindingsView {
  /// Asks for the rows around the cursor.
  ///
  /// - Parameter index: where to look when the cursor's row is not among what is asked for; nil is where it was.
  mutating func ask(_ context: Context, from index: Int? = nil) -> Intent {
    isAsking = true
    let rows = max(50, layout(context).rows)
    let anchor = isUntouched ? nil : list.cursor
    var window = FindingsRequest.Window(index: index ?? list.index, before: 2 * rows, after: 3 * rows)
    if let grouping {
      let outline = OutlineRequest(request(window), by: grouping, unfolded: unfolded, anchor: anchor)
      return .ask(.outline(outline), .page)
    }
    if case .finding(let key) = anchor { window.anchor = key }
    return .ask(.findings(request(window)), .page)
  }

  private mutating func answered(
    _ purpose: Slot.Purpose, _ result: Result<SessionAnswer, SessionError>, _ context: Context
  ) -> [Intent] {
    if purpose == .page { isAsking = false }
    switch (purpose, result) {
    case (.page, .success(.page(var page))):
      let rows = page.rows
      page.rows = []
      gathered = nil
      take(page, rows.map { .finding($0) }, context)
      return []
    case (.page, .success(.outline(let outline))):
      gathered = (outline.findings, outline.groups)
      take(outline.page, outline.lines, context)
      return []
    case (.page, .failure(let error)):
      failure = error.notice
      return []
    case (.detail(let key), .success(.detail(let detail))):
      details.take(detail, for: key)
      return []
    case (.detail(let key), .failure(let error)):
      details.take(error.notice, for: key)
      return []
    case (.worst(let id), .success(.outline(let outline))):
      groups.take(outline, of: id)
      return []
    case (.edit, .success(.source(let text))): return [text.edit]
    case (.edit, .failure(let error)): return [.say(Saying(error))]
    case (.members(let id), .success(.page(let page))):
      marked.place(page.rows, in: id)
      return insertMarks(page.rows)
    case (.marks, .success(.page(let page))): return insertMarks(page.rows)
    case (.marks, .success(.outline(let outline))): return mark(outline.lines, context)
    case (.groupMarks(let id), .success(.page(let page))):
      marked.place(page.rows, in: id)
      guard page.rows.allSatisfy({ marked.contains($0.id) }) else { return insertMarks(page.rows) }
      for row in page.rows { marked.toggle(row) }
      return []
    case (.group(let act), .success(.page(let page))): return decide(act, on: page.rows, context)
    case (.groupMarks, .failure(let error)), (.members, .failure(let error)), (.group, .failure(let error)):
      return [.say(Saying(error))]
    case (.marks, .failure(let error)): return [.say(Saying(error))]
    default: return []
    }
  }

  private mutating func take(_ page: FindingsPage, _ lines: [OutlineLine], _ context: Context) {
    counts = page
    measureAnew()
    failure = nil
    if isUntouched {
      list.aim(at: nil, index: 0)
    } else if isGathering {
      // A group is nowhere among other lines: there the worst is under the cursor.
      let line = page.anchor.flatMap { lines.indices.contains($0 - page.offset) ? lines[$0 - page.offset].id : nil }
      list.aim(at: line, index: page.anchor ?? 0)
    } else if let anchor = page.anchor, lines.indices.contains(anchor - page.offset), let id = list.cursor,
      !lines.contains(where: { $0.id == id })
    {
      // The line itself, or the group that it is folded in.
      list.aim(at: lines[anchor - page.offset].id, index: anchor)
    } else if page.anchor == nil, !lines.contains(where: { $0.id == list.cursor }), filter.typed != nil {
      list.aim(at: nil, index: 0)
    }
    isGathering = false
    list.take(total: page.total, offset: page.offset, rows: lines, height: layout(context).rows)
    marked.refresh(lines.compactMap(\.finding))
    placeMarks(lines)
  }

  /// Says of findings that stand beneath a group which one that is.
  private mutating func placeMarks(_ lines: [OutlineLine]) {
    guard !marked.isEmpty || lines.contains(where: { $0.group?.isUnfolded ?? false }) else { return }
    var group: FindingsGroup.ID?
    for line in lines {
      if let head = line.group { group = head.id }
      if let group, let row = line.finding { marked.place([row], in: group) }
    }
  }

  private mutating func countMarks() {
    guard countedMarks != (marked.revision, grouping) else { return }
    countedMarks = (marked.revision, grouping)
    markedIn = grouping.map { marked.counts(by: $0) } ?? [:]
  }

  /// How many findings of a group are marked; where all there are, all of its.
  func marks(in group: FindingsGroup) -> Int {
    if let gathered, !marked.isEmpty, marked.count >= gathered.findings { return group.count }
    return min(group.count, markedIn[group.id] ?? 0)
  }

  /// Brings the pane in line with the cursor, and asks for what is missing.
  private mutating func settle(_ context: Context) -> [Intent] {
    let layout = layout(context)
    list.resize(layout.rows)
    countMarks()
    if grouping == nil, layout.list != nil {
      for index in list.shown(layout.rows) { if let row = list.row(at: index)?.finding { widths.take(row, context) } }
    }
    var intents: [Intent] = []
    if list.needsRows(layout.rows), !isAsking { intents.append(ask(context)) }
    guard !isMoving, let line = list.current else { return intents }
    if let text = layout.text { show(line, text.size, context) }
    // The neighbours too: a step down shows its text at once. Without a place for it, forms ask for it.
    for index in layout.text == nil ? [list.index] : [list.index, list.index + 1, list.index - 1] {
      guard let key = list.row(at: index)?.finding?.id, details.needs(key) else { continue }
      intents.append(.ask(.finding(key), .detail(key)))
    }
    if layout.text != nil, let group = line.group { intents += explain(group) }
    return intents
  }

  /// Puts the text of a line into the pane; until it is answered, the pane stays with the one before, by its name.
  private mutating func show(_ line: OutlineLine, _ size: Size, _ context: Context) {
    let paragraphs: [TextPane.Paragraph]
    switch line {
    case .group(let group):
      let worst = groups[group.id]
      paragraphs = GroupText.paragraphs(group, worst, details, in: size, context)
    case .finding(let row):
      if let detail = details[row.id] {
        paragraphs = DetailText(detail, in: size, context).paragraphs
      } else if let failure = details.failure(of: row.id) {
        paragraphs = [TextPane.Paragraph(StyledText(failure.text.safe, Style(.error)))]
      } else {
        return
      }
    }
    pane.replace(with: paragraphs)
    if paneLine?.id != line.id { pane.scrollToStart() }
    paneLine = line
    pane.arrange(size)
  }
}
