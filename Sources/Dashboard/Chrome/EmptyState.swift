package import TerminalKit
package import TextSafety

/// What a view says in place of rows: what is so, and what to do next.
package struct EmptyState: Sendable, Hashable {
  package var title: SafeText
  package var lines: [SafeText]

  package init(_ title: SafeText, _ lines: [SafeText]) {
    self.title = title
    self.lines = lines.filter { !$0.isEmpty }
  }

  /// In the middle, a little above it.
  package func draw(into surface: inout Surface, _ rect: Rect) {
    let width = max(1, min(rect.width - 4, 72))
    let text = lines.flatMap { StyledText($0, Style(.dim)).wrapped(to: width) }
    let top = max(0, (rect.height - text.count - 2) * 2 / 5)
    surface.within(rect) { part in
      let left = max(0, (rect.width - width) / 2)
      part.draw(title, x: left, y: top, width: width, Style(.heading), .center)
      for (row, line) in text.enumerated() {
        part.draw(line, x: left, y: top + 2 + row, width: width, .center)
      }
    }
  }
}
