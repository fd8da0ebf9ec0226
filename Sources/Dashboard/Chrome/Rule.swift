package import TextSafety

/// Lines between parts.
package enum Rule {
  package static let horizontal = glyph("─")
  package static let vertical = glyph("│")

  private static func glyph(_ text: SafeText) -> Glyph {
    for glyph in text.glyphs { return glyph }
    return .blank
  }
}
