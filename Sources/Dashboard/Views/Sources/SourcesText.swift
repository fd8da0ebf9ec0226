import Hardening
import Session
import TerminalKit
import TextSafety

/// The sources as text: each with its state, and beneath it what could not be read and what to do about it.
struct SourcesText {
  private(set) var paragraphs: [TextPane.Paragraph] = []

  init(_ context: Context) {
    add(kept: context.known.sources?.notices ?? [], context)
    for source in context.known.sources?.sources ?? [] {
      add(SourcesText.head(source, context), hanging: 2)
      add(StyledText(source.location.safe, Style(.dim)), indent: 2)
      add(source.kinds)
      add(source.notices, below: source.location.safe, context)
      if source.notices.isEmpty {
        switch source.state {
        case .current: add(StyledText("Everything was read.", Style(.success)), indent: 2)
        case .followed:
          add(StyledText("Everything was read, and is followed as it changes.", Style(.success)), indent: 2)
        case .neverRead, .reading, .away: break
        }
      }
      add(StyledText())
    }
    add(context.known.fresh, below: "", context)
    add(dark: context.known.dark)
  }

  /// What nobody can say anything of, for nothing was read that feeds it.
  private mutating func add(dark areas: [Area]) {
    if areas.isEmpty { return }
    let count = CountText.of(areas.count, "area", "areas")
    add(StyledText("Not connected", Style(.heading)))
    add(StyledText("\(count) of \(Area.allCases.count) have no evidence in any cluster.", Style(.dim)), indent: 2)
    let titles = areas.reduce(0) { max($0, $1.title.utf8.count) }
    for area in areas {
      var line = StyledText(SafeText(own: area.short).padded(to: 5), Style(.columns))
      line.append(SafeText(own: area.title).padded(to: titles + 2), Style(.dim))
      let later: SafeText = area.feed.isRead ? "" : " (comes with a later version)"
      line.append("\(area.feed.source)\(later)", Style(.dim))
      add(line, indent: 2, hanging: 9 + titles)
    }
  }

  /// What is read of a server, kind by kind, and how that goes.
  private mutating func add(_ kinds: [SourcesSnapshot.Kind]) {
    let titles: [(state: SourcesSnapshot.Kind.State, title: SafeText, role: Role)] = [
      (.reading, "Being read", .accent), (.followed, "Followed", .text), (.away, "As they were", .away),
      (.unread, "Not read", .warning), (.notServed, "Not there", .dim),
    ]
    for (state, title, role) in titles {
      let those = kinds.filter { $0.state == state }
      if those.isEmpty { continue }
      var line = StyledText("\(title) (\(those.count)): ", Style(role))
      let names = those.map { kind -> SafeText in
        state == .notServed || state == .unread
          ? kind.name.safe : "\(kind.name.safe) \(CountText.of(kind.objects))"
      }
      line.append(names.joined(separator: ", "), Style(.dim))
      add(line, indent: 2, hanging: 4)
    }
  }

  /// What is wrong with the state folder: it concerns every source, and what was decided.
  private mutating func add(kept notices: [Notice], _ context: Context) {
    if notices.isEmpty { return }
    add(StyledText("! What is kept from session to session", Style(.warning)))
    for notice in notices { add(notice, below: "", context) }
    add(StyledText())
  }

  private mutating func add(_ text: StyledText, indent: Int = 0, hanging: Int? = nil) {
    paragraphs.append(TextPane.Paragraph(text, indent: indent, hanging: hanging))
  }

  /// What cost something first, then what is only remarked.
  private mutating func add(_ notices: [Notice], below location: SafeText, _ context: Context) {
    let costly = notices.filter(\.costsCoverage)
    if !costly.isEmpty {
      add(StyledText("! Not judged, for it could not be read (\(costly.count))", Style(.warning)), indent: 2)
      for notice in costly { add(notice, below: location, context) }
    }
    guard costly.count < notices.count else { return }
    add(StyledText("Remarks (\(notices.count - costly.count))", Style(.dim)), indent: 2)
    for notice in notices where !notice.costsCoverage { add(notice, below: location, context) }
  }

  private mutating func add(_ notice: Notice, below location: SafeText, _ context: Context) {
    var what = notice.what.safe
    // The folder stands above already.
    let prefix = location + "/"
    if !location.isEmpty, what.hasPrefix(prefix) { what = what.dropping(columns: prefix.width) }
    add(StyledText(what, Style(notice.costsCoverage ? .text : .dim)), indent: 4)
    var reason = StyledText(notice.why.safe, Style(.dim))
    if !notice.next.isEmpty { reason.append(" \(context.marks.arrow) \(notice.next)", Style(.dim)) }
    add(reason, indent: 6)
  }

  private static func head(_ source: SourcesSnapshot.Source, _ context: Context) -> StyledText {
    var line = StyledText(source.cluster.safe, Style(.heading))
    line.append("  ")
    switch source.state {
    case .neverRead: line.append("not read yet", Style(.dim))
    case .reading(let progress): line.append(progress.text, Style(.accent))
    case .current: line.append("read", Style(.success))
    case .followed: line.append("\(context.marks.live) live", Style(.success))
    case .away(let notice): line.append("\(context.marks.away) away: \(notice.text)", Style(.error))
    }
    if let read = source.lastRead, source.state != .followed {
      line.append("  as of \(context.moment(read))", Style(.dim))
    }
    line.append("  \(CountText.of(source.objects, "object", "objects"))", Style(.dim))
    return line
  }
}
