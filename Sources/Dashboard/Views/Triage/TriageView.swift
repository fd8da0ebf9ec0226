import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// What was decided: by whom, why, until when, how many findings it concerns; what needs a look on top.
package struct TriageView: View {
  package let name = ViewName.triage
  package private(set) var filter = FilterText()
  package private(set) var shown = DecisionsShown.standing
  package private(set) var list = WindowedList<DecisionsSnapshot.Entry>()
  /// All acts as they were answered; nil before the first answer.
  private(set) var answered: DecisionsSnapshot?
  /// Why there is no answer; nil where there is one.
  private(set) var failure: Notice?
  /// What decisions are about, by check.
  private(set) var findings: [ULID: AreaReasons] = [:]
  /// Those that were asked for since the data changed.
  private var explained: Set<ULID> = []
  /// What the panel explains: what is under the cursor, or was a moment ago.
  private(set) var chosen: ULID?
  private var isUntouched = true

  package init() {}

  package let hints: [ActionID] = [.enter, .renew, .reopen, .undo, .states, .filter, .help]

  package func crumbs(_ context: Context) -> [SafeText] { ["triage"] }
  package func complaint(about filter: UntrustedText) -> SafeText? { nil }

  package func situation(_ context: Context) -> Situation {
    var situation = Situation()
    situation.view = name
    situation.hasCursor = list.current != nil
    situation.leadsOn = list.current != nil
    situation.targets = list.current == nil ? 0 : 1
    situation.decided = list.current.map { $0.status == .undone ? 0 : 1 } ?? 0
    situation.isSuppression = list.current.map { $0.first.act == .suppress && $0.status != .undone } ?? false
    situation.exports = list.current.map { $0.concerned ?? 0 > 0 } ?? false
    situation.isNarrowed = !filter.kept.isEmpty
    return situation
  }

  package func chips(_ context: Context) -> [StyledText] {
    guard let answered else { return [] }
    var chips: [StyledText] = []
    if shown != .standing { chips.append(StyledText(shown.title, Style(.accent))) }
    let hidden = answered.entries.count { !shown.has($0, now: context.now) }
    if hidden > 0 { chips.append(StyledText("t shows \(CountText.of(hidden)) more", Style(.dim))) }
    let urgent = answered.entries.count { $0.attention(now: context.now) != nil }
    if urgent > 0, shown != .attention {
      let verb: SafeText = urgent == 1 ? "needs" : "need"
      chips.append(StyledText("! \(CountText.of(urgent)) \(verb) a look", Style(.warning)))
    }
    let place: SafeText = list.isEmpty ? "0" : "\(CountText.of(list.index + 1))/\(CountText.of(list.total))"
    chips.append(StyledText(place, Style(.dim)))
    return chips
  }

  package mutating func reduce(_ event: ViewEvent, _ context: Context) -> [Intent] {
    switch event {
    case .appeared, .changed, .acted:
      explained = []
      return [.ask(.decisions, .page)]
    case .resized: list.resize(rows(context))
    case .filtering(let text):
      filter.type(text)
      arrange(context)
    case .filtered(let keep):
      _ = filter.end(keep: keep)
      arrange(context)
    case .answer(.page, .success(.decisions(let snapshot))):
      (answered, failure) = (snapshot, nil)
      arrange(context)
    case .answer(.page, .failure(let error)): failure = error.notice
    case .answer(.decision(let id), .success(.page(let page))):
      findings[id] = AreaReasons(page)
      return []
    case .mouse(let mouse):
      isUntouched = false
      if let edge = TriageView.panelStart(context.size), mouse.x >= edge { return [] }
      guard list.point(mouse, line: 1, height: rows(context)) else { return [] }
      return mouse.act == .doubleClick ? act(.enter, context) : [.rest]
    case .action(let id): return act(id, context)
    case .rested: break
    case .edited, .answer, .order, .clusterOrder, .grouping, .again: return []
    }
    return explain()
  }

  private mutating func act(_ id: ActionID, _ context: Context) -> [Intent] {
    isUntouched = false
    switch id {
    case .enter:
      guard let entry = list.current, let query = try? Query(parsing: entry.query) else { return [] }
      return [.enter(FindingsView(drill: query, decision: entry.what))]
    case .renew: return list.current.map { [.open(FieldsForm.renewal(of: $0))] } ?? []
    case .reopen: return list.current.map(withdraw) ?? []
    case .copy: return list.current.map { [.open($0.copyMenu(context))] } ?? []
    case .export:
      guard let entry = list.current, let count = entry.concerned, count > 0 else { return [] }
      let request = FindingsRequest(
        within: entry.query, states: StatesShown.all.states, window: .init(before: 0, after: 0))
      return [.open(Menu.export(request, CountText.of(count, "finding", "findings"), context))]
    case .states:
      shown = shown.next
      arrange(context)
      return [.say(Saying("showing \(shown.title)"))] + explain()
    case .escape where !filter.kept.isEmpty:
      filter.clear()
      arrange(context)
      return explain()
    case .close, .out, .escape: return [.leave]
    default:
      list.act(id, height: rows(context))
      return [.rest]
    }
  }

  /// Takes a decision back; where it is about several findings, none of which is on the screen, it asks first.
  private func withdraw(_ entry: DecisionsSnapshot.Entry) -> [Intent] {
    let intents: [Intent] = [.ask(.withdraw(entry.decisions.map(\.id)), .decide)]
    guard entry.covers > 1 else { return intents }
    let title: SafeText = "Withdraw it? It concerns \(CountText.of(entry.covers)) findings."
    return [
      .open(Menu(title, [Menu.Item("y", "yes", "u takes it back", intents), Menu.Item("n", "no", "", [])], chosen: 1))
    ]
  }

  /// Lists what is shown of what was answered: of what holds the urgent first, then the newest; the log as it was
  /// written, the newest first.
  private mutating func arrange(_ context: Context) {
    let words = filter.current.split(" ").filter { !$0.isEmpty }.map { TextPattern(literal: $0) }
    let entries = (answered?.entries ?? []).filter { entry in
      guard shown.has(entry, now: context.now) else { return false }
      let texts = TriageView.texts(of: entry, context)
      return words.allSatisfy { word in texts.contains { word.isFound(in: $0) } }
    }
    let urgency = entries.map { shown == .log ? 0 : $0.attention(now: context.now)?.rawValue ?? .max }
    let order = entries.indices.sorted { (urgency[$0], $0) < (urgency[$1], $1) }
    if isUntouched { list.aim(at: nil, index: 0) }
    list.take(total: entries.count, offset: 0, rows: order.map { entries[$0] }, height: rows(context))
  }

  /// What words of a filter are looked for in.
  private static func texts(of entry: DecisionsSnapshot.Entry, _ context: Context) -> [UntrustedText] {
    let own = [entry.verb, entry.statusText(context)].map { UntrustedText($0.description) }
    return own + [entry.what]
      + entry.decisions.prefix(1).flatMap { [$0.reason, $0.author, $0.ticket, $0.assignee, $0.origin] }
  }

  /// Brings the panel in line with the cursor, and asks which findings the decision is about.
  private mutating func explain() -> [Intent] {
    chosen = list.current?.id
    guard let entry = list.current, explained.insert(entry.id).inserted else { return [] }
    let request = FindingsRequest(
      within: entry.query, states: StatesShown.all.states, window: .init(before: 0, after: AreaReasons.asked - 1))
    return [.ask(.findings(request), .decision(entry.id))]
  }

  /// Lines of the list without its title.
  func rows(_ context: Context) -> Int { max(1, listHeight(context.size) - 1) }

  /// What the list does not need, the panel may have; it has a third at least where there is room for it at all.
  func listHeight(_ size: Size) -> Int {
    if TriageView.panelStart(size) != nil { return size.height }
    guard size.height >= 14 else { return size.height }
    return min(max(list.total, 4) + 2, size.height - max(size.height / 3, 8))
  }

  /// Where the panel's edge stands beside the list; nil where the panel is below it.
  static func panelStart(_ size: Size) -> Int? { size.width >= 160 ? size.width - min(54, size.width / 3) : nil }
}
