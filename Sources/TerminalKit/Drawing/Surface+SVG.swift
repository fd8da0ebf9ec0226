import TextSafety

extension Surface {
  /// The screen as a picture: SVG 1.1 with the colours of a theme, one text element for each run of one style, so that
  /// letters can be selected and searched.
  package func svg(_ theme: Theme) -> String {
    let picture = Picture(theme: theme)
    let canvas = theme.appearance(of: .text, .direct)
    let (width, height) = (Picture.cell.width * Double(size.width), Picture.cell.height * size.height)
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Picture.number(width))" height="\(height)" \
      font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14">
      <rect width="100%" height="100%" fill="\(picture.background(canvas))"/>\n
      """
    for row in 0..<size.height {
      var column = 0
      while column < size.width {
        let start = column
        let look = theme.appearance(of: cells[row * size.width + start].style, .direct)
        var text = ""
        while column < size.width {
          let cell = cells[row * size.width + column]
          guard theme.appearance(of: cell.style, .direct) == look else { break }
          if !cell.isContinuation { cell.glyph.write(to: &text) }
          column += 1
        }
        out += picture.run(text, look, canvas, columns: start..<column, row: row)
      }
    }
    return out + "</svg>\n"
  }

  private struct Picture {
    /// Points of a cell; the letters of a monospaced font of 14 points are 8.4 wide.
    static let cell = (width: 8.4, height: 18)

    let theme: Theme

    func run(_ text: String, _ look: Appearance, _ canvas: Appearance, columns: Range<Int>, row: Int) -> String {
      var (front, back) = (foreground(look), background(look))
      if look.attributes.contains(.reverse) { swap(&front, &back) }
      let x = Picture.number(Picture.cell.width * Double(columns.lowerBound))
      let width = Picture.number(Picture.cell.width * Double(columns.count))
      var out = ""
      if back != background(canvas) {
        out += """
          <rect x="\(x)" y="\(Picture.cell.height * row)" width="\(width)" height="\(Picture.cell.height)" \
          fill="\(back)"/>\n
          """
      }
      let isBlank = text.allSatisfy { $0 == " " }
      guard !isBlank || look.attributes.contains(.underline) else { return out }
      var style = ""
      if look.attributes.contains(.bold) { style += " font-weight=\"bold\"" }
      if look.attributes.contains(.dim) { style += " opacity=\"0.7\"" }
      if look.attributes.contains(.underline) { style += " text-decoration=\"underline\"" }
      return out + """
        <text x="\(x)" y="\(Picture.cell.height * row + 13)" textLength="\(width)" fill="\(front)"\(style) \
        xml:space="preserve">\(Picture.escaped(text))</text>\n
        """
    }

    func foreground(_ look: Appearance) -> String { Picture.color(look.foreground) ?? "#d0d0d0" }
    func background(_ look: Appearance) -> String { Picture.color(look.background) ?? "#121212" }

    /// `#5fd7d7`; nil for the terminal's own.
    private static func color(_ number: Int32) -> String? {
      guard number >= 0 else { return nil }
      let rgb = number < 8 ? Picture.own[Int(number)] : number
      let digits = String(rgb, radix: 16)
      return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// What xterm shows for the eight colours that a person may set up.
    private static let own: [Int32] = [
      0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    ]

    /// Without digits that nobody sees.
    static func number(_ value: Double) -> String {
      let tenths = Int((value * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private static func escaped(_ text: String) -> String {
      text.unicodeScalars.reduce(into: "") { out, scalar in
        switch scalar {
        case "&": out += "&amp;"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "\"": out += "&quot;"
        default: out.unicodeScalars.append(scalar)
        }
      }
    }
  }
}
