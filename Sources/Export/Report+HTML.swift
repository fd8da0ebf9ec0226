import Hardening
import TextSafety

extension Report {
  /// One page for people without a terminal: the areas, then the findings with what shows them and what mends them. It
  /// loads nothing and runs nothing, which its content security policy says to the browser too.
  func writeHTML(to output: inout ReportOutput) throws {
    var body = output
    try body.write(Report.head)
    try body.write("<h1>Bulwark</h1>\n<p class=\"quiet\">\(Timestamp.text(generatedAt)) · bulwark \(version)</p>\n")
    for cluster in clusters { try body.write(Report.section(of: cluster)) }
    try body.write("<h2>Findings</h2>\n")
    var rows = 0
    try eachFinding { finding in
      if rows == 0 { try body.write(Report.tableHead) }
      rows += 1
      try body.write(Report.row(of: finding))
    }
    try body.write(rows == 0 ? "<p>\(emptyText.description)</p>\n" : "</tbody></table>\n")
    for line in hidden.lines { try body.write("<p class=\"quiet\">\(escaped(line))</p>\n") }
    if !notices.isEmpty {
      try body.write("<h2>Notices</h2>\n<ul>\n")
      for notice in notices { try body.write("<li>\(MarkupText.escaped(notice.text))</li>\n") }
      try body.write("</ul>\n")
    }
    try body.write("</body></html>\n")
    output = body
  }

  private func escaped(_ text: SafeText) -> String { MarkupText.escaped(UntrustedText(text.description)) }

  private static let head = """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="viewport" content="width=device-width">
    <title>Bulwark</title>
    <style>
    :root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }
    body { max-width: 80rem; margin: 2rem auto; padding: 0 1rem }
    table { border-collapse: collapse; width: 100%; margin: 1rem 0 }
    th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #8884 }
    td.number, th.number { text-align: right }
    code, pre { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; white-space: pre-wrap; margin: 0 }
    .quiet { opacity: .7 }
    .severity { font-weight: 600; white-space: nowrap }
    .critical { color: #d03050 } .high { color: #c8641e } .medium { color: #a07d00 } .low { color: #3a7ab8 }
    @media (prefers-color-scheme: dark) {
      .critical { color: #ff7b93 } .high { color: #ffa25e } .medium { color: #e6c34a } .low { color: #7db8ee }
    }
    summary { cursor: pointer }
    </style></head><body>

    """

  private static let tableHead = """
    <table><thead><tr><th>Severity</th><th>Finding</th><th>Subject</th><th>Namespace</th><th>Where</th></tr></thead><tbody>

    """

  private static func section(of cluster: ClusterSummary) -> String {
    var text =
      "<h2>\(MarkupText.escaped(cluster.name))</h2>\n<p class=\"quiet\">\(cluster.workloads) workloads, read "
      + "\(Timestamp.text(cluster.observedAt))\(cluster.complete ? "" : "; not all could be read")</p>\n"
      + "<table><thead><tr><th>Area</th><th class=\"number\">Score</th><th class=\"number\">Failed</th>"
      + "<th class=\"number\">Passed</th><th class=\"number\">Unknown</th></tr></thead><tbody>\n"
    for summary in cluster.areas where summary.tally != Tally() {
      let tally = summary.tally
      text += "<tr><td>\(MarkupText.escaped(UntrustedText(summary.area.title)))</td>"
      for cell in [tally.scoreText.description, "\(tally.failed)", "\(tally.passed)", "\(tally.unknown)"] {
        text += "<td class=\"number\">\(cell)</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody></table>\n"
  }

  private static func row(of finding: Finding) -> String {
    let word = finding.verdict == .fail ? finding.severity.rawValue : finding.verdict.word
    let state = finding.state == .open ? "" : "<br><span class=\"quiet\">\(finding.state.rawValue)</span>"
    var place = ""
    if let source = finding.source {
      place = MarkupText.escaped(source.line > 0 ? "\(source.file):\(source.line)" : source.file)
    }
    let cells = [
      "<td class=\"severity \(word)\">\(word)\(state)</td>",
      "<td>\(MarkupText.escaped(finding.message))\(details(of: finding))</td>",
      "<td><code>\(MarkupText.escaped(finding.subject.shortText))</code></td>",
      "<td>\(MarkupText.escaped(finding.subject.scopeNamespace))</td>",
      "<td><code>\(place)</code></td>",
    ]
    return "<tr>\(cells.joined())</tr>\n"
  }

  private static func details(of finding: Finding) -> String {
    var text = "<details><summary>\(MarkupText.escaped(UntrustedText(finding.check.name)))</summary>"
    for item in finding.evidence {
      text += "<code>\(MarkupText.escaped("\(item.path.text): \(item.value.text)"))</code><br>"
    }
    if let reason = finding.unknownReason { text += "<p>\(MarkupText.escaped(reason))</p>" }
    text += "<p>\(MarkupText.escaped(UntrustedText(finding.remediation.text)))</p>"
    if let line = KubectlLine.mend(finding.remediation, of: finding.subject.object) {
      text += "<pre>\(MarkupText.escaped(UntrustedText(line.description)))</pre>"
    }
    return text + "<p class=\"quiet\"><code>\(finding.id.hex)</code></p></details>"
  }
}
