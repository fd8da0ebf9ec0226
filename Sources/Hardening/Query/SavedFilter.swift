package import TextSafety

/// A filter that a person keeps under a name.
package struct SavedFilter: Sendable, Hashable, Codable {
  package static let longestName = 40

  /// Letters, digits, `-`, `_` and `.`, 1 to 40 of them.
  package var name: UntrustedText
  /// In the filter language; empty: the name is given up.
  package var filter: UntrustedText

  package init(name: UntrustedText, filter: UntrustedText) { (self.name, self.filter) = (name, filter) }

  /// Whether something can be kept under a name.
  package static func isName(_ name: UntrustedText) -> Bool {
    name.matches { text in
      (1...longestName).contains(text.utf8.count)
        && text.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-_.".utf8.contains(byte)
        }
    }
  }
}
