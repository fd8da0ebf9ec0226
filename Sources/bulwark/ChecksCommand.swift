import ArgumentParser
import Checks
import Export
import Hardening
import TextSafety

struct ChecksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checks", abstract: "The catalogue of checks.", subcommands: [List.self, Show.self])

  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, markdown }

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List all checks.")

    @Option(name: .shortAndLong, help: "table, json or markdown.")
    var output: Format = .table

    @Option(help: "Only this area, by number or short name.")
    var area: Area?

    func run() {
      let checks = Registry.all.infos.filter { area == nil || $0.area == area }
      switch output {
      case .table: Console.out(CheckCatalogue.table(checks))
      case .json: Console.out(CheckCatalogue.json(checks))
      case .markdown: Console.out(CheckCatalogue.markdown(checks))
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "What a check looks at, why, how to mend it, and what others call it.")

    @Argument(help: "The check's name, or its id in another tool, with the tool's prefix or without (KSV-0017).")
    var name: String

    @Option(name: .shortAndLong, help: "table, json or markdown.")
    var output: Format = .table

    func run() throws {
      let all = Registry.all.infos
      let wanted = name.lowercased()
      let own = all.filter { $0.id.name == wanted }
      let found = own.isEmpty ? all.filter { $0.isCalled(wanted) } : own
      guard !found.isEmpty else {
        let near = NearNames.of(UntrustedText(wanted), among: all.map(\.id.name))
        Console.error(
          what: "checks show", why: "no check is called '\(name)'",
          next: near.isEmpty ? "see bulwark checks list" : "did you mean \(near.joined(separator: " or "))?")
        throw ExitStatus.usage
      }
      for (position, check) in found.enumerated() {
        switch output {
        case .table:
          Console.out((position > 0 ? "\n" : "") + CheckCatalogue.page(check, width: min(Console.width ?? 80, 100)))
        case .json: Console.out(CheckCatalogue.json(check))
        case .markdown: Console.out(CheckCatalogue.markdown([check]))
        }
      }
    }
  }
}

extension CheckInfo {
  /// Whether another tool calls it so, in lower case: `tv:ksv-0017`, `ksv-0017`.
  fileprivate func isCalled(_ name: String) -> Bool {
    equivalents.contains { equivalent in
      let full = equivalent.lowercased()
      return full == name || full.drop { $0 != ":" }.dropFirst() == name
    }
  }
}
