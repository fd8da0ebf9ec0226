import TextSafety

extension StyledText {
  /// At most some columns, keeping the end, `…` at the beginning.
  package func truncatedAtStart(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    guard columns > 0 else { return StyledText() }
    let rest = self.columns(width - columns + 1..<width)
    return StyledText("…", rest.spans.first?.style ?? spans.last?.style ?? .text) + rest
  }

  /// Columns of the lines that the text takes when no line may be wider than some columns. Lines end after a blank, or
  /// after `/`, `,`, `.` or `-` where a word is too long, or else anywhere. Blanks at a line's end are not in its columns.
  ///
  /// - Parameter first: columns of the first line, where that has others.
  package func lines(width limit: Int, first: Int? = nil) -> [Range<Int>] {
    let first = max(1, first ?? limit)
    guard width > first else { return [0..<width] }
    var lines: [Range<Int>] = []
    var start = 0
    // Where the line could end, and where the next one would begin.
    var atBlank: (end: Int, next: Int)?
    var atSign: Int?
    var column = 0
    var afterBlank = false
    func room(_ line: Int) -> Int { line == 0 ? first : max(1, limit) }
    for glyph in spans.lazy.flatMap(\.text.glyphs) {
      let end = column + glyph.width
      if glyph.isBlank {
        // Blanks hang over the edge.
        atBlank = (afterBlank ? atBlank?.end ?? column : column, end)
      } else {
        while end - start > room(lines.count) {
          let cut = atBlank.map { ($0.end, $0.next) } ?? atSign.map { ($0, $0) } ?? (column, column)
          if cut.1 <= start { break }
          lines.append(start..<max(start, cut.0))
          start = cut.1
          atBlank = nil
          if let sign = atSign, sign <= start { atSign = nil }
        }
        if let single = glyph.single, [0x2C, 0x2D, 0x2E, 0x2F].contains(single) { atSign = end }
      }
      afterBlank = glyph.isBlank
      column = end
    }
    if start < width { lines.append(start..<min(width, start + room(lines.count))) }
    return lines.isEmpty ? [0..<width] : lines
  }

  /// The lines themselves.
  package func wrapped(to limit: Int) -> [StyledText] { lines(width: limit).map { columns($0) } }
}
