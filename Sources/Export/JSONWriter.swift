import Hardening
import TextSafety

/// Writes JSON (RFC 8259) as it comes. Text from outside is escaped so that it acts on no terminal that shows the
/// file: control characters, and the invisible and direction-turning ones beyond ASCII, are written as `\u…`.
struct JSONWriter {
  var output: ReportOutput
  private var needsComma = false
  /// The last time that was written: findings of one scan share theirs.
  private var time: (seconds: Int64, text: String) = (0, "")
  var remedies = SharedRemedies()
  var references = SharedReferences()

  /// For words of command lines: beyond ASCII, quotes and backslashes of the text are written as `\u…` too, so that
  /// the word has nothing that is invisible, and nothing that a shell reads in single quotes.
  private let isForShell: Bool

  init(_ output: ReportOutput, isForShell: Bool = false) {
    self.output = output
    self.isForShell = isForShell
  }

  mutating func beginObject() { open(UInt8(ascii: "{")) }
  mutating func endObject() { close(UInt8(ascii: "}")) }
  mutating func beginArray() { open(UInt8(ascii: "[")) }
  mutating func endArray() { close(UInt8(ascii: "]")) }

  private mutating func open(_ byte: UInt8) {
    separate()
    output.append(byte)
    needsComma = false
  }

  private mutating func close(_ byte: UInt8) {
    output.append(byte)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { output.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// A line break between the elements of a long list.
  mutating func newline() {
    if needsComma { output.append(UInt8(ascii: ",")) }
    needsComma = false
    output.append(UInt8(ascii: "\n"))
  }

  mutating func key(_ name: StaticString) {
    separate()
    output.append(UInt8(ascii: "\""))
    output.append(name)
    output.append("\":")
    needsComma = false
  }

  mutating func key(of name: UntrustedText) {
    value(name)
    output.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func value(_ text: UntrustedText) { value(text.raw) }

  mutating func value(_ text: String) {
    separate()
    output.append(UInt8(ascii: "\""))
    var text = text
    if isForShell || !text.withUTF8({ appendPrintable($0) }) {
      for scalar in text.unicodeScalars { append(escaped: scalar) }
    }
    output.append(UInt8(ascii: "\""))
  }

  /// Appends a text of printable ASCII, which nearly all texts are, run by run; false and nothing done for others.
  private mutating func appendPrintable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for byte in bytes where byte &- 0x20 > 0x5E { return false }
    var start = 0
    for index in bytes.indices where bytes[index] == 0x22 || bytes[index] == 0x5C {
      output.append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
      output.append(UInt8(ascii: "\\"))
      start = index
    }
    output.append(UnsafeBufferPointer(rebasing: bytes[start...]))
    return true
  }

  mutating func value(_ number: Int64) {
    separate()
    output.append(String(number).utf8)
  }

  /// A time, RFC 3339.
  mutating func value(time seconds: Int64) {
    if time.seconds != seconds || time.text.isEmpty { time = (seconds, Timestamp.text(seconds)) }
    value(time.text)
  }

  mutating func value(_ number: Int) { value(Int64(number)) }

  mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    separate()
    output.append(String(number).utf8)
  }

  mutating func value(_ flag: Bool) {
    separate()
    output.append(flag ? "true" : "false")
  }

  mutating func null() {
    separate()
    output.append("null")
  }

  /// JSON that was written by this type already.
  mutating func raw(_ json: String) {
    separate()
    output.append(json.utf8)
  }

  mutating func value(_ value: FieldValue) {
    switch value {
    case .absent, .null: null()
    case .bool(let flag): self.value(flag)
    case .integer(let number): self.value(number)
    case .number(let number): self.value(number)
    case .string(let text): self.value(text)
    case .list(let elements):
      beginArray()
      for element in elements { self.value(element) }
      endArray()
    case .map(let members):
      beginObject()
      for member in members {
        key(of: member.key)
        self.value(member.value)
      }
      endObject()
    }
  }

  private mutating func append(escaped scalar: Unicode.Scalar) {
    switch scalar {
    case _ where isForShell && (scalar.value > 0x7E || scalar == "'" || scalar == "\\"):
      for unit in String(Character(scalar)).utf16 { append(unit: unit) }
    case "\"": output.append("\\\"")
    case "\\": output.append("\\\\")
    case "\n": output.append("\\n")
    case "\t": output.append("\\t")
    case "\r": output.append("\\r")
    default:
      if scalar.value >= 0x20 && scalar.value < 0x7F {
        output.append(UInt8(truncatingIfNeeded: scalar.value))
      } else if Sanitizer.mustBeShown(scalar) {
        for unit in String(Character(scalar)).utf16 { append(unit: unit) }
      } else {
        output.append(String(Character(scalar)).utf8)
      }
    }
  }

  private mutating func append(unit: UInt16) {
    let digits = String(unit, radix: 16)
    output.append("\\u")
    for _ in digits.utf8.count..<4 { output.append(UInt8(ascii: "0")) }
    output.append(digits.utf8)
  }
}
