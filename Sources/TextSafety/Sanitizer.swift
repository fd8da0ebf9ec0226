/// Makes text harmless for a terminal by *showing* what would act or hide: nothing is removed, so that a person sees
/// that a name carries an escape sequence or an invisible letter.
///
/// Shown as pictures: control characters (`␛`, tab `␉`, newline `␊`). Shown as `‹U+202E›`: C1 controls, bidi and zero
/// width controls, variation selectors, tags, separators, blanks other than the space, unassigned, private and
/// noncharacters, characters newer than Unicode 14 and those whose width terminals disagree on. A letter keeps four
/// combining marks; the rest of the stack becomes `‹+12›`. A mark with no letter before it stands on `◌`.
package enum Sanitizer {
  /// How many combining marks one cell may carry: what a cell of ncurses holds.
  static let marksInCell = 4

  /// Sanitized text and its width in columns.
  struct Clean {
    var text = ""
    var width = 0
  }

  /// - Parameter columns: when given, work ends soon after this width was passed: ten megabytes are not read for a cell.
  static func clean(_ raw: String, columns: Int? = nil) -> Clean {
    if let ascii = printableASCII(raw) {
      guard let columns, ascii > columns else { return Clean(text: raw, width: ascii) }
      return Clean(text: String(raw.utf8.prefix(columns + 1)) ?? "", width: columns + 1)
    }
    return cleanScalars(raw, columns: columns)
  }

  /// The length of a text of printable ASCII only, else nil.
  private static func printableASCII(_ raw: String) -> Int? {
    var raw = raw
    return raw.withUTF8 { bytes in
      for byte in bytes where byte &- 0x20 > 0x5E { return nil }
      return bytes.count
    }
  }

  private static func cleanScalars(_ raw: String, columns: Int?) -> Clean {
    var clean = Clean()
    clean.text.reserveCapacity(min(raw.utf8.count + 16, 4096))
    var marks = 0
    var cut = 0
    var standsOnLetter = false
    for scalar in raw.unicodeScalars {
      if mustBeShown(scalar) {
        endStack(&cut, &clean)
        append(shown: scalar, to: &clean)
        standsOnLetter = false
      } else if DisplayWidth.of(scalar) == 0 {
        if !standsOnLetter {
          endStack(&cut, &clean)
          clean.text.unicodeScalars.append("\u{25CC}")
          clean.width += 1
          standsOnLetter = true
          marks = 0
        }
        guard marks < marksInCell else {
          cut += 1
          continue
        }
        clean.text.unicodeScalars.append(scalar)
        marks += 1
      } else {
        endStack(&cut, &clean)
        clean.text.unicodeScalars.append(scalar)
        clean.width += DisplayWidth.of(scalar)
        standsOnLetter = true
        marks = 0
      }
      if let columns, clean.width > columns { return clean }
    }
    endStack(&cut, &clean)
    return clean
  }

  private static func endStack(_ cut: inout Int, _ clean: inout Clean) {
    guard cut > 0 else { return }
    let note = "‹+\(cut)›"
    clean.text += note
    clean.width += note.unicodeScalars.count
    cut = 0
  }

  private static func append(shown scalar: Unicode.Scalar, to clean: inout Clean) {
    if scalar.value < 0x20 || scalar.value == 0x7F {
      let picture = scalar.value == 0x7F ? 0x2421 : 0x2400 + scalar.value
      clean.text.unicodeScalars.append(Unicode.Scalar(picture) ?? "\u{FFFD}")
      clean.width += 1
    } else {
      let name = codePoint(scalar)
      clean.text += name
      clean.width += name.unicodeScalars.count
    }
  }

  /// `‹U+202E›`
  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "‹U+" + String(repeating: "0", count: max(0, 4 - hex.utf8.count)) + hex + "›"
  }

  /// The version that glibc 2.36 (Debian 12) knows the widths of.
  private static let newestUnicode = 14

  /// Their width changed from one version of Unicode to the next: an Ahom sign, trigrams and digrams, Tai Xuan Jing and
  /// counting rods; and a skin tone after an emoji is two columns or none.
  private static let disputed: [ClosedRange<UInt32>] = [
    0x2630...0x2637, 0x268A...0x268F, 0x1171E...0x1171E, 0x1D300...0x1D356, 0x1D360...0x1D376, 0x1F3FB...0x1F3FF,
  ]

  /// Whether a scalar acts on the terminal, hides, or is drawn differently from one terminal to the next.
  package static func mustBeShown(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x300 {
      return value < 0x20 || (0x7F...0xA0).contains(value) || value == 0xAD
    }
    if (0x2500...0x25FF).contains(value) { return false }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
    case .spaceSeparator: return value != 0x3000
    default: break
    }
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return true }
    // What a later Unicode has added is unknown to the C library of many machines, and to their terminals.
    guard let age = properties.age, age.major <= newestUnicode else { return true }
    // The empty Braille pattern is a blank.
    return value == 0x2800 || disputed.contains { $0.contains(value) }
  }
}
