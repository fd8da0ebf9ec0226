/// Finds where a text stops being JSON. simdjson says only that it does; this is the slow second look, for the message.
struct JSONSyntax {
  /// The first thing that is wrong.
  struct Fault: Equatable {
    /// In bytes; equal to the text's length when it ends too early.
    var offset: Int
    var message: String
    var isAtEnd: Bool
  }

  private let text: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// The open brackets: true for an object.
  private var open: [Bool] = []

  private init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

  /// Nil when the text is one JSON value.
  static func check(_ text: UnsafeBufferPointer<UInt8>) -> Fault? {
    var syntax = JSONSyntax(text)
    do throws(Stop) {
      try syntax.value()
      return nil
    } catch {
      let isAtEnd = syntax.at >= text.count
      return Fault(offset: syntax.at, message: error.message, isAtEnd: isAtEnd)
    }
  }

  private struct Stop: Error {
    var message: String
  }

  private func next() -> UInt8? { at < text.count ? text[at] : nil }

  private mutating func skipSpace() {
    while at < text.count, isSpace(text[at]) { at += 1 }
  }

  private mutating func expect(_ character: Character, _ why: String) throws(Stop) {
    skipSpace()
    guard let byte = next(), byte == character.asciiValue else { throw Stop(message: why) }
    at += 1
  }

  private mutating func value() throws(Stop) {
    repeat {
      try begin()
      // Behind a whole value: close what ends here, up to the place of the next value.
      closing: while let isObject = open.last {
        skipSpace()
        switch next() {
        case UInt8(ascii: ","):
          at += 1
          if isObject { try key() }
          break closing
        case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
          at += 1
          open.removeLast()
        default: throw Stop(message: "expected a comma or \(isObject ? "}" : "]")")
        }
      }
    } while !open.isEmpty
    skipSpace()
    if at < text.count { throw Stop(message: "unexpected text behind the value") }
  }

  /// Reads a scalar or an empty bracket, or goes into brackets up to the first scalar.
  private mutating func begin() throws(Stop) {
    while true {
      skipSpace()
      guard let byte = next() else { throw Stop(message: "the value is missing") }
      switch byte {
      case UInt8(ascii: "{"):
        at += 1
        skipSpace()
        if next() == UInt8(ascii: "}") {
          at += 1
          return
        }
        open.append(true)
        try key()
      case UInt8(ascii: "["):
        at += 1
        skipSpace()
        if next() == UInt8(ascii: "]") {
          at += 1
          return
        }
        open.append(false)
      case UInt8(ascii: "\""): return try string()
      case UInt8(ascii: "t"): return try word("true")
      case UInt8(ascii: "f"): return try word("false")
      case UInt8(ascii: "n"): return try word("null")
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
      default: throw Stop(message: "expected a value")
      }
    }
  }

  private mutating func key() throws(Stop) {
    skipSpace()
    guard next() == UInt8(ascii: "\"") else { throw Stop(message: "expected a key in double quotes") }
    try string()
    try expect(":", "expected a colon")
  }

  private mutating func word(_ word: StaticString) throws(Stop) {
    let bytes = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard text[at...].starts(with: bytes) else { throw Stop(message: "expected a value (text needs double quotes)") }
    at += bytes.count
  }

  private mutating func digits(_ why: String) throws(Stop) {
    let start = at
    while let byte = next(), byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { at += 1 }
    if at == start { throw Stop(message: why) }
  }

  private mutating func number() throws(Stop) {
    if next() == UInt8(ascii: "-") { at += 1 }
    let leadingZero = next() == UInt8(ascii: "0")
    let start = at
    try digits("expected a digit")
    if leadingZero, at - start > 1 {
      at = start
      throw Stop(message: "a number cannot begin with 0")
    }
    if next() == UInt8(ascii: ".") {
      at += 1
      try digits("expected a digit after the point")
    }
    if let byte = next(), byte | 0x20 == UInt8(ascii: "e") {
      at += 1
      if next() == UInt8(ascii: "+") || next() == UInt8(ascii: "-") { at += 1 }
      try digits("expected a digit in the exponent")
    }
  }

  private mutating func string() throws(Stop) {
    at += 1
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "\""):
        at += 1
        return
      case UInt8(ascii: "\\"):
        try escape()
      case 0..<0x20: throw Stop(message: "a line break or control character in a text (write \\n)")
      default: at += 1
      }
    }
    throw Stop(message: "the text is not closed")
  }

  private mutating func escape() throws(Stop) {
    at += 1
    guard let byte = next() else { throw Stop(message: "the text is not closed") }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 1
    case UInt8(ascii: "u"):
      at += 1
      for _ in 0..<4 {
        guard let digit = next(), Character(Unicode.Scalar(digit)).isHexDigit, digit < 0x80 else {
          throw Stop(message: "expected four hexadecimal digits")
        }
        at += 1
      }
    default: throw Stop(message: "unknown escape (write \\\\ for a backslash)")
    }
  }
}
