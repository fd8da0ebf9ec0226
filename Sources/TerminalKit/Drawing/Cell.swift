package import TextSafety

/// One cell of a surface. A wide glyph takes two: its own and a continuation, which is never drawn by itself.
package struct Cell: Hashable, Sendable {
  package private(set) var glyph: Glyph
  package var style: Style
  /// The right half of the wide glyph in the cell before.
  package private(set) var isContinuation: Bool

  package init(_ glyph: Glyph, _ style: Style) {
    self.glyph = glyph
    self.style = style
    isContinuation = false
  }

  static let blank = Cell(.blank, .text)

  static func continuation(of cell: Cell) -> Cell {
    var half = Cell(.blank, cell.style)
    half.isContinuation = true
    return half
  }
}
