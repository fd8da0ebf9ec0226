package import Hardening
package import Session
import Store
package import TextSafety

/// What a file of another tool's exceptions became.
package struct ExceptionReceipt: Sendable {
  package struct Rule: Sendable, Hashable {
    /// Where it stands in the file.
    package var place: UntrustedText
    /// `privileged, sys-admin on * payments/api-*`
    package var what: UntrustedText
    /// Findings that are there and that it suppresses; those that fold beneath them are not counted.
    package var covers: Int
    /// Not in force before.
    package var isNew: Bool
  }

  package var rules: [Rule] = []
  /// What suppresses nothing, and why.
  package var notices: [Notice] = []
  /// The first of the acts that were written; nil where nothing was new.
  package var act: ULID?
}

extension LocalSession {
  /// Takes the exceptions of another tool's file over as suppressions of the checks here that look at the same. What is
  /// in force already is not decided again.
  ///
  /// - Parameters:
  ///   - name: what the file is called; acts and errors say it.
  ///   - isTrial: nothing is written.
  package func importExceptions(
    _ bytes: [UInt8], named name: UntrustedText, clusters: DecisionRequest.ClusterScope, isTrial: Bool
  ) throws(SessionError) -> ExceptionReceipt {
    let found: ForeignExceptions
    do throws(ExceptionFile.Unreadable) {
      found = try ExceptionFile(zone: configuration.zone).read(bytes, name: name)
    } catch { throw .refused(name, error.why, error.next) }
    let view = current
    let reach = try reach(of: clusters, view)
    var receipt = ExceptionReceipt()
    receipt.notices = found.refused.map { place, why in notice(name, place, why) }
    var drafts: [(draft: DecisionDraft, place: UntrustedText)] = []
    for exception in found.exceptions {
      let (checks, unknown) = self.checks(of: exception)
      for id in unknown {
        receipt.notices.append(
          notice(name, exception.place, "no check here is like \(exception.tool.name)'s \(id)"))
      }
      if checks.isEmpty { continue }
      if let until = exception.until, until <= now {
        receipt.notices.append(notice(name, exception.place, "it has ended"))
        continue
      }
      let reason: UntrustedText =
        exception.reason.isEmpty ? "exception of \(exception.tool.name)" : exception.reason
      let draft = DecisionDraft(
        act: .suppress, rule: SuppressionRule(checks, exception.objects, reach), reason: reason,
        until: exception.until, origin: name)
      if !drafts.contains(where: { $0.draft.isAlike(draft) }) { drafts.append((draft, exception.place)) }
    }
    return try take(drafts, receipt, view, isTrial: isTrial)
  }

  private func take(
    _ drafts: [(draft: DecisionDraft, place: UntrustedText)], _ receipt: ExceptionReceipt, _ view: FleetView,
    isTrial: Bool
  ) throws(SessionError) -> ExceptionReceipt {
    var receipt = receipt
    let known = view.context.triage.decisions.filter {
      $0.act == .suppress && view.context.triage.isInForce($0.id)
    }
    // Counted by themselves: what another act suppresses too is covered all the same.
    let acts = drafts.enumerated().map { number, item in
      item.draft.decision(ULID(high: 0, low: UInt64(number)), time: 0, author: author)
    }
    let covered = view.covered(by: Triage(acts))
    for (act, item) in zip(acts, drafts) {
      receipt.rules.append(
        ExceptionReceipt.Rule(
          place: item.place, what: object(of: [act]), covers: covered[act.id],
          isNew: !known.contains { item.draft.isAlike($0) }))
    }
    let new = zip(drafts, receipt.rules).filter { $1.isNew }.map { $0.0.draft }
    if !isTrial, !new.isEmpty { receipt.act = try write(new).acts.first?.id }
    return receipt
  }

  private func reach(
    of clusters: DecisionRequest.ClusterScope, _ view: FleetView
  ) throws(SessionError) -> SuppressionRule.Clusters {
    switch clusters {
    case .all: return .all
    case .this: return .some(view.data.parts.map(\.summary.id))
    case .group(let name):
      if view.context.groups[name] != nil { return .group(name) }
      let ids = view.data.parts.map(\.summary).filter { $0.name == name || $0.id == name }.map(\.id)
      if ids.isEmpty { throw .refused("--clusters", "no group or cluster is called \(name)", "all, or one that is") }
      return .some(ids)
    }
  }

  private func notice(_ name: UntrustedText, _ place: UntrustedText, _ why: UntrustedText) -> Notice {
    Notice(what: "\(name), \(place)", why: why, next: "it suppresses nothing", costsCoverage: false)
  }

  /// The checks here that look at what an exception names, and its ids that none is like.
  private func checks(of exception: ForeignException) -> (checks: [CheckID], unknown: [UntrustedText]) {
    var checks: [CheckID] = []
    var unknown = exception.ids ?? []
    for info in plan.infos {
      let ids = info.equivalents.compactMap { equivalent -> UntrustedText? in
        guard let prefix = exception.tool.prefixes.first(where: { equivalent.hasPrefix($0) }) else { return nil }
        // Some say in brackets what part of it they mean.
        return UntrustedText(String(equivalent.dropFirst(prefix.count).prefix { $0 != "(" })).lowercasedASCII
      }
      guard !ids.isEmpty else { continue }
      guard let wanted = exception.ids else {
        checks.append(info.firstID)
        continue
      }
      if wanted.contains(where: { ids.contains($0.lowercasedASCII) }) { checks.append(info.firstID) }
      unknown.removeAll { ids.contains($0.lowercasedASCII) }
    }
    return (checks, unknown)
  }
}

extension SuppressionRule {
  /// A rule for checks on what a pattern names; nil is everywhere.
  fileprivate init(_ checks: [CheckID], _ objects: ObjectPattern?, _ clusters: Clusters) {
    guard let objects else {
      self.init(scope: .check, clusters: clusters, checks: checks)
      return
    }
    if let namespace = objects.namespace, !namespace.contains("*"), objects.kind == nil, objects.name == nil {
      let object = ObjectReference(group: "", kind: "Namespace", name: namespace)
      self.init(scope: .namespace, clusters: clusters, checks: checks, object: object)
    } else {
      self.init(scope: .workload, clusters: clusters, checks: checks, objects: objects)
    }
  }
}

extension DecisionDraft {
  fileprivate func isAlike(_ other: DecisionDraft) -> Bool {
    rule == other.rule && reason == other.reason && until == other.until
  }

  fileprivate func isAlike(_ other: Decision) -> Bool {
    rule == other.rule && reason == other.reason && until == other.until
  }
}
