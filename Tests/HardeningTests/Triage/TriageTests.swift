import TestSupport
import Testing
import TextSafety

@testable import Hardening

@Suite("Triage")
struct TriageTests {
  @Test("comes to what its definition says", arguments: 0..<60 as Range<UInt64>)
  func definition(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let decisions = uniqued((0..<Int.random(in: 0..<14, using: &random)).map { _ in RandomTriage.decision(&random) })
      let triage = Triage(decisions)
      let naive = NaiveTriage(decisions)
      for _ in 0..<10 {
        let subject = RandomTriage.subject(&random)
        let now = Int64.random(in: 0..<20, using: &random)
        let outcome = triage.outcome(of: subject, groups: RandomTriage.groups, now: now)
        #expect(outcome.state == naive.outcome(of: subject, now: now))
        #expect((outcome.decision == nil) == (outcome.state == .open))
        let relevant = triage.history(of: subject, groups: RandomTriage.groups)
        if let decision = outcome.decision { #expect(relevant.contains { $0.id == decision }) }
        let alone = Triage(relevant).outcome(of: subject, groups: RandomTriage.groups, now: now)
        #expect(alone == outcome, "the history explains the state")
      }
    }
  }

  private func uniqued(_ decisions: [Decision]) -> [Decision] {
    var seen: Set<ULID> = []
    return decisions.filter { seen.insert($0.id).inserted }
  }

  @Test("of united logs does not depend on how they were united", arguments: 0..<40 as Range<UInt64>)
  func union(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    // Ids meet with different contents too, as only damage or malice makes them.
    let logs = (0..<3).map { _ in (0..<8).map { _ in RandomTriage.decision(&random) } }
    let one = Triage(logs[0] + logs[1] + logs[2])
    var other = Triage(logs[2].shuffled(using: &random))
    other.insert((logs[0] + logs[1] + logs[0]).shuffled(using: &random))
    other.insert(logs[1])
    #expect(one.decisions == other.decisions)
    for _ in 0..<20 {
      let subject = RandomTriage.subject(&random)
      let a = one.outcome(of: subject, groups: RandomTriage.groups, now: 5)
      #expect(a == other.outcome(of: subject, groups: RandomTriage.groups, now: 5))
    }
    for decision in one.decisions { #expect(one.isInForce(decision.id) == other.isInForce(decision.id)) }
  }

  @Test("previews what doing it would come to", arguments: 0..<20 as Range<UInt64>)
  func preview(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let known = uniqued((0..<10).map { _ in RandomTriage.decision(&random) })
    var next = RandomTriage.decision(&random)
    next.id = ULID(high: 100, low: 1)
    if next.act == .undo { next.act = .note }
    for _ in 0..<20 {
      let subject = RandomTriage.subject(&random)
      let preview = Triage(known).outcome(of: subject, groups: RandomTriage.groups, now: 5, with: Triage([next]))
      #expect(preview == Triage(known + [next]).outcome(of: subject, groups: RandomTriage.groups, now: 5))
    }
  }

  private let object = RandomTriage.objects[0]
  private func subject(evidence: UInt64 = 1, cluster: UntrustedText = "a", folded: Bool = false) -> TriageSubject {
    let head = TriageSubject.Named(check: "head", fingerprint: RandomTriage.fingerprint("head", object))
    let leaf = TriageSubject.Named(check: "leaf", fingerprint: RandomTriage.fingerprint("leaf", object))
    return TriageSubject(
      cluster: cluster, own: folded ? leaf : head, heads: folded ? [head] : [], object: object, namespace: "x",
      image: "", evidence: evidence)
  }

  private func decision(_ number: UInt64, _ act: Decision.Act) -> Decision {
    var decision = Decision(id: ULID(high: number, low: 0), time: 0, author: "me", act: act)
    let target = Decision.Target(subject().key, evidence: 1)
    if act == .suppress {
      decision.rule = SuppressionRule(
        scope: .finding, clusters: .some(["a"]), findings: [target.key.finding])
    } else {
      decision.targets = [target]
    }
    return decision
  }

  private func undo(_ number: UInt64, of other: UInt64) -> Decision {
    Decision(
      id: ULID(high: number, low: 0), time: 0, author: "me", act: .undo, undoes: ULID(high: other, low: 0))
  }

  @Test("resurfaces what was acknowledged with other evidence, and lets it rest again")
  func resurfacing() {
    let triage = Triage([decision(1, .acknowledge)])
    #expect(triage.outcome(of: subject(evidence: 1), now: 0).state == .acknowledged)
    #expect(triage.outcome(of: subject(evidence: 2), now: 0).state == .resurfaced)
    #expect(triage.outcome(of: subject(evidence: 1, cluster: "b"), now: 0).state == .open)
  }

  @Test("ends suppressions at their time, and says when the next ends")
  func expiry() {
    var decision = decision(1, .suppress)
    decision.until = 100
    let triage = Triage([decision])
    #expect(triage.outcome(of: subject(), now: 99).state == .suppressed)
    #expect(triage.outcome(of: subject(), now: 100).state == .open)
    #expect(triage.nextEnd(after: 99) == 100)
    #expect(triage.nextEnd(after: 100) == nil)
    #expect(Triage([decision, undo(2, of: 1)]).nextEnd(after: 0) == nil)
  }

  @Test("covers what folds beneath a suppressed head, and reopens it with the head")
  func folding() {
    #expect(Triage([decision(1, .suppress)]).outcome(of: subject(folded: true), now: 0).state == .suppressed)
    #expect(Triage([decision(1, .acknowledge)]).outcome(of: subject(folded: true), now: 0).state == .open)
    let reopened = Triage([decision(1, .suppress), decision(2, .reopen)])
    #expect(reopened.outcome(of: subject(), now: 0).state == .open)
    #expect(reopened.outcome(of: subject(folded: true), now: 0).state == .open)
  }

  @Test("undoes, undoes the undo, and never goes in circles")
  func undoing() {
    var triage = Triage([decision(1, .suppress)])
    #expect(triage.isInForce(ULID(high: 1, low: 0)))
    triage.insert([undo(2, of: 1)])
    #expect(triage.outcome(of: subject(), now: 0).state == .open)
    #expect(!triage.isInForce(ULID(high: 1, low: 0)))
    triage.insert([undo(3, of: 2)])
    #expect(triage.outcome(of: subject(), now: 0).state == .suppressed)
    triage.insert([undo(4, of: 5), undo(5, of: 4), undo(6, of: 6)])
    #expect(triage.outcome(of: subject(), now: 0).state == .suppressed)
    // An undo that came before the act was about nothing.
    #expect(Triage([decision(9, .suppress), undo(8, of: 9)]).outcome(of: subject(), now: 0).state == .suppressed)
  }
}
