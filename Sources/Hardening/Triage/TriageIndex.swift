import TextSafety

/// Finds the acts that concern a finding without going through all of them, nor through all targets of one.
struct TriageIndex: Sendable {
  private var targets = Chains<Fingerprint>()
  private var ruleByFingerprint = Chains<Fingerprint>()
  private var ruleByObject = Chains<ObjectReference>()
  private var ruleByNamespace = Chains<UntrustedText>()
  private var ruleByCheck = Chains<CheckID>()
  private var ruleByImage = Chains<UntrustedText>()
  /// Few: each is held against every finding.
  private var ruleByPattern = Chains<ObjectPattern>()

  mutating func insert(_ decision: Decision) {
    for (place, target) in decision.targets.enumerated() { targets.insert(decision, place, at: target.key.finding) }
    guard decision.act == .suppress, let rule = decision.rule else { return }
    switch rule.scope {
    case .finding: for fingerprint in Set(rule.findings) { ruleByFingerprint.insert(decision, at: fingerprint) }
    case .workload:
      if let object = rule.object {
        ruleByObject.insert(decision, at: object)
      } else if let objects = rule.objects {
        ruleByPattern.insert(decision, at: objects)
      }
    case .namespace: if let object = rule.object { ruleByNamespace.insert(decision, at: object.scopeNamespace) }
    case .check: for check in Set(rule.checks) { ruleByCheck.insert(decision, at: check) }
    case .image: if let image = rule.image { ruleByImage.insert(decision, at: image) }
    }
  }

  mutating func remove(_ decision: Decision) {
    for target in decision.targets { targets.remove(decision.id, at: target.key.finding) }
    guard decision.act == .suppress, let rule = decision.rule else { return }
    for fingerprint in rule.findings { ruleByFingerprint.remove(decision.id, at: fingerprint) }
    if let object = rule.object {
      ruleByObject.remove(decision.id, at: object)
      ruleByNamespace.remove(decision.id, at: object.scopeNamespace)
    }
    if let objects = rule.objects { ruleByPattern.remove(decision.id, at: objects) }
    for check in rule.checks { ruleByCheck.remove(decision.id, at: check) }
    if let image = rule.image { ruleByImage.remove(decision.id, at: image) }
  }

  var named: Triage.Named {
    var named = Triage.Named()
    named.findings = Set(targets.names).union(ruleByFingerprint.names)
    named.objects = Set(ruleByObject.names)
    named.namespaces = Set(ruleByNamespace.names)
    named.checks = Set(ruleByCheck.names)
    named.images = Set(ruleByImage.names)
    named.patterns = Set(ruleByPattern.names)
    return named
  }

  /// The acts that concern a finding, in no order; one more than once where it reaches the finding on several ways.
  func events(of subject: TriageSubject, groups: ClusterGroups) -> [TriageEvent] {
    var events: [TriageEvent] = []
    addTargets(subject.own.fingerprint, subject, isHead: false, to: &events)
    // What takes a head's suppression back takes it from its fold too.
    for head in subject.heads { addTargets(head.fingerprint, subject, isHead: true, to: &events) }
    let names = [subject.own] + subject.heads
    func add<Name>(_ chains: Chains<Name>, _ name: Name, _ holds: (SuppressionRule) -> Bool) {
      chains.forEach(at: name) { decision, _ in
        if let rule = decision.rule, rule.reaches(subject.cluster, groups: groups), holds(rule) {
          events.append(TriageEvent(id: decision.id, effect: .suppress))
        }
      }
    }
    for name in names {
      add(ruleByFingerprint, name.fingerprint) { $0.names(name.check) }
      add(ruleByCheck, name.check) { _ in true }
    }
    func namesAny(_ rule: SuppressionRule) -> Bool { names.contains { rule.names($0.check) } }
    add(ruleByObject, subject.object, namesAny)
    for pattern in ruleByPattern.names where pattern.matches(subject.object, in: subject.namespace) {
      add(ruleByPattern, pattern, namesAny)
    }
    if !subject.namespace.isEmpty { add(ruleByNamespace, subject.namespace, namesAny) }
    if !subject.image.isEmpty { add(ruleByImage, subject.image, namesAny) }
    return events
  }

  private func addTargets(
    _ fingerprint: Fingerprint, _ subject: TriageSubject, isHead: Bool, to events: inout [TriageEvent]
  ) {
    targets.forEach(at: fingerprint) { decision, place in
      let target = decision.targets[place]
      if target.key.cluster != subject.cluster { return }
      switch decision.act {
      case .acknowledge where !isHead:
        events.append(TriageEvent(id: decision.id, effect: .acknowledge(target.evidence)))
      case .note where !isHead: events.append(TriageEvent(id: decision.id, effect: .note))
      case .reopen: events.append(TriageEvent(id: decision.id, effect: .reopen))
      case .acknowledge, .note, .suppress, .undo: break
      }
    }
  }
}

/// Acts by what they name. Most names have one act, of hundreds of thousands: a list of its own for each would cost more
/// than the acts.
private struct Chains<Name: Hashable & Sendable>: Sendable {
  private struct Link {
    var decision: Decision
    /// Which of the act's targets it is.
    var place: UInt32
    /// `end` where there is no other.
    var next: UInt32
  }

  private static var end: UInt32 { .max }
  private var links: [Link] = []
  private var heads: [Name: UInt32] = [:]

  var names: some Collection<Name> { heads.keys }

  mutating func insert(_ decision: Decision, _ place: Int = 0, at name: Name) {
    let number = UInt32(links.count)
    links.append(Link(decision: decision, place: UInt32(place), next: heads[name] ?? Self.end))
    heads[name] = number
  }

  /// Links taken out are not used again: one id for two acts is rare.
  mutating func remove(_ id: ULID, at name: Name) {
    var before: UInt32?
    var number = heads[name] ?? Self.end
    while number != Self.end {
      let link = links[Int(number)]
      if link.decision.id != id {
        before = number
      } else if let before {
        links[Int(before)].next = link.next
      } else {
        heads[name] = link.next == Self.end ? nil : link.next
      }
      number = link.next
    }
  }

  func forEach(at name: Name, _ body: (Decision, Int) -> Void) {
    var number = heads[name] ?? Self.end
    while number != Self.end {
      let link = links[Int(number)]
      body(link.decision, Int(link.place))
      number = link.next
    }
  }
}
