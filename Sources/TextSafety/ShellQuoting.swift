/// Words of a command line that a person may copy into bash, dash, zsh, ksh, fish or another POSIX shell.
///
/// Plain words stay as they are, others stand in single quotes. Nothing else is used: `$'…'` means one thing to bash and
/// another to dash, where what an attacker writes into it ends the word. So a word with what would act on the terminal,
/// or be invisible on the screen, has no form here: the line that is shown is the line that is copied.
package enum ShellQuoting {
  /// nil where the word cannot be shown as it is.
  package static func quote(_ word: UntrustedText) -> SafeText? {
    if word.isEmpty { return "''" }
    if isPlain(word.raw) { return SafeText(trusted: word.raw, width: word.raw.utf8.count) }
    // Nearly all words are printable ASCII: nothing in them is looked up.
    if word.raw.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      if word.raw.utf8.contains(where: { $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "\\") }) {
        return SafeText(own: quoted(word.raw))
      }
      return SafeText(trusted: "'" + word.raw + "'", width: word.raw.utf8.count + 2)
    }
    guard word.raw.unicodeScalars.allSatisfy(isPrintable) else { return nil }
    return SafeText(own: quoted(word.raw))
  }

  /// Words with blanks between them, each quoted; nil where one of them cannot be shown.
  package static func commandLine(_ words: [UntrustedText]) -> SafeText? {
    var line = ""
    var width = 0
    for word in words {
      guard let word = quote(word) else { return nil }
      if !line.isEmpty { line += " " }
      line += word.description
      width += word.width
    }
    return SafeText(trusted: line, width: width + max(0, words.count - 1))
  }

  /// Whether no shell gives any character of the word a meaning.
  private static func isPlain(_ word: String) -> Bool {
    // zsh expands `=name` at the start of a word.
    if word.hasPrefix("=") { return false }
    return word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      case UInt8(ascii: "_"), UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "+"), UInt8(ascii: "="),
        UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    !Sanitizer.mustBeShown(scalar) && DisplayWidth.of(scalar) > 0
  }

  /// Quotes and backslashes stand outside of the quotes: between them fish reads a backslash as one more escape.
  private static func quoted(_ word: String) -> String {
    var out = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" || scalar == "\\" {
        out += "'\\"
        out.unicodeScalars.append(scalar)
        out += "'"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out + "'"
  }
}
