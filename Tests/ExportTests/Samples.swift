import Export
import Hardening
import TextSafety

/// Reports made by hand, for golden files.
enum Samples {
  /// Thursday, 9 July 2026, 12:00 UTC.
  static let time: Int64 = 1_783_598_400

  static let api = ObjectReference(group: "apps", kind: "Deployment", namespace: "payments", name: "api")

  /// What somebody writes into names to harm whoever reads the report.
  static let hostile: UntrustedText =
    "=cmd|' /C calc'!A1\u{1B}]0;pwned\u{07}|<img src=x onerror=alert(1)>`$(id)`[x](http://evil)\u{202E}gpj\n@all\"\\"

  static func finding(
    _ check: CheckID, _ severity: Severity, _ subject: SubjectReference, verdict: Verdict = .fail,
    message: UntrustedText, evidence: [Evidence] = [], under: CheckID? = nil, remediation: Remediation? = nil,
    source: SourceLocation? = nil, cluster: UntrustedText = "prod"
  ) -> Finding {
    Finding(
      id: Fingerprint(check: check, subject: subject), check: check, area: .workload, severity: severity,
      verdict: verdict, state: .open, cluster: cluster, subject: subject, foldedUnder: under,
      managedBy: subject.object.namespace == "kube-system" ? .platform : .you, message: message, evidence: evidence,
      unknownReason: verdict == .unknown ? "services: not in the input" : nil,
      remediation: remediation ?? Remediation(text: "Mend it."),
      references: [.cis("5.2.2"), .url("https://kubernetes.io/docs/")], source: source, firstSeen: time - 86_400,
      lastSeen: time, image: "")
  }

  static let findings: [Finding] = {
    let path = FieldPath().appending("spec.template.spec.containers").appending(element: "web", index: 0)
    let privileged = path.appending("securityContext.privileged")
    let patch = [JSONPatchOperation(op: .add, path: privileged.pointer, value: false)]
    let namespace = SubjectReference(ObjectReference(group: "", kind: "Namespace", name: "payments"))
    let volume = SubjectReference(
      ObjectReference(group: "", kind: "Pod", namespace: "kube-system", name: "it's"), discriminator: "run")
    return [
      finding(
        "privileged", .critical, SubjectReference(api, container: "web"), message: "container web runs privileged",
        evidence: [Evidence(privileged, true)],
        remediation: Remediation(text: "Set it to false.", operations: patch),
        source: SourceLocation(file: "shop/api.yaml", line: 27, document: 1)),
      finding(
        "sys-admin", .critical, SubjectReference(api, container: "web"), message: "container web may do anything",
        evidence: [
          Evidence(path.appending("securityContext.capabilities.add"), ["SYS_ADMIN", "漢字"]),
          Evidence(FieldPath().appending("spec.replicas"), .number(0.5), in: namespace.object),
        ], under: "privileged"),
      finding(
        "runtime-socket", .high, volume, message: "volume run is the runtime's socket",
        evidence: [Evidence(FieldPath().appending("spec.volumes"), .map([.init("a b", .null), .init("", [1])]))],
        source: SourceLocation(file: "dump.json", line: 0, document: 0)),
      finding("pod-security-labels", .medium, namespace, message: "Namespace payments enforces no level"),
      finding(
        "host-users", .info, SubjectReference(api, inferred: true), verdict: .pass, message: "User namespace, passed"),
      finding("spread", .low, SubjectReference(api), verdict: .unknown, message: "Deployment api: unknown"),
      finding("tiller", .low, namespace, verdict: .notApplicable, message: "not applicable: no workloads in it"),
    ]
  }()

  /// One finding of which every text from outside is hostile.
  static let hostileFinding: Finding = {
    let object = ObjectReference(group: hostile, kind: hostile, namespace: hostile, name: hostile)
    let subject = SubjectReference(object, container: hostile, discriminator: hostile)
    let path = FieldPath().appending(member: hostile).appending(element: hostile, index: 3)
    let patch = [JSONPatchOperation(op: .add, path: path.pointer, value: .map([.init(hostile, .string(hostile))]))]
    return finding(
      "privileged", .high, subject, message: "container \(hostile) runs privileged",
      evidence: [Evidence(path, .string(hostile), in: object)],
      remediation: Remediation(text: "Set it to false.", operations: patch),
      source: SourceLocation(file: hostile, line: 3, document: 0), cluster: hostile)
  }()

  static func report(_ findings: [Finding], cluster: UntrustedText = "prod", notice: UntrustedText = "a.yaml") -> Report
  {
    var areas = Area.allCases.map { AreaSummary(area: $0) }
    areas[3].tally.add(.pass, .high, count: 37)
    areas[3].tally.add(.fail, .critical, count: 2)
    areas[3].tally.add(.fail, .medium)
    areas[3].tally.add(.notApplicable, .low)
    areas[4].tally.add(.pass, .low, count: 2)
    areas[4].tally.add(.unknown, .low)
    areas[4].tally.add(.fail, .high, suppressed: true)
    areas[4].unknownReasons = [UntrustedReason("\(notice): not in the input", count: 1)]
    areas[5].tally.add(.unknown, .high, count: 3)
    let summary = ClusterSummary(
      id: "files:\(cluster)", name: cluster, version: "", source: .file, observedAt: time, complete: false,
      areas: areas, workloads: 12)
    var hidden = HiddenFindings()
    (hidden.folded, hidden.info, hidden.platform) = (4, 2, 1)
    return Report(
      version: "1.2.3", generatedAt: time, clusters: [summary],
      notices: [Notice(what: "\(notice):3", why: "key \(cluster) twice", next: "remove one", costsCoverage: false)],
      hidden: hidden, eachFinding: { body in for finding in findings { try body(finding) } })
  }
}

extension Report {
  /// The whole report as text.
  func text(_ format: ReportFormat, style: OutputStyle = OutputStyle()) throws -> String {
    var bytes: [UInt8] = []
    var output = ReportOutput { bytes.append(contentsOf: $0) }
    try write(format, to: &output, style: style)
    return String(decoding: bytes, as: UTF8.self)
  }
}
