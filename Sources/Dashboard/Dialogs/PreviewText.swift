import Hardening
import Session
import TerminalKit
import TextSafety

/// What an act would change, in words: how many findings, which scores, and some of the findings by name.
enum PreviewText {
  static func lines(_ preview: DecisionPreview, _ room: Int, _ context: Context) -> [StyledText] {
    var first = StyledText(CountText.of(preview.findings, "finding", "findings"), Style(.text, on: nil, .bold))
    if preview.folded > 0 { first.append(" and \(CountText.of(preview.folded)) folded beneath", .text) }
    first.append(" now", Style(.text, on: nil, .bold))
    for change in preview.scores.prefix(2) {
      first.append(" · ", Style(.dim))
      first.append("\(own: change.area.short) ")
      if change.before.scoreText == change.after.scoreText {
        first.append("stays ", Style(.dim))
      } else {
        first.append(change.before.scoreText, Style(change.before.heat()))
        first.append(" \(context.marks.arrow) ")
      }
      first.append(change.after.scoreText, Style(change.after.heat()))
      if preview.scores.count > 1 { first.append(" \(change.cluster)", Style(.dim)) }
    }
    if preview.scores.count > 2 { first.append(" · and \(preview.scores.count - 2) more", Style(.dim)) }
    let examples = preview.examples.map { SafeText($0, fitting: 60) }.joined(separator: ", ")
    let more: SafeText = preview.findings > preview.examples.count ? " …" : ""
    return examples.isEmpty ? [first] : [first, StyledText(examples + more, Style(.dim)).truncated(to: room)]
  }
}
