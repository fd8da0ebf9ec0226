package import Hardening
package import Session
package import TextSafety

/// The signs that stand for states: never by colour alone.
package struct Marks: Sendable, Hashable {
  package var isASCII: Bool

  package static let unicode = Marks(isASCII: false)
  package static let ascii = Marks(isASCII: true)

  package let cursor: SafeText = "▸"
  package let marked: SafeText = "•"
  package let away: SafeText = "✕"
  package let live: SafeText = "●"
  package let separator: SafeText = "›"
  package let chosen: SafeText = "(•)"
  package let free: SafeText = "( )"
  package let arrow: SafeText = "→"
  package let up: SafeText = "▴"
  package let down: SafeText = "▾"
  package let folded: SafeText = "▹"
  package let unfolded: SafeText = "▿"

  package init(isASCII: Bool) { self.isASCII = isASCII }

  package func severity(_ severity: Severity) -> SafeText { isASCII ? severity.asciiMark : severity.mark }

  /// The shape alone: `▲`.
  package func shape(_ severity: Severity) -> SafeText { self.severity(severity).prefix(columns: isASCII ? 2 : 1) }

  /// One column; a blank where the state is the plain one.
  package func state(_ state: FindingState) -> SafeText {
    switch state {
    case .open: " "
    case .acknowledged: "✓"
    case .resurfaced: "↺"
    case .suppressed: "⊘"
    case .resolved: "∅"
    }
  }

  package let new: SafeText = "+"
  package let stale: SafeText = "~"

  /// What is not plain about a line: its state, that it was not read lately, that it is new.
  package func state(of row: FindingRow) -> SafeText {
    if row.state != .open { return state(row.state) }
    return row.isStale ? stale : row.isNew ? new : " "
  }

  /// What stands for the signs of the program where a terminal's font has ASCII alone. What comes from outside stays as
  /// it is: a name is the name.
  package static let plain: [Glyph: Glyph] = {
    let pairs: [(SafeText, SafeText)] = [
      ("▸", ">"), ("•", "*"), ("●", "*"), ("✕", "x"), ("›", ">"), ("→", ">"), ("←", "<"), ("↑", "^"), ("↓", "v"),
      ("▴", "^"),
      ("▾", "v"), ("▹", "+"), ("▿", "-"), ("✓", "v"), ("↺", "@"), ("⊘", "-"), ("∅", "/"), ("…", "~"), ("—", "-"),
      ("·", "-"), ("×", "x"),
      ("─", "-"), ("│", "|"), ("−", "-"), ("▁", "_"), ("▂", "."), ("▃", ":"), ("▄", "-"), ("▅", "="), ("▆", "+"),
      ("▇", "*"), ("█", "#"),
    ]
    return Dictionary(
      pairs.flatMap { zip($0.glyphs, $1.glyphs) }, uniquingKeysWith: { first, _ in first })
  }()
}
