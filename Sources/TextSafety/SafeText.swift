/// Text that may go to a terminal: every scalar in it is printable, of known width, and stays where it is put.
///
/// It is made from literals, from `UntrustedText` through the sanitizer, from numbers, and by joining such texts. There
/// is no way to put a raw string into it, and no newline: a text of several lines is an array (`SafeText.lines(of:)`).
package struct SafeText: Sendable, CustomStringConvertible {
  /// The sanitized text itself, for the sinks that print.
  package let description: String
  /// The columns it takes on a terminal.
  package let width: Int

  private init(clean: Sanitizer.Clean) {
    description = clean.text
    width = clean.width
  }

  /// For texts that are known to be clean: parts of a safe text and joins of such.
  init(trusted text: String, width: Int) {
    description = text
    self.width = width
  }

  package init(_ untrusted: UntrustedText) { self.init(clean: Sanitizer.clean(untrusted.raw)) }

  /// As much of a text as fits into some columns, `…` at its end when cut. Reads no more of it than that takes.
  package init(_ untrusted: UntrustedText, fitting columns: Int) {
    let clean = SafeText(clean: Sanitizer.clean(untrusted.raw, columns: max(0, columns)))
    self = clean.truncated(to: columns)
  }

  /// Text of the program itself that is no literal: names of its own enumerations, messages of the system, dates.
  /// It is sanitized like any other.
  package init(own text: String) { self.init(clean: Sanitizer.clean(text)) }

  package init(_ literal: StaticString) { self.init(own: literal.description) }

  package init(_ number: some BinaryInteger) { self.init(own: String(number)) }

  package init() {
    description = ""
    width = 0
  }

  package var isEmpty: Bool { description.isEmpty }

  /// Whether the text is ASCII, one byte a column.
  @inlinable
  package var isASCII: Bool { description.utf8.count == width }

  /// The lines of a text, each sanitized. A carriage return before the newline belongs to it; a newline at the end
  /// starts no further line.
  package static func lines(of untrusted: UntrustedText) -> [SafeText] {
    var lines: [SafeText] = []
    var line = ""
    var pendingReturn = false
    for scalar in untrusted.raw.unicodeScalars {
      if scalar == "\n" {
        lines.append(SafeText(own: line))
        line = ""
        pendingReturn = false
        continue
      }
      if pendingReturn { line.unicodeScalars.append("\r") }
      pendingReturn = scalar == "\r"
      if !pendingReturn { line.unicodeScalars.append(scalar) }
    }
    if pendingReturn { line.unicodeScalars.append("\r") }
    if !line.isEmpty { lines.append(SafeText(own: line)) }
    return lines
  }
}

extension SafeText: Hashable {
  /// Scalar by scalar, for what looks alike is not the same cells.
  package static func == (a: SafeText, b: SafeText) -> Bool {
    a.width == b.width && a.description.utf8.elementsEqual(b.description.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in description.utf8 { hasher.combine(byte) }
    hasher.combine(width)
  }
}

extension SafeText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(own: value) }

  package init(stringInterpolation: Interpolation) {
    self.init(trusted: stringInterpolation.text, width: stringInterpolation.width)
  }

  /// Literals and numbers go in as they are, untrusted text goes through the sanitizer.
  package struct Interpolation: StringInterpolationProtocol {
    var text = ""
    var width = 0

    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 12)
    }

    package mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { appendInterpolation(SafeText(own: literal)) }
    }

    package mutating func appendInterpolation(_ part: SafeText) {
      text += part.description
      width += part.width
    }

    package mutating func appendInterpolation(_ part: UntrustedText) { appendInterpolation(SafeText(part)) }
    package mutating func appendInterpolation(_ part: some BinaryInteger) { appendInterpolation(SafeText(part)) }
    package mutating func appendInterpolation(own part: String) { appendInterpolation(SafeText(own: part)) }
  }
}

extension SafeText {
  package static func + (a: SafeText, b: SafeText) -> SafeText {
    SafeText(trusted: a.description + b.description, width: a.width + b.width)
  }

  package static func += (a: inout SafeText, b: SafeText) { a = a + b }

  package init(repeating part: SafeText, count: Int) {
    let count = max(0, count)
    self.init(trusted: String(repeating: part.description, count: count), width: part.width * count)
  }
}

extension Sequence<SafeText> {
  package func joined(separator: SafeText = SafeText()) -> SafeText {
    var text = ""
    var width = 0
    var isFirst = true
    for part in self {
      if !isFirst {
        text += separator.description
        width += separator.width
      }
      isFirst = false
      text += part.description
      width += part.width
    }
    return SafeText(trusted: text, width: width)
  }
}

extension UntrustedText {
  /// The text as it may be drawn.
  package var safe: SafeText { SafeText(self) }
}
