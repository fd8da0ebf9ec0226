import CSimdJSON
package import TextSafety

/// Writes trees as JSON (RFC 8259), each in one line. Numbers and booleans of YAML become what they mean; aliases and
/// merge keys are written out.
package struct NodeWriter {
  /// What becomes of a map's member.
  package indirect enum Member {
    /// It is written whole.
    case all
    /// It is written, and what is in it goes by this rule.
    case kept(Rule)
    case dropped
    /// It is written with the same keys and elements, but every scalar in it is the empty string.
    case blank
  }

  /// Decides on the members of maps, at every depth.
  package struct Rule: Sendable {
    package let decide: @Sendable (_ map: Node, _ key: UntrustedText, _ value: Node) -> Member

    /// - Parameter decide: given a map, the key and the value of one of its members.
    package init(_ decide: @escaping @Sendable (_ map: Node, _ key: UntrustedText, _ value: Node) -> Member) {
      self.decide = decide
    }

    /// Everything is written as it is.
    package static let everything = Rule { _, _, _ in .all }
  }

  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Writes a node. `extra` are members that a map at the root gets in front of its own.
  package mutating func write(_ node: Node, by rule: Rule, extra: [(key: StaticString, value: UntrustedText)] = []) {
    write(node, rule, isBlank: false, extra: extra)
  }

  package mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  private mutating func write(
    _ node: Node, _ rule: Rule, isBlank: Bool, extra: [(key: StaticString, value: UntrustedText)] = []
  ) {
    switch node.kind {
    case .list:
      bytes.append(UInt8(ascii: "["))
      var isFirst = true
      for element in node.elements {
        separate(&isFirst)
        write(element, rule, isBlank: isBlank)
      }
      bytes.append(UInt8(ascii: "]"))
    case .map:
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for (key, value) in extra {
        separate(&isFirst)
        quote(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: ":"))
        quote(value)
      }
      for (key, value) in node.members {
        let member = isBlank ? .blank : rule.decide(node, key, value)
        if case .dropped = member { continue }
        separate(&isFirst)
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        switch member {
        case .all, .dropped: write(value, .everything, isBlank: false)
        case .kept(let inner): write(value, inner, isBlank: false)
        case .blank: write(value, .everything, isBlank: true)
        }
      }
      bytes.append(UInt8(ascii: "}"))
    case .string, .number, .bool, .null: isBlank ? append("\"\"") : scalar(node)
    }
  }

  private mutating func scalar(_ node: Node) {
    switch node.kind {
    case .bool: append(node.bool == true ? "true" : "false")
    case .number:
      if let integer = node.integer {
        bytes.append(contentsOf: String(integer).utf8)
      } else if let number = node.number, number.isFinite {
        bytes.append(contentsOf: String(number).utf8)
      } else {
        // What JSON has no number for (`.inf`) stays of a wrong type, as it was.
        quote(node.scalar ?? "")
      }
    case .string: quote(node.tree.text(node.index))
    case .null, .list, .map: append("null")
    }
  }

  private mutating func separate(_ isFirst: inout Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func quote(_ text: UntrustedText) {
    _ = text.matches { text in
      var text = text
      text.withUTF8 { quote($0) }
      return true
    }
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    for index in text.indices
    where text[index] < 0x20 || text[index] == 0x22 || text[index] == 0x5C || text[index] == 0x7F {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      append("\\u00")
      bytes.append(NodeWriter.digits[Int(text[index] >> 4)])
      bytes.append(NodeWriter.digits[Int(text[index] & 15)])
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    bytes.append(UInt8(ascii: "\""))
  }

  private static let digits = Array("0123456789abcdef".utf8)
}
