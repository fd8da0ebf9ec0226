import TextSafety

extension Surface {
  /// The rows as text, blanks at their ends left out.
  package var textLines: [String] {
    (0..<size.height).map { row in
      var line = ""
      for cell in cells[row * size.width..<(row + 1) * size.width] where !cell.isContinuation {
        cell.glyph.write(to: &line)
      }
      return line.trimmingBlanks
    }
  }

  /// The rows as text, a newline after each: what a person sees, for goldens and `--dump`.
  package var text: String { textLines.map { $0 + "\n" }.joined() }

  /// The rows as text, each followed by its styles where they are not those of plain text: `  3-9 severity.critical
  /// on row.cursor bold`, columns from 0. For goldens.
  package var annotatedText: String {
    var out = ""
    for (row, line) in textLines.enumerated() {
      out += line + "\n"
      var column = 0
      while column < size.width {
        let style = cells[row * size.width + column].style
        let start = column
        while column < size.width, cells[row * size.width + column].style == style { column += 1 }
        if style != .text { out += "  \u{2502} \(start)-\(column - 1) \(style.description)\n" }
      }
    }
    return out
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var view = self[...]
    while view.utf8.last == UInt8(ascii: " ") { view.removeLast() }
    return String(view)
  }
}

extension Style: CustomStringConvertible {
  /// `severity.critical on row.cursor bold`
  package var description: String {
    var words = [role.name]
    if let background { words += ["on", background.name] }
    for (attribute, name) in Attributes.names where attributes.contains(attribute) { words.append(name) }
    return words.joined(separator: " ")
  }
}

extension Attributes {
  /// As theme files write them.
  package static let names: [(Attributes, String)] = [
    (.bold, "bold"), (.underline, "underline"), (.reverse, "reverse"), (.dim, "dim"), (.italic, "italic"),
  ]
}
