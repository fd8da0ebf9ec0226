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
      let destination = try Destination(outputFile, mode: 0o600)
      var bytes: [UInt8] = []
      var failure: (any Error)?
      func write(_ enough: Int) {
        guard failure == nil, bytes.count >= enough else { return }
        do { try bytes.withUnsafeBytes(destination.write) } catch { failure = error }
        bytes.removeAll(keepingCapacity: true)
      }
      do {
        let notices = try DecisionLog(in: .find()).each { act in
          bytes += DecisionLog.text(of: [act])
          write(1 << 16)
        }
        write(1)
        for notice in notices { Console.notice(notice) }
        if let failure { throw failure }
        try destination.finish()
      } catch let error as StoreError {
        destination.discard()
        Console.notice(error.notice)
        throw ExitStatus.incomplete
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
        let known = try KeptState.answer { await session.knownActs }
        var text = DecisionText(
          named: UntrustedText(file), now: Int64(Date().timeIntervalSince1970), isKnown: known.contains)
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
        var line: SafeText = "\(UntrustedText(file)): \(text.count) acts"
        if dryRun {
          line += ", \(Set(acts.map(\.id)).count) of them new"
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
