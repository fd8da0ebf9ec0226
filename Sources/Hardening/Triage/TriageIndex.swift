import TextSafety

/// Finds the acts that concern a finding without going through all of them, nor through all targets of one.
struct TriageIndex: Sendable {
  private struct Target: Hashable {
    var act: ULID
    var kind: Decision.Act
    var cluster: UntrustedText
    var evidence: UInt64
  }

  private var targets: [Fingerprint: [Target]] = [:]
  private var ruleByFingerprint: [Fingerprint: [ULID]] = [:]
  private var ruleByObject: [ObjectReference: [ULID]] = [:]
  private var ruleByNamespace: [UntrustedText: [ULID]] = [:]
  private var ruleByCheck: [CheckID: [ULID]] = [:]
  private var ruleByImage: [UntrustedText: [ULID]] = [:]
  /// Few: each is held against every finding.
  private var ruleByPattern: [ObjectPattern: [ULID]] = [:]

  mutating func insert(_ decision: Decision) {
    for target in decision.targets {
      targets[target.key.finding, default: []].append(
        Target(act: decision.id, kind: decision.act, cluster: target.key.cluster, evidence: target.evidence))
    }
    changeRules(of: decision) { $0.append(decision.id) }
  }

  mutating func remove(_ decision: Decision) {
    for target in decision.targets { targets[target.key.finding]?.removeAll { $0.act == decision.id } }
    changeRules(of: decision) { ids in ids.removeAll { $0 == decision.id } }
  }

  private mutating func changeRules(of decision: Decision, _ change: (inout [ULID]) -> Void) {
    guard decision.act == .suppress, let rule = decision.rule else { return }
    switch rule.scope {
    case .finding: for fingerprint in Set(rule.findings) { change(&ruleByFingerprint[fingerprint, default: []]) }
    case .workload:
      if let object = rule.object {
        change(&ruleByObject[object, default: []])
      } else if let objects = rule.objects {
        change(&ruleByPattern[objects, default: []])
      }
    case .namespace: if let object = rule.object { change(&ruleByNamespace[object.scopeNamespace, default: []]) }
    case .check: for check in Set(rule.checks) { change(&ruleByCheck[check, default: []]) }
    case .image: if let image = rule.image { change(&ruleByImage[image, default: []]) }
    }
  }

  var named: Triage.Named {
    var named = Triage.Named()
    named.findings = Set(targets.keys).union(ruleByFingerprint.keys)
    named.objects = Set(ruleByObject.keys)
    named.namespaces = Set(ruleByNamespace.keys)
    named.checks = Set(ruleByCheck.keys)
    named.images = Set(ruleByImage.keys)
    named.patterns = Set(ruleByPattern.keys)
    return named
  }

  /// The acts that concern a finding, in no order; one more than once where it reaches the finding on several ways.
  /// - Parameter rule: the rule of an act, where it reaches the finding's cluster.
  func events(of subject: TriageSubject, rule: (ULID) -> SuppressionRule?) -> [TriageEvent] {
    var events: [TriageEvent] = []
    addTargets(subject.own.fingerprint, subject, isHead: false, to: &events)
    // What takes a head's suppression back takes it from its fold too.
    for head in subject.heads { addTargets(head.fingerprint, subject, isHead: true, to: &events) }
    let names = [subject.own] + subject.heads
    func add(_ acts: [ULID]?, _ holds: (SuppressionRule) -> Bool) {
      for act in acts ?? [] {
        if let rule = rule(act), holds(rule) { events.append(TriageEvent(id: act, effect: .suppress)) }
      }
    }
    for name in names {
      add(ruleByFingerprint[name.fingerprint]) { $0.names(name.check) }
      add(ruleByCheck[name.check]) { _ in true }
    }
    func namesAny(_ rule: SuppressionRule) -> Bool { names.contains { rule.names($0.check) } }
    add(ruleByObject[subject.object], namesAny)
    for (pattern, acts) in ruleByPattern where pattern.matches(subject.object, in: subject.namespace) {
      add(acts, namesAny)
    }
    if !subject.namespace.isEmpty { add(ruleByNamespace[subject.namespace], namesAny) }
    if !subject.image.isEmpty { add(ruleByImage[subject.image], namesAny) }
    return events
  }

  private func addTargets(
    _ fingerprint: Fingerprint, _ subject: TriageSubject, isHead: Bool, to events: inout [TriageEvent]
  ) {
    for target in targets[fingerprint] ?? [] where target.cluster == subject.cluster {
      switch target.kind {
      case .acknowledge where !isHead: events.append(TriageEvent(id: target.act, effect: .acknowledge(target.evidence)))
      case .note where !isHead: events.append(TriageEvent(id: target.act, effect: .note))
      case .reopen: events.append(TriageEvent(id: target.act, effect: .reopen))
      case .acknowledge, .note, .suppress, .undo: break
      }
    }
  }
}
