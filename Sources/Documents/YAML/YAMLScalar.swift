/// A number as YAML 1.1 writes it and kubectl reads it: underscores between digits, `0x`, `0o`, `0b`, a leading 0 for
/// octal. Source: resolve.go of sigs.k8s.io/yaml.
enum YAMLNumber: Equatable {
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)

  /// Nil when the text is no number.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else { return nil }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
    default: return nil
    }
    if let special = Self.special(text) {
      self = .double(special)
      return
    }
    // The longest number of use is some forty characters; what is longer is a string that begins with a digit.
    guard text.count <= 512 else { return nil }
    if let whole = first == UInt8(ascii: ".") ? nil : Self.whole(text) {
      self = whole
      return
    }
    guard Self.looksLikeFloat(text) else { return nil }
    let digits = String(decoding: text.lazy.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    // Out of range is no number for kubectl either.
    guard let value = Double(digits), value.isFinite else { return nil }
    self = .double(value)
  }

  private static func special(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard text.count == 4 || text.count == 5 else { return nil }
    switch String(decoding: text, as: UTF8.self) {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: return nil
    }
  }

  /// An optional sign, an optional prefix, digits; nil on overflow of 64 bits.
  private static func whole(_ text: UnsafeBufferPointer<UInt8>) -> YAMLNumber? {
    var index = 0
    let negative = text[0] == UInt8(ascii: "-")
    if negative || text[0] == UInt8(ascii: "+") { index = 1 }
    while index < text.count, text[index] == UInt8(ascii: "_") { index += 1 }
    var radix: UInt64 = 10
    if index + 1 < text.count, text[index] == UInt8(ascii: "0") {
      switch text[index + 1] | 0x20 {
      case UInt8(ascii: "x"): (radix, index) = (16, index + 2)
      case UInt8(ascii: "b"): (radix, index) = (2, index + 2)
      case UInt8(ascii: "o"): (radix, index) = (8, index + 2)
      default: (radix, index) = (8, index + 1)
      }
    }
    var value: UInt64 = 0
    var digits = 0
    for character in text[index...] {
      if character == UInt8(ascii: "_") { continue }
      let digit: UInt64
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt64(character - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = UInt64(character - UInt8(ascii: "a")) + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = UInt64(character - UInt8(ascii: "A")) + 10
      default: return nil
      }
      guard digit < radix else { return nil }
      let (scaled, tooLarge) = value.multipliedReportingOverflow(by: radix)
      let (sum, overflow) = scaled.addingReportingOverflow(digit)
      if tooLarge || overflow { return nil }
      value = sum
      digits += 1
    }
    guard digits > 0 else { return nil }
    if negative {
      return value <= UInt64(Int64.max) + 1 ? .integer(Int64(truncatingIfNeeded: 0 &- value)) : nil
    }
    return Int64(exactly: value).map { .integer($0) } ?? .unsigned(value)
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, underscores left out.
  private static func looksLikeFloat(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var characters = text.lazy.filter { $0 != UInt8(ascii: "_") }.makeIterator()
    var next = characters.next()
    func isDigit(_ character: UInt8?) -> Bool {
      character.map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
    }
    var digits = 0
    if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { next = characters.next() }
    while isDigit(next) { (digits, next) = (digits + 1, characters.next()) }
    if next == UInt8(ascii: ".") {
      next = characters.next()
      while isDigit(next) { (digits, next) = (digits + 1, characters.next()) }
    }
    guard digits > 0 else { return false }
    if let letter = next, letter | 0x20 == UInt8(ascii: "e") {
      next = characters.next()
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { next = characters.next() }
      var exponent = 0
      while isDigit(next) { (exponent, next) = (exponent + 1, characters.next()) }
      guard exponent > 0 else { return false }
    }
    return next == nil
  }
}

/// What a plain scalar of YAML 1.1 is.
enum YAMLScalar: Equatable {
  case null
  case bool(Bool)
  case number, string

  init(plain text: UnsafeBufferPointer<UInt8>) {
    guard let first = text.first else {
      self = .null
      return
    }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      self = YAMLNumber(text) == nil ? .string : .number
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "~"):
      self = text.count > 5 ? .string : Self.word(String(decoding: text, as: UTF8.self))
    default: self = .string
    }
  }

  private static func word(_ text: String) -> YAMLScalar {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    case "~", "null", "Null", "NULL": .null
    default: .string
    }
  }
}
