/// Words of a command line that a person may copy into bash, zsh, ksh or a POSIX shell.
///
/// Plain words stay as they are, others stand in single quotes; what would act on the terminal or be invisible on the
/// screen is written as `$'\033'`, so that the line that is shown is the line that is copied.
package enum ShellQuoting {
  package static func quote(_ word: UntrustedText) -> SafeText {
    if word.isEmpty { return "''" }
    if isPlain(word.raw) { return SafeText(word) }
    // Nearly all words are printable ASCII: nothing in them is looked up.
    let isASCII = word.raw.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    if isASCII, !word.raw.utf8.contains(UInt8(ascii: "'")) {
      return SafeText(trusted: "'" + word.raw + "'", width: word.raw.utf8.count + 2)
    }
    let needsEscapes = !isASCII && word.raw.unicodeScalars.contains { !isPrintable($0) }
    return SafeText(own: needsEscapes ? escaped(word.raw) : quoted(word.raw))
  }

  /// Words with blanks between them, each quoted.
  package static func commandLine(_ words: [UntrustedText]) -> SafeText {
    words.map(quote).joined(separator: " ")
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
      default: "_@%+=:,./-".utf8.contains(byte)
      }
    }
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    !Sanitizer.mustBeShown(scalar) && DisplayWidth.of(scalar) > 0
  }

  private static func quoted(_ word: String) -> String {
    var out = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" { out += #"'\''"# } else { out.unicodeScalars.append(scalar) }
    }
    return out + "'"
  }

  private static func escaped(_ word: String) -> String {
    var out = "$'"
    for scalar in word.unicodeScalars {
      switch scalar {
      case "'": out += #"\'"#
      case "\\": out += #"\\"#
      case "\n": out += #"\n"#
      case "\t": out += #"\t"#
      case _ where isPrintable(scalar): out.unicodeScalars.append(scalar)
      default:
        // Bytes in octal: every shell with $'…' reads three digits, and no digit after them is taken in.
        for byte in String(Character(scalar)).utf8 {
          let digits = String(byte, radix: 8)
          out += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
        }
      }
    }
    return out + "'"
  }
}
