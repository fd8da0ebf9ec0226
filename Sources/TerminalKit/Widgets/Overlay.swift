import TextSafety

/// A place in the frame for a form or a question: a background of its own and a title, no box.
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
    surface.within(inner) { part in
      part.draw(title, x: 0, y: 0)
      part.back(Rect(x: 0, y: 0, width: part.bounds.width, height: 1), with: .overlay)
    }
    return rect.height > 4 ? inner.inset(top: 2, bottom: 1) : inner.inset(top: 1)
  }
}
