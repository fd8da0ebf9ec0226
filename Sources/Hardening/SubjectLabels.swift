package import TextSafety

/// The labels that queries look at: of a workload those of its pods, which selectors see; of a namespace its own.
package struct SubjectLabels: Hashable, Sendable {
  /// `key=value`, one a line, in order.
  package let text: UntrustedText

  /// What the API server allows of one: 253 for a prefix, 63 each for name and value. No label is longer, or has a
  /// newline; those that are or have are left out, as are more than so many of one object.
  private static let longest = 253 + 1 + 63 + 1 + 63
  private static let most = 100

  package init(_ pairs: [(key: UntrustedText, value: UntrustedText)] = []) {
    let lines = pairs.lazy.map { "\($0.key)=\($0.value)" as UntrustedText }
      .filter { line in line.matches { $0.utf8.count <= SubjectLabels.longest && !$0.utf8.contains(10) } }
    var text = UntrustedText.Interpolation(literalCapacity: 0, interpolationCount: pairs.count)
    for (place, line) in Set(lines.prefix(SubjectLabels.most)).sorted().enumerated() {
      if place > 0 { text.appendLiteral("\n") }
      text.appendInterpolation(line)
    }
    self.text = UntrustedText(stringInterpolation: text)
  }

  /// - Parameter text: as `text` gave it.
  package init(text: UntrustedText) { self.text = text }

  /// The value of a label; nil where there is none of that key.
  package subscript(_ key: UntrustedText) -> UntrustedText? {
    for line in text.split("\n") {
      if let value = line.droppingPrefix("\(key)=") { return value }
    }
    return nil
  }

  /// Whether a pattern is a key or `key=value` of one of the labels.
  package func contains(_ pattern: TextPattern) -> Bool {
    text.matches { text in
      var text = text
      return text.withUTF8 { SubjectLabels.contain(pattern, in: $0) }
    }
  }

  /// The same of the UTF-8 of `text`.
  package static func contain(_ pattern: TextPattern, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = text.startIndex
    while start < text.endIndex {
      let end = text[start...].firstIndex(of: 10) ?? text.endIndex
      let line = text[start..<end]
      if pattern.matches(UnsafeBufferPointer(rebasing: line)) { return true }
      if let equals = line.firstIndex(of: UInt8(ascii: "=")),
        pattern.matches(UnsafeBufferPointer(rebasing: line[..<equals]))
      {
        return true
      }
      start = end + 1
    }
    return false
  }
}
