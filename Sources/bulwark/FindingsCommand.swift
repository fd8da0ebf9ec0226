import ArgumentParser
import Engine
import Export
import Foundation
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
      """)

  @Option(name: .shortAndLong, help: "table, json, markdown or csv.")
  var output: ReportFormat = .table

  @OptionGroup var filters: FilterOptions

  func run() throws {
    let query = try filters.query()
    let state = try KeptState.open(for: "findings")
    let session = state.session
    let isComplete = output == .json
    let isFlat = output == .csv
    let found = try KeptState.answer { try await session.report(query, isComplete: isComplete, isFlat: isFlat) }
    try write(found.report(version: Bulwark.version))
  }

  private func write(_ report: Report) throws {
    var sink = ReportOutput(try Destination(nil).write)
    do {
      try report.write(output, to: &sink, style: OutputStyle(width: Console.width, color: Console.color))
    } catch let error as POSIXError {
      Console.unwritable("stdout", error.code.rawValue)
      throw ExitStatus.incomplete
    }
  }
}
