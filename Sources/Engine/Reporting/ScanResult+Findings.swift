package import Hardening
import Inventory
import TextSafety

extension ScanResult {
  /// What a check says of itself, by the index of an entry.
  package func info(of entry: ReportEntry) -> CheckInfo { assessment.judge.plan.infos[Int(entry.check)] }

  /// The subject of an entry; of a right that a user or group has, with the namespace that it holds in.
  package func reference(of entry: ReportEntry) -> SubjectReference {
    let handle = handles[Int(entry.subject)]
    var reference = handle.reference
    if reference.rightsNamespace == nil, case .object(let unit, _, _) = handle, unit.kind == .grantee,
      unit.object.namespace.isEmpty
    {
      let bound = handle.verdicts[Int(entry.position)].boundNamespaces
      if bound.count == 1, let namespace = bound.first, !namespace.isEmpty { reference.rightsNamespace = namespace }
    }
    return reference
  }

  /// The head that lists show in the place of an entry: the last of those that it folds beneath; nil where it is one.
  package func head(of entry: ReportEntry) -> CheckID? {
    assessment.heads(at: Int(entry.position), of: handles[Int(entry.subject)]).last
      .map { assessment.judge.plan.infos[$0.check].id }
  }

  /// Whether lists leave an entry to a head.
  package func isFolded(_ entry: ReportEntry) -> Bool {
    assessment.head(at: Int(entry.position), of: handles[Int(entry.subject)]) != nil
  }

  /// What the nearest head is called as a finding; nil where there is none.
  func headFingerprint(of entry: ReportEntry) -> Fingerprint? {
    assessment.head(at: Int(entry.position), of: handles[Int(entry.subject)]).map { head in
      Fingerprint(check: assessment.judge.plan.infos[head.check].firstID, subject: head.handle.reference)
    }
  }

  /// Everything about one verdict. `line` is the field's or the object's, where the caller has found it.
  package func finding(_ entry: ReportEntry, line: Int? = nil) -> Finding {
    let handle = handles[Int(entry.subject)]
    let info = info(of: entry)
    let judgement = handle.verdicts[Int(entry.position)]
    let subject = reference(of: entry)
    let evidence = evidence(of: entry)
    var reason: UntrustedText?
    if case .unknown(let missing) = judgement { reason = missing.map(\.text).sorted().first }
    let source = source(of: judgement, handle)
    let location = source.map { source in
      SourceLocation(
        file: assessment.inventory.files.indices.contains(Int(source.file))
          ? assessment.inventory.files[Int(source.file)] : "",
        line: line ?? Int(source.line), document: Int(source.document))
    }
    let id = Fingerprint(check: info.firstID, subject: subject)
    return Finding(
      id: id, check: info.id, area: info.area,
      severity: entry.severity, verdict: entry.verdict, state: entry.state, cluster: cluster.name, subject: subject,
      foldedUnder: head(of: entry), managedBy: handle.managedBy(in: assessment.inventory),
      message: message(info, subject, judgement), evidence: evidence, unknownReason: reason,
      remediation: remediation(entry, handle, info), references: info.references, source: location,
      firstSeen: firstSeen(id), lastSeen: cluster.observedAt, image: handle.image,
      suppressedBy: suppressedBy(entry) ?? past?.decision(on: id))
  }

  /// Seconds since 1970; now, where no earlier reading found it.
  func firstSeen(_ finding: Fingerprint) -> Int64 { past?.firstSeen(finding) ?? cluster.observedAt }

  /// The annotation that suppresses a failure.
  func suppressedBy(_ entry: ReportEntry) -> SuppressedBy? {
    guard entry.isSuppressed else { return nil }
    let handle = handles[Int(entry.subject)]
    return assessment.annotationException(at: Int(entry.position), of: handle, now: judgedAt)
      .map { assessment.suppressedBy($0, of: handle) }
  }

  /// Where the subject's object stands.
  func source(of entry: ReportEntry) -> ObjectSource? {
    let handle = handles[Int(entry.subject)]
    return handle.workload?.source ?? assessment.inventory.source(of: handle.reference.object)
  }

  /// What shows that a check failed, with paths from its objects' own roots.
  func evidence(of entry: ReportEntry) -> [Evidence] {
    let handle = handles[Int(entry.subject)]
    let prefix = handle.workload.map { $0.kind.podPrefix } ?? []
    return judged(entry, handle).map { item in
      var item = item
      item.path = item.path.resolved(pod: prefix)
      if item.object == nil, case .container(let row) = handle { item.object = row.subject.pod }
      return item
    }
  }

  /// The evidence as the check gave it.
  private func judged(_ entry: ReportEntry, _ handle: SubjectHandle) -> [Evidence] {
    guard case .fail(let shown, _) = handle.verdicts[Int(entry.position)] else { return [] }
    return shown
  }

  /// How to be rid of a failure.
  func remediation(of entry: ReportEntry) -> Remediation {
    remediation(entry, handles[Int(entry.subject)], info(of: entry))
  }

  /// Where the field is that shows the failure, else the subject: a binding for one of its grantees.
  func source(of judgement: Judgement, _ handle: SubjectHandle) -> ObjectSource? {
    let own = handle.workload?.source ?? assessment.inventory.source(of: handle.reference.object)
    guard case .fail(let evidence, _) = judgement, let object = evidence.first?.object else { return own }
    return assessment.inventory.source(of: object) ?? own
  }

  private func message(_ info: CheckInfo, _ subject: SubjectReference, _ judgement: Judgement) -> UntrustedText {
    switch judgement {
    case .fail(let evidence, _): info.message(on: subject, showing: evidence)
    case .notApplicable(let why): info.message(on: subject, .notApplicable, why.map { UntrustedText($0) })
    case .unknown(let missing): info.message(on: subject, .unknown, missing.map(\.text).sorted().first)
    case .pass: info.message(on: subject, .pass, nil)
    }
  }

  private func remediation(_ entry: ReportEntry, _ handle: SubjectHandle, _ info: CheckInfo) -> Remediation {
    guard entry.verdict == .fail, let patch = assessment.judge.remedy(for: handle, at: Int(entry.position), facts)
    else { return Remediation(text: info.remediation) }
    // A container that only a pod has is mended there, or where the pod was injected.
    if case .container(let row) = handle, row.subject.pod != nil { return Remediation(text: info.remediation) }
    // What a controller made it makes again: its owner is mended.
    if handle.workload?.owner != nil { return Remediation(text: info.remediation) }
    // An owner that is known from its pods only is mended all the same, where its kind keeps the pod's template.
    if patch.object == nil, handle.workload?.kind == .other { return Remediation(text: info.remediation) }
    // Evidence and patches name their object where it is the subject's own, or do not.
    let own = handle.reference.object
    let operations = patch.expanded(
      pod: handle.workload.map { $0.kind.podPrefix } ?? [],
      evidence: judged(entry, handle).filter { ($0.object ?? own) == (patch.object ?? own) }
    ) { path in exists(path, in: handle, patch) }
    return Remediation(
      text: info.remediation, object: patch.object, operations: operations.isEmpty ? nil : operations,
      manifest: patch.manifest)
  }

  /// Whether a field that a patch goes through is there; of other objects than the subject's own it is taken for granted.
  private func exists(_ path: FieldPath, in handle: SubjectHandle, _ patch: Patch) -> Bool {
    if patch.object != nil { return true }
    if let workload = handle.workload { return workload.template.has(path) }
    if case .object(let unit, _, _) = handle, unit.kind == .namespace, path == FieldPath().appending("metadata.labels")
    {
      return assessment.inventory.namespaces[unit.object.name]?.hasLabels ?? false
    }
    return true
  }
}

extension CheckInfo {
  /// What is wrong with a subject where the check fails: `container web runs privileged`.
  /// What a Role allows holds in its namespace alone, which the sentence says.
  func message(on subject: SubjectReference, showing evidence: [Evidence]) -> UntrustedText {
    let sentence: UntrustedText = "\(name(of: subject)) \(statement(showing: evidence))"
    let object = subject.object
    return object.group == ObjectReference.accessGroup && object.kind == "Role"
      ? "\(sentence), in namespace \(object.namespace)" : sentence
  }

  /// What came of a check that does not fail on a subject, and why, where there is something to say.
  func message(on subject: SubjectReference, _ verdict: Verdict, _ why: UntrustedText?) -> UntrustedText {
    let who = name(of: subject)
    return switch verdict {
    case .notApplicable: "\(who): not applicable\(why.map { ": \($0)" } ?? "")"
    case .unknown: "\(who): unknown: \(why ?? "")"
    case .pass, .fail: "\(who): \(title), passed"
    }
  }

  /// What sentences call a subject.
  fileprivate func name(of subject: SubjectReference) -> UntrustedText {
    if let container = subject.container { return "container \(container)" }
    if judges == .volume, let volume = subject.discriminator { return "volume \(volume)" }
    return "\(subject.object.kind) \(subject.object.name)"
  }
}
