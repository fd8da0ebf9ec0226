package import Hardening
package import TextSafety

/// What was decided, by whom, and what it does now.
package struct DecisionsSnapshot: Sendable, Hashable, Codable {
  package enum Status: Sendable, Hashable, Codable {
    case inForce
    /// Its time is over.
    case expired
    /// A later act took it back.
    case undone
  }

  /// A person's one act, which may be several lines of the log.
  package struct Entry: Sendable, Hashable, Codable, Identifiable {
    package var decisions: [Decision]
    package var status: Status
    /// Findings that it is about and that are there now; those that fold beneath them are not counted.
    package var covers: Int
    /// How many that fold beneath those it acts on too.
    package var beneath = 0
    /// Findings that it acknowledged and that are open again, for their evidence is another.
    package var resurfaced: Int
    /// In force, and ends within a week.
    package var endsSoon: Bool
    /// `privileged on deploy/api [web]`, `3 findings`
    package var what: UntrustedText

    package var id: ULID { first.batch ?? first.id }
    package var first: Decision { decisions[0] }
    /// Selects the findings that it is about, in the filter language.
    package var query: UntrustedText
    /// A suppression that hides nothing.
    package var isUnused: Bool { status == .inForce && first.act == .suppress && covers == 0 }

    package init(
      decisions: [Decision], status: Status, covers: Int, resurfaced: Int = 0, endsSoon: Bool, what: UntrustedText,
      query: UntrustedText = ""
    ) {
      self.decisions = decisions
      self.status = status
      self.covers = covers
      self.resurfaced = resurfaced
      self.endsSoon = endsSoon
      self.what = what
      self.query = query
    }
  }

  package var revision: UInt64
  /// Newest first; all acts, undos too.
  package var entries: [Entry]

  package init(revision: UInt64, entries: [Entry]) {
    self.revision = revision
    self.entries = entries
  }
}
