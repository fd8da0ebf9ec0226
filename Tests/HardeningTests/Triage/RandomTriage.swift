import Hardening
import TestSupport
import TextSafety

/// Findings and acts of a small world, in which everything meets.
enum RandomTriage {
  static let groups: ClusterGroups = ["production": ["a", "b"], "none": []]

  static func any<T>(_ all: [T], _ random: inout SeededGenerator) -> T {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  static func id(_ random: inout SeededGenerator) -> ULID {
    ULID(high: UInt64.random(in: 1...24, using: &random), low: 7)
  }

  static let checks: [CheckID] = ["head", "middle", "leaf", "other"]

  static let objects: [ObjectReference] = [
    ObjectReference(group: "apps", kind: "Deployment", namespace: "x", name: "api"),
    ObjectReference(group: "apps", kind: "Deployment", namespace: "y", name: "api"),
    ObjectReference(group: "", kind: "Namespace", name: "x"),
    ObjectReference(group: "", kind: "Node", name: "n"),
  ]

  static func fingerprint(_ check: CheckID, _ object: ObjectReference) -> Fingerprint {
    Fingerprint(check: check, subject: SubjectReference(object))
  }

  static func subject(_ random: inout SeededGenerator) -> TriageSubject {
    let object = any(objects, &random)
    let chains: [[CheckID]] = [
      ["head"], ["middle", "head"], ["leaf", "middle", "head"], ["leaf", "head"], ["other"],
    ]
    let names = any(chains, &random).map { TriageSubject.Named(check: $0, fingerprint: fingerprint($0, object)) }
    return TriageSubject(
      cluster: any(["a", "b", "c"], &random), own: names[0], heads: Array(names.dropFirst()), object: object,
      namespace: object.scopeNamespace, image: any(["", "nginx"], &random),
      evidence: UInt64.random(in: 0...1, using: &random))
  }

  static func decision(_ random: inout SeededGenerator) -> Decision {
    var decision = Decision(
      id: id(&random), time: Int64.random(in: 0..<100, using: &random), author: any(["me", "you"], &random),
      act: any(Decision.Act.allCases + [.suppress, .suppress, .undo], &random))
    if Int.random(in: 0..<3, using: &random) == 0 { decision.until = Int64.random(in: 0..<20, using: &random) }
    switch decision.act {
    case .acknowledge, .reopen, .note:
      decision.targets = (0..<Int.random(in: 0..<4, using: &random)).map { _ in
        Decision.Target(
          FindingKey(
            cluster: any(["a", "b", "c"], &random), finding: fingerprint(any(checks, &random), any(objects, &random))),
          evidence: UInt64.random(in: 0...1, using: &random))
      }
    case .suppress:
      decision.rule = SuppressionRule(
        scope: any(SuppressionRule.Scope.allCases, &random),
        clusters: any([.all, .some(["a"]), .some(["a", "c"]), .group("production"), .group("unknown")], &random),
        checks: any([[], ["head"], ["middle", "other"], ["leaf"]], &random),
        findings: [fingerprint(any(checks, &random), any(objects, &random))], object: any(objects + [], &random),
        image: any(["nginx", ""], &random))
      if decision.rule?.scope == .workload, Bool.random(using: &random) {
        decision.rule?.object = nil
        decision.rule?.objects = any(
          [
            ObjectPattern(kind: "Deployment"), ObjectPattern(namespace: "x"), ObjectPattern(name: "a*"),
            ObjectPattern(kind: "Node", namespace: "y", name: "*"),
          ], &random)
      }
    case .undo: decision.undoes = id(&random)
    }
    return decision
  }
}

/// What triage comes to, as its definition says it: no index, no shortcut.
struct NaiveTriage {
  let decisions: [Decision]

  init(_ decisions: [Decision]) { self.decisions = decisions.sorted { $0.id < $1.id } }

  func isUndone(_ decision: Decision) -> Bool {
    decisions.contains { $0.act == .undo && $0.undoes == decision.id && $0.id > decision.id && !isUndone($0) }
  }

  func outcome(of subject: TriageSubject, now: Int64) -> FindingState {
    var isSuppressed = false
    var evidences: Set<UInt64> = []
    for decision in decisions where !isUndone(decision) && decision.until ?? .max > now {
      switch decision.act {
      case .suppress: if let rule = decision.rule, covers(rule, subject) { isSuppressed = true }
      case .acknowledge:
        for target in decision.targets where target.key == subject.key { evidences.insert(target.evidence) }
      case .reopen:
        let names = [subject.own] + subject.heads
        let keys = names.map { FindingKey(cluster: subject.cluster, finding: $0.fingerprint) }
        if decision.targets.contains(where: { keys.contains($0.key) }) { (isSuppressed, evidences) = (false, []) }
      case .note, .undo: break
      }
    }
    if isSuppressed { return .suppressed }
    return evidences.isEmpty ? .open : evidences.contains(subject.evidence) ? .acknowledged : .resurfaced
  }

  private func looks(_ subject: TriageSubject, like objects: ObjectPattern) -> Bool {
    let names = objects.name.map { $0 == "*" || ($0 == "a*" && subject.object.name == "api") } ?? true
    return names && objects.kind.map { $0 == subject.object.kind } ?? true
      && objects.namespace.map { $0 == subject.namespace } ?? true
  }

  func covers(_ rule: SuppressionRule, _ subject: TriageSubject) -> Bool {
    switch rule.clusters {
    case .all: break
    case .some(let ids): if !ids.contains(subject.cluster) { return false }
    case .group(let name): if RandomTriage.groups[name]?.contains(subject.cluster) != true { return false }
    }
    let names = [subject.own] + subject.heads
    let namesCheck = names.contains { rule.checks.contains($0.check) }
    switch rule.scope {
    case .finding:
      return names.contains {
        rule.findings.contains($0.fingerprint) && (rule.checks.isEmpty || rule.checks.contains($0.check))
      }
    case .workload:
      if let objects = rule.objects { return namesCheck && looks(subject, like: objects) }
      return namesCheck && rule.object == subject.object
    case .namespace:
      return namesCheck && !subject.namespace.isEmpty && rule.object?.scopeNamespace == subject.namespace
    case .check: return namesCheck
    case .image: return namesCheck && !subject.image.isEmpty && rule.image == subject.image
    }
  }
}
