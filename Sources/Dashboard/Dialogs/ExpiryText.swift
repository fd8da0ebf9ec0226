import TerminalKit
package import TextSafety

/// When a suppression ends, as a person types it: `30 d`, `6w`, `2026-12-31`, `never`.
package struct ExpiryText: Sendable, Hashable {
  /// Seconds since 1970; nil is without end. Of a day, its end.
  package var seconds: Int64?

  /// nil where the text is no such time, or one that is over.
  package init?(_ text: UntrustedText, _ context: Context) {
    let end = text.parsed { text -> Int64?? in
      let typed = text.lowercased().filter { !$0.isWhitespace }
      if typed == "never" { return .some(nil) }
      if let unit = typed.last, let count = Int64(typed.dropLast()), count > 0, count <= 36_500 {
        switch unit {
        case "d": return .some(context.now + count * 86_400)
        case "w": return .some(context.now + count * 7 * 86_400)
        default: return nil
        }
      }
      let parts = typed.split(separator: "-", omittingEmptySubsequences: false).compactMap { Int($0) }
      guard parts.count == 3, typed.utf8.count == 10 else { return nil }
      let start = LocalTime.start(year: parts[0], month: parts[1], day: parts[2], offset: context.utcOffset)
      return start.map { .some($0 + 86_399) }
    }
    guard let end else { return nil }
    if let end, end <= context.now { return nil }
    seconds = end
  }
}

extension ExpiryText {
  /// Which day that is, or how it is written.
  static func note(_ text: UntrustedText, _ context: Context) -> StyledText {
    guard let end = ExpiryText(text, context) else {
      return StyledText("30 d, 6 w, 2026-12-31 or never", Style(.warning))
    }
    guard let seconds = end.seconds else { return StyledText("without end", Style(.warning)) }
    return StyledText("\(context.local(seconds).dayName) \(context.local(seconds).date)", Style(.dim))
  }

  static func help(_ context: Context) -> SafeText {
    "Until: write 30 d, 6 w, a date to come like \(context.local(context.now + 30 * 86_400).date), or never."
  }
}
