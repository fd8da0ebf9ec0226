import Foundation
package import TextSafety

/// What decisions come to: the one projection from acts and the time to states. It does no I/O and has no clock.
///
/// Acts count in order of their ids, however they came in: two logs merge by the union of their ids. An act that a later
/// one undoes is as if it had never been; undoing that undo makes it count again.
package struct Triage: Sendable {
  private var acts: [ULID: Decision] = [:]
  private var undos: [ULID] = []
  private var undone: Set<ULID> = []
  private var index = TriageIndex()

  package init() {}

  package init(_ decisions: some Sequence<Decision>) {
    self.init()
    insert(decisions)
  }

  /// Takes acts in. Those that are known already change nothing.
  package mutating func insert(_ decisions: some Sequence<Decision>) {
    var hasNewUndo = false
    for decision in decisions {
      if let known = acts[decision.id] {
        // One id names one act. Where somebody made two of it, all machines must keep the same one.
        if known == decision || Triage.precedes(known, decision) { continue }
        index.remove(known)
        undos.removeAll { $0 == known.id }
      }
      acts[decision.id] = decision
      index.insert(decision)
      if decision.act == .undo { undos.append(decision.id) }
      hasNewUndo = true
    }
    if hasNewUndo { settleUndos() }
  }

  /// An undo counts unless a later one undoes it, and reaches earlier acts only: so no circle of undos can be.
  private mutating func settleUndos() {
    undone = []
    undos.sort(by: >)
    for id in undos where !undone.contains(id) {
      if let target = acts[id]?.undoes, target < id { undone.insert(target) }
    }
  }

  private static func precedes(_ a: Decision, _ b: Decision) -> Bool {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Decisions are plain values: encoding them cannot fail.
    guard let a = try? encoder.encode(a), let b = try? encoder.encode(b) else { return true }
    return a.lexicographicallyPrecedes(b)
  }

  package var isEmpty: Bool { acts.isEmpty }

  /// All acts, oldest first.
  package var decisions: [Decision] { acts.values.sorted { $0.id < $1.id } }

  /// The ids of all acts.
  package var ids: Set<ULID> { Set(acts.keys) }

  package subscript(_ id: ULID) -> Decision? { acts[id] }

  /// Whether nobody took the act back.
  package func isInForce(_ id: ULID) -> Bool { acts[id] != nil && !undone.contains(id) }

  /// Acts, and what they take back: an undo names an act, which names findings; that may be an undo itself.
  package func closure(of acts: [Decision]) -> [Decision] {
    var closure = acts
    var seen = Set(acts.map(\.id))
    var open = acts
    while let act = open.popLast() {
      guard let id = act.undoes, let target = self[id], seen.insert(id).inserted else { continue }
      closure.append(target)
      open.append(target)
    }
    return closure
  }

  /// When the next act ends by itself, seconds since 1970; nil where none does.
  package func nextEnd(after now: Int64) -> Int64? {
    acts.values.lazy.filter { !undone.contains($0.id) }.compactMap(\.until).filter { $0 > now }.min()
  }
}

extension Triage {
  /// What became of a finding that is there.
  package struct Outcome: Hashable, Sendable {
    /// Never `resolved`: that is no matter of decisions.
    package var state: FindingState
    /// The act behind the state; nil where nobody decided.
    package var decision: ULID?

    package static let open = Outcome(state: .open, decision: nil)
    package static let excepted = Outcome(state: .suppressed, decision: nil)
  }

  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - more: acts that are not done, taken for the newest: what a preview asks.
  package func outcome(
    of subject: TriageSubject, groups: ClusterGroups = [:], now: Int64, with more: Triage = Triage()
  ) -> Outcome {
    var suppressed: ULID?
    var acknowledged: ULID?
    var acknowledgedOther: ULID?
    var isExcepted = subject.isExcepted
    for event in inForce(subject, groups, now) + more.inForce(subject, groups, now) {
      switch event.effect {
      case .suppress: suppressed = event.id
      case .acknowledge(let evidence) where evidence == subject.evidence: acknowledged = event.id
      case .acknowledge: acknowledgedOther = event.id
      case .reopen:
        suppressed = nil
        acknowledged = nil
        acknowledgedOther = nil
        isExcepted = false
      case .note: break
      }
    }
    if isExcepted, suppressed == nil { return .excepted }
    if let suppressed { return Outcome(state: .suppressed, decision: suppressed) }
    if let acknowledged { return Outcome(state: .acknowledged, decision: acknowledged) }
    if let acknowledgedOther { return Outcome(state: .resurfaced, decision: acknowledgedOther) }
    return .open
  }

  /// The act that a finding's state is of; nil where nobody decided.
  package func act(on subject: TriageSubject, groups: ClusterGroups = [:], now: Int64) -> Decision? {
    outcome(of: subject, groups: groups, now: now).decision.flatMap { acts[$0] }
  }

  /// Whether an act whose id, or that of the act it is a part of, begins with some digits concerns a finding, or did.
  package func isConcerned(_ subject: TriageSubject, by digits: String, groups: ClusterGroups = [:]) -> Bool {
    history(of: subject, groups: groups).contains { $0.isNamed(by: digits) }
  }

  /// Whom the newest note in force that assigns a finding to anybody assigns it to; empty where none does.
  package func assignee(of subject: TriageSubject, groups: ClusterGroups = [:], now: Int64) -> UntrustedText {
    for event in inForce(subject, groups, now).reversed() where event.effect == .note {
      if let act = acts[event.id], !act.assignee.isEmpty { return act.assignee }
    }
    return ""
  }

  /// The acts that concern a finding, those taken back and what took them back included; newest first.
  package func history(of subject: TriageSubject, groups: ClusterGroups = [:]) -> [Decision] {
    var found = Set(events(subject, groups).map(\.id))
    if found.isEmpty { return [] }
    // An undo is younger than what it undoes: going from old to new finds undos of undos too.
    for id in undos.reversed() where acts[id]?.undoes.map(found.contains) == true { found.insert(id) }
    return found.compactMap { acts[$0] }.sorted { $0.id > $1.id }
  }

  /// The acts that do something to a finding now: an acknowledgement of other evidence does nothing, nor does what was
  /// decided before the finding was reopened.
  package func actsInForce(on subject: TriageSubject, groups: ClusterGroups = [:], now: Int64) -> Set<ULID> {
    var decided: Set<ULID> = []
    var notes: Set<ULID> = []
    for event in inForce(subject, groups, now) {
      switch event.effect {
      case .acknowledge(let evidence) where evidence != subject.evidence: break
      case .acknowledge, .suppress: decided.insert(event.id)
      case .reopen: decided = [event.id]
      case .note: notes.insert(event.id)
      }
    }
    return decided.union(notes)
  }

  /// What acts name: a finding that has nothing of it is concerned by none.
  package var named: Named { index.named }

  package struct Named: Sendable {
    package var findings: Set<Fingerprint> = []
    package var objects: Set<ObjectReference> = []
    package var namespaces: Set<UntrustedText> = []
    package var checks: Set<CheckID> = []
    package var images: Set<UntrustedText> = []
    package var patterns: Set<ObjectPattern> = []

    package init() {}

    package var isEmpty: Bool {
      findings.isEmpty && objects.isEmpty && namespaces.isEmpty && checks.isEmpty && images.isEmpty
        && patterns.isEmpty
    }
  }

  /// What is in force of the acts that concern a finding, oldest first.
  private func inForce(_ subject: TriageSubject, _ groups: ClusterGroups, _ now: Int64) -> [TriageEvent] {
    if acts.isEmpty { return [] }
    return events(subject, groups).filter { event in
      !undone.contains(event.id) && acts[event.id]?.until.map { $0 > now } ?? true
    }.sorted { $0.id < $1.id }
  }

  private func events(_ subject: TriageSubject, _ groups: ClusterGroups) -> [TriageEvent] {
    index.events(of: subject, groups: groups)
  }
}

/// An act as it concerns one finding.
struct TriageEvent {
  enum Effect: Equatable {
    case suppress
    /// With the evidence of that moment.
    case acknowledge(UInt64)
    case reopen
    case note
  }

  var id: ULID
  var effect: Effect
}
