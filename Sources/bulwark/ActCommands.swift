import ArgumentParser
import Engine
import Hardening
import Session
import TextSafety

struct AckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack",
    abstract: "Acknowledge findings: seen, and open again as soon as their evidence changes.",
    discussion: """
        bulwark ack 3f9a77c01b2d --reason 'SEC-1432, fixed with the next release'
        bulwark ack --filter 'check:privileged ns:payments' --dry-run
      """)

  @OptionGroup var options: ActOptions
  @Option(help: "Why, for those who ask later.")
  var reason: String?
  @Option(
    name: [.long, .customLong("until")], help: "When it ends by itself: 30d, 12h, 6w, 2026-12-31 or never (default).")
  var expires: String?

  func run() throws {
    let (reason, until) = (UntrustedText(reason ?? ""), try ActOptions.end(expires))
    try options.run("ack", states: [.open, .resurfaced]) { targets in
      DecisionRequest(act: .acknowledge, targets: targets, reason: reason, until: until)
    }
  }
}

struct SuppressCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppress",
    abstract: "Accept what findings say, by a rule that holds for later findings too, until it ends.",
    discussion: """
        bulwark suppress 3f9a77c01b2d --reason 'the node agent needs it' --expires 90d
        bulwark suppress --filter 'check:netpol-missing-pod ns:ci' --scope namespace --reason 'egress: node firewall'
        bulwark suppress 3f9a77c01b2d --scope check --clusters all --reason 'not our policy' --dry-run
      A rule is made of each finding: its check on this finding alone, its workload, its namespace, everywhere, or on all
      containers of its image. Suppressed findings leave lists, gates and scores. Without --expires it ends after the
      days of triage.expires in the configuration.
      """)

  enum Scope: String, ExpressibleByArgument, CaseIterable { case finding, workload, namespace, check, image }

  @OptionGroup var options: ActOptions
  @Option(help: "Why, for those who ask later.")
  var reason: String
  @Option(name: [.long, .customLong("until")], help: "When it ends: 30d, 12h, 6w, 2026-12-31 or never.")
  var expires: String?
  @Option(help: "finding, workload, namespace, check or image.")
  var scope: Scope = .finding
  @Option(help: "this (the clusters of the findings), all, or a group of the configuration.")
  var clusters: String = "this"

  func run() throws {
    let days = try Configured.settings().expires
    let (reason, until) = (UntrustedText(reason), try ActOptions.end(expires, default: days))
    let scope = SuppressionRule.Scope(rawValue: scope.rawValue) ?? .finding
    let clusters: DecisionRequest.ClusterScope =
      switch clusters {
      case "this": .this
      case "all": .all
      default: .group(UntrustedText(clusters))
      }
    try options.run("suppress", states: [.open, .resurfaced, .acknowledged]) { targets in
      DecisionRequest(
        act: .suppress, targets: targets, scope: scope, clusters: clusters, reason: reason, until: until)
    }
  }
}

struct ReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Take acknowledgements and suppressions back from findings.",
    discussion: """
        bulwark reopen 3f9a77c01b2d --reason 'it is worse than we thought'
        bulwark reopen --filter 'state:suppressed ns:payments'
      """)

  @OptionGroup var options: ActOptions
  @Option(help: "Why, for those who ask later.")
  var reason: String?

  func run() throws {
    let reason = UntrustedText(reason ?? "")
    try options.run("reopen", states: [.acknowledged, .suppressed]) { targets in
      DecisionRequest(act: .reopen, targets: targets, reason: reason)
    }
  }
}

struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Put a text, a ticket or an assignee on findings; their state stays.",
    discussion: """
        bulwark note 3f9a77c01b2d --reason 'asked the vendor' --ticket SEC-1432 --assignee ada
      """)

  @OptionGroup var options: ActOptions
  @Option(name: [.long, .customLong("text")], help: "What there is to say.")
  var reason: String?
  @Option(help: "Where it is followed up.")
  var ticket: String?
  @Option(help: "Who follows it up.")
  var assignee: String?

  func validate() throws {
    if reason == nil, ticket == nil, assignee == nil {
      throw ValidationError("Give a --reason, a --ticket or an --assignee.")
    }
  }

  func run() throws {
    let texts = [reason, ticket, assignee].map { UntrustedText($0 ?? "") }
    try options.run("note", states: [.open, .resurfaced, .acknowledged, .suppressed]) { targets in
      DecisionRequest(act: .note, targets: targets, reason: texts[0], ticket: texts[1], assignee: texts[2])
    }
  }
}
