import ArgumentParser
import Engine
import Foundation
import Hardening
import Session
import TextSafety

/// What acts of triage have in common: the findings that they are about, and why.
struct ActOptions: ParsableArguments {
  @Argument(help: "Ids of findings, or at least 8 digits of each.")
  var ids: [String] = []

  @Option(help: "Instead of ids: what this query selects, as bulwark findings lists it.")
  var filter: String?

  @Option(help: "The cluster that is meant, where several have the id.")
  var cluster: String?

  @Flag(name: .customLong("dry-run"), help: "Say what it would do, and do nothing.")
  var dryRun = false

  func validate() throws {
    if ids.isEmpty, (filter ?? "").allSatisfy(\.isWhitespace) {
      throw ValidationError("Name findings by their ids, or select them with --filter.")
    }
    if !ids.isEmpty, filter != nil { throw ValidationError("Give ids or --filter, not both.") }
  }

  /// Does an act, or says what it would do.
  /// - Parameters:
  ///   - states: those of findings that a filter selects, where it names none.
  ///   - request: the act on these findings, at this time.
  func run(
    _ name: String, states: Set<FindingState>, _ request: @Sendable (_ targets: [FindingKey]) -> DecisionRequest
  ) throws {
    let query = try FilterOptions.parsed(filter)
    let session = try KeptState.open(for: name).session
    let (ids, cluster) = (ids.map { UntrustedText($0) }, cluster.map { UntrustedText($0) })
    let isByID = filter == nil
    let targets = try KeptState.answer {
      isByID
        ? try await session.targets(ids: ids, cluster: cluster)
        : try await session.targets(query, states: states, cluster: cluster)
    }
    guard !targets.isEmpty else {
      Console.error(
        what: name, why: "the filter selects nothing", next: "bulwark findings --filter shows what it selects")
      throw ExitStatus.nothing
    }
    let act = request(targets)
    if dryRun {
      Console.out(ActText.preview(try KeptState.answer { try await session.preview(act, examples: 1000) }, act))
    } else {
      Console.out(ActText.receipt(try KeptState.answer { try await session.decide(act) }))
    }
    // What the day comes to is another now.
    Waiting.for { await session.close(patience: .seconds(30)) }
  }

  /// Seconds since 1970; nil is without end.
  static func end(_ expires: String?, default days: Int = 0) throws -> Int64? {
    let now = Int64(Date().timeIntervalSince1970)
    guard let expires else { return days == 0 ? nil : now + Int64(days) * 86_400 }
    guard let expiry = Expiry(typed: UntrustedText(expires), now: now, in: .current) else {
      Console.error(what: "--expires", why: "'\(expires)' is no time", next: "30d, 12h, 6w, 2026-12-31 or never")
      throw ExitStatus.usage
    }
    return expiry.seconds
  }
}

/// What acts are told as.
enum ActText {
  static func receipt(_ receipt: DecisionReceipt) -> String {
    var line: SafeText = "\(receipt.summary)"
    line +=
      receipt.findings == 1 ? ": 1 finding changed its state" : ": \(receipt.findings) findings changed their state"
    guard let first = receipt.decisions.first else { return line.description + "\n" }
    return line.description + "\nbulwark triage undo \(first.id.text) takes it back\n"
  }

  static func preview(_ preview: DecisionPreview, _ request: DecisionRequest) -> String {
    let count = request.act == .note ? request.targets.count : preview.findings
    var text = "would \(request.act.verb) \(count) \(count == 1 ? "finding" : "findings")\(count == 0 ? "" : ":")\n"
    for example in preview.examples { text += SafeText("  \(example)").description + "\n" }
    if count > preview.examples.count, !preview.examples.isEmpty {
      text += "  and \(count - preview.examples.count) more\n"
    }
    for change in preview.scores {
      let line: SafeText =
        "score of \(change.cluster), \(own: change.area.title): \(change.before.scoreText) → \(change.after.scoreText)"
      text += line.description + "\n"
    }
    return text
  }
}

extension Decision.Act {
  fileprivate var verb: String {
    switch self {
    case .acknowledge: "acknowledge"
    case .suppress: "suppress"
    case .reopen: "reopen"
    case .note: "note something on"
    case .undo: "take back"
    }
  }
}
