import Hardening
package import Session
package import TerminalKit
package import TextSafety

/// What an act on many findings would change, before it does: only `y` does it.
package struct ActSheet: Dialog {
  private let request: DecisionRequest
  /// What is said beside what it did.
  private let remark: SafeText
  /// How bad the findings are; empty where that is not known.
  private let counts: SeverityCounts
  private var preview: DecisionPreview?
  /// Why it cannot be done.
  private var wrong: SafeText?

  package init(_ request: DecisionRequest, remark: SafeText = "", counts: SeverityCounts = SeverityCounts()) {
    (self.request, self.remark, self.counts) = (request, remark, counts)
  }

  private var verb: SafeText {
    switch request.act {
    case .acknowledge: "Acknowledge"
    case .suppress: "Suppress"
    case .reopen: "Reopen"
    case .note: "Note on"
    case .undo: "Undo"
    }
  }

  package var hints: [Hint] { [Hint("y", SafeText(own: verb.description.lowercased())), Hint("Esc", "leave")] }

  package mutating func reduce(_ event: DialogEvent, _ context: Context) -> [Intent] {
    switch event {
    case .opened, .changed: return [.ask(.preview(request), .preview)]
    case .answer(.preview, .success(.preview(let preview))): self.preview = preview
    case .answer(_, .failure(let error)): wrong = error.notice.text.safe
    case .answer, .paste: break
    case .key(let key):
      switch key.name {
      case "y": return [.close, .remark(remark), .ask(.decide(request), .decide)]
      case "n", "esc", "q", "enter", "ctrl-c": return [.close]
      default: break
      }
    }
    return []
  }

  private func lines(_ room: Int, _ context: Context) -> [StyledText] {
    if let wrong { return StyledText(wrong, Style(.error)).wrapped(to: room) }
    guard let preview else { return [StyledText("…", Style(.dim))] }
    var lines = PreviewText.lines(preview, room, context).prefix(1) + [whichText(context)]
    if !remark.isEmpty { lines.append(StyledText(remark.dropping(columns: 3), Style(.dim))) }
    let names = preview.examples.prefix(ActSheet.named)
    for (place, name) in names.enumerated() {
      let more: SafeText = place == names.count - 1 && preview.findings > names.count ? " …" : ""
      lines.append(StyledText(SafeText(name, fitting: max(8, room - more.width)) + more, Style(.dim)))
    }
    return Array(lines)
  }

  /// `▲ 2  ◆ 5  in prod-weu, stg-weu`
  private func whichText(_ context: Context) -> StyledText {
    var text = StyledText()
    if counts.total > 0 { text = counts.styled(context.marks, least: .info) + StyledText("  ") }
    let clusters = Set(request.targets.map(\.cluster)).sorted()
    let names = clusters.prefix(4).map { (context.known.cluster($0)?.summary.name ?? $0).safe }
    let more: SafeText = clusters.count > 4 ? " and \(CountText.of(clusters.count - 4)) more" : ""
    text.append("in \(names.joined(separator: ", "))\(more)", Style(.dim))
    return text
  }

  /// As many findings are named, the worst ones.
  private static let named = 5

  /// What it changes, which findings, what is left out, and the first by name, a line each.
  private var height: Int { 2 + (remark.isEmpty ? 0 : 1) + min(ActSheet.named, request.targets.count) }

  package func sheetHeight(_ context: Context) -> Int? {
    Overlay.sheet(in: Rect(context.size), height: height).height
  }

  package func draw(into surface: inout Surface, _ context: Context) {
    let place = Overlay.sheet(in: surface.bounds, height: height)
    let title = StyledText("\(verb) \(CountText.of(request.targets.count, "finding", "findings"))?", Style(.heading))
    let inner = Overlay.draw(title, into: &surface, place)
    surface.within(inner) { part in
      for (y, line) in lines(part.bounds.width - 2, context).prefix(part.bounds.height).enumerated() {
        part.draw(line, x: 2, y: y, width: part.bounds.width - 2)
      }
    }
    surface.back(place, with: .overlay)
  }
}
