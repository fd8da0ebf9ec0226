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

  @Option(help: "Only what this query selects: 'sev>=high area:iso !ns:kube-*'.")
  var filter: String?

  /// The query that all options together stand for: each is short for terms of it.
  func query() throws -> Query {
    var query = try FilterOptions.parsed(filter)
    if let severity { query.terms.append(Query.Term(.severity(.atLeast, severity))) }
    query.terms += area.map { Query.Term(.area($0)) }
    query.terms += check.map { Query.Term(.text(.check, TextPattern(literal: UntrustedText($0)))) }
    query.terms += namespace.map { Query.Term(.text(.namespace, TextPattern(literal: UntrustedText($0)))) }
    try FilterOptions.validate(query)
    return query
  }

  /// The query of `--filter`; an error line says what is wrong with it.
  static func parsed(_ filter: String?) throws -> Query {
    guard let filter else { return Query() }
    do {
      let query = try Query(parsing: UntrustedText(filter))
      try validate(query)
      return query
    } catch let error as QueryError {
      Console.error(what: "--\(error.notice.what)", why: error.notice.why, next: error.notice.next)
      throw ExitStatus.usage
    }
  }

  /// A misspelt check would select nothing, and a gate that finds nothing would be open.
  private static func validate(_ query: Query) throws {
    let known = Registry.all.infos.map(\.id.name)
    for name in query.literals(of: .check) where !known.contains(where: { UntrustedText($0) == name.lowercasedASCII }) {
      Console.error(
        what: "usage", why: "no check is called '\(name)'", next: NearNames.hint(to: name, among: known))
      throw ExitStatus.usage
    }
  }
}

extension Area: ExpressibleByArgument {
  public init?(argument: String) { self.init(typed: argument) }

  public static var allValueStrings: [String] { allCases.map { $0.short.lowercased() } }
}
