import ArgumentParser
import Engine
import Fetch
import Foundation
import Hardening
import Session
import Store
import TextSafety

extension TriageCommand {
  struct ExportLog: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write all acts as JSON lines, as the log has them.")

    @Option(name: .customLong("output-file"), help: "Write to a file instead of stdout, readable by you alone.")
    var outputFile: String?

    func run() throws {
      let batch: DecisionLog.Batch
      do throws(StoreError) { batch = try DecisionLog(in: .find()).read() } catch {
        Console.notice(error.notice)
        throw ExitStatus.incomplete
      }
      for notice in batch.notices { Console.notice(notice) }
      let destination = try Destination(outputFile, mode: 0o600)
      do {
        try DecisionLog.text(of: batch.decisions).withUnsafeBytes(destination.write)
        try destination.finish()
      } catch let error as POSIXError {
        destination.discard()
        Console.unwritable(outputFile ?? "stdout", error.code.rawValue)
        throw ExitStatus.incomplete
      }
    }
  }

  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Take in the acts of other logs: the union by their ids. (import is another name of it.)",
      discussion: """
        Acts keep their ids, authors and times; those that are known change nothing, and a line that cannot be read
        costs only itself. What came in can be taken back act by act with bulwark triage undo.
        """,
      aliases: ["import"])

    /// Some millions of acts.
    private static let mostBytes = 1 << 30

    @Argument(help: "Files that bulwark triage export wrote, or copies of decisions.jsonl; - for stdin.")
    var files: [String]
    @Flag(name: .customLong("dry-run"), help: "Say what it would take in, and do nothing.")
    var dryRun = false

    func run() throws {
      let session = try TriageCommand.session()
      var isPartial = false
      for file in files {
        var text = DecisionText(named: UntrustedText(file), now: Int64(Date().timeIntervalSince1970))
        do throws(FetchError) {
          try SmallFile.read(file, limit: Self.mostBytes) { text.take($0) }
        } catch {
          Console.error(what: error.what, why: error.why, next: "name a file of decisions")
          isPartial = true
          continue
        }
        let batch = text.end()
        for notice in batch.notices { Console.notice(notice) }
        isPartial = isPartial || !batch.notices.isEmpty
        let acts = batch.decisions
        let known = Set(
          try KeptState.answer { try await session.decisions() }.entries.flatMap { $0.decisions.map(\.id) })
        var line: SafeText = "\(UntrustedText(file)): \(acts.count) acts"
        if dryRun {
          line += ", \(Set(acts.map(\.id)).subtracting(known).count) of them new"
        } else {
          let merged = try KeptState.answer { try await session.merge(acts) }
          line += ", \(merged.new) of them new; \(merged.findings) findings changed their state"
        }
        Console.out(line.description + "\n")
      }
      if isPartial { throw ExitStatus.incomplete }
    }
  }
}
