import Engine
import Foundation
import Hardening
import Session
import Store
import TestSupport
import TextSafety

/// Decides at random until it is killed: `triage-storm FOLDER SEED`. What was confirmed is told on stdout, an act a line:
/// the ids of its lines in the log.
@main
struct Storm {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let seed = UInt64(arguments[2]) else { exit(2) }
    var random = SeededGenerator(seed: seed)
    var settings = Settings()
    settings.author = "worker \(seed)"
    let session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: settings, state: StateFolder(path: arguments[1]), includesKept: true))
    let page = try await session.findings(
      FindingsRequest(states: Set(FindingState.allCases), window: .init(before: 0, after: 1000)))
    let keys = page.rows.map(\.id)
    while true {
      let ids = try await act(session, keys, &random)
      guard !ids.isEmpty else { continue }
      let line = ids.map(\.text).joined(separator: " ") + "\n"
      try FileHandle.standardOutput.write(contentsOf: Data(line.utf8))
    }
  }

  /// - Returns: the lines that are in the log now; none where the act was refused.
  private static func act(
    _ session: LocalSession, _ keys: [FindingKey], _ random: inout SeededGenerator
  ) async throws -> [ULID] {
    let targets = (0..<Int.random(in: 1...4, using: &random)).compactMap { _ in keys.randomElement(using: &random) }
    do {
      switch Int.random(in: 0..<10, using: &random) {
      case 0: return try await session.undo().decisions.map(\.id)
      case 1: return try await session.redo().decisions.map(\.id)
      case 2:
        let merged = (0..<20).map { _ in decision(targets, &random) }
        _ = try await session.merge(merged)
        return merged.map(\.id)
      case 3: return try await session.withdraw(session.newestOwnAct() ?? []).decisions.map(\.id)
      default:
        let request = DecisionRequest(
          act: [.acknowledge, .suppress, .suppress, .reopen, .note].randomElement(using: &random) ?? .note,
          targets: targets, scope: SuppressionRule.Scope.allCases.randomElement(using: &random) ?? .finding,
          reason: "a storm")
        return try await session.decide(request).decisions.map(\.id)
      }
    } catch {
      if error.code == .refused { return [] }
      throw error
    }
  }

  /// An act of somebody elsewhere.
  private static func decision(_ targets: [FindingKey], _ random: inout SeededGenerator) -> Decision {
    Decision(
      id: ULID(milliseconds: Int64.random(in: 0..<1 << 40, using: &random), using: &random), time: 0, author: "other",
      act: .acknowledge, targets: targets.map { Decision.Target($0, evidence: 1) })
  }
}
