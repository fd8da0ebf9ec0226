/// Writes JSON on one line. Characters that a terminal would obey are escaped, so that the file can be looked at.
struct JSONLineWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func begin(_ bracket: Unicode.Scalar) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: bracket))
    needsComma = false
  }

  mutating func end(_ bracket: Unicode.Scalar) {
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  mutating func key(_ key: StaticString) {
    value(key.description)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func member(_ key: StaticString, string: String) {
    self.key(key)
    value(string)
  }

  mutating func member(_ key: StaticString, integer: Int64) {
    self.key(key)
    bytes += String(integer).utf8
    needsComma = true
  }

  mutating func member(_ key: StaticString, strings: [String]) {
    self.key(key)
    begin("[")
    for string in strings { value(string) }
    end("]")
  }

  private mutating func value(_ string: String) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(UInt8(ascii: scalar))
      case _ where scalar.isASCII && scalar.value >= 32 && scalar.value < 127: bytes.append(UInt8(ascii: scalar))
      default:
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
          for unit in String(scalar).utf16 { escape(unit) }
        default: bytes += String(scalar).utf8
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    bytes += "\\u".utf8
    bytes += String(repeating: "0", count: 4 - digits.utf8.count).utf8
    bytes += digits.utf8
  }
}
