package import TextSafety

/// A screen as values: cells in rows. Text enters as `SafeText` only; whatever is drawn outside is cut off, and no wide
/// glyph is ever halved.
///
/// Coordinates are those of the region that is drawn into, `within` another: a view draws from (0, 0) wherever it is.
package struct Surface: Sendable, Equatable {
  /// The whole surface.
  package let size: Size
  var cells: [Cell]
  /// Where the terminal's cursor stands, in the coordinates of the whole; nil where it is hidden.
  package private(set) var cursor: Point?
  /// The region, in the coordinates of the whole; drawing is clipped to the second.
  private var region: Rect
  var clip: Rect

  package init(_ size: Size) {
    self.size = size
    cells = Array(repeating: .blank, count: size.width * size.height)
    region = Rect(size)
    clip = region
  }

  /// The region that is drawn into, from (0, 0).
  package var bounds: Rect { Rect(region.size) }

  /// Draws into a part: its upper left corner becomes (0, 0), and nothing outside of it changes.
  package mutating func within<Result>(_ rect: Rect, _ body: (inout Surface) -> Result) -> Result {
    let (outerRegion, outerClip) = (region, clip)
    region = rect.offset(x: outerRegion.x, y: outerRegion.y)
    clip = outerClip.intersection(region)
    defer { (region, clip) = (outerRegion, outerClip) }
    return body(&self)
  }

  /// The cell at a place of the region; nil outside of the surface.
  package func cell(x: Int, y: Int) -> Cell? {
    let (column, row) = (x + region.x, y + region.y)
    guard column >= 0, row >= 0, column < size.width, row < size.height else { return nil }
    return cells[row * size.width + column]
  }

  /// Shows the terminal's cursor at a place of the region; hides it where that is outside.
  package mutating func showCursor(x: Int, y: Int) {
    let point = Point(x: x + region.x, y: y + region.y)
    cursor = clip.contains(point) ? point : nil
  }

  package mutating func hideCursor() { cursor = nil }

  /// Blanks in a style.
  package mutating func fill(_ rect: Rect, _ style: Style = .text) { fill(rect, glyph: .blank, style) }

  /// A one-column glyph everywhere: rules, bars. A wide one becomes a blank.
  package mutating func fill(_ rect: Rect, glyph: Glyph, _ style: Style) {
    let area = absolute(rect)
    guard !area.isEmpty else { return }
    let cell = Cell(glyph.width == 1 ? glyph : .blank, style)
    for row in area.y..<area.maxY {
      part(row: row, at: area.x)
      part(row: row, at: area.maxX)
      let start = row * size.width
      for index in start + area.x..<start + area.maxX { cells[index] = cell }
    }
  }

  /// Puts what is drawn already on another background; letters and colours stay.
  package mutating func tint(_ rect: Rect, on background: Role, _ attributes: Attributes = []) {
    let area = absolute(rect)
    guard !area.isEmpty else { return }
    for row in area.y..<area.maxY {
      for index in row * size.width + area.x..<row * size.width + area.maxX {
        cells[index].style.background = background
        cells[index].style.attributes.formUnion(attributes)
      }
    }
  }

  /// Puts what is drawn already on a background, but for what has one.
  package mutating func back(_ rect: Rect, with background: Role) {
    let area = absolute(rect)
    guard !area.isEmpty else { return }
    for row in area.y..<area.maxY {
      for index in row * size.width + area.x..<row * size.width + area.maxX where cells[index].style.background == nil {
        cells[index].style.background = background
      }
    }
  }

  /// Puts other glyphs of one column in the place of some that were drawn.
  package mutating func replace(_ glyphs: [Glyph: Glyph]) {
    for index in cells.indices where !cells[index].isContinuation {
      guard let other = glyphs[cells[index].glyph], cells[index].glyph.width == other.width else { continue }
      cells[index] = Cell(other, cells[index].style)
    }
  }

  /// Draws a text from a column on, `…` at its end where it is cut.
  ///
  /// - Parameter width: the columns that it may take; the rest of them keeps what it holds. nil is all to the region's
  ///   right edge.
  /// - Returns: the column after the text.
  @discardableResult
  package mutating func draw(
    _ text: SafeText, x: Int, y: Int, width: Int? = nil, _ style: Style = .text, _ alignment: TextAlignment = .left
  ) -> Int {
    let available = min(width ?? region.width - x, region.width - x)
    guard available > 0 else { return x }
    let fitting = text.truncated(to: available)
    let start: Int =
      switch alignment {
      case .left: x
      case .right: x + available - fitting.width
      case .center: x + (available - fitting.width) / 2
      }
    put(fitting, x: start, y: y, style)
    return start + fitting.width
  }

  /// Draws glyphs as they come, cut at the edges without a sign.
  package mutating func put(_ text: SafeText, x: Int, y: Int, _ style: Style) {
    let row = y + region.y
    guard row >= clip.y, row < clip.maxY else { return }
    var column = x + region.x
    for glyph in text.glyphs {
      if column >= clip.maxX { return }
      put(glyph, column: column, row: row, style)
      column += glyph.width
    }
  }

  /// - Parameter column: in the coordinates of the whole, as `row`, which is within the clip.
  private mutating func put(_ glyph: Glyph, column: Int, row: Int, _ style: Style) {
    let end = column + glyph.width
    guard end > clip.x, column < clip.maxX else { return }
    let first = max(column, clip.x)
    let last = min(end, clip.maxX)
    part(row: row, at: first)
    part(row: row, at: last)
    let start = row * size.width
    // Half of a wide glyph fits: a blank stands for it.
    let cell = Cell(last - first == glyph.width ? glyph : .blank, style)
    cells[start + first] = cell
    for index in start + first + 1..<max(start + first + 1, start + last) {
      cells[index] = glyph.width == last - first ? .continuation(of: cell) : cell
    }
  }

  /// A wide glyph that stands across a column's left edge becomes two blanks, for one half is about to be drawn over.
  private mutating func part(row: Int, at column: Int) {
    guard column > 0, column < size.width else { return }
    let index = row * size.width + column
    guard cells[index].isContinuation else { return }
    cells[index - 1] = Cell(.blank, cells[index - 1].style)
    cells[index] = Cell(.blank, cells[index].style)
  }

  /// A part of the region in the coordinates of the whole, clipped.
  private func absolute(_ rect: Rect) -> Rect { rect.offset(x: region.x, y: region.y).intersection(clip) }
}
