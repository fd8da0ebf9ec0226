import Hardening
import TextSafety

extension Report {
  /// Markdown for a pull request or a ticket: the areas, then one row for each finding.
  func writeMarkdown(to output: inout ReportOutput) throws {
    try output.write("# Bulwark\n")
    for cluster in clusters {
      try output.write("\n## \(MarkdownCell.text(cluster.name))\n\n")
      try output.write("| Area | Score | Coverage | Failed | Passed | Unknown |\n|--|--:|--:|--:|--:|--:|\n")
      for summary in cluster.areas where summary.tally != Tally() {
        let tally = summary.tally
        let coverage = tally.coverage.map { "\(Int(($0 * 100).rounded(.down))) %" } ?? "—"
        try output.write(
          "| \(summary.area.title) | \(tally.scoreText.description) | \(coverage) | \(tally.failed) "
            + "| \(tally.passed) | \(tally.unknown) |\n")
      }
    }
    var body = output
    let history = hasHistory ? " State | First seen |" : ""
    try body.write("\n## Findings\n\n| Severity | Check | Subject | Namespace | What | Where |\(history)\n")
    try body.write("|--|--|--|--|--|--|\(hasHistory ? "--|--|" : "")\n")
    var rows = 0
    try eachFinding { finding in
      rows += 1
      let history = hasHistory ? " \(finding.state.rawValue) | \(Timestamp.text(finding.firstSeen).prefix(10)) |" : ""
      try body.write("\(Report.markdownRow(of: finding))\(history)\n")
    }
    if rows == 0 { try body.write("| | | | | none | |\(hasHistory ? " | |" : "")\n") }
    output = body
    for line in hidden.lines { try output.write("\n\(MarkdownCell.text(UntrustedText(line.description)))\n") }
    if notices.isEmpty { return }
    try output.write("\n## Notices\n\n")
    for notice in notices { try output.write("- \(MarkdownCell.text(notice.text))\n") }
  }

  private static func markdownRow(of finding: Finding) -> String {
    let place: UntrustedText
    if let source = finding.source {
      place = source.line > 0 ? "\(source.file):\(source.line)" : source.file
    } else {
      place = ""
    }
    let namespace = finding.subject.scopeNamespace
    let word = finding.verdict == .fail ? finding.severity.rawValue : finding.verdict.word
    return "| \(word) | \(MarkdownCell.code(UntrustedText(finding.check.name))) "
      + "| \(MarkdownCell.code(finding.subject.shortText)) "
      + "| \(namespace.isEmpty ? "" : MarkdownCell.code(namespace)) | \(MarkdownCell.text(finding.message)) "
      + "| \(place.isEmpty ? "" : MarkdownCell.code(place)) |"
  }
}
