import Hardening
import TextSafety

extension Report {
  /// SARIF 2.1.0 (OASIS), one run for each cluster. Failures are results of kind `fail`; verdicts that could not be given
  /// are of kind `open`, never absent. What is decided on stays, with its `suppressions`.
  func writeSARIF(to output: inout ReportOutput) throws {
    var json = JSONWriter(output)
    json.beginObject()
    json.key("$schema")
    json.value("https://json.schemastore.org/sarif-2.1.0.json")
    json.key("version")
    json.value("2.1.0")
    json.key("runs")
    json.beginArray()
    // Findings come in one order for all clusters; a run has those of one.
    for cluster in clusters {
      json.newline()
      try write(cluster, to: &json)
    }
    if clusters.isEmpty { try write(nil, to: &json) }
    json.endArray()
    json.endObject()
    output = json.output
    try output.write("\n")
  }

  private func write(_ cluster: ClusterSummary?, to json: inout JSONWriter) throws {
    json.beginObject()
    var rules = SARIFRules(checks)
    json.key("results")
    json.beginArray()
    try eachFinding { finding in
      guard finding.cluster == cluster?.name else { return }
      json.newline()
      json.write(result: finding, rule: rules.index(of: finding))
      try json.output.drain()
    }
    json.endArray()
    json.key("tool")
    json.beginObject()
    json.key("driver")
    json.beginObject()
    json.key("name")
    json.value("bulwark")
    json.key("version")
    json.value(version)
    json.key("semanticVersion")
    json.value(version)
    json.key("rules")
    json.beginArray()
    for rule in rules.used {
      json.newline()
      json.write(rule: rule)
    }
    json.endArray()
    json.endObject()
    json.endObject()
    writeInvocation(of: cluster, to: &json)
    if let cluster {
      json.key("automationDetails")
      json.beginObject()
      json.key("id")
      let id: UntrustedText = "bulwark/\(cluster.name)/"
      json.value(id)
      json.endObject()
    }
    json.key("columnKind")
    json.value("unicodeCodePoints")
    json.endObject()
  }

  private func writeInvocation(of cluster: ClusterSummary?, to json: inout JSONWriter) {
    json.key("invocations")
    json.beginArray()
    json.beginObject()
    json.key("executionSuccessful")
    json.value(cluster?.complete ?? true)
    json.key("endTimeUtc")
    json.value(time: generatedAt)
    json.key("toolExecutionNotifications")
    json.beginArray()
    for notice in notices {
      json.beginObject()
      json.key("level")
      json.value(notice.costsCoverage ? "error" : "warning")
      json.key("message")
      json.write(message: notice.text)
      json.endObject()
    }
    json.endArray()
    json.endObject()
    json.endArray()
  }
}

/// The checks that a run's results name, in the order in which they come.
private struct SARIFRules {
  private(set) var used: [CheckInfo] = []
  private let known: [CheckID: CheckInfo]
  private var places: [CheckID: Int] = [:]

  init(_ checks: [CheckInfo]) { known = Dictionary(checks.map { ($0.id, $0) }) { first, _ in first } }

  mutating func index(of finding: Finding) -> Int {
    if let place = places[finding.check] { return place }
    places[finding.check] = used.count
    used.append(
      known[finding.check]
        ?? CheckInfo(
          finding.check, area: finding.area, severity: finding.severity, judges: .workload, title: finding.check.name,
          statement: "", remediation: finding.remediation.text, references: finding.references))
    return used.count - 1
  }
}

extension Severity {
  /// SARIF's level.
  fileprivate var level: String {
    switch self {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  /// The number from 0 to 10 that code hosts sort by, in the ranges of CVSS 3.1's ratings.
  fileprivate var score: String {
    switch self {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.5"
    case .info: "0.0"
    }
  }
}

extension JSONWriter {
  /// A message's text: brackets make links in it, and braces stand for arguments (SARIF 3.11.5, 3.11.6).
  fileprivate mutating func write(message text: UntrustedText) {
    beginObject()
    key("text")
    value(
      text.map { text in
        var out = ""
        for scalar in text.unicodeScalars {
          switch scalar {
          case "[", "]": out += "\\"
          case "{", "}": out.unicodeScalars.append(scalar)
          default: break
          }
          out.unicodeScalars.append(scalar)
        }
        return out
      })
    endObject()
  }

  fileprivate mutating func write(rule: CheckInfo) {
    beginObject()
    key("id")
    value(rule.id.name)
    key("name")
    value(rule.title)
    key("shortDescription")
    write(message: UntrustedText(rule.title))
    if !rule.documentation.isEmpty {
      key("fullDescription")
      write(message: UntrustedText(rule.documentation))
    }
    key("help")
    write(message: UntrustedText(rule.remediation))
    if let url = rule.references.first(where: { $0.kind == .url }) {
      key("helpUri")
      value(url.id)
    }
    key("defaultConfiguration")
    beginObject()
    key("level")
    value(rule.severity.level)
    endObject()
    key("properties")
    beginObject()
    key("area")
    value(rule.area.title)
    key("severity")
    value(rule.severity.rawValue)
    key("security-severity")
    value(rule.severity.score)
    key("tags")
    beginArray()
    value("security")
    for reference in rule.references where reference.kind != .url {
      value("\(reference.kind.rawValue):\(reference.id)")
    }
    endArray()
    endObject()
    endObject()
  }

  fileprivate mutating func write(result finding: Finding, rule: Int) {
    beginObject()
    key("ruleId")
    value(finding.check.name)
    key("ruleIndex")
    value(rule)
    key("kind")
    switch finding.verdict {
    case .fail: value("fail")
    case .pass: value("pass")
    case .unknown: value("open")
    case .notApplicable: value("notApplicable")
    }
    key("level")
    value(finding.verdict == .fail ? finding.severity.level : "none")
    key("message")
    write(message: finding.message)
    key("locations")
    beginArray()
    writeLocation(of: finding)
    endArray()
    key("partialFingerprints")
    beginObject()
    key("bulwark/v1")
    value(finding.id.hex)
    endObject()
    writeSuppression(of: finding)
    key("properties")
    beginObject()
    key("severity")
    value(finding.severity.rawValue)
    key("area")
    value(finding.area.rawValue)
    key("state")
    value(finding.state.rawValue)
    key("foldedUnder")
    if let head = finding.foldedUnder { value(head.name) } else { null() }
    key("managedBy")
    value(finding.managedBy.rawValue)
    key("remediation")
    value(finding.remediation.text)
    if let line = KubectlLine.mend(finding.remediation, of: finding.subject.object) {
      key("kubectl")
      value(line.description)
    }
    endObject()
    endObject()
  }

  private mutating func writeLocation(of finding: Finding) {
    beginObject()
    if let source = finding.source, source.file != "-" {
      key("physicalLocation")
      beginObject()
      key("artifactLocation")
      beginObject()
      key("uri")
      value(JSONWriter.uri(of: source.file))
      endObject()
      if source.line > 0 {
        key("region")
        beginObject()
        key("startLine")
        value(source.line)
        endObject()
      }
      endObject()
    }
    key("logicalLocations")
    beginArray()
    beginObject()
    key("name")
    value(finding.subject.object.name)
    key("fullyQualifiedName")
    let namespace = finding.subject.scopeNamespace
    let place: UntrustedText = namespace.isEmpty ? "-" : namespace
    let full: UntrustedText = "\(finding.cluster)/\(place)/\(finding.subject.shortText)"
    value(full)
    key("kind")
    value("resource")
    endObject()
    endArray()
    endObject()
  }

  private mutating func writeSuppression(of finding: Finding) {
    guard finding.state == .suppressed || finding.state == .acknowledged else { return }
    key("suppressions")
    beginArray()
    beginObject()
    key("kind")
    value(finding.suppressedBy?.kind == .annotation ? "inSource" : "external")
    key("status")
    value("accepted")
    if let reason = finding.suppressedBy?.reason, !reason.isEmpty {
      key("justification")
      value(reason)
    }
    endObject()
    endArray()
  }

  /// A path as a URI reference (RFC 3986): relative to where Bulwark was started, or a `file:` URI from the root.
  private static func uri(of path: UntrustedText) -> UntrustedText {
    path.map { path in
      var out = path.hasPrefix("/") ? "file://" : ""
      var rest = Substring(path)
      while rest.hasPrefix("./") { rest = rest.dropFirst(2) }
      for byte in rest.utf8 {
        let isPlain =
          (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x30 && byte <= 0x39)
          || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
        if isPlain {
          out.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
          out += byte < 16 ? "%0" : "%"
          out += String(byte, radix: 16, uppercase: true)
        }
      }
      return out
    }
  }
}
