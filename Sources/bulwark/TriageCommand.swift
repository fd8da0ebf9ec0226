import ArgumentParser
import Engine
import Export
import Foundation
import Hardening
import Session
import Store
import TextSafety

struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "Decisions and their log: list, take back, move to another machine.",
    discussion: """
        bulwark triage list                    what is in force, expired or unused
        bulwark triage undo                    take your newest act back
        bulwark triage export > decisions.jsonl
        bulwark triage merge colleague.jsonl   the union of both logs; repeating it changes nothing
      """,
    subcommands: [List.self, Undo.self, Redo.self, ExportLog.self, Merge.self])

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List acts: who, when, what, why, until when, and how many findings each covers now.")

    @Option(name: .shortAndLong, help: "table, json, markdown or csv.")
    var output: ListFormat = .table
    @Flag(help: "Also acts that were taken back, undos and what reopened findings.")
    var all = false
    @Flag(help: "Only suppressions that hide nothing.")
    var unused = false
    @Flag(help: "Only what ends within seven days, or has ended.")
    var expiring = false

    func run() throws {
      let session = try TriageCommand.session()
      var entries = try KeptState.answer { try await session.decisions() }.entries
      entries.removeAll { entry in
        let act = entry.first.act
        if !all, entry.status == .undone || act == .undo || act == .reopen { return true }
        if unused, !entry.isUnused { return true }
        return expiring && !entry.endsSoon && entry.status != .expired
      }
      let shown = entries
      let list = DecisionList(shown.count) { number in
        let entry = shown[number]
        return DecisionList.Entry(
          decisions: entry.decisions, status: entry.status.word, covers: entry.covers, endsSoon: entry.endsSoon,
          isUnused: entry.isUnused, what: entry.what)
      }
      switch output {
      case .table where shown.isEmpty: Console.out("No acts.\n")
      case .table:
        Console.out { list.listing.table(width: Console.width, to: $0) }
        if let summary = list.summary { Console.out("\n\(summary.description)\n") }
      case .json: try list.json(to: Console.out)
      case .markdown: Console.out { list.listing.markdown(to: $0) }
      case .csv: Console.out { list.listing.csv(to: $0) }
      }
    }
  }

  struct Undo: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take acts back: your newest, or those named, whoever did them.")

    @Argument(help: "Ids of acts, or at least 8 digits of each (bulwark triage list).")
    var acts: [String] = []

    func run() throws {
      try TriageCommand.withdraw(acts, nothing: "you have done nothing that could be taken back") {
        await $0.newestOwnAct()
      }
    }
  }

  struct Redo: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Do again what was taken back: your newest undo, or those named.")

    @Argument(help: "Ids of undos, or at least 8 digits of each (bulwark triage list --all).")
    var undos: [String] = []

    func run() throws {
      try TriageCommand.withdraw(undos, nothing: "you have taken nothing back since your last act") {
        await $0.newestOwnUndo()
      }
    }
  }

  private static func withdraw(
    _ ids: [String], nothing: String, newest: @escaping @Sendable (LocalSession) async -> [ULID]?
  ) throws {
    let session = try session()
    let ids = ids.map { UntrustedText($0) }
    let acts = try KeptState.answer { () -> [ULID] in
      if !ids.isEmpty { return try await session.acts(ids) }
      return await newest(session) ?? []
    }
    guard !acts.isEmpty else {
      Console.error(what: "triage", why: nothing, next: "name an act; bulwark triage list --all shows them")
      throw ExitStatus.usage
    }
    Console.out(ActText.receipt(try KeptState.answer { try await session.withdraw(acts) }))
  }

  /// The session over decisions: they are there without any reading, too.
  static func session() throws -> LocalSession { try KeptState.openAnyway().session }
}

extension DecisionsSnapshot.Status {
  fileprivate var word: String {
    switch self {
    case .inForce: "in force"
    case .expired: "expired"
    case .undone: "undone"
    }
  }
}
