/// Text from outside inside Markdown: in a table cell, a list or a paragraph it stays the text that it is. It makes no
/// link, no image, no HTML, no mention, no further cell and no further row.
package enum MarkdownCell {
  package static func text(_ text: UntrustedText) -> String {
    var out = ""
    let scalars = Array(Sanitizer.clean(text.raw).text.unicodeScalars)
    let digits = scalars.prefix { ("0"..."9").contains($0) }.count
    var previous: Unicode.Scalar = " "
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      // Hosts make mentions, issue links and links out of plain text; an empty comment or an entity parts them.
      case "@": out += "@<!-- -->"
      case "#": out += "\\#<!-- -->"
      case ":": out += "&#58;"
      case "." where previous == "w" || previous == "W": out += "&#46;"
      // `1. ` begins a list.
      case "." where index == digits && digits > 0 && (index + 1 == scalars.count || scalars[index + 1] == " "):
        out += "&#46;"
      case "\\", "`", "*", "_", "{", "}", "[", "]", "(", ")", "|", "~", "$", "!", "^":
        out += "\\"
        out.unicodeScalars.append(scalar)
      // List items, headings and rules at the start of a line.
      case "+" where out.isEmpty, "-" where out.isEmpty, "=" where out.isEmpty:
        out += "\\"
        out.unicodeScalars.append(scalar)
      default: out.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return out
  }

  /// A code span: the fence is longer than any run of backticks inside.
  package static func code(_ text: UntrustedText) -> String {
    let clean = Sanitizer.clean(text.raw).text
    var run = 0
    var longest = 0
    for scalar in clean.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // Inside a table the bar ends the cell even within code, unless it is escaped.
    let body = clean.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    let blank = body.hasPrefix("`") || body.hasSuffix("`") || body.isEmpty ? " " : ""
    return fence + blank + body + blank + fence
  }
}
