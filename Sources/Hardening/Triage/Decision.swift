package import TextSafety

/// One act of triage: a line of `decisions.jsonl`. Never changed once written; a later act undoes an earlier one.
package struct Decision: Hashable, Sendable, Codable, Identifiable {
  package enum Act: String, Hashable, Sendable, Codable, CaseIterable {
    /// Seen, and still open: holds for as long as the evidence is what it was.
    case acknowledge = "ack"
    /// Accepted by a rule, until a date or without end.
    case suppress
    /// Takes acknowledgements and suppressions back from findings.
    case reopen
    case note
    /// Takes another act back; undoing an undo is redoing.
    case undo
  }

  /// A finding as it was when it was decided on.
  package struct Target: Hashable, Sendable, Codable {
    package var key: FindingKey
    /// `Finding.evidenceHash` of that moment; an acknowledgement ends when the evidence becomes another.
    package var evidence: UInt64

    package init(_ key: FindingKey, evidence: UInt64) {
      self.key = key
      self.evidence = evidence
    }
  }

  package var id: ULID
  /// Milliseconds since 1970.
  package var time: Int64
  package var author: UntrustedText
  package var act: Act
  /// The findings that `acknowledge`, `reopen` and `note` are about.
  package var targets: [Target]
  /// What `suppress` hides.
  package var rule: SuppressionRule?
  package var reason: UntrustedText
  /// Seconds since 1970; nil is without end.
  package var until: Int64?
  /// The act that `undo` takes back.
  package var undoes: ULID?
  /// A person's one act may take several lines: the id of the first of them, in all of them; nil where it is one.
  package var batch: ULID?
  /// Of a note: where the matter is followed up, and by whom. Empty where that is not said.
  package var ticket: UntrustedText
  package var assignee: UntrustedText
  /// The file of another tool that it was read from; empty where a person decided.
  package var origin: UntrustedText

  package init(
    id: ULID, time: Int64, author: UntrustedText, act: Act, targets: [Target] = [], rule: SuppressionRule? = nil,
    reason: UntrustedText = "", until: Int64? = nil, undoes: ULID? = nil, batch: ULID? = nil,
    ticket: UntrustedText = "", assignee: UntrustedText = "", origin: UntrustedText = ""
  ) {
    self.id = id
    self.time = time
    self.author = author
    self.act = act
    self.targets = targets
    self.rule = rule
    self.reason = reason
    self.until = until
    self.undoes = undoes
    self.batch = batch
    self.ticket = ticket
    self.assignee = assignee
    self.origin = origin
  }
}
