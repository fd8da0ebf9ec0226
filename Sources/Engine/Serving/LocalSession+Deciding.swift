import Foundation
import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package func preview(_ request: DecisionRequest) throws(SessionError) -> DecisionPreview {
    try preview(request, examples: 5)
  }

  /// What an act would do, with so many of the findings by name, the worst first.
  package func preview(_ request: DecisionRequest, examples most: Int) throws(SessionError) -> DecisionPreview {
    let view = current
    let drafts = try DecisionDraft.make(request, view, now: now)
    var random = SystemRandomNumberGenerator()
    let acts = drafts.map { $0.decision(ULID(milliseconds: 0, using: &random), time: 0, author: author) }
    let more = Triage(acts)
    let context = context()
    var findings = 0
    var folded = 0
    var examples: [(severity: Severity, name: UntrustedText)] = []
    var scores: [DecisionPreview.ScoreChange] = []
    for (part, content) in view.data.parts.enumerated() {
      var states = view.states[part]
      let rows = PartStates.rows(named: more.named, part, of: view.data)
      let changed = states.update(rows, part, of: view.data, context, with: more)
      let heads = changed.filter { content.table.head[$0] == FindingTable.none }
      findings += heads.count
      folded += changed.count - heads.count
      for severity in Severity.allCases.sorted(by: >) {
        examples += heads.lazy.filter { content.table.severity(of: $0) == severity }.prefix(most).map { row in
          let info = view.data.infos[part][Int(content.table.check[row])]
          let name: UntrustedText = "\(info.id.name) on \(content.table.subjects.short(content.table.subject[row]))"
          return (severity, view.data.parts.count > 1 ? "\(name) (\(content.summary.name))" : name)
        }
      }
      for (before, after) in zip(view.states[part].areas, states.areas) where before.tally != after.tally {
        scores.append(
          DecisionPreview.ScoreChange(
            cluster: content.summary.name, area: before.area, before: before.tally, after: after.tally))
      }
    }
    // The worst are named: nothing grave is decided on unseen.
    let worst = Severity.allCases.sorted(by: >).flatMap { severity in examples.filter { $0.severity == severity } }
    return DecisionPreview(
      findings: findings, folded: folded, examples: worst.prefix(most).map(\.name), scores: scores)
  }

  package func decide(_ request: DecisionRequest) throws(SessionError) -> DecisionReceipt {
    let drafts = try DecisionDraft.make(request, current, now: now)
    let (acts, findings) = try write(drafts)
    undoable.append(acts.map(\.id))
    redoable = []
    return receipt(acts, findings, summary(of: acts))
  }

  package func undo() throws(SessionError) -> DecisionReceipt {
    while let ids = undoable.last {
      let open = ids.filter { view.context.triage.isInForce($0) }
      if open.isEmpty {
        // Somebody else took it back meanwhile.
        undoable.removeLast()
        continue
      }
      let (acts, findings) = try write(open.map { DecisionDraft(act: .undo, reason: "", undoes: $0) })
      undoable.removeLast()
      redoable.append(acts.map(\.id))
      let undone = open.compactMap { view.context.triage[$0] }
      return receipt(acts, findings, summary(ofTakingBack: undone))
    }
    throw .refused("undo", "this session has done nothing that could be taken back", "")
  }

  package func redo() throws(SessionError) -> DecisionReceipt {
    while let ids = redoable.last {
      let open = ids.filter { view.context.triage.isInForce($0) }
      if open.isEmpty {
        redoable.removeLast()
        continue
      }
      let (acts, findings) = try write(open.map { DecisionDraft(act: .undo, reason: "", undoes: $0) })
      redoable.removeLast()
      let original = open.compactMap { view.context.triage[$0]?.undoes }
      undoable.append(original)
      let redone = original.compactMap { view.context.triage[$0] }
      return receipt(acts, findings, "done again: \(summary(of: redone))")
    }
    throw .refused("redo", "nothing was taken back", "")
  }

  /// Appends acts to the log and shows what they come to.
  func write(_ drafts: [DecisionDraft]) throws(SessionError) -> (acts: [Decision], findings: Int) {
    let time = Int64(configuration.clock().timeIntervalSince1970 * 1000)
    let author = author
    do {
      let (others, own) = try log.append(now: time) { _, ids in
        let first = ids.next()
        return drafts.enumerated().map { index, draft in
          draft.decision(
            index == 0 ? first : ids.next(), time: time, author: author, batch: drafts.count > 1 ? first : nil)
        }
      }
      take(others)
      return (own, apply(own))
    } catch {
      throw SessionError(.storage, error.notice)
    }
  }

  /// Takes in what others appended to the log.
  func take(_ batch: DecisionLog.Batch) {
    stateNotices = (batch.isFromStart ? [] : stateNotices) + batch.notices
    for notice in batch.notices { board.tell(.notice(notice)) }
    if batch.isFromStart {
      var context = context()
      context.triage = Triage(batch.decisions)
      show(FleetView(view.data, context, revision: view.revision + 1))
    } else if !batch.decisions.isEmpty {
      _ = apply(batch.decisions)
    }
  }

  /// Shows what acts come to: only findings that they name are looked at.
  /// - Returns: how many changed their state, heads only.
  func apply(_ acts: [Decision]) -> Int {
    var context = context()
    context.triage.insert(acts)
    let named = Triage(context.triage.closure(of: acts)).named
    var states = view.states
    var changed = 0
    for part in view.data.parts.indices {
      let rows = PartStates.rows(named: named, part, of: view.data)
      let heads = states[part].update(rows, part, of: view.data, context)
        .filter { view.data.parts[part].table.head[$0] == FindingTable.none }
      changed += heads.count
    }
    show(FleetView(view.data, states: states, context, revision: view.revision + 1))
    return changed
  }

  /// Who decides.
  var author: UntrustedText {
    let configured = configuration.settings.author
    return UntrustedText(configured.isEmpty ? NSUserName() : configured)
  }

  func receipt(_ acts: [Decision], _ findings: Int, _ summary: UntrustedText) -> DecisionReceipt {
    DecisionReceipt(decisions: acts, findings: findings, summary: summary, revision: view.revision)
  }

  /// `acknowledged privileged on deploy/api [web]`, `suppressed 3 findings`.
  func summary(of acts: [Decision]) -> UntrustedText {
    guard let first = acts.first else { return "" }
    let verb: UntrustedText =
      switch first.act {
      case .acknowledge: "acknowledged"
      case .suppress: "suppressed"
      case .reopen: "reopened"
      case .note: "noted"
      case .undo: "taken back"
      }
    return "\(verb) \(object(of: acts))"
  }

  /// `took back: …`; where undos are what is taken back, `done again: …` with what they had taken.
  func summary(ofTakingBack acts: [Decision]) -> UntrustedText {
    let triage = view.context.triage
    let again = acts.allSatisfy { $0.act == .undo } ? acts.compactMap { $0.undoes.flatMap { triage[$0] } } : []
    return again.isEmpty ? "took back: \(summary(of: acts))" : "done again: \(summary(of: again))"
  }

  /// What acts are about: `privileged on deploy/api [web]`, `3 findings`.
  func object(of acts: [Decision]) -> UntrustedText {
    let targets = acts.flatMap { act in act.targets.map(\.key.finding) + (act.rule?.findings ?? []) }
    if targets.count > 1 { return "\(targets.count) findings" }
    if let target = targets.first { return name(of: target) }
    let rules = acts.compactMap(\.rule)
    let checks = Set(rules.flatMap(\.checks).map(\.name)).sorted()
    let names = checks.count > 4 ? "\(checks.count) checks" : UntrustedText(checks.joined(separator: ", "))
    let place: UntrustedText =
      switch rules.first?.scope {
      case .workload:
        rules.count == 1
          ? rules[0].object.map { " on \(SubjectReference($0).shortText)" }
            ?? rules[0].objects.map { " on \($0.text)" } ?? "" : " on \(rules.count) objects"
      case .namespace:
        rules.count == 1 ? " in \(rules[0].object?.scopeNamespace ?? "")" : " in \(rules.count) namespaces"
      case .image: rules.count == 1 ? " in \(rules[0].image ?? "")" : " in \(rules.count) images"
      case .check: reach(of: rules)
      case .finding, nil: ""
      }
    return "\(names)\(place)"
  }

  /// ` everywhere`, ` in group production`, ` in prod-weu`, ` in 3 clusters`
  private func reach(of rules: [SuppressionRule]) -> UntrustedText {
    var ids: Set<UntrustedText> = []
    for rule in rules {
      switch rule.clusters {
      case .all: return " everywhere"
      case .group(let name): return " in group \(name)"
      case .some(let clusters): ids.formUnion(clusters)
      }
    }
    guard ids.count == 1, let id = ids.first else { return " in \(ids.count) clusters" }
    return " in \(view.data.parts.first { $0.summary.id == id }?.summary.name ?? id)"
  }

  /// What lists call a finding.
  private func name(of fingerprint: Fingerprint) -> UntrustedText {
    for (part, content) in view.data.parts.enumerated() {
      guard let row = content.table.row(of: fingerprint) else { continue }
      let info = view.data.infos[part][Int(content.table.check[row])]
      return "\(info.id.name) on \(content.table.subjects.short(content.table.subject[row]))"
    }
    return "a finding"
  }
}
