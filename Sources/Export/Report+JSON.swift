import Hardening
import TextSafety

extension Report {
  /// The format `bulwark/1`.
  func writeJSON(to output: inout ReportOutput) throws {
    var json = JSONWriter(output)
    json.beginObject()
    json.key("schema")
    json.value("bulwark/1")
    json.key("generatedAt")
    json.value(time: generatedAt)
    json.key("tool")
    json.beginObject()
    json.key("name")
    json.value("bulwark")
    json.key("version")
    json.value(version)
    json.endObject()
    json.key("clusters")
    json.beginArray()
    for cluster in clusters { json.write(cluster) }
    json.endArray()
    json.key("findings")
    json.beginArray()
    try eachFinding { finding in
      json.newline()
      json.write(finding)
      try json.output.drain()
    }
    json.endArray()
    json.key("notices")
    json.beginArray()
    for notice in notices { json.write(notice) }
    json.endArray()
    json.endObject()
    output = json.output
    try output.write("\n")
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ cluster: ClusterSummary) {
    beginObject()
    key("name")
    value(cluster.name)
    key("version")
    if cluster.version.isEmpty { null() } else { value(cluster.version) }
    key("source")
    value(cluster.source.rawValue)
    key("observedAt")
    value(time: cluster.observedAt)
    key("complete")
    value(cluster.complete)
    key("areas")
    write(cluster.areas)
    endObject()
  }

  /// The areas that anything was judged of.
  mutating func write(_ areas: [AreaSummary]) {
    beginArray()
    for area in areas where area.tally != Tally() { write(area) }
    endArray()
  }

  private mutating func write(_ summary: AreaSummary) {
    beginObject()
    key("area")
    value(summary.area.rawValue)
    key("score")
    writeRounded(summary.tally.score, digits: 10)
    key("coverage")
    writeRounded(summary.tally.coverage, digits: 1000)
    key("failed")
    value(summary.tally.failed)
    key("passed")
    value(summary.tally.passed)
    key("unknown")
    value(summary.tally.unknown)
    key("notApplicable")
    value(summary.tally.notApplicable)
    key("suppressed")
    value(summary.tally.suppressed)
    key("unknownReasons")
    beginArray()
    for reason in summary.unknownReasons { value(reason.text) }
    endArray()
    endObject()
  }

  private mutating func writeRounded(_ number: Double?, digits: Double) {
    if let number { value((number * digits).rounded() / digits) } else { null() }
  }

  fileprivate mutating func write(_ notice: Notice) {
    beginObject()
    key("what")
    value(notice.what)
    key("why")
    value(notice.why)
    key("next")
    value(notice.next)
    endObject()
  }

  /// One finding, as the contract lays it out.
  mutating func write(_ finding: Finding) {
    beginObject()
    key("id")
    value(finding.id.hex)
    key("check")
    value(finding.check.name)
    key("area")
    value(finding.area.rawValue)
    key("severity")
    value(finding.severity.rawValue)
    key("verdict")
    value(finding.verdict.word)
    key("state")
    value(finding.state.rawValue)
    if let suppressedBy = finding.suppressedBy {
      key("suppressedBy")
      write(suppressedBy)
    }
    key("cluster")
    value(finding.cluster)
    key("namespace")
    let namespace = finding.subject.scopeNamespace
    if namespace.isEmpty { null() } else { value(namespace) }
    key("subject")
    write(finding.subject)
    key("foldedUnder")
    if let head = finding.foldedUnder { value(head.name) } else { null() }
    key("managedBy")
    value(finding.managedBy.rawValue)
    key("message")
    value(finding.message)
    key("evidence")
    beginArray()
    for item in finding.evidence { write(item, of: finding.subject.object) }
    endArray()
    key("unknownReason")
    if let reason = finding.unknownReason { value(reason) } else { null() }
    key("remediation")
    write(finding.remediation, of: finding.subject.object)
    key("references")
    raw(references.json(of: finding))
    key("source")
    if let source = finding.source { write(source) } else { null() }
    key("firstSeen")
    value(time: finding.firstSeen)
    key("lastSeen")
    value(time: finding.lastSeen)
    endObject()
  }

  private mutating func write(_ suppressedBy: SuppressedBy) {
    beginObject()
    key("kind")
    value(suppressedBy.kind.rawValue)
    key("object")
    value(suppressedBy.object.text)
    key("key")
    value(suppressedBy.key)
    key("reason")
    value(suppressedBy.reason)
    if let until = suppressedBy.until {
      key("until")
      value(time: until)
    }
    endObject()
  }

  private mutating func write(_ subject: SubjectReference) {
    beginObject()
    key("group")
    value(subject.object.group)
    key("kind")
    value(subject.object.kind)
    key("name")
    value(subject.object.name)
    key("container")
    if let container = subject.container { value(container) } else { null() }
    if let discriminator = subject.discriminator {
      key("part")
      value(discriminator)
    }
    key("inferred")
    value(subject.inferred)
    endObject()
  }

  private mutating func write(_ evidence: Evidence, of own: ObjectReference) {
    beginObject()
    key("object")
    value((evidence.object ?? own).text)
    key("path")
    value(evidence.path.text)
    key("value")
    value(evidence.value)
    endObject()
  }

  private mutating func write(_ remediation: Remediation, of own: ObjectReference) {
    let (line, patch) = remedies.texts(of: remediation, for: own)
    beginObject()
    key("text")
    value(KubectlLine.text(of: remediation, for: own, hasLine: line != nil))
    key("patch")
    if let patch { raw(patch) } else { null() }
    if let manifest = remediation.manifest {
      key("manifest")
      value(manifest)
    }
    key("kubectl")
    if let line { value(line.description) } else { null() }
    endObject()
  }

  /// One operation of JSON Patch (RFC 6902).
  mutating func write(_ operation: JSONPatchOperation) {
    beginObject()
    key("op")
    value(operation.op.rawValue)
    key("path")
    value(operation.path)
    if let new = operation.value {
      key("value")
      value(new)
    }
    endObject()
  }

  fileprivate mutating func write(_ reference: Reference) {
    beginObject()
    key("kind")
    value(reference.kind.rawValue)
    key("id")
    value(reference.id)
    endObject()
  }

  private mutating func write(_ source: SourceLocation) {
    beginObject()
    key("file")
    value(source.file)
    key("line")
    if source.line > 0 { value(source.line) } else { null() }
    key("document")
    // People count documents from one, as lines.
    value(source.document + 1)
    endObject()
  }
}

/// The references of findings as JSON, for many findings in a row: those of one check have the same.
struct SharedReferences {
  private var known: [CheckID: (references: [Reference], json: String)] = [:]

  mutating func json(of finding: Finding) -> String {
    if let texts = known[finding.check], texts.references == finding.references { return texts.json }
    var json = JSONWriter(ReportOutput { _ in })
    json.beginArray()
    for reference in finding.references { json.write(reference) }
    json.endArray()
    known[finding.check] = (finding.references, json.output.pending)
    return json.output.pending
  }
}
