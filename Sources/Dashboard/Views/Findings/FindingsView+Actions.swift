import Hardening
import Session
package import TerminalKit
import TextSafety

extension FindingsView {
  /// An act on more findings than this shows first what it changes.
  static let many = 10

  /// The one rule of what asks: an act on several findings, unless all of them are on the screen and no more than ten.
  private func asks(about keys: [FindingKey], _ context: Context) -> Bool {
    guard keys.count > 1 else { return false }
    guard keys.count <= FindingsView.many else { return true }
    let layout = layout(context)
    let shown = layout.list == nil ? 0..<0 : list.shown(layout.rows)
    let seen = Set(shown.compactMap { list.row(at: $0)?.finding?.id })
    return !seen.isSuperset(of: keys)
  }

  /// Acts that are about findings: marked ones, all of a group, or the one under the cursor.
  private static let onTargets: Set<ActionID> = [.acknowledge, .reopen, .suppress, .note, .patch]

  mutating func act(_ id: ActionID, _ context: Context) -> [Intent] {
    // What is done while a range is open is done to the range.
    if rangeStart != nil, FindingsView.onTargets.contains(id), let line = list.current {
      let intents = markRange(to: line, context)
      // Where its lines are not all at hand, they are marked first, to be seen.
      if intents.contains(where: { if case .ask = $0 { true } else { false } }) { return intents }
    }
    if FindingsView.onTargets.contains(id), marked.isEmpty, let group = list.current?.group {
      return [.ask(.members(group.id, request(.init(before: 0, after: 0))), .group(id))]
    }
    switch id {
    case .acknowledge: return decide(.acknowledge, where: FindingsView.isOpen, otherwise: "not open", context)
    case .reopen: return decide(.reopen, where: FindingsView.isDecided, otherwise: "not decided on", context)
    case .suppress: return [.open(SuppressForm(suppressed(context), context))]
    case .note:
      if marked.isEmpty, let row { return [.open(FindingAtHand(row, details).note)] }
      return [.open(FieldsForm.note(targets, about: CountText.of(targets.count, "finding", "findings")))]
    case .mark, .markRange, .markAll: return mark(id, context)
    case .group: return [.open(Menu.grouping(grouping, hasClusters: hasSeveralClusters(context)))]
    case .fold, .unfold: return fold(id == .fold, context)
    case .enter where list.current?.group != nil: return fold(list.current?.group?.isUnfolded ?? false, context)
    case .sort: return [.open(Menu.sort(order, hasClusters: hasSeveralClusters(context)))]
    case .columns: return [.open(ColumnsMenu(hidden: context.known.hiddenColumns))]
    case .states:
      shown = shown.next
      return [.say(Saying("showing \(shown.title)")), ask(context)]
    case .copy: return row.map { [.open(FindingAtHand($0, details).copyMenu)] } ?? []
    case .references: return row.map { FindingAtHand($0, details).references } ?? []
    case .patch: return [.open(PatchPage(targets))]
    case .export: return [.open(exportMenu(context))]
    case .object: return row.map { [.enter(ObjectView($0, from: crumbs(context)))] } ?? []
    case .edit: return row.map { [.ask(.source($0.id), .edit)] } ?? []
    // From the page to the text, and on to the document: always farther in.
    case .enter where isReading: return row.map { [.enter(ObjectView($0, from: crumbs(context)))] } ?? []
    case .enter: return row.map { [.enter(WorkloadView($0))] } ?? []
    case .nextPane where !isReading: switchPane(context)
    case .zoom where !isReading:
      zoomed = zoomed == nil ? focus : nil
      // Where there is room for one pane alone, that is the list again.
      if zoomed == nil, layout(context).detail == nil { focus = .list }
    case .escape, .out, .close: return back(id, context)
    default: move(id, context)
    }
    return []
  }

  /// Decides on those of the marked findings that the act is for, or on the one under the cursor.
  private func decide(
    _ act: Decision.Act, where isMeant: (FindingState) -> Bool, otherwise: SafeText, _ context: Context
  ) -> [Intent] {
    let meant = marked.isEmpty ? targets : marked.keys(where: isMeant)
    return decide(
      act, on: meant, marked.counts(where: isMeant), leaving: targets.count - meant.count, otherwise, context)
  }

  private func decide(
    _ act: Decision.Act, on meant: [FindingKey], _ counts: SeverityCounts, leaving others: Int, _ otherwise: SafeText,
    _ context: Context
  ) -> [Intent] {
    let request = DecisionRequest(act: act, targets: meant)
    var remark: SafeText = ""
    let verb: SafeText = others == 1 ? "was" : "were"
    if others > 0 { remark = " · \(CountText.of(others)) \(verb) \(otherwise)" }
    if asks(about: meant, context) { return [.open(ActSheet(request, remark: remark, counts: counts))] }
    return [.remark(remark), .ask(.decide(request), .decide)]
  }

  /// What was done last, on what is marked or under the cursor: a suppression as far as it reached, with its reason and
  /// its end.
  mutating func again(_ request: DecisionRequest, _ context: Context) -> [Intent] {
    switch request.act {
    case .acknowledge: return act(.acknowledge, context)
    case .reopen: return act(.reopen, context)
    case .suppress, .note, .undo: break
    }
    if marked.isEmpty, let group = list.current?.group {
      repeated = request
      return [.ask(.members(group.id, self.request(.init(before: 0, after: 0))), .group(.again))]
    }
    var request = request
    request.targets = targets
    return perform(request, marked.counts, context)
  }

  private func perform(
    _ request: DecisionRequest, _ counts: SeverityCounts, _ context: Context
  ) -> [Intent] {
    asks(about: request.targets, context)
      ? [.open(ActSheet(request, counts: counts))] : [.ask(.decide(request), .decide)]
  }

  /// An act on the findings of a group, which are at hand now.
  func decide(_ id: ActionID, on rows: [FindingRow], _ context: Context) -> [Intent] {
    guard !rows.isEmpty else { return [.say(Saying("the group is gone", .warning))] }
    switch id {
    case .patch: return [.open(PatchPage(rows.map(\.id)))]
    case .again:
      guard var request = repeated else { return [] }
      request.targets = rows.map(\.id)
      return perform(request, SeverityCounts(of: rows), context)
    case .acknowledge, .reopen:
      let isMeant = id == .acknowledge ? FindingsView.isOpen : FindingsView.isDecided
      let meant = rows.filter { isMeant($0.state) }
      return decide(
        id == .acknowledge ? .acknowledge : .reopen, on: meant.map(\.id), SeverityCounts(of: meant),
        leaving: rows.count - meant.count,
        id == .acknowledge ? "not open" : "not decided on", context)
    case .note:
      return [.open(FieldsForm.note(rows.map(\.id), about: CountText.of(rows.count, "finding", "findings")))]
    default:
      var subject = subject(of: rows.map(\.id), context)
      subject.what = ""
      return [.open(SuppressForm(subject, context))]
    }
  }

  private mutating func move(_ id: ActionID, _ context: Context) {
    guard focus == .detail else {
      list.act(id, height: layout(context).rows)
      return
    }
    pane.act(id)
  }

  private mutating func switchPane(_ context: Context) {
    focus = focus == .list ? .detail : .list
    // Where there is room for one pane alone, the other comes in its place.
    if zoomed != nil || layout(context).detail == nil { zoomed = focus == .list ? nil : focus }
  }

  /// One step back: what was opened last, then marks, filter and drill.
  private mutating func back(_ id: ActionID, _ context: Context) -> [Intent] {
    if id == .escape, rangeStart != nil || !marked.isEmpty {
      rangeStart = nil
      marked.clear()
      return []
    }
    if isReading { return [.leave] }
    if zoomed != nil || focus == .detail {
      zoomed = nil
      focus = .list
      return []
    }
    if id == .escape, !filter.kept.isEmpty {
      filter.clear()
      return [ask(context)]
    }
    return [.leave]
  }

  private mutating func mark(_ id: ActionID, _ context: Context) -> [Intent] {
    guard let line = list.current else { return [] }
    switch id {
    case .markRange: return markRange(to: line, context)
    case .markAll:
      let total = gathered?.findings ?? list.total
      if !marked.isEmpty, marked.count >= total {
        marked.clear()
        return []
      }
      return [.ask(.findings(request(.init(before: 0, after: max(0, total - 1)))), .marks)]
    default:
      guard let row = line.finding else {
        list.move(by: 1, height: layout(context).rows)
        return line.group.map { [askForMembers($0.id)] } ?? []
      }
      marked.toggle(row)
      list.move(by: 1, height: layout(context).rows)
      return []
    }
  }

  private mutating func markRange(to line: OutlineLine, _ context: Context) -> [Intent] {
    guard let start = rangeStart else {
      rangeStart = (line.id, list.index)
      return [.say(Saying("range begun: move, then \(context.keys[.markRange]) again"))]
    }
    rangeStart = nil
    let range = rangeIndexes(from: start)
    let lines = range.compactMap { list.row(at: $0) }
    if lines.count == range.count { return mark(lines, context) }
    let window = FindingsRequest.Window(index: range.lowerBound, before: 0, after: max(0, range.count - 1))
    guard let grouping else { return [.ask(.findings(request(window)), .marks)] }
    return [.ask(.outline(OutlineRequest(request(window), by: grouping, unfolded: unfolded)), .marks)]
  }

  /// Marks the findings of some lines; those of folded groups are asked for.
  mutating func mark(_ lines: [OutlineLine], _ context: Context) -> [Intent] {
    let folded = lines.compactMap(\.group).filter { !$0.isUnfolded }
    return insertMarks(lines.compactMap(\.finding))
      + folded.map { .ask(.members($0.id, request(.init(before: 0, after: 0))), .members($0.id)) }
  }

  private func askForMembers(_ group: FindingsGroup.ID) -> Intent {
    .ask(.members(group, request(.init(before: 0, after: 0))), .groupMarks(group))
  }

  mutating func insertMarks(_ rows: [FindingRow]) -> [Intent] {
    for row in rows { marked.insert(row) }
    // The right end of the status line says how many: what can be done with them is what comes next.
    return []
  }

  /// The indexes between the start of a range, wherever it stands now, and the cursor.
  func rangeIndexes(from start: (line: OutlineLine.ID, index: Int)) -> Range<Int> {
    let place = list.rows.firstIndex { $0.id == start.line }.map { $0 + list.offset } ?? start.index
    let (first, last) = (min(place, list.index), max(place, list.index))
    return max(0, first)..<min(list.total, last + 1)
  }

  /// What the form of a suppression is about.
  private func suppressed(_ context: Context) -> SuppressForm.Subject {
    if marked.isEmpty, let row { return FindingAtHand(row, details).suppression(context) }
    return subject(of: targets, context)
  }

  private func subject(of targets: [FindingKey], _ context: Context) -> SuppressForm.Subject {
    let names = Set(targets.map(\.cluster)).map {
      (context.known.cluster($0)?.summary.name ?? $0).safe.description
    }.sorted()
    return SuppressForm.Subject(
      targets: targets, check: nil, subject: nil, object: nil, namespace: nil, image: nil,
      clusters: names.map { SafeText(own: $0) }, groups: context.known.groups(ofAll: targets))
  }

  func hasSeveralClusters(_ context: Context) -> Bool {
    let named = within.literals(of: .cluster)
    return named.count != 1 && (context.known.fleet?.clusters.count ?? 0) > 1
  }
}

extension FindingsView {
  /// A title sorts; a row comes under the cursor; a pane that is pointed at is the one that keys go to.
  mutating func point(_ mouse: Mouse, _ context: Context) -> [Intent] {
    let layout = layout(context)
    let point = Point(x: mouse.x, y: mouse.y)
    if let place = layout.detail, place.contains(point) {
      if mouse.act == .click { focus = .detail }
      pane.point(mouse)
      return []
    }
    guard let place = layout.list, place.contains(point), !list.isEmpty else { return [] }
    let mouse = mouse.from(x: place.x, y: place.y)
    if mouse.y == 0, mouse.act == .click {
      let pointed =
        grouping.map { GroupTable($0, width: place.width, context).column(at: mouse.x) }
        ?? table(width: place.width, context).column(at: mouse.x)
      guard let column = pointed else { return [] }
      let isWorstFirst = column == .severity
      order =
        column == order.column
        ? FindingsRequest.Order(column, ascending: !order.ascending)
        : FindingsRequest.Order(column, ascending: !isWorstFirst)
      return [ask(context)]
    }
    guard list.point(mouse, line: 1, height: layout.rows) else { return [] }
    focus = .list
    return mouse.act == .doubleClick ? act(.enter, context) : [.rest]
  }
}

extension TextPane {
  /// The wheel scrolls.
  package mutating func point(_ mouse: Mouse) {
    switch mouse.act {
    case .wheelUp: scroll(by: -3)
    case .wheelDown: scroll(by: 3)
    case .click, .doubleClick: break
    }
  }

  /// What the actions of the group «Move» do to a text.
  package mutating func act(_ id: ActionID) {
    switch id {
    case .down: scroll(by: 1)
    case .up: scroll(by: -1)
    case .top: scrollToStart()
    case .bottom: scrollToEnd()
    case .halfDown: scroll(by: 8)
    case .halfUp: scroll(by: -8)
    case .pageDown: scroll(byPages: 1)
    case .pageUp: scroll(byPages: -1)
    default: break
    }
  }
}
