/// Which rows of a list are on screen.
package struct ListViewport: Sendable, Hashable {
  /// Index of the first row shown.
  package private(set) var top = 0

  package init() {}

  /// Scrolls as little as shows the cursor, with rows of context beyond it where there are any.
  ///
  /// - Parameter margin: rows of context; fewer on a small screen.
  package mutating func follow(cursor: Int, height: Int, total: Int, margin: Int = 2) {
    guard height > 0 else { return }
    let margin = max(0, min(margin, (height - 1) / 2))
    if cursor - margin < top { top = cursor - margin }
    if cursor + margin > top + height - 1 { top = cursor + margin - height + 1 }
    top = max(0, min(top, total - height))
  }

  /// Rows moved in before the first one shown: what is on screen stays.
  package mutating func shift(by rows: Int) { top = max(0, top + rows) }

  /// The indexes on screen.
  package func shown(height: Int, total: Int) -> Range<Int> {
    let start = min(top, max(0, total))
    return start..<max(start, min(total, start + max(0, height)))
  }
}
