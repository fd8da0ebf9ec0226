package import Hardening
import TextSafety

/// What a report is made of: its head at once, its findings one by one, so that a million of them need no memory.
package struct Report {
  /// Bulwark's version.
  package var version: String
  /// Seconds since 1970.
  package var generatedAt: Int64
  package var clusters: [ClusterSummary]
  package var notices: [Notice]
  /// What was left out of the findings, for people to know: info severity, platform-managed, folded.
  package var hidden: HiddenFindings
  /// Findings were seen before: tables for people say what became of each, and since when it is there.
  package var hasHistory = false
  /// What the checks say of themselves, for formats that describe them.
  package var checks: [CheckInfo]
  /// Calls its argument with each finding, in the order of reports, and passes on what that throws.
  package var eachFinding: ((Finding) throws -> Void) throws -> Void

  package init(
    version: String, generatedAt: Int64, clusters: [ClusterSummary], notices: [Notice],
    hidden: HiddenFindings = HiddenFindings(), checks: [CheckInfo] = [],
    eachFinding: @escaping ((Finding) throws -> Void) throws -> Void
  ) {
    self.version = version
    self.generatedAt = generatedAt
    self.clusters = clusters
    self.notices = notices
    self.hidden = hidden
    self.checks = checks
    self.eachFinding = eachFinding
  }
}

/// How many failures a report for people leaves out, and why.
package struct HiddenFindings: Sendable, Hashable {
  package var info = 0
  package var platform = 0
  package var folded = 0
  /// Suppressed.
  package var decided = 0
  package var acknowledged = 0
  package var resolved = 0
  /// Findings that the query does not select.
  package var filtered = 0

  package init() {}

  /// Takes those of another cluster in.
  package mutating func add(_ other: HiddenFindings) {
    info += other.info
    platform += other.platform
    folded += other.folded
    decided += other.decided
    acknowledged += other.acknowledged
    resolved += other.resolved
    filtered += other.filtered
  }
}

/// How a report is laid out.
package enum ReportFormat: String, Sendable, CaseIterable {
  case table, json, markdown, csv, sarif, junit, html
}

extension ReportFormat {
  /// People read it: heads only, nothing of severity info, nothing that the platform manages.
  package var isBrief: Bool { [.table, .markdown, .html].contains(self) }

  /// It has words for what was decided on, so that stays in it.
  package var hasDecided: Bool { [.json, .sarif, .junit].contains(self) }

  /// A line of it is an alert or a failed test that somebody must look at: heads only.
  package var hasHeadsOnly: Bool { isBrief || [.sarif, .junit].contains(self) }
}

/// What a report knows of the place it goes to.
package struct OutputStyle: Sendable {
  /// Columns of the terminal; nil where the output is no terminal, and nothing is cut.
  package var width: Int?
  package var color: Bool

  package init(width: Int? = nil, color: Bool = false) {
    self.width = width
    self.color = color
  }
}

extension Report {
  /// Writes the report. Throws what the output throws.
  package func write(_ format: ReportFormat, to output: inout ReportOutput, style: OutputStyle) throws {
    switch format {
    case .json: try writeJSON(to: &output)
    case .table: try writeTable(to: &output, style: style)
    case .markdown: try writeMarkdown(to: &output)
    case .csv: try writeCSV(to: &output)
    case .sarif: try writeSARIF(to: &output)
    case .junit: try writeJUnit(to: &output)
    case .html: try writeHTML(to: &output)
    }
    try output.flush()
  }
}
