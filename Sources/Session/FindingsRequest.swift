package import Hardening
package import TextSafety

/// Which findings, in which order, and which part of them.
package struct FindingsRequest: Sendable, Hashable, Codable {
  package enum Column: String, Sendable, Hashable, Codable, CaseIterable {
    case severity, state, check, subject, cluster, namespace, age
  }

  package struct Order: Sendable, Hashable, Codable {
    package var column: Column
    package var ascending: Bool

    package init(_ column: Column, ascending: Bool) {
      self.column = column
      self.ascending = ascending
    }

    /// Worst first.
    package static let standard = Order(.severity, ascending: false)
  }

  /// The part of the list that is wanted: as much as a screen takes and some on both sides.
  package struct Window: Sendable, Hashable, Codable {
    /// The finding that the window is around; where it is gone from the list, `index` says where it was.
    package var anchor: FindingKey?
    package var index: Int
    package var before: Int
    package var after: Int

    package init(anchor: FindingKey? = nil, index: Int = 0, before: Int, after: Int) {
      self.anchor = anchor
      self.index = index
      self.before = before
      self.after = after
    }
  }

  /// In the filter language; what the person drilled into holds names from outside.
  package var query: UntrustedText
  /// What was drilled into, in the same language: the query narrows it, and widens it by no word.
  package var within: UntrustedText
  package var order: Order
  /// The states shown, where the query names none.
  package var states: Set<FindingState>
  package var window: Window

  package init(
    query: UntrustedText = "", within: UntrustedText = "", order: Order = .standard,
    states: Set<FindingState> = [.open, .resurfaced, .acknowledged],
    window: Window
  ) {
    self.query = query
    self.within = within
    self.order = order
    self.states = states
    self.window = window
  }
}
