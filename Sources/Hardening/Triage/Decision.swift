package import TextSafety

/// One act of triage: a line of `decisions.jsonl`. Never changed once written; a later act undoes an earlier one.
///
/// A reference to what it says, which all that hold the act share: hundreds of thousands are held at once.
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

  private var content: Content

  package init(
    id: ULID, time: Int64, author: UntrustedText, act: Act, targets: [Target] = [], rule: SuppressionRule? = nil,
    reason: UntrustedText = "", until: Int64? = nil, undoes: ULID? = nil, batch: ULID? = nil,
    ticket: UntrustedText = "", assignee: UntrustedText = "", origin: UntrustedText = ""
  ) {
    let rarities = Rarities(undoes: undoes, batch: batch, ticket: ticket, assignee: assignee, origin: origin)
    content = Content(
      Values(
        id: id, time: time, author: author, targets: targets, rule: rule.map(Boxed.value), reason: reason, until: until,
        act: act, rarities: rarities == Rarities() ? nil : .value(rarities)))
  }

  private struct Values: Hashable {
    var id: ULID
    var time: Int64
    var author: UntrustedText
    var targets: [Target]
    var rule: Boxed<SuppressionRule>?
    var reason: UntrustedText
    var until: Int64?
    var act: Act
    /// nil where all are empty.
    var rarities: Boxed<Rarities>?
  }

  /// What few acts have.
  private struct Rarities: Hashable {
    var undoes: ULID?
    var batch: ULID?
    var ticket: UntrustedText = ""
    var assignee: UntrustedText = ""
    var origin: UntrustedText = ""
  }

  private indirect enum Boxed<Value: Hashable & Sendable>: Hashable, Sendable {
    case value(Value)

    var value: Value {
      switch self {
      case .value(let value): value
      }
    }
  }

  private final class Content: Sendable {
    let values: Values
    init(_ values: Values) { self.values = values }
  }

  private var values: Values {
    get { content.values }
    set { content = Content(newValue) }
  }

  private var rarities: Rarities {
    get { content.values.rarities?.value ?? Rarities() }
    set { values.rarities = newValue == Rarities() ? nil : .value(newValue) }
  }

  package static func == (a: Decision, b: Decision) -> Bool { a.content === b.content || a.values == b.values }
  package func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension Decision {
  package var id: ULID {
    get { content.values.id }
    set { values.id = newValue }
  }
  /// Milliseconds since 1970.
  package var time: Int64 {
    get { content.values.time }
    set { values.time = newValue }
  }
  package var author: UntrustedText {
    get { content.values.author }
    set { values.author = newValue }
  }
  package var act: Act {
    get { content.values.act }
    set { values.act = newValue }
  }
  /// The findings that `acknowledge`, `reopen` and `note` are about.
  package var targets: [Target] {
    get { content.values.targets }
    set { values.targets = newValue }
  }
  /// What `suppress` hides.
  package var rule: SuppressionRule? {
    get { content.values.rule?.value }
    set { values.rule = newValue.map(Boxed.value) }
  }
  package var reason: UntrustedText {
    get { content.values.reason }
    set { values.reason = newValue }
  }
  /// Seconds since 1970; nil is without end.
  package var until: Int64? {
    get { content.values.until }
    set { values.until = newValue }
  }
  /// The act that `undo` takes back.
  package var undoes: ULID? {
    get { rarities.undoes }
    set { rarities.undoes = newValue }
  }
  /// A person's one act may take several lines: the id of the first of them, in all of them; nil where it is one.
  package var batch: ULID? {
    get { rarities.batch }
    set { rarities.batch = newValue }
  }
  /// Of a note: where the matter is followed up, and by whom. Empty where that is not said.
  package var ticket: UntrustedText {
    get { rarities.ticket }
    set { rarities.ticket = newValue }
  }
  package var assignee: UntrustedText {
    get { rarities.assignee }
    set { rarities.assignee = newValue }
  }
  /// The file of another tool that it was read from; empty where a person decided.
  package var origin: UntrustedText {
    get { rarities.origin }
    set { rarities.origin = newValue }
  }
}

extension Decision {
  private enum Key: String, CodingKey {
    case id, time, author, act, targets, rule, reason, until, undoes, batch, ticket, assignee, origin
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    self.init(
      id: try fields.decode(ULID.self, forKey: .id),
      time: try fields.decode(Int64.self, forKey: .time),
      author: try fields.decode(UntrustedText.self, forKey: .author),
      act: try fields.decode(Act.self, forKey: .act),
      targets: try fields.decode([Target].self, forKey: .targets),
      rule: try fields.decodeIfPresent(SuppressionRule.self, forKey: .rule),
      reason: try fields.decode(UntrustedText.self, forKey: .reason),
      until: try fields.decodeIfPresent(Int64.self, forKey: .until),
      undoes: try fields.decodeIfPresent(ULID.self, forKey: .undoes),
      batch: try fields.decodeIfPresent(ULID.self, forKey: .batch),
      ticket: try fields.decode(UntrustedText.self, forKey: .ticket),
      assignee: try fields.decode(UntrustedText.self, forKey: .assignee),
      origin: try fields.decode(UntrustedText.self, forKey: .origin))
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    try fields.encode(id, forKey: .id)
    try fields.encode(time, forKey: .time)
    try fields.encode(author, forKey: .author)
    try fields.encode(act, forKey: .act)
    try fields.encode(targets, forKey: .targets)
    try fields.encodeIfPresent(rule, forKey: .rule)
    try fields.encode(reason, forKey: .reason)
    try fields.encodeIfPresent(until, forKey: .until)
    try fields.encodeIfPresent(undoes, forKey: .undoes)
    try fields.encodeIfPresent(batch, forKey: .batch)
    try fields.encode(ticket, forKey: .ticket)
    try fields.encode(assignee, forKey: .assignee)
    try fields.encode(origin, forKey: .origin)
  }
}
