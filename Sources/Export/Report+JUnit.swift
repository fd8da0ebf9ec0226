import Hardening
import TextSafety

extension Report {
  /// JUnit's XML, as CI systems read it: a suite for each cluster, a case for each verdict. A failure is a finding that
  /// nobody has decided on; what was decided on, and what could not be judged, is skipped, with why.
  func writeJUnit(to output: inout ReportOutput) throws {
    var body = output
    try body.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"bulwark\">\n")
    for cluster in clusters {
      // A suite begins with how many cases it has.
      var (tests, failures, skipped) = (0, 0, 0)
      try eachFinding { finding in
        guard finding.cluster == cluster.name else { return }
        tests += 1
        switch Outcome(finding) {
        case .failure: failures += 1
        case .skipped: skipped += 1
        case .success: break
        }
      }
      try body.write(
        "<testsuite name=\"\(MarkupText.escaped(cluster.name))\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" "
          + "skipped=\"\(skipped)\" timestamp=\"\(Timestamp.text(generatedAt))\">\n")
      try eachFinding { finding in
        if finding.cluster == cluster.name { try body.write(Report.testCase(finding)) }
      }
      let lost = notices.filter(\.costsCoverage)
      if !lost.isEmpty {
        try body.write("<system-err>\(lost.map { MarkupText.escaped($0.text) }.joined(separator: "\n"))</system-err>\n")
      }
      try body.write("</testsuite>\n")
    }
    try body.write("</testsuites>\n")
    output = body
  }

  private enum Outcome {
    case success, failure
    case skipped(UntrustedText)

    init(_ finding: Finding) {
      switch (finding.verdict, finding.state) {
      case (.pass, _), (.fail, .resolved): self = .success
      case (.fail, .open), (.fail, .resurfaced): self = .failure
      case (.fail, _):
        let state = UntrustedText(finding.state.rawValue)
        self = .skipped(finding.suppressedBy.map { "\(state): \($0.reason)" } ?? state)
      case (.unknown, _): self = .skipped("unknown: \(finding.unknownReason ?? "")")
      case (.notApplicable, _): self = .skipped("not applicable")
      }
    }
  }

  private static func testCase(_ finding: Finding) -> String {
    let namespace = finding.subject.scopeNamespace
    let subject = finding.subject.shortText
    let name: UntrustedText = namespace.isEmpty ? subject : "\(namespace)/\(subject)"
    var text =
      "<testcase classname=\"\(MarkupText.escaped("\(finding.area.title).\(finding.check.name)"))\" "
      + "name=\"\(MarkupText.escaped(name))\""
    if let source = finding.source {
      text += " file=\"\(MarkupText.escaped(source.file))\""
      if source.line > 0 { text += " line=\"\(source.line)\"" }
    }
    switch Outcome(finding) {
    case .success: return text + "/>\n"
    case .skipped(let why): return text + "><skipped message=\"\(MarkupText.escaped(why))\"/></testcase>\n"
    case .failure:
      text += "><failure type=\"\(finding.severity.rawValue)\" message=\"\(MarkupText.escaped(finding.message))\">"
      var lines: [UntrustedText] = finding.evidence.map { "\($0.path.text): \($0.value.text)" }
      lines.append(UntrustedText(finding.remediation.text))
      lines.append("id \(finding.id.hex)")
      return text + lines.map(MarkupText.escaped).joined(separator: "\n") + "</failure></testcase>\n"
    }
  }
}
