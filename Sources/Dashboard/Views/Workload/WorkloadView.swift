import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// One object, everything: its parts, what fails, what could not be judged, what passes.
package struct WorkloadView: View {
  package let name = ViewName.workload
  package var filter: FilterText { search.filter }
  private var search = TextSearch()
  /// The finding that one came from.
  let row: FindingRow
  private var snapshot: WorkloadSnapshot?
  /// Why there is none.
  private var failure: Notice?
  private var pane = TextPane()

  package init(_ row: FindingRow) { self.row = row }

  package let hints: [ActionID] = [.enter, .object, .down, .filter, .out, .help]

  package func crumbs(_ context: Context) -> [SafeText] {
    let place = [row.cluster, row.namespace].filter { !$0.isEmpty }.map(\.safe)
    guard let object = snapshot?.object else { return place + [row.subject.safe] }
    return place + [SubjectReference(object).shortObject.safe]
  }

  package func complaint(about filter: UntrustedText) -> SafeText? { nil }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.readsText = true
    situation.hasCursor = true
    situation.leadsOn = snapshot != nil
    situation.isNarrowed = true
    situation.matches = search.matches
    return situation
  }

  package func cluster(_ context: Context) -> UntrustedText? { row.id.cluster }

  package func chips(_ context: Context) -> [StyledText] {
    let hidden = pane.hidden
    var chips: [StyledText] = []
    if hidden.above + hidden.below > 0 {
      chips.append(
        StyledText("\(context.marks.up) \(hidden.above)  \(context.marks.down) \(hidden.below)", Style(.dim)))
    }
    return (chips + [search.count]).filter { !$0.isEmpty }
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    if search.take(event, in: &pane) { return [] }
    switch event {
    case .appeared, .changed, .acted: return [.ask(.workload(row.id), .page)]
    case .answer(.page, .success(.workload(let answer))):
      (snapshot, failure) = (answer, nil)
      pane.replace(with: WorkloadText(answer, context).paragraphs)
    case .answer(.page, .failure(let error)):
      failure = error.notice
      // What stood there stays to be read.
      if snapshot != nil { return [.say(Saying("the finding that led here is gone by now"))] }
    case .action(.enter): return enter(context)
    case .action(.object): return [.enter(ObjectView(row))]
    case .action(.close), .action(.out), .action(.escape): return [.leave]
    case .action(let id): pane.act(id)
    case .mouse(let mouse): pane.point(mouse)
    default: break
    }
    pane.arrange(WorkloadView.place(context.size).size)
    return []
  }

  /// All findings of the object, as a list.
  private func enter(_ context: Context) -> [Intent] {
    guard let snapshot else { return [] }
    let object = snapshot.object
    let all = context.known.fleet?.clusters ?? []
    var terms = all.first { $0.id == row.id.cluster }.map { [Query.Term.cluster($0, among: all)] } ?? []
    terms.append(Query.Term(.text(.namespace, TextPattern(literal: object.scopeNamespace))))
    terms.append(Query.Term(.text(.kind, TextPattern(literal: object.kind))))
    terms.append(Query.Term(.text(.name, TextPattern(literal: object.name))))
    return [.enter(FindingsView(drill: Query(terms)))]
  }

  private static func place(_ size: Size) -> Rect { Rect(size).inset(left: 2, right: 2) }

  package func draw(into surface: inout Surface, _ context: Context) {
    guard snapshot != nil else {
      if let failure { EmptyState("No answer", [failure.text.safe]).draw(into: &surface, surface.bounds) }
      return
    }
    pane.draw(into: &surface, WorkloadView.place(surface.bounds.size))
  }
}
