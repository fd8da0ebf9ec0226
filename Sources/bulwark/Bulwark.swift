import ArgumentParser
import Foundation
import Hardening
import TextSafety

/// The program: arguments and wiring.
@main
struct Bulwark: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "bulwark",
    abstract: "Shows how hardened Kubernetes workloads and clusters are, finding by finding.",
    discussion: """
      Without a subcommand it opens the dashboard:
        bulwark --from ./manifests        over files
        bulwark demo                      over a made-up fleet
        bulwark scan ./manifests          the same findings as a table
        bulwark findings                  what was found, when, and what was decided of it
        bulwark capture - -o x.jsonl.gz   keep what kubectl get -o json gives, without values of Secrets
        bulwark checks show privileged    what a check looks at and why
      """,
    version: "bulwark \(version)",
    subcommands: [
      DashboardCommand.self, DemoCommand.self, ScanCommand.self, CaptureCommand.self, FindingsCommand.self,
      NamespacesCommand.self, ClustersCommand.self, ExportCommand.self,
      AckCommand.self, SuppressCommand.self, ReopenCommand.self, NoteCommand.self, TriageCommand.self,
      ImportCommand.self,
      ChecksCommand.self, ConfigCommand.self, DoctorCommand.self, RbacCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)

  /// Runs the command; every error ends as one line on stderr and one of the contract's exit statuses.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let status as ExitStatus {
      status.leave()
    } catch {
      if exitCode(for: error) == .success {
        Console.out(fullMessage(for: error) + "\n")
        ExitStatus.done.leave()
      }
      explain(message(for: error))
      ExitStatus.usage.leave()
    }
  }

  /// Says what is wrong with the command line.
  private static func explain(_ message: String) {
    let first = CommandLine.arguments.dropFirst().first ?? ""
    var names: [String] = []
    for command in configuration.subcommands { names.append(command.configuration.commandName ?? "") }
    if !first.isEmpty, !first.hasPrefix("-"), !names.contains(first) { return explain(word: first, among: names) }
    let help = names.contains(first) ? "bulwark \(first) --help" : "bulwark --help"
    Console.error(what: "usage", why: oneLine(message), next: "see \(help)")
  }

  /// Says what a first word that is no command may have been meant for.
  private static func explain(word: String, among names: [String]) {
    if FileManager.default.fileExists(atPath: word) {
      Console.error(
        what: "usage", why: "'\(word)' is no command", next: "bulwark scan \(word), or bulwark --from \(word)")
    } else {
      Console.error(
        what: "usage", why: "'\(UntrustedText(word))' is no command",
        next: NearNames.hint(to: UntrustedText(word), among: names + ["help"]))
    }
  }

  /// A message of the parser's on one line, its lists with commas.
  private static func oneLine(_ message: String) -> String {
    let lines = message.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix(while: \.isWhitespace) }
    return lines.enumerated().map { index, line in
      guard line.hasPrefix("- ") else { return (index == 0 ? "" : " ") + line }
      return (lines[index - 1].hasPrefix("- ") ? ", " : " ") + line.dropFirst(2)
    }.joined()
  }
}
