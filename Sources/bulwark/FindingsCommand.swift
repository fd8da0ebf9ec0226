import ArgumentParser
import Engine
import Export
import Hardening
import TextSafety

struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings",
    abstract: "List what earlier readings found, with age and state.",
    discussion: """
      Answers from the state folder, at once, for all clusters that were read before:
        bulwark findings --filter 'sev>=high ns:payments'
        bulwark findings --filter 'state:suppressed' -o json
        bulwark findings --filter 'since:7d cluster:prod'      first seen within a week
      Tables show open findings and say how many they leave out; JSON holds all that are not resolved.
      --include-passed, and verdict: in a filter, add what earlier readings judged and did not fail.
      """)

  @Option(name: .shortAndLong, help: "table, json, markdown, csv, sarif, junit or html.")
  var output: ReportFormat = .table

  @Option(name: .customLong("output-file"), help: "Write the report to a file instead of stdout.")
  var outputFile: String?

  @OptionGroup var filters: FilterOptions

  @Flag(
    name: .customLong("include-passed"),
    help: "Passed, unknown and not applicable verdicts of the last readings too.")
  var includePassed = false

  func run() throws {
    try KeptFindings(
      format: output, query: try filters.query(), outputFile: outputFile, includesPassed: includePassed
    ).write(for: "findings")
  }
}

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write what was found before in a format of others; no cluster is asked.",
    discussion: """
        bulwark export sarif > bulwark.sarif
        bulwark export html --filter 'cluster:prod sev>=medium' --output-file prod.html
        bulwark export junit --filter 'ns:shop'
      SARIF and JUnit hold heads only, what was decided on with why; JSON holds everything.
      """)

  @Argument(help: "json, sarif, junit, csv, html, markdown or table.")
  var format: ReportFormat

  @Option(name: .customLong("output-file"), help: "Write to a file instead of stdout.")
  var outputFile: String?

  @OptionGroup var filters: FilterOptions

  func run() throws {
    try KeptFindings(format: format, query: try filters.query(), outputFile: outputFile).write(for: "export")
  }
}

/// What was found before, as a report.
private struct KeptFindings {
  var format: ReportFormat
  var query: Query
  var outputFile: String?
  var includesPassed = false

  func write(for command: String) throws {
    let state = try KeptState.open(for: command)
    let found = try KeptState.answer {
      try await state.session.report(
        query, isComplete: format.hasDecided, isFlat: format == .csv || includesPassed,
        includesPassed: includesPassed || query.namesVerdict)
    }
    var report = found.report(version: Bulwark.version)
    if format.hasHeadsOnly, !query.namesFolded, !includesPassed {
      let all = report.eachFinding
      report.eachFinding = { body in try all { if $0.foldedUnder == nil { try body($0) } } }
    }
    try Destination(outputFile).write(report, as: format)
  }
}
