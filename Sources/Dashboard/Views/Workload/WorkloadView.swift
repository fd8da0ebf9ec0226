import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// One object, everything: what fails, who reaches it, what it may do, what holds its traffic, its parts, what could not be
/// judged, what passes, what was decided. The cursor stands on lines, and acts are about what is under it.
package struct WorkloadView: View {
  /// What the page is of.
  enum Subject: Sendable {
    /// The object of a finding, which one came from.
    case finding(FindingRow)
    case object(NamedObject)
  }

  package let name = ViewName.workload
  package internal(set) var filter = FilterText()
  let subject: Subject
  var snapshot: WorkloadSnapshot?
  /// Why there is none.
  private var failure: Notice?
  var relations = RelationState.reading
  /// They were asked for and are not here; and whether the data became another meanwhile.
  private var isRelating = false
  private var isOutdated = false
  var list = WindowedList<WorkloadLine>()
  var details = DetailCache()
  /// The finding whose text is beside the list: the one under the cursor, or that was a moment ago.
  private(set) var shown: FindingRow?
  /// Nobody moved yet: the cursor goes to the finding that one came from.
  private var isUntouched = true

  package init(_ row: FindingRow) { subject = .finding(row) }

  package init(_ object: NamedObject) { subject = .object(object) }

  package let hints: [ActionID] = [.enter, .acknowledge, .suppress, .patch, .object, .filter, .out, .help]

  /// The cluster's id.
  private var clusterID: UntrustedText {
    switch subject {
    case .finding(let row): row.id.cluster
    case .object(let object): object.key.cluster
    }
  }

  package func crumbs(_ context: Context) -> [SafeText] {
    let object = snapshot?.object
    switch subject {
    case .finding(let row):
      let last = object.map { SubjectReference($0).shortObject } ?? row.subject
      return [row.cluster, row.namespace, last].filter { !$0.isEmpty }.map(\.safe)
    case .object(let named):
      let object = named.key.object
      return [named.cluster, object.scopeNamespace, SubjectReference(object).shortObject].filter { !$0.isEmpty }
        .map(\.safe)
    }
  }

  package func complaint(about filter: UntrustedText) -> SafeText? { nil }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.hasCursor = list.current != nil
    situation.leadsOn = list.current?.leadsOn ?? false
    situation.isNarrowed = true
    situation.exports = snapshot.map { !$0.findings.isEmpty } ?? false
    if let row = list.current?.finding {
      situation.targets = 1
      situation.state = row.state
      situation.open = FindingsView.isOpen(row.state) ? 1 : 0
      situation.decided = FindingsView.isDecided(row.state) ? 1 : 0
    }
    return situation
  }

  package func cluster(_ context: Context) -> UntrustedText? { clusterID }
  package func home(_ context: Context) -> UntrustedText? { clusterID }

  package func chips(_ context: Context) -> [StyledText] {
    guard !list.isEmpty else { return [] }
    let places = list.rows.filter(\.isPlace)
    let place = places.firstIndex { $0.id == list.cursor }.map { $0 + 1 } ?? 0
    return [StyledText("\(place)/\(places.count)", Style(.dim))]
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    switch event {
    case .appeared:
      // Nobody may be waiting for what was asked before: this may be an earlier state of the page.
      isRelating = false
      details.expire()
      return ask()
    case .changed, .acted:
      details.expire()
      return ask()
    case .resized: arrange(context)
    case .answer(let purpose, let result): return answered(purpose, result, context) + settle()
    case .filtering(let text):
      filter.type(text)
      arrange(context)
    case .filtered(let keep):
      _ = filter.end(keep: keep)
      arrange(context)
    case .again(let request): return again(request, context)
    case .action(let id):
      isUntouched = false
      return act(id, context)
    case .mouse(let mouse):
      isUntouched = false
      let place = layout(context).list
      guard place.contains(Point(x: mouse.x, y: mouse.y)),
        list.point(mouse.from(x: place.x, y: place.y), line: 0, height: place.height)
      else { return [] }
      land(forward: mouse.act != .wheelUp, context)
      return mouse.act == .doubleClick ? act(.enter, context) : [.rest]
    case .rested: break
    case .edited, .order, .grouping, .clusterOrder: return []
    }
    return settle()
  }

  private mutating func ask() -> [Intent] {
    let call: SessionCall =
      switch subject {
      case .finding(let row): .workload(row.id)
      case .object(let object): .object(object.key)
      }
    return [.ask(call, .page)] + relate()
  }

  /// Asks what it has to do with others, once the object is known; one question at a time, for the answer is costly.
  private mutating func relate() -> [Intent] {
    guard let object = snapshot?.object else { return [] }
    if isRelating {
      isOutdated = true
      return []
    }
    (isRelating, isOutdated) = (true, false)
    return [.ask(.relations(ObjectKey(cluster: clusterID, object: object)), .relations)]
  }

  private mutating func answered(
    _ purpose: Slot.Purpose, _ result: Result<SessionAnswer, SessionError>, _ context: Context
  ) -> [Intent] {
    switch (purpose, result) {
    case (.page, .success(.workload(let answer))):
      let isFirst = snapshot == nil
      (snapshot, failure) = (answer, nil)
      arrange(context)
      return isFirst ? relate() : []
    case (.page, .failure(let error)):
      failure = error.notice
      // What stood there stays to be read.
      if snapshot != nil { return [.say(Saying("what led here is gone by now"))] }
    case (.relations, let result):
      isRelating = false
      switch result {
      case .success(.relations(let answer)): relations = .known(answer)
      case .failure(let error) where error.code != .cancelled: relations = .unknown(error.notice)
      default: break
      }
      arrange(context)
      if isOutdated { return relate() }
    case (.detail(let key), .success(.detail(let detail))): details.take(detail, for: key)
    case (.document(let id), .success(.workload(let other))): return open(other, for: id, context)
    case (.document, .failure(let error)): return error.code == .gone ? nowhere : [.say(Saying(error))]
    case (.edit, .success(.source(let text))): return [text.edit]
    case (.edit, .failure(let error)): return [.say(Saying(error))]
    default: break
    }
    return []
  }

  // MARK: Lines

  /// Lays the lines out anew; the cursor stays on its own.
  private mutating func arrange(_ context: Context) {
    guard let snapshot else { return }
    let place = layout(context).list
    let lines = WorkloadLines(snapshot, relations, words: filter.current, width: place.width, context).lines
    if isUntouched, case .finding(let row) = subject, let index = lines.firstIndex(where: { $0.id == .finding(row.id) })
    {
      list.aim(at: .finding(row.id), index: index)
    }
    list.take(total: lines.count, offset: 0, rows: lines, height: place.height)
    land(forward: true, context)
  }

  /// Puts the cursor on a line where it may stand; the titles above it and the rest of it are on the screen.
  mutating func land(forward: Bool, _ context: Context) {
    let height = layout(context).list.height
    func isPlace(_ index: Int) -> Bool { list.row(at: index)?.isPlace ?? false }
    if !isPlace(list.index) {
      let (after, before) = (list.index..<list.total, (0..<list.index).reversed())
      let (next, last) = (after.first(where: isPlace), before.first(where: isPlace))
      guard let index = forward ? next ?? last : last ?? next else { return }
      list.move(toIndex: index, height: height)
    }
    let index = list.index
    var top = index
    while top > 0, !isPlace(top - 1), list.row(at: top - 1)?.isRest == false { top -= 1 }
    var bottom = index
    while list.row(at: bottom + 1)?.isRest == true { bottom += 1 }
    for other in [bottom, top, index] { list.move(toIndex: other, height: height) }
  }

  /// Asks for what forms and menus want of the finding under the cursor.
  private mutating func settle() -> [Intent] {
    shown = list.current?.finding
    guard let row = shown, details.needs(row.id) else { return [] }
    return [.ask(.finding(row.id), .detail(row.id))]
  }

  package func hiddenWords(_ context: Context) -> SafeText { "" }

  /// The empty states: not answered yet, and why there is no answer.
  var emptyState: EmptyState? {
    if let failure, snapshot == nil { return EmptyState("No answer", [failure.text.safe]) }
    if snapshot != nil, list.isEmpty, !filter.current.isEmpty {
      return EmptyState("No line has these words", [filter.current.safe, "Esc drops them."])
    }
    return nil
  }
}
