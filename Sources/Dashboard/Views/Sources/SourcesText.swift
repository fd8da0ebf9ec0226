import Hardening
import Session
import TerminalKit
import TextSafety

/// The sources as text: each with its state, and beneath it what could not be read and what to do about it.
struct SourcesText {
  private(set) var paragraphs: [TextPane.Paragraph] = []

  init(_ context: Context) {
    for source in context.known.sources?.sources ?? [] {
      add(SourcesText.head(source, context), hanging: 2)
      add(StyledText(source.location.safe, Style(.dim)), indent: 2)
      for notice in source.notices { add(notice, context) }
      if source.notices.isEmpty, case .current = source.state {
        add(StyledText("Everything was read.", Style(.success)), indent: 2)
      }
      add(StyledText())
    }
    let fresh = context.known.fresh.filter { notice in
      !(context.known.sources?.sources.contains { $0.notices.contains(notice) } ?? false)
    }
    for notice in fresh { add(notice, context) }
  }

  private mutating func add(_ text: StyledText, indent: Int = 0, hanging: Int? = nil) {
    paragraphs.append(TextPane.Paragraph(text, indent: indent, hanging: hanging))
  }

  private mutating func add(_ notice: Notice, _ context: Context) {
    let style = Style(notice.costsCoverage ? .warning : .dim)
    var line = StyledText(notice.costsCoverage ? "! " : "  ", style)
    line.append(notice.what.safe, style)
    add(line, indent: 2, hanging: 4)
    var reason = StyledText(notice.why.safe)
    if !notice.next.isEmpty { reason.append("  \(context.marks.arrow) \(notice.next)", Style(.dim)) }
    add(reason, indent: 4, hanging: 6)
  }

  private static func head(_ source: SourcesSnapshot.Source, _ context: Context) -> StyledText {
    var line = StyledText(source.cluster.safe, Style(.heading))
    line.append("  ")
    switch source.state {
    case .neverRead: line.append("not read yet", Style(.dim))
    case .reading(let progress): line.append(progress.text, Style(.accent))
    case .current: line.append("read", Style(.success))
    case .away(let notice): line.append("\(context.marks.away) away: \(notice.text)", Style(.error))
    }
    if let read = source.lastRead { line.append("  as of \(context.moment(read))", Style(.dim)) }
    line.append("  \(CountText.of(source.objects, "object", "objects"))", Style(.dim))
    let costly = source.notices.count(where: \.costsCoverage)
    if costly > 0 {
      line.append("  \(CountText.of(costly)) not judged", Style(.warning))
    }
    if source.notices.count > costly {
      line.append("  \(CountText.of(source.notices.count - costly, "remark", "remarks"))", Style(.dim))
    }
    return line
  }
}
