package import TextSafety

/// A line of text in several styles.
package struct StyledText: Hashable, Sendable {
  package struct Span: Hashable, Sendable {
    package var text: SafeText
    package var style: Style

    package init(_ text: SafeText, _ style: Style) {
      self.text = text
      self.style = style
    }
  }

  package private(set) var spans: [Span] = []
  /// Columns.
  package private(set) var width = 0

  package init() {}

  package init(_ text: SafeText, _ style: Style = .text) { append(text, style) }

  package mutating func append(_ text: SafeText, _ style: Style = .text) {
    guard !text.isEmpty else { return }
    width += text.width
    if let last = spans.last, last.style == style {
      spans[spans.count - 1].text += text
    } else {
      spans.append(Span(text, style))
    }
  }

  package mutating func append(_ other: StyledText) {
    for span in other.spans { append(span.text, span.style) }
  }

  package static func + (a: StyledText, b: StyledText) -> StyledText {
    var joined = a
    joined.append(b)
    return joined
  }

  package var isEmpty: Bool { spans.isEmpty }

  /// The letters without styles.
  package var text: SafeText { spans.map(\.text).joined() }

  /// Columns from the left; a wide glyph on an edge is left out.
  package func columns(_ range: Range<Int>) -> StyledText {
    var part = StyledText()
    var start = 0
    for span in spans {
      let end = start + span.text.width
      if end > range.lowerBound, start < range.upperBound {
        let text = span.text.prefix(columns: range.upperBound - start).dropping(columns: range.lowerBound - start)
        part.append(text, span.style)
      }
      start = end
    }
    return part
  }

  /// At most some columns, `…` in the style of what is cut at its end.
  package func truncated(to columns: Int) -> StyledText {
    guard width > columns else { return self }
    guard columns > 0 else { return StyledText() }
    var part = self.columns(0..<columns - 1)
    part.append("…", part.spans.last?.style ?? spans.first?.style ?? .text)
    return part
  }
}

extension Surface {
  /// Draws a line of several styles, `…` at its end where it is cut.
  ///
  /// - Returns: the column after it.
  @discardableResult
  package mutating func draw(
    _ line: StyledText, x: Int, y: Int, width: Int? = nil, _ alignment: TextAlignment = .left
  ) -> Int {
    let available = min(width ?? bounds.width - x, bounds.width - x)
    guard available > 0 else { return x }
    let fitting = line.truncated(to: available)
    var column =
      switch alignment {
      case .left: x
      case .right: x + available - fitting.width
      case .center: x + (available - fitting.width) / 2
      }
    for span in fitting.spans {
      put(span.text, x: column, y: y, span.style)
      column += span.text.width
    }
    return column
  }
}
