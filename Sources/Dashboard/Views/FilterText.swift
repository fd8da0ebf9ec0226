package import TextSafety

/// The filter of a list: what was kept, and what is being typed.
package struct FilterText: Sendable, Hashable {
  package private(set) var kept: UntrustedText
  package private(set) var typed: UntrustedText?

  package init(_ kept: UntrustedText = "") { self.kept = kept }

  /// What the list shows now.
  package var current: UntrustedText { typed ?? kept }

  package mutating func type(_ text: UntrustedText) { typed = text }

  /// - Returns: whether the list shows something else now.
  package mutating func end(keep: Bool) -> Bool {
    defer { typed = nil }
    guard let typed else { return false }
    if keep { kept = typed }
    return !keep && typed != kept
  }

  package mutating func clear() { self = FilterText() }
}
