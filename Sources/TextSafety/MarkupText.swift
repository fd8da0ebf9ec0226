/// Text from outside inside XML and HTML: in an element's content or an attribute in quotes it stays the text that it
/// is. What XML 1.0 has no place for (control characters) is shown, as on a terminal.
package enum MarkupText {
  package static func escaped(_ text: UntrustedText) -> String {
    var out = ""
    for scalar in Sanitizer.clean(text.raw).text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
