import TestSupport
import Testing
import TextSafety

@testable import TerminalKit

@Suite("Surfaces")
struct SurfaceTests {
  @Test("text stands where it is drawn, with a sign where it is cut")
  func drawing() {
    var surface = Surface(Size(width: 10, height: 3))
    let end = surface.draw("abc", x: 1, y: 0, Style(.accent))
    #expect(end == 4)
    surface.draw("a long name", x: 0, y: 1)
    surface.draw("12", x: 2, y: 2, width: 5, .text, .right)
    #expect(surface.textLines == [" abc", "a long na…", "     12"])
    #expect(surface.cell(x: 1, y: 0)?.style.role == .accent)
    #expect(surface.cell(x: 10, y: 0) == nil)
  }

  @Test("a part draws from its own corner, and nothing outside of it changes")
  func parts() {
    var surface = Surface(Size(width: 8, height: 4))
    surface.within(Rect(x: 2, y: 1, width: 4, height: 2)) { part in
      #expect(part.bounds == Rect(x: 0, y: 0, width: 4, height: 2))
      part.fill(Rect(x: -9, y: -9, width: 99, height: 99), Style(.header))
      part.draw("abcdefgh", x: 0, y: 0)
      part.put("zzzzzzzz", x: -2, y: 1, .text)
      part.put("no", x: 0, y: 2, .text)
    }
    #expect(surface.textLines == ["", "  abc…", "  zzzz", ""])
    #expect(surface.cell(x: 1, y: 1)?.style == .text)
    #expect(surface.cell(x: 6, y: 1)?.style == .text)
  }

  @Test("wide glyphs are whole or blank")
  func wide() {
    var surface = Surface(Size(width: 5, height: 3))
    surface.put("日本語", x: 0, y: 0, .text)
    surface.put("日本語", x: -1, y: 1, .text)
    surface.put("日本", x: 0, y: 2, .text)
    surface.put("x", x: 1, y: 2, .text)
    #expect(surface.textLines == ["日本", " 本語", " x本"])
  }

  @Test("whatever is drawn, no cell is half a glyph and nothing is outside", arguments: 0..<40)
  func robust(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let size = Size(width: .random(in: 0...9, using: &random), height: .random(in: 0...4, using: &random))
    var surface = Surface(size)
    let texts: [SafeText] = ["", "a", "日", "a日b本", "e\u{301}x", "…", "wide 語 and more text than fits"]
    for _ in 0..<60 {
      let rect = Rect(
        x: .random(in: -6...12, using: &random), y: .random(in: -3...6, using: &random),
        width: .random(in: -2...12, using: &random), height: .random(in: -2...6, using: &random))
      surface.within(rect) { part in
        let x = Int.random(in: -8...12, using: &random)
        let y = Int.random(in: -3...5, using: &random)
        let text = texts.randomElement(using: &random) ?? ""
        switch Int.random(in: 0...3, using: &random) {
        case 0: part.fill(Rect(x: x, y: y, width: 3, height: 2))
        case 1: part.put(text, x: x, y: y, Style(.accent))
        case 2: part.tint(Rect(x: x, y: y, width: 4, height: 2), on: .rowCursor)
        default: part.draw(text, x: x, y: y, width: .random(in: -1...9, using: &random))
        }
        part.showCursor(x: x, y: y)
      }
      for row in 0..<size.height {
        for column in 0..<size.width {
          let cell = surface.cells[row * size.width + column]
          let next = column + 1 < size.width ? surface.cells[row * size.width + column + 1] : nil
          if cell.isContinuation {
            #expect(column > 0 && surface.cells[row * size.width + column - 1].glyph.width == 2)
          }
          if cell.glyph.width == 2 { #expect(next?.isContinuation == true) }
        }
      }
      if let cursor = surface.cursor { #expect(Rect(size).contains(cursor)) }
    }
  }

  @Test("as a picture it has each run where it stands, in its colours, and no name becomes markup")
  func picture() {
    let theme = Theme(
      name: "test",
      looks: [
        .text: Theme.Look(
          foreground: .rgb(red: 1, green: 2, blue: 3), background: .rgb(red: 240, green: 240, blue: 240)),
        .accent: Theme.Look(foreground: .index(1), attributes: [.bold, .underline]),
        .rowCursor: Theme.Look(background: .rgb(red: 255, green: 255, blue: 0)),
      ])
    var surface = Surface(Size(width: 20, height: 3))
    surface.draw(SafeText(UntrustedText("<b>&\"\u{1B}[31m")), x: 0, y: 0)
    surface.draw("漢字x", x: 2, y: 1, Style(.accent))
    surface.draw("row", x: 0, y: 2)
    surface.back(Rect(x: 0, y: 2, width: 20, height: 1), with: .rowCursor)
    let svg = surface.svg(theme)
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"168\" height=\"54\""))
    #expect(svg.contains("fill=\"#f0f0f0\"") && svg.contains("fill=\"#010203\""))
    #expect(svg.contains(">&lt;b&gt;&amp;&quot;␛[31m"))
    #expect(!svg.unicodeScalars.contains("\u{1B}"))
    #expect(svg.contains("<text x=\"16.8\" y=\"31\" textLength=\"42\" fill=\"#cd0000\" font-weight=\"bold\""))
    #expect(svg.contains("text-decoration=\"underline\" xml:space=\"preserve\">漢字x</text>"))
    #expect(svg.contains("<rect x=\"0\" y=\"36\" width=\"168\" height=\"18\" fill=\"#ffff00\"/>"))
    #expect(svg.hasSuffix("</svg>\n"))
  }
}
