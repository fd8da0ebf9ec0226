import TextSafety

/// A place in the frame for a form or a question: a background of its own and a title, no box. The line of the title is
/// its upper edge, which terminals without colours for backgrounds show reversed.
package enum Overlay {
  /// Blanks between the edge and what is in it.
  private static let margin = 2

  /// The place at the lower edge, as wide as the surface: what stays above it is seen whole.
  ///
  /// - Parameter height: the lines that are to fit in it, its title not counted.
  package static func sheet(in bounds: Rect, height: Int) -> Rect {
    let height = min(bounds.height, height + 3)
    return Rect(x: bounds.x, y: bounds.maxY - height, width: bounds.width, height: height)
  }

  /// Draws background and title.
  ///
  /// - Returns: the part that is left for the content.
  package static func draw(_ title: StyledText, into surface: inout Surface, _ rect: Rect) -> Rect {
    surface.fill(rect, Style(on: .overlay))
    let inner = rect.inset(left: margin, right: margin)
    drawTitle(title, into: &surface, Rect(x: rect.x, y: rect.y, width: rect.width, height: min(1, rect.height)))
    return rect.height > 4 ? inner.inset(top: 2, bottom: 1) : inner.inset(top: 1)
  }

  /// A title alone, as the edge of what lies beneath it.
  package static func drawTitle(_ title: StyledText, into surface: inout Surface, _ line: Rect) {
    surface.fill(line, Style(on: .overlayTitle))
    surface.draw(title, x: line.x + margin, y: line.y, width: max(0, line.width - 2 * margin))
    surface.back(line, with: .overlayTitle)
  }
}
