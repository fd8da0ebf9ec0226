import Testing
import TextSafety

@Suite("Laying text out in columns")
struct LayoutTests {
  private func measured(_ text: SafeText) -> Int {
    text.description.unicodeScalars.reduce(0) { $0 + DisplayWidth.of($1) }
  }

  @Test("a cut text fits, ends as asked, and loses a column at most where a wide character would be halved")
  func truncated() {
    var random = RandomText(seed: 3)
    for _ in 0..<3000 {
      let text = SafeText(UntrustedText(random.text()))
      let columns = random.number(0...40)
      let atEnd = text.truncated(to: columns)
      let atStart = text.truncatedAtStart(to: columns)
      for cut in [atEnd, atStart] {
        #expect(cut.width == measured(cut))
        #expect(cut.width <= columns)
        if text.width <= columns { #expect(cut == text) } else if columns > 0 { #expect(cut.width >= columns - 1) }
      }
      if text.width > columns, columns > 0 {
        #expect(atEnd.description.unicodeScalars.last == "…")
        #expect(atStart.description.unicodeScalars.first == "…")
      }
    }
  }

  @Test("a padded text has exactly the columns asked for, however it is aligned")
  func padded() {
    var random = RandomText(seed: 4)
    for _ in 0..<3000 {
      let text = SafeText(UntrustedText(random.text()))
      let columns = random.number(-2...40)
      for alignment in [TextAlignment.left, .right, .center] {
        for ending in ["…", "", "漢字漢字"] as [SafeText] {
          let field = text.padded(to: columns, alignment, ending: ending)
          #expect(field.width == max(0, columns))
          #expect(measured(field) == field.width)
        }
      }
    }
  }

  @Test("a beginning and what follows it make the text again, but for a wide character on the edge")
  func halves() {
    var random = RandomText(seed: 5)
    for _ in 0..<3000 {
      let text = SafeText(UntrustedText(random.text()))
      let columns = random.number(-1...40)
      let (first, rest) = (text.prefix(columns: columns), text.dropping(columns: columns))
      #expect(first.width == measured(first) && rest.width == measured(rest))
      #expect(first.width <= max(0, columns))
      #expect(text.hasPrefix(first))
      let missing = text.width - first.width - rest.width
      #expect(missing == 0 || missing == 2)
      if missing == 0 { #expect(first + rest == text) }
      // A mark never stands without its letter.
      for part in [first, rest] { #expect(SafeText(UntrustedText(part.description)) == part) }
    }
  }

  @Test("cells are the text, letter by letter with its marks")
  func glyphs() {
    var random = RandomText(seed: 6)
    for _ in 0..<3000 {
      let text = SafeText(UntrustedText(random.text()))
      var written = ""
      var width = 0
      for glyph in text.glyphs {
        glyph.write(to: &written)
        width += glyph.width
        #expect((1...5).contains(glyph.scalars.count))
        #expect((glyph.single == nil) == (glyph.scalars.count > 1))
      }
      #expect(SafeText(UntrustedText(written)) == text)
      #expect(width == text.width)
    }
    #expect(Array(SafeText("  ").glyphs) == [.blank, .blank])
  }

  @Test("small fields")
  func small() {
    #expect(SafeText("abc").truncated(to: 1).description == "…")
    #expect(SafeText("abc").truncated(to: 0).isEmpty)
    #expect(SafeText("漢字").truncated(to: 2).description == "…")
    #expect(SafeText("漢字").padded(to: 3).description == "漢…")
    #expect(SafeText("漢字").prefix(columns: 1).isEmpty)
    #expect(SafeText("漢字").dropping(columns: 1).description == "字")
    #expect(SafeText("payments-deployer").truncatedAtStart(to: 9).description == "…deployer")
    #expect(SafeText("ab").padded(to: 5, .center).description == " ab  ")
    #expect(SafeText("ab").padded(to: 5, .right).description == "   ab")
  }
}
