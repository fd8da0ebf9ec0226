import ArgumentParser
import Checks
import Engine
import Hardening
import TextSafety

/// What narrows findings on every command that lists them.
struct FilterOptions: ParsableArguments {
  @Option(help: "Only findings of this severity or worse.")
  var severity: Severity?

  @Option(help: "Only this area, by number or short name; may be repeated.")
  var area: [Area] = []

  @Option(help: "Only this check; may be repeated.")
  var check: [String] = []

  @Option(name: [.customShort("n"), .long], help: "Only this namespace; may be repeated.")
  var namespace: [String] = []

  func filter() throws -> FindingFilter {
    let known = Set(Registry.all.infos.map(\.id))
    for name in check where !known.contains(CheckID(name)) {
      throw ValidationError("No check is called '\(name)': bulwark checks list names them all.")
    }
    var filter = FindingFilter()
    filter.severity = severity
    filter.areas = Set(area)
    filter.checks = Set(check.map { CheckID($0) })
    filter.namespaces = Set(namespace.map { UntrustedText($0) })
    return filter
  }
}

extension Area: ExpressibleByArgument {
  public init?(argument: String) { self.init(typed: argument) }
}
