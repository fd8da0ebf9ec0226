package import TerminalKit
import TextSafety

/// Searching a text: what is looked for is marked, and gone to.
package struct TextSearch: Sendable {
  package private(set) var filter = FilterText()
  /// How many places there are.
  package private(set) var matches = 0

  package init() {}

  /// What the pane shows of an event of the filter prompt, or of `n` and `N`.
  ///
  /// - Returns: whether it was about searching.
  package mutating func take(_ event: ViewEvent, in pane: inout TextPane) -> Bool {
    switch event {
    case .filtering(let text):
      filter.type(text)
      matches = pane.find(text)
    case .filtered(let keep):
      _ = filter.end(keep: keep)
      matches = pane.find(filter.current)
    case .action(.next): _ = pane.findNext(forward: true)
    case .action(.previous): _ = pane.findNext(forward: false)
    case .action(.escape) where !filter.kept.isEmpty:
      filter.clear()
      matches = pane.find("")
    default: return false
    }
    return true
  }

  /// `3 places`; empty where nothing is searched for.
  package var count: StyledText {
    filter.current.isEmpty
      ? StyledText()
      : StyledText(CountText.of(matches, "place", "places"), Style(matches == 0 ? .warning : .accent))
  }
}
