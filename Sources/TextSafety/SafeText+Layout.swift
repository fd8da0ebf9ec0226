/// Where a text stands in a field that is wider than it.
package enum TextAlignment: Sendable, Hashable {
  case left, right, center
}

extension SafeText {
  /// At most `columns` of the text; when cut, its end is `ending`. The result may be a column narrower than asked, where
  /// a wide character would have been halved.
  package func truncated(to columns: Int, ending: SafeText = "…") -> SafeText {
    if width <= columns { return self }
    if columns <= 0 { return SafeText() }
    if ending.width > columns { return ending.prefix(columns: columns) }
    return prefix(columns: columns - ending.width) + ending
  }

  /// At most `columns` of the text, keeping its end: `…-deployer`.
  package func truncatedAtStart(to columns: Int, beginning: SafeText = "…") -> SafeText {
    if width <= columns { return self }
    if columns <= 0 { return SafeText() }
    if beginning.width > columns { return beginning.prefix(columns: columns) }
    return beginning + dropping(columns: width - (columns - beginning.width))
  }

  /// Exactly `columns` wide: cut or filled with blanks.
  package func padded(to columns: Int, _ alignment: TextAlignment = .left, ending: SafeText = "…") -> SafeText {
    let columns = max(0, columns)
    let text = truncated(to: columns, ending: ending)
    let blanks = columns - text.width
    if blanks == 0 { return text }
    switch alignment {
    case .left: return text + SafeText(repeating: " ", count: blanks)
    case .right: return SafeText(repeating: " ", count: blanks) + text
    case .center:
      return SafeText(repeating: " ", count: blanks / 2) + text + SafeText(repeating: " ", count: blanks - blanks / 2)
    }
  }

  /// The first columns; a wide character on the edge is left out.
  package func prefix(columns: Int) -> SafeText {
    if width <= columns { return self }
    if columns <= 0 { return SafeText() }
    let (end, width) = position(afterColumns: columns, halves: false)
    return SafeText(trusted: String(description[..<end]), width: width)
  }

  /// What follows the first columns; a wide character on the edge is left out.
  package func dropping(columns: Int) -> SafeText {
    if columns <= 0 { return self }
    if columns >= width { return SafeText() }
    let (start, dropped) = position(afterColumns: columns, halves: true)
    return SafeText(trusted: String(description[start...]), width: width - dropped)
  }

  /// The place after some columns, and the columns before it: one fewer (or, with `halves`, one more) where a wide
  /// character stands on the edge. Marks stay with their letter.
  private func position(afterColumns columns: Int, halves: Bool) -> (String.Index, Int) {
    if isASCII { return (description.utf8.index(description.startIndex, offsetBy: columns), columns) }
    let scalars = description.unicodeScalars
    var passed = 0
    var index = scalars.startIndex
    while index < scalars.endIndex {
      let width = DisplayWidth.of(scalars[index])
      if width > 0, passed >= columns || (!halves && passed + width > columns) { break }
      passed += width
      index = scalars.index(after: index)
    }
    return (index, passed)
  }

  /// Whether the text begins with another.
  package func hasPrefix(_ other: SafeText) -> Bool { description.utf8.starts(with: other.description.utf8) }
}
