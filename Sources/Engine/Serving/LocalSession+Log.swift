package import Hardening
package import Session
import Store
package import TextSafety

extension LocalSession {
  package func decisions() throws(SessionError) -> DecisionsSnapshot {
    let view = current
    let triage = view.context.triage
    let covered = view.covered(by: triage)
    var entries: [DecisionsSnapshot.Entry] = []
    var acts: [Decision] = []
    // Lines of one act follow one another.
    for decision in triage.decisions.reversed() {
      if let last = acts.last, last.batch == nil || last.batch != decision.batch {
        entries.append(entry(acts.reversed(), triage, covered))
        acts = []
      }
      acts.append(decision)
    }
    if !acts.isEmpty { entries.append(entry(acts.reversed(), triage, covered)) }
    return DecisionsSnapshot(revision: view.revision, entries: entries)
  }

  private func entry(_ lines: [Decision], _ triage: Triage, _ covered: FleetView.Covered) -> DecisionsSnapshot.Entry {
    // What is done again otherwise is about what is done, not about what that takes back.
    let done = lines.filter { $0.act != .undo }
    let acts = done.isEmpty ? lines : done
    let now = view.context.now
    let open = acts.filter { triage.isInForce($0.id) }
    let isOver = open.allSatisfy { $0.until.map { $0 <= now } ?? false }
    let status: DecisionsSnapshot.Status = open.isEmpty ? .undone : isOver ? .expired : .inForce
    let end = open.compactMap(\.until).min()
    let isFolded = open.contains { covered.heads[$0.id] == nil && covered.others[$0.id] != nil }
    let query = Query(
      [Query.Term(.act((acts[0].batch ?? acts[0].id).text))] + (isFolded ? [Query.Term(.trait(.folded))] : []))
    var entry = DecisionsSnapshot.Entry(
      decisions: acts, status: status, covers: open.reduce(0) { $0 + covered[$1.id] },
      resurfaced: open.reduce(0) { $0 + (covered.resurfaced[$1.id] ?? 0) },
      endsSoon: status == .inForce && (end.map { $0 - now <= 7 * 86_400 } ?? false), what: what(of: acts),
      query: query.text)
    entry.beneath = open.reduce(0) { $0 + covered.beneath($1.id) }
    return entry
  }

  /// What acts are about; of an undo, what it takes back.
  private func what(of acts: [Decision]) -> UntrustedText {
    let undone = acts.compactMap { $0.undoes.flatMap { view.context.triage[$0] } }
    if undone.isEmpty { return object(of: acts) }
    if undone.allSatisfy({ $0.act == .undo }) {
      return object(of: undone.compactMap { $0.undoes.flatMap { view.context.triage[$0] } })
    }
    return summary(of: undone)
  }

  package func withdraw(_ ids: [ULID]) throws(SessionError) -> DecisionReceipt {
    let triage = current.context.triage
    let open = ids.filter { triage.isInForce($0) }
    guard !open.isEmpty else {
      let why: UntrustedText = ids.contains { triage[$0] != nil } ? "it is taken back already" : "there is no such act"
      throw .refused("undo", why, "bulwark triage list --all shows all")
    }
    let (acts, findings) = try write(open.map { DecisionDraft(act: .undo, reason: "", undoes: $0) })
    undoable.append(acts.map(\.id))
    let taken = open.compactMap { triage[$0] }
    // A renewal takes an act back and does it otherwise: what is taken back is the renewal.
    return receipt(acts, findings, summary(ofTakingBack: taken))
  }

  package func renew(
    _ ids: [ULID], reason: UntrustedText, until: Int64?
  ) throws(SessionError) -> DecisionReceipt {
    let triage = current.context.triage
    let old = ids.compactMap { triage[$0] }.filter { $0.act == .suppress && triage.isInForce($0.id) }
    guard !old.isEmpty else {
      throw .refused("suppression", "it is taken back already", "bulwark triage list --all shows all")
    }
    guard !reason.isBlank else { throw .refused("suppression", "it has no reason", "say why, for those who ask later") }
    if let until, until <= now { throw .refused("suppression", "it would end before now", "choose a later date") }
    let again = old.map {
      DecisionDraft(
        act: .suppress, targets: $0.targets, rule: $0.rule, reason: reason, until: until, ticket: $0.ticket,
        assignee: $0.assignee, origin: $0.origin)
    }
    let (acts, findings) = try write(again + old.map { DecisionDraft(act: .undo, reason: "", undoes: $0.id) })
    undoable.append(acts.map(\.id))
    redoable = []
    return receipt(acts, findings, "changed until when and why: \(summary(of: Array(acts.prefix(again.count))))")
  }

  /// The lines of the newest act of this person that is in force: what `undo` takes back where no act is named.
  package func newestOwnAct() -> [ULID]? {
    own { $0.act != .undo }.map { $0.map(\.id) }
  }

  /// The lines of the newest undo of this person that is in force, unless they decided something since.
  package func newestOwnUndo() -> [ULID]? {
    let triage = view.context.triage
    guard let undo = own({ $0.act == .undo && $0.undoes.flatMap { triage[$0] }?.act != .undo }) else { return nil }
    if let act = newestOwnAct()?.last, let last = undo.first, act > last.id { return nil }
    return undo.map(\.id)
  }

  private func own(_ isWanted: (Decision) -> Bool) -> [Decision]? {
    let triage = current.context.triage
    guard let newest = triage.decisions.last(where: { $0.author == author && triage.isInForce($0.id) && isWanted($0) })
    else { return nil }
    guard let batch = newest.batch else { return [newest] }
    return triage.decisions.filter { $0.batch == batch && triage.isInForce($0.id) }
  }

  /// The ids of all acts of the log.
  package var knownActs: Set<ULID> { current.context.triage.ids }

  /// Takes acts into the log that are not in it: the union of two logs. Nothing is decided anew.
  /// - Returns: how many were new, and how many findings they changed.
  package func merge(_ decisions: [Decision]) throws(SessionError) -> (new: Int, findings: Int) {
    let triage = current.context.triage
    var seen: Set<ULID> = []
    let unknown = decisions.filter { triage[$0.id] == nil && seen.insert($0.id).inserted }
    if unknown.isEmpty { return (0, 0) }
    do {
      let (others, own) = try log.append(now: now * 1000) { others, _ in
        let known = Set(others.decisions.map(\.id))
        return unknown.filter { !known.contains($0.id) }
      }
      take(others)
      return (own.count, apply(own))
    } catch { throw SessionError(.storage, error.notice) }
  }
}

extension FleetView {
  /// By act, how many of the findings that are there it concerns now.
  struct Covered {
    /// What it acts on: heads, and what folds beneath them.
    var heads: [ULID: Int] = [:]
    var others: [ULID: Int] = [:]
    /// What it acknowledged and what has other evidence since.
    var resurfaced: [ULID: Int] = [:]

    /// Heads, or what folds where it names only that.
    subscript(_ act: ULID) -> Int { heads[act] ?? others[act] ?? 0 }

    /// What folds, where heads are what is counted.
    func beneath(_ act: ULID) -> Int { heads[act] == nil ? 0 : others[act] ?? 0 }
  }

  func covered(by triage: Triage) -> Covered {
    var covered = Covered()
    for part in data.parts.indices {
      let table = data.parts[part].table
      for row in PartStates.rows(named: triage.named, part, of: data)
      where !table.flags[row].contains(.resolved) {
        let subject = data.triageSubject(part, row)
        let isHead = table.head[row] == FindingTable.none
        for act in triage.actsInForce(on: subject, groups: context.groups, now: context.now) {
          if isHead { covered.heads[act, default: 0] += 1 } else { covered.others[act, default: 0] += 1 }
        }
        guard isHead, states[part].state(of: row) == .resurfaced else { continue }
        let outcome = triage.outcome(of: subject, groups: context.groups, now: context.now)
        if let act = outcome.decision { covered.resurfaced[act, default: 0] += 1 }
      }
    }
    return covered
  }
}
