import Hardening
import Session
import Store
import TextSafety

/// What a person asks for, as acts that lack only an id, a time and an author.
struct DecisionDraft {
  var act: Decision.Act
  var targets: [Decision.Target] = []
  var rule: SuppressionRule?
  var reason: UntrustedText
  var until: Int64?
  var undoes: ULID?
  var ticket: UntrustedText = ""
  var assignee: UntrustedText = ""
  var origin: UntrustedText = ""

  func decision(_ id: ULID, time: Int64, author: UntrustedText, batch: ULID? = nil) -> Decision {
    Decision(
      id: id, time: time, author: author, act: act, targets: targets, rule: rule, reason: reason, until: until,
      undoes: undoes, batch: batch, ticket: ticket, assignee: assignee, origin: origin)
  }

  /// The acts that a request stands for, one for each scope that its targets lie in.
  static func make(_ request: DecisionRequest, _ view: FleetView, now: Int64) throws(SessionError) -> [DecisionDraft] {
    if request.act == .undo { throw .refused("undo", "it names no findings", "use undo itself") }
    if let until = request.until, until <= now {
      throw .refused("decision", "it would end before now", "choose a later date")
    }
    let places = request.targets.compactMap { view.data.place(of: $0) }
    guard !places.isEmpty else { throw .gone }
    if request.act == .suppress { return try suppressions(request, places, view) }
    if request.act == .note, request.reason.isBlank, request.ticket.isBlank, request.assignee.isBlank {
      throw .refused("note", "it says nothing", "give a text, a ticket or an assignee")
    }
    let targets = places.map { part, row in
      Decision.Target(view.data.key(part, row), evidence: view.data.parts[part].table.evidence[row])
    }
    return [
      DecisionDraft(
        act: request.act, targets: targets, reason: request.reason, until: request.until, ticket: request.ticket,
        assignee: request.assignee)
    ]
  }

  private static func suppressions(
    _ request: DecisionRequest, _ places: [(part: Int, row: Int)], _ view: FleetView
  ) throws(SessionError) -> [DecisionDraft] {
    guard !request.reason.isBlank else {
      throw .refused("suppression", "it has no reason", "say why, for those who ask later")
    }
    if case .group(let name) = request.clusters, view.context.groups[name] == nil {
      throw .refused("suppression", "no group of clusters is called \(name)", view.context.groupHint)
    }
    var rules: [SuppressionRule] = []
    var placesOfRules: [SuppressionRule: Int] = [:]
    var seen: Set<RuleCheck> = []
    for (part, row) in places {
      let rule = try rule(request, part, row, view)
      // What differs in nothing but the checks and findings it names is one rule.
      let place = placesOfRules[rule.namingNothing, default: rules.count]
      if place == rules.count {
        placesOfRules[rule.namingNothing] = place
        rules.append(rule.namingNothing)
      }
      rules[place].checks += rule.checks.filter { seen.insert(RuleCheck(rule: place, check: $0)).inserted }
      rules[place].findings += rule.findings
    }
    return rules.map { DecisionDraft(act: .suppress, rule: $0, reason: request.reason, until: request.until) }
  }

  private static func rule(_ request: DecisionRequest, _ part: Int, _ row: Int, _ view: FleetView)
    throws(SessionError) -> SuppressionRule
  {
    let subject = view.data.triageSubject(part, row)
    let clusters: SuppressionRule.Clusters =
      switch request.clusters {
      case .this: .some([subject.cluster])
      case .group(let name): .group(name)
      case .all: .all
      }
    let checks = [subject.own.check]
    switch request.scope {
    case .finding:
      return SuppressionRule(scope: .finding, clusters: clusters, findings: [subject.own.fingerprint])
    case .workload:
      return SuppressionRule(scope: .workload, clusters: clusters, checks: checks, object: subject.object)
    case .namespace:
      guard !subject.namespace.isEmpty else {
        throw .refused("suppression", "\(subject.object.text) is in no namespace", "choose another scope")
      }
      let namespace = ObjectReference(group: "", kind: "Namespace", name: subject.namespace)
      return SuppressionRule(scope: .namespace, clusters: clusters, checks: checks, object: namespace)
    case .check: return SuppressionRule(scope: .check, clusters: clusters, checks: checks)
    case .image:
      guard !subject.image.isEmpty else {
        throw .refused("suppression", "\(subject.object.text) is no container", "choose another scope")
      }
      return SuppressionRule(scope: .image, clusters: clusters, checks: checks, image: subject.image)
    }
  }
}

extension PartStates.Context {
  /// What may be said instead of a group that is not there.
  fileprivate var groupHint: UntrustedText {
    groups.isEmpty
      ? "this, all, or a group of clusters.groups in the configuration"
      : "this, all, \(UntrustedText.list(groups.keys.sorted()))"
  }
}

/// A check that a rule names already.
private struct RuleCheck: Hashable {
  var rule: Int
  var check: CheckID
}

extension SuppressionRule {
  /// The rule without the checks and findings that it names: equal in those that can be one.
  fileprivate var namingNothing: SuppressionRule {
    var rule = self
    rule.checks = []
    rule.findings = []
    return rule
  }
}

extension UntrustedText {
  var isBlank: Bool { matches { $0.allSatisfy(\.isWhitespace) } }
}

extension SessionError {
  static func refused(_ what: UntrustedText, _ why: UntrustedText, _ next: UntrustedText) -> SessionError {
    SessionError(.refused, Notice(what: what, why: why, next: next, costsCoverage: false))
  }
}
