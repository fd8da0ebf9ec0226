package import TextSafety

/// Text to read: wrapped, scrolled, searched. It stays at the line that was on top when its width changes.
package struct TextPane: Sendable, Equatable {
  /// A line of the text, wrapped as need be.
  package struct Paragraph: Sendable, Hashable {
    package var text: StyledText
    /// Blanks before its first line, and before the others.
    package var indent: Int
    package var hanging: Int

    package init(_ text: StyledText, indent: Int = 0, hanging: Int? = nil) {
      self.text = text
      self.indent = max(0, indent)
      self.hanging = max(0, hanging ?? indent)
    }
  }

  private struct Row: Sendable, Equatable {
    var paragraph: Int
    var columns: Range<Int>
    var indent: Int
  }

  package private(set) var paragraphs: [Paragraph]
  private var rows: [Row] = []
  private var size = Size(width: 0, height: 0)
  /// Index of the first row shown.
  private var top = 0
  /// What is searched for, in lower case; and the columns of paragraphs where it stands.
  private var needle = ""
  private var matches: [Int: [Range<Int>]] = [:]

  package init(_ paragraphs: [Paragraph] = []) { self.paragraphs = paragraphs }

  package init(lines: [StyledText]) { self.init(lines.map { Paragraph($0) }) }

  /// Other text. Where it begins as the old one did (a refresh), what is on top stays there.
  package mutating func replace(with paragraphs: [Paragraph]) {
    guard paragraphs != self.paragraphs else { return }
    let anchor = anchor
    self.paragraphs = paragraphs
    lay(out: size)
    restore(anchor)
    search()
  }

  /// Lays the text out; to be called when the size of its place may be another.
  package mutating func arrange(_ size: Size) {
    guard size != self.size else { return }
    let anchor = anchor
    lay(out: size)
    restore(anchor)
  }

  private mutating func lay(out size: Size) {
    self.size = size
    rows = []
    for (index, paragraph) in paragraphs.enumerated() {
      // Indents give way where there is hardly any room.
      let indent = min(paragraph.indent, size.width / 2)
      let hanging = min(paragraph.hanging, size.width / 2)
      let lines = paragraph.text.lines(width: size.width - hanging, first: size.width - indent)
      for (number, line) in lines.enumerated() {
        rows.append(Row(paragraph: index, columns: line, indent: number == 0 ? indent : hanging))
      }
    }
    top = min(top, lastTop)
  }

  private var lastTop: Int { max(0, rows.count - size.height) }

  private var anchor: (paragraph: Int, column: Int)? {
    rows.indices.contains(top) ? (rows[top].paragraph, rows[top].columns.lowerBound) : nil
  }

  private mutating func restore(_ anchor: (paragraph: Int, column: Int)?) {
    guard let anchor else { return }
    let place = rows.lastIndex {
      ($0.paragraph, $0.columns.lowerBound) <= (anchor.paragraph, anchor.column)
    }
    top = min(place ?? 0, lastTop)
  }
}

extension TextPane {
  /// Rows above and below what is shown.
  package var hidden: (above: Int, below: Int) { (top, max(0, rows.count - top - size.height)) }

  package mutating func scroll(by rows: Int) { top = max(0, min(top + rows, lastTop)) }

  /// One line stays on screen for the eye.
  package mutating func scroll(byPages pages: Int) { scroll(by: pages * max(1, size.height - 1)) }

  package mutating func scrollToStart() { top = 0 }
  package mutating func scrollToEnd() { top = lastTop }

  /// Marks a text wherever it stands, without case, and goes to the first place from the top of the screen on.
  ///
  /// - Returns: how many places there are.
  @discardableResult
  package mutating func find(_ text: UntrustedText) -> Int {
    needle = text.safe.description.lowercased()
    search()
    if !matches.isEmpty, !rows.indices.contains(top) || !isMatch(top) { _ = findNext(forward: true) }
    return matches.values.reduce(0) { $0 + $1.count }
  }

  /// Goes to the next or previous row that has a match, round the end.
  ///
  /// - Returns: whether there is one.
  package mutating func findNext(forward: Bool) -> Bool {
    guard !matches.isEmpty, !rows.isEmpty else { return false }
    for step in 1...rows.count {
      let row = (top + (forward ? step : rows.count - step)) % rows.count
      guard isMatch(row) else { continue }
      top = min(row, lastTop)
      return true
    }
    return false
  }

  private func isMatch(_ row: Int) -> Bool {
    matches[rows[row].paragraph]?.contains { $0.overlaps(rows[row].columns) } ?? false
  }

  private mutating func search() {
    matches = [:]
    guard !needle.isEmpty else { return }
    for (index, paragraph) in paragraphs.enumerated() {
      let ranges = paragraph.text.text.columns(of: needle)
      if !ranges.isEmpty { matches[index] = ranges }
    }
  }

  /// Draws the rows that fit. The place has the size of the last `arrange`, or else is laid out for this once.
  package func draw(into surface: inout Surface, _ rect: Rect, on background: Role? = nil) {
    guard size == rect.size else {
      var arranged = self
      arranged.arrange(rect.size)
      return arranged.draw(into: &surface, rect, on: background)
    }
    surface.within(rect) { part in
      for (y, row) in rows[min(top, rows.count)...].prefix(size.height).enumerated() {
        part.draw(paragraphs[row.paragraph].text.columns(row.columns), x: row.indent, y: y)
        for match in matches[row.paragraph] ?? [] {
          let columns = match.clamped(to: row.columns)
          let start = columns.lowerBound - row.columns.lowerBound + row.indent
          part.tint(Rect(x: start, y: y, width: columns.count, height: 1), on: .match)
        }
      }
      if let background { part.back(part.bounds, with: background) }
    }
  }
}

extension SafeText {
  /// The columns where a text in lower case stands in this one.
  fileprivate func columns(of needle: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    let glyphs = Array(self.glyphs)
    let letters = glyphs.map { glyph in
      var text = ""
      glyph.write(to: &text)
      return text.lowercased()
    }
    let wanted = needle.map { String($0) }
    guard !wanted.isEmpty, letters.count >= wanted.count else { return [] }
    var column = 0
    for start in 0...letters.count - wanted.count {
      if letters[start] == wanted[0], letters[start..<start + wanted.count].elementsEqual(wanted) {
        let width = glyphs[start..<start + wanted.count].reduce(0) { $0 + $1.width }
        found.append(column..<column + width)
      }
      column += glyphs[start].width
    }
    return found
  }
}
