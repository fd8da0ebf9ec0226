package import TerminalKit
package import TextSafety

/// What a person does, written down, for a dashboard without a terminal: for tests, documentation and reports of bugs.
///
///     # Keys by their names, as the help and key maps call them:
///     j enter ctrl-d g g
///     # The rest of the line, letter by letter, or at once:
///     type sev>=high
///     paste some text
///     resize 80x24
package struct Script: Sendable, Hashable {
  /// A line that cannot be understood: correct it as `why` says.
  package struct Mistake: Error, Sendable, Hashable {
    /// From 1.
    package var line: Int
    package var why: UntrustedText
  }

  package var events: [Event]

  package init(_ text: String) throws(Mistake) {
    events = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      do { try add(line) } catch { throw Mistake(line: index + 1, why: error.why) }
    }
  }

  private struct Unknown: Error {
    var why: UntrustedText
  }

  private mutating func add(_ line: Substring) throws(Unknown) {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    guard let first = words.first, !first.hasPrefix("#") else { return }
    // What follows the first word and one blank, blanks included.
    let rest = String(line[first.endIndex...].dropFirst())
    switch first {
    case "type": events += rest.unicodeScalars.map { .key(Key($0)) }
    case "paste": events.append(.paste(UntrustedText(rest)))
    case "resize":
      guard let size = Size(rest) else { throw Unknown(why: "'\(rest)' is no size such as 80x24") }
      events.append(.resize(size))
    default:
      for word in words {
        guard let key = Key(String(word)) else {
          throw Unknown(why: "no key is called '\(String(word))', and the line begins with no type, paste or resize")
        }
        events.append(.key(key))
      }
    }
  }
}
