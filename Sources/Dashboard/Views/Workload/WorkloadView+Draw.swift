import Hardening
import Session
package import TerminalKit
import TextSafety

extension WorkloadView {
  package func draw(into surface: inout Surface, _ context: Context) {
    let places = layout(context)
    if let empty = emptyState {
      if snapshot == nil { return empty.draw(into: &surface, surface.bounds) }
      empty.draw(into: &surface, places.list)
    }
    guard let snapshot else { return }
    surface.within(places.head) { drawHead(snapshot, into: &$0, context) }
    surface.within(places.list) { drawList(into: &$0, context) }
    guard let detail = places.detail, let rule = places.rule else { return }
    surface.fill(rule, glyph: Rule.vertical, Style(.rule))
    surface.within(detail) { drawDetail(into: &$0, context) }
  }

  private func drawList(into surface: inout Surface, _ context: Context) {
    let width = surface.bounds.width
    for (y, index) in list.shown(surface.bounds.height).enumerated() {
      guard let line = list.row(at: index) else { continue }
      let isCursor = index == list.index
      if isCursor { surface.draw(context.marks.cursor, x: 0, y: y, Style(.accent)) }
      if let row = line.finding {
        surface.draw(context.marks.state(of: row), x: 2, y: y, Style(row.state.role ?? .new))
      }
      let left = line.isPlace || line.isRest || line.isRemark ? WorkloadLines.gutter : 1
      let right = line.right.width == 0 ? 0 : line.right.width + 2
      surface.draw(line.text, x: left, y: y, width: max(1, width - left - right - 1))
      surface.draw(line.right, x: left, y: y, width: max(0, width - left - 1), .right)
      if isCursor {
        surface.back(Rect(x: 0, y: y, width: width, height: 1), with: .rowCursor)
      }
    }
  }

  /// The text of the finding under the cursor; Enter has all of it.
  private func drawDetail(into surface: inout Surface, _ context: Context) {
    guard let row = shown else { return }
    surface.draw(FindingAtHand(row, details).title(context), x: 1, y: 0, width: surface.bounds.width - 2)
    guard let detail = details[row.id] else { return }
    let place = surface.bounds.inset(left: 1, top: 1, right: 1)
    var pane = TextPane(DetailText(detail, in: place.size, context).paragraphs)
    pane.arrange(place.size)
    pane.draw(into: &surface, place)
  }

  /// Who it is and how bad it is; then in a line each who reaches it, what it may do, what holds its traffic, its pods.
  private func drawHead(_ snapshot: WorkloadSnapshot, into surface: inout Surface, _ context: Context) {
    let (width, height) = (surface.bounds.width, surface.bounds.height)
    if height == 0 { return }
    let object = snapshot.object
    var open = SeverityCounts()
    for row in snapshot.findings where FindingsView.isOpen(row.state) { open[row.severity] += 1 }
    var right = open.styled(context.marks)
    right.append(right.isEmpty ? "nothing open" : "  open", Style(.dim))
    if open.info > 0 { right.append("  +\(CountText.of(open.info)) info", Style(.dim)) }
    var left = StyledText("\(object.kind) \(object.name)", Style(.heading))
    let notes = notes(snapshot)
    if !notes.isEmpty { left.append("  \(notes)", Style(.dim)) }
    surface.draw(left, x: 1, y: 0, width: max(1, width - right.width - 4))
    surface.draw(right, x: 1, y: 0, width: width - 2, .right)
    switch relations {
    case .reading:
      surface.draw(StyledText(readingText(context), Style(.accent)), x: 1, y: 1, width: width - 2)
    case .unknown(let notice):
      let topics = ObjectRelations.Topic.allCases.map(\.label).joined(separator: ", ")
      surface.draw(StyledText("unknown: \(topics)", Style(.heatUnknown)), x: 1, y: 1, width: width - 2)
      surface.draw(StyledText(notice.text.safe, Style(.dim)), x: 1, y: 2, width: width - 2)
    case .known(let answer): drawSummaries(answer, into: &surface, context)
    }
  }

  private func drawSummaries(_ answer: ObjectRelations, into surface: inout Surface, _ context: Context) {
    let (width, height) = (surface.bounds.width, surface.bounds.height)
    let sections = answer.sections.filter { !$0.summary.isEmpty }
    func style(_ tone: ObjectRelations.Tone) -> Style { Style(tone == .plain ? .text : tone.role) }
    if height < sections.count + 2 {
      // Room for one line: what is worth a look, else the first.
      let section = sections.first { $0.tone == .notable } ?? sections.first
      if let section {
        surface.draw(StyledText(section.summary.safe, style(section.tone)), x: 1, y: 1, width: width - 2)
      }
      return
    }
    for (index, section) in sections.enumerated() {
      var line = StyledText(section.topic.label.padded(to: 9), Style(.dim))
      line.append(section.summary.safe, style(section.tone))
      surface.draw(line, x: 1, y: 1 + index, width: width - 2)
    }
    if sections.isEmpty {
      surface.draw("no more is told of such an object", x: 1, y: 1, width: width - 2, Style(.dim))
    }
  }

  private func notes(_ snapshot: WorkloadSnapshot) -> SafeText {
    var notes: [SafeText] = []
    if snapshot.parts.contains(where: \.subject.inferred) { notes.append("known from its pods alone") }
    if snapshot.managedBy == .platform { notes.append("the platform's: what is wrong is its maker's to mend") }
    return notes.joined(separator: " · ")
  }

  /// `reading the source for what it has to do with others: 12,000 objects`
  private func readingText(_ context: Context) -> SafeText {
    let text: SafeText = "reading the source for who reaches it and what it may do"
    guard let object = snapshot?.object, let told = context.known.relating, told.object.object == object else {
      return text + " …"
    }
    return "\(text): \(CountText.of(told.progress.done)) \(told.progress.unit)"
  }
}
