import ArgumentParser
import Engine
import Fetch
import Foundation
import Hardening
import Session
import TextSafety

struct ImportCommand: ParsableCommand {
  // At the beginning of a line, the house's tests would take it for an import of a module.
  private static let example = "  bulwark import"

  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take other tools' exceptions over as suppressions that name their file and reason.",
    discussion: """
      \(example) .trivyignore .trivyignore.yaml
      \(example) exceptions.json policyexception.yaml polaris.yaml --clusters production --dry-run
      The format is recognised: .trivyignore, .trivyignore.yaml, exceptions of kubescape, PolicyException of Kyverno,
      exemptions in polaris' configuration. Checks are matched by their equivalents (bulwark checks show). What no rule
      here can express suppresses nothing and is named. Importing a file again changes nothing.
      """)

  /// Thousands of exceptions come to a few MiB.
  private static let mostBytes = 16 << 20

  @Argument(help: "Files of exceptions.")
  var files: [String]
  @Option(help: "Where they hold: all, a group of the configuration, or a cluster.")
  var clusters: String = "all"
  @Flag(name: .customLong("dry-run"), help: "Say what would be suppressed, and do nothing.")
  var dryRun = false

  func run() throws {
    let session = try TriageCommand.session()
    let scope: DecisionRequest.ClusterScope = clusters == "all" ? .all : .group(UntrustedText(clusters))
    var isPartial = false
    let isTrial = dryRun
    for file in files {
      let bytes: [UInt8]
      do throws(FetchError) { bytes = try SmallFile.bytes(of: file, limit: Self.mostBytes) } catch {
        Console.error(what: error.what, why: error.why, next: "name a file of exceptions")
        isPartial = true
        continue
      }
      let name = UntrustedText(file)
      do {
        let receipt = try KeptState.answer {
          try await session.importExceptions(bytes, named: name, clusters: scope, isTrial: isTrial)
        }
        tell(receipt, of: name)
      } catch ExitStatus.usage { isPartial = true }
    }
    if isPartial { throw ExitStatus.incomplete }
  }

  private func tell(_ receipt: ExceptionReceipt, of file: UntrustedText) {
    for notice in receipt.notices.prefix(20) { Console.notice(notice) }
    if receipt.notices.count > 20 {
      Console.error(
        what: file, why: "\(receipt.notices.count - 20) more of the kind", next: "they suppress nothing")
    }
    let new = receipt.rules.count(where: \.isNew)
    let line: SafeText =
      "\(file): \(receipt.rules.count) \(own: receipt.rules.count == 1 ? "suppression" : "suppressions"), \(new) of them \(own: dryRun ? "would be new" : "new")"
    Console.out(line.description + "\n")
    for rule in receipt.rules {
      let covers: SafeText =
        rule.covers == 0 ? "nothing now" : "\(rule.covers) \(own: rule.covers == 1 ? "finding" : "findings")"
      let line: SafeText = "  \(rule.place): \(rule.what): \(covers)\(own: rule.isNew ? "" : " (in force already)")"
      Console.out(line.description + "\n")
    }
    if let act = receipt.act { Console.out("bulwark triage undo \(act.text) takes it back\n") }
  }
}
