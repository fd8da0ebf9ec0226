import Foundation
import Hardening
import TextSafety

/// Why a line is no act.
struct DecisionLineError: Error {
  var why: UntrustedText
  init(_ why: UntrustedText) { self.why = why }

  static let tooLong = DecisionLineError("longer than any act, which has at most 16 MiB")
}

/// Values that came before, to be held in the place of equal ones: acts of one log are of few clusters and people.
final class SharedValues {
  private var texts: Set<String> = []
  private var clusters = SuppressionRule.Clusters.all
  private var checks: [CheckID] = []

  private static let most = 1000

  func text(_ text: String) -> UntrustedText {
    // Shorter ones have no memory of their own.
    if text.utf8.count < 16 { return UntrustedText(text) }
    if texts.count >= Self.most { texts = [] }
    return UntrustedText(texts.insert(text).memberAfterInsert)
  }

  func clusters(_ clusters: SuppressionRule.Clusters) -> SuppressionRule.Clusters {
    if self.clusters != clusters { self.clusters = clusters }
    return self.clusters
  }

  func checks(_ checks: [CheckID]) -> [CheckID] {
    if self.checks != checks { self.checks = checks }
    return self.checks
  }
}

/// Reads one JSON value (RFC 8259) from bytes, member by member, without building a tree: logs are read at every start.
struct JSONLineReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private var depth = 0

  private static let deepest = 32

  /// What lines have in common is held once.
  let shared: SharedValues

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ shared: SharedValues = SharedValues()) {
    self.bytes = bytes
    self.shared = shared
  }

  /// A line that ends too early was cut off: an act is written at once, but power and signals take it apart.
  private var failure: DecisionLineError {
    place < bytes.count
      ? DecisionLineError("damaged at byte \(place + 1)")
      : DecisionLineError("cut off at byte \(place): the program was stopped while it wrote this act")
  }

  private mutating func skipBlanks() {
    while place < bytes.count, bytes[place] == 32 || bytes[place] == 9 || bytes[place] == 13 { place += 1 }
  }

  /// The next byte that is no blank; 0 at the end.
  private mutating func peek() -> UInt8 {
    skipBlanks()
    return place < bytes.count ? bytes[place] : 0
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(DecisionLineError) {
    guard peek() == UInt8(ascii: character) else { throw failure }
    place += 1
  }

  mutating func end() throws(DecisionLineError) {
    skipBlanks()
    if place < bytes.count { throw failure }
  }

  var isAtString: Bool {
    mutating get { peek() == UInt8(ascii: "\"") }
  }

  var isAtArray: Bool {
    mutating get { peek() == UInt8(ascii: "[") }
  }

  mutating func object(
    _ member: (inout JSONLineReader, String) throws(DecisionLineError) -> Void
  ) throws(DecisionLineError) {
    try expect("{")
    try enter()
    defer { depth -= 1 }
    if peek() == UInt8(ascii: "}") {
      place += 1
      return
    }
    while true {
      skipBlanks()
      let key = try string()
      try expect(":")
      try member(&self, key)
      if peek() == UInt8(ascii: ",") {
        place += 1
        continue
      }
      return try expect("}")
    }
  }

  mutating func array(_ element: (inout JSONLineReader) throws(DecisionLineError) -> Void) throws(DecisionLineError) {
    try expect("[")
    try enter()
    defer { depth -= 1 }
    if peek() == UInt8(ascii: "]") {
      place += 1
      return
    }
    while true {
      try element(&self)
      if peek() == UInt8(ascii: ",") {
        place += 1
        continue
      }
      return try expect("]")
    }
  }

  private mutating func enter() throws(DecisionLineError) {
    depth += 1
    if depth > Self.deepest { throw DecisionLineError("nested deeper than any act") }
  }

  mutating func integer() throws(DecisionLineError) -> Int64 {
    skipBlanks()
    let start = place
    if place < bytes.count, bytes[place] == UInt8(ascii: "-") { place += 1 }
    while place < bytes.count, bytes[place] >= 48, bytes[place] <= 57 { place += 1 }
    guard let number = Int64(String(decoding: bytes[start..<place], as: UTF8.self)) else { throw failure }
    if place < bytes.count, [46, 69, 101].contains(bytes[place]) { throw failure }
    return number
  }

  mutating func string() throws(DecisionLineError) -> String {
    try expect("\"")
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\"),
      bytes[place] >= 32
    {
      place += 1
    }
    guard place < bytes.count, bytes[place] >= 32 else { throw failure }
    if bytes[place] == UInt8(ascii: "\"") {
      place += 1
      return String(decoding: bytes[start..<(place - 1)], as: UTF8.self)
    }
    place = start
    return try escapedString()
  }

  private mutating func escapedString() throws(DecisionLineError) -> String {
    var text: [UInt8] = []
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        let scalar = try escape()
        text.append(contentsOf: String(scalar).utf8)
      case 0..<32: throw failure
      default: text.append(byte)
      }
    }
    throw failure
  }

  private mutating func escape() throws(DecisionLineError) -> Unicode.Scalar {
    guard place < bytes.count else { throw failure }
    place += 1
    switch bytes[place - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit), place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
        bytes[place + 1] == UInt8(ascii: "u")
      {
        place += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw failure }
        return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + low - 0xDC00) ?? "\u{FFFD}"
      }
      return Unicode.Scalar(unit) ?? "\u{FFFD}"
    default: throw failure
    }
  }

  private mutating func hexadecimal() throws(DecisionLineError) -> UInt32 {
    if place + 4 > bytes.count { place = bytes.count }
    guard place < bytes.count,
      let value = UInt32(String(decoding: bytes[place..<(place + 4)], as: UTF8.self), radix: 16),
      bytes[place] != UInt8(ascii: "+"), bytes[place] != UInt8(ascii: "-")
    else { throw failure }
    place += 4
    return value
  }

  /// Passes over a value of any kind.
  mutating func skip() throws(DecisionLineError) {
    switch peek() {
    case UInt8(ascii: "{"): try object { (reader, _) throws(DecisionLineError) in try reader.skip() }
    case UInt8(ascii: "["): try array { reader throws(DecisionLineError) in try reader.skip() }
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "-"), 48...57:
      while place < bytes.count, [43, 45, 46, 69, 101].contains(bytes[place]) || (48...57).contains(bytes[place]) {
        place += 1
      }
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return
      }
      throw failure
    default: throw failure
    }
  }
}
