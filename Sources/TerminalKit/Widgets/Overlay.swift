import TextSafety

/// A place above the frame for a form, help or a question: a background of its own and a title, no box.
package enum Overlay {
  /// Blanks between the edge and what is in it.
  private static let margin = 2

  /// The place of an overlay in the middle of a surface; where there is no room around it, the whole surface.
  ///
  /// - Parameter content: what is to fit in it, its title not counted.
  package static func rect(in bounds: Rect, content: Size) -> Rect {
    let width = min(bounds.width, content.width + 2 * margin)
    let height = min(bounds.height, content.height + 3)
    return Rect(
      x: bounds.x + (bounds.width - width) / 2, y: bounds.y + (bounds.height - height) / 2, width: width,
      height: height)
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
