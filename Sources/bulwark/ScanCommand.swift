import ArgumentParser
import Engine
import Export
import Foundation
import Hardening
import Store
import TextSafety

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Assess manifests, dumps and live clusters, headless.",
    discussion: """
      A PATH is a file, a folder (searched for .yaml, .yml, .json, .jsonl, also .gz), or - for stdin:
        helm template ./chart | bulwark scan -
        kubectl get all,netpol,pdb,sa,ns -A -o json | bulwark scan - --cluster prod
        bulwark scan --context prod --context staging
      Live clusters are read by list alone; each fails for itself.
      Exit status: 0 done, 1 findings at or above --fail-on remain, 2 usage or configuration error, 3 something could
      not be read, 4 nothing to assess, 130 interrupted.
      """)

  @Argument(help: "Files, folders, or - for stdin.")
  var paths: [String] = []

  @Option(name: .shortAndLong, help: "table, json, markdown, csv, sarif, junit or html.")
  var output: ReportFormat = .table

  @Option(name: .customLong("output-file"), help: "Write the report to a file instead of stdout.")
  var outputFile: String?

  @OptionGroup var filters: FilterOptions

  @Option(name: .customLong("fail-on"), help: "Exit with 1 where a finding of this severity or worse remains.")
  var failOn: Severity?

  @Flag(name: .customLong("include-passed"), help: "Report passed, unknown and not applicable verdicts too.")
  var includePassed = false

  @Flag(help: "The input holds everything that exists: what it lacks is absent, not unknown.")
  var complete = false

  @Flag(name: .customLong("allow-partial"), help: "Exit with 0 although something could not be read.")
  var allowPartial = false

  @Flag(
    name: .customLong("no-cache"),
    help: "Keep nothing of what was found. Decisions are honoured all the same; stdin is kept with --cluster only.")
  var noCache = false

  @Option(
    help: """
      The cluster's name. Default: that of the capture, of the Git top level, or of the path. Decisions of a cluster \
      that was read from elsewhere before count only where its name is given.
      """)
  var cluster: String?

  @OptionGroup var contexts: ContextOptions

  func validate() throws {
    if paths.isEmpty, !contexts.isGiven {
      throw ValidationError("Nothing to scan: name a file or a folder, - for stdin, or a live cluster with --context.")
    }
    if cluster != nil, contexts.isGiven {
      throw ValidationError("--cluster names what files are of; live clusters go by their contexts.")
    }
  }

  func run() throws {
    Interruption.cleansUp()
    let settings = try Configured.settings()
    let query = try filters.query()
    // Before the work, so that a wrong name costs nothing.
    let destination = try Destination(outputFile)
    let options = ScanOptions(cluster: cluster, isComplete: complete, limits: settings.limits, plan: settings.plan())
    let scans = try files(options, settings) + live(options, settings)
    let result = ScanResults(
      scans.map { memory, found in
        let result = memory.recall(found)
        for notice in result.notices + memory.takeNotices() { Console.notice(notice) }
        return result
      })
    if result.objects > 0 { noticeUnknownNamespaces(query, result) }
    let isBrief = output.isBrief && !includePassed
    let selection = ReportSelection(
      includesPassed: includePassed, includesSuppressed: output.hasDecided, isBrief: isBrief,
      hasHeadsOnly: output.hasHeadsOnly && !includePassed, query: query)
    let (entries, hidden) = result.selected(selection)
    let report = Report(
      version: Bulwark.version, generatedAt: Int64(Date().timeIntervalSince1970), clusters: result.all.map(\.cluster),
      notices: result.notices, hidden: hidden, checks: result.all.first?.checks ?? [],
      eachFinding: { try result.eachFinding(entries, $0) })
    // Nothing read is nothing to lay out; programs are told in their own terms.
    if result.objects > 0 || output.hasDecided {
      try destination.write(report, as: output)
    } else {
      destination.discard()
    }
    for (memory, _) in scans {
      memory.keep()
      for notice in memory.takeNotices() { Console.notice(notice) }
    }
    try leave(result, selection, isEmpty: entries.isEmpty)
  }

  /// What the paths hold, and what is remembered of it.
  private func files(_ options: ScanOptions, _ settings: Settings) throws -> [(ScanMemory, ScanResult)] {
    if paths.isEmpty { return [] }
    let found = Scan.run(paths: paths, options: options) { progress in
      Progress.show("reading \(progress.files + 1)/\(progress.allFiles) files, \(progress.objects) objects")
    }
    Progress.clear()
    return [
      (ScanMemory(paths: paths, cluster: cluster, state: .find(), settings: settings, usesCache: !noCache), found)
    ]
  }

  /// The live clusters, all at once.
  private func live(_ options: ScanOptions, _ settings: Settings) throws -> [(ScanMemory, ScanResult)] {
    guard contexts.isGiven else { return [] }
    let sources = try contexts.sources()
    let results = Waiting.for {
      await withTaskGroup(of: (Int, ScanResult).self) { group in
        for (index, source) in sources.enumerated() {
          group.addTask {
            (
              index,
              await LiveScan.run(source, options: options) { objects in
                Progress.show("reading \(SafeText(source.name)): \(objects) objects")
              }
            )
          }
        }
        return await group.reduce(into: [Int: ScanResult]()) { $0[$1.0] = $1.1 }
      }
    }
    Progress.clear()
    return sources.indices.compactMap { index in
      results[index].map {
        (ScanMemory(sources[index], state: .find(), settings: settings, usesCache: !noCache), $0)
      }
    }
  }

  private func leave(_ result: ScanResults, _ selection: ReportSelection, isEmpty: Bool) throws {
    if let failOn {
      var all = selection
      (all.isBrief, all.hasHeadsOnly) = (false, false)
      let remaining = result.remaining(atLeast: failOn, in: result.selected(all).entries)
      if remaining > 0 {
        all.hasHeadsOnly = true
        let heads = result.remaining(atLeast: failOn, in: result.selected(all).entries)
        // As reports and the dashboard count them.
        let folded: UntrustedText = heads < remaining ? ", and \(remaining - heads) that fold beneath others" : ""
        Console.error(
          what: "--fail-on \(failOn.rawValue)", why: "findings of this severity or worse remain: \(heads)\(folded)",
          next: "exit status 1; managed:platform shows those of the platform, if the table has none")
        throw ExitStatus.findingsRemain
      }
    }
    if result.isPartial, !allowPartial { throw ExitStatus.incomplete }
    if result.objects == 0 {
      Console.error(
        what: (paths + contexts.context).joined(separator: ", "), why: "no Kubernetes object in it",
        next: "name manifests, a dump or a cluster")
      throw ExitStatus.nothing
    }
    // A gate that nothing can reach is no gate. What was selected was judged.
    if isEmpty, !result.judges(anythingOf: selection.query) {
      Console.error(
        what: selection.query.aboutSubjects.text, why: "nothing that was judged is selected by it",
        next: "without it, bulwark scan shows what there is")
      throw ExitStatus.nothing
    }
  }

  /// A misspelt namespace selects nothing, which looks like good news.
  private func noticeUnknownNamespaces(_ query: Query, _ result: ScanResults) {
    let wanted = query.literals(of: .namespace)
    if wanted.isEmpty { return }
    let known = result.namespaces
    for name in wanted where !known.contains(where: { $0.lowercasedASCII == name.lowercasedASCII }) {
      Console.error(
        what: "ns:\(name)", why: "no namespace of the input is called so",
        next: NearNames.hint(to: name, among: known.compactMap { $0.parsed { $0 } }, all: "its findings name theirs"))
    }
  }
}

extension ReportFormat: ExpressibleByArgument {}

extension Severity: ExpressibleByArgument {
  public init?(argument: String) { self.init(typed: argument) }
}
