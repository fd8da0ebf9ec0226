import Hardening
import Session
import TerminalKit
import TextSafety

/// A group of findings in words.
enum GroupText {
  static func name(_ group: FindingsGroup, _ style: Style = .text) -> StyledText {
    guard !group.title.isEmpty else {
      return StyledText(group.id.grouping == .image ? "(no image)" : "(in no namespace)", Style(.dim))
    }
    var text = StyledText(group.title.safe, style)
    let place = [group.namespace, group.cluster].filter { !$0.isEmpty }.map(\.safe)
    if !place.isEmpty { text.append("  \(place.joined(separator: " · "))", Style(.dim)) }
    return text
  }

  static func title(_ group: FindingsGroup) -> StyledText {
    StyledText("\(own: group.id.grouping.rawValue)  ", Style(.dim)) + name(group, Style(.heading))
  }

  /// How many and in which states; the check's why, fix and references; the worst of them; what acts are about.
  ///
  /// - Parameter worst: as far as they were answered.
  static func paragraphs(
    _ group: FindingsGroup, _ worst: [FindingRow]?, _ details: DetailCache, in size: Size, _ context: Context
  ) -> [TextPane.Paragraph] {
    var paragraphs: [TextPane.Paragraph] = []
    let detail = group.id.grouping == .check ? worst?.first.flatMap { details[$0.id] } : nil
    if let detail { paragraphs.append(.init(StyledText(SafeText(own: detail.title), Style(.heading)))) }
    paragraphs += counts(group, context)
    if let detail {
      let remedy = detail.finding.remediation.text
      if !remedy.isEmpty { paragraphs += [labelled("Fix", Prose.styled(remedy))] }
      let why = DetailText.paragraphs(of: detail.documentation)
      for (place, text) in why.enumerated() { paragraphs.append(labelled(place == 0 ? "Why" : "", Prose.styled(text))) }
    }
    if let worst, !worst.isEmpty { paragraphs += lines(of: worst, in: group, size.width, context) }
    if let detail {
      let ids = detail.finding.references.map { reference in
        reference.kind == .url
          ? SafeText(own: reference.id) : "\(own: reference.kind.word) \(own: reference.id)" as SafeText
      }
      if !ids.isEmpty {
        paragraphs.append(TextPane.Paragraph(StyledText()))
        paragraphs.append(labelled("See", StyledText(ids.joined(separator: " · "), Style(.dim))))
      }
    }
    let acts: SafeText = "What is done here is done to all of them, as the filter leaves them."
    return paragraphs + [.init(StyledText()), .init(StyledText(acts, Style(.dim)))]
  }

  private static let label = 6

  /// A text behind a word; without one it stands below the text before.
  private static func labelled(_ word: SafeText, _ text: StyledText) -> TextPane.Paragraph {
    let head = StyledText(word.padded(to: label), Style(.heading))
    return TextPane.Paragraph(word.isEmpty ? text : head + text, indent: word.isEmpty ? label : 0, hanging: label)
  }

  /// The worst findings, a line each.
  private static func lines(
    of worst: [FindingRow], in group: FindingsGroup, _ width: Int, _ context: Context
  ) -> [TextPane.Paragraph] {
    let shown = worst.prefix(GroupCache.most)
    let checks = group.id.grouping == .check ? 0 : shown.reduce(0) { max($0, $1.check.name.utf8.count) } + 2
    var lines = [TextPane.Paragraph(StyledText()), TextPane.Paragraph(StyledText("Worst", Style(.heading)))]
    for row in shown {
      let role = row.state.role
      var line = StyledText(context.marks.severity(row.severity).padded(to: 8), Style(role ?? row.severity.role))
      if checks > 0 { line.append(SafeText(own: row.check.name).padded(to: checks), Style(role ?? .text)) }
      line.append(row.subject.safe, Style(role ?? .text))
      let place = [
        group.namespace.isEmpty && group.id.grouping != .namespace ? row.namespace : "",
        group.cluster.isEmpty && group.id.grouping != .cluster ? row.cluster : "",
      ].filter { !$0.isEmpty }.map(\.safe)
      if !place.isEmpty { line.append("  \(place.joined(separator: " · "))", Style(.dim)) }
      lines.append(TextPane.Paragraph(line.truncated(to: max(8, width - 1)), indent: 1))
    }
    if group.count > shown.count {
      let rest = CountText.of(group.count - shown.count, "more", "more")
      lines.append(
        TextPane.Paragraph(
          StyledText("and \(rest): \(context.keys[.unfold]) unfolds the group", Style(.dim)), indent: 1))
    }
    return lines
  }

  private static func counts(_ group: FindingsGroup, _ context: Context) -> [TextPane.Paragraph] {
    // A check fails once on each subject.
    let (one, several): (SafeText, SafeText) =
      group.id.grouping == .check ? ("subject", "subjects") : ("finding", "findings")
    var counts = StyledText(CountText.of(group.count, one, several), Style(.heading))
    for severity in Severity.allCases where group.counts[severity] > 0 {
      counts.append("   ")
      counts.append(context.marks.severity(severity), Style(severity.role))
      counts.append(" \(CountText.of(group.counts[severity]))")
    }
    var states = StyledText("\(CountText.of(group.open)) open", Style(group.open > 0 ? .text : .dim))
    for (count, word, role) in [
      (group.new, "new", Role.new), (group.acknowledged, "acknowledged", .acknowledged),
      (group.suppressed, "suppressed", .suppressed),
    ] as [(Int, SafeText, Role)] where count > 0 {
      states.append(" · ", Style(.dim))
      states.append("\(CountText.of(count)) \(word)", Style(role))
    }
    return [TextPane.Paragraph(counts + StyledText("   ") + states)]
  }
}
