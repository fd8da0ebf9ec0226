import Hardening
import TextSafety

extension Report {
  /// CSV (RFC 4180), one finding a line, that no spreadsheet runs as a formula.
  func writeCSV(to output: inout ReportOutput) throws {
    var columns: [UntrustedText] = [
      "id", "severity", "verdict", "state", "area", "check", "cluster", "namespace", "kind", "name", "container",
      "part", "foldedUnder", "managedBy", "message", "path", "value", "remediation", "file", "line",
    ]
    if hasHistory { columns += ["firstSeen", "lastSeen"] }
    try output.write(CSVCell.line(columns))
    var lines = output
    try eachFinding { finding in
      var cells = Report.cells(of: finding)
      if hasHistory { cells += [finding.firstSeen, finding.lastSeen].map { UntrustedText(Timestamp.text($0)) } }
      try lines.write(CSVCell.line(cells))
    }
    output = lines
  }

  private static func cells(of finding: Finding) -> [UntrustedText] {
    let subject = finding.subject
    let first = finding.evidence.first
    let line = finding.source.map { $0.line > 0 ? UntrustedText(String($0.line)) : "" } ?? ""
    return [
      UntrustedText(finding.id.hex), UntrustedText(finding.severity.rawValue), UntrustedText(finding.verdict.word),
      UntrustedText(finding.state.rawValue), UntrustedText(String(finding.area.rawValue)),
      UntrustedText(finding.check.name), finding.cluster, subject.scopeNamespace, subject.object.kind,
      subject.object.name, subject.container ?? "", subject.discriminator ?? "",
      UntrustedText(finding.foldedUnder?.name ?? ""), UntrustedText(finding.managedBy.rawValue), finding.message,
      first?.path.text ?? "", first?.value.text ?? "", UntrustedText(finding.remediation.text),
      finding.source?.file ?? "", line,
    ]
  }
}
