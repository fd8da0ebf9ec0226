import ArgumentParser
import Engine
import Foundation
import TextSafety

struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard (the default).",
    discussion: """
      Without a terminal, --script runs the real dashboard over keys from a file, and --dump writes its last screen:
        bulwark --from ./manifests --script keys.txt --size 120x36 --dump screen.txt
      A name that ends with .svg makes a picture of it, in the colours of the theme. A line of the script holds keys by
      name (j enter ctrl-d), or begins with type, paste or resize. Its decisions go to a folder that is gone afterwards,
      unless BULWARK_STATE names one.
      """)

  @Option(
    help: ArgumentHelp(
      """
      A file or a folder to show as one cluster; may be repeated, one cluster each. Decisions belong to the cluster: \
      those of one that was read from elsewhere before count only where its name is given.
      """,
      valueName: "[name=]path"))
  var from: [String] = []

  @OptionGroup
  var contexts: ContextOptions

  @OptionGroup
  var options: DashboardOptions

  func run() throws {
    // Files are shown alone, unless clusters are named too.
    let hasClusters = from.isEmpty || contexts.isGiven
    if hasClusters { Heap.keepSmall() }
    let clusters = hasClusters ? try contexts.sources() : []
    guard !from.isEmpty || !clusters.isEmpty else {
      Console.error(
        what: "nothing to show", why: "no files are named, and no kubeconfig has a context",
        next: "bulwark --from ./manifests, or --kubeconfig FILE; bulwark demo opens a made-up fleet")
      throw ExitStatus.usage
    }
    for path in from.map({ FileSource.split($0).path }) where !FileManager.default.fileExists(atPath: path) {
      Console.error(what: path, why: "no such file or folder", next: "name files or folders with --from")
      throw ExitStatus.usage
    }
    try options.run {
      DashboardContent(sources: FileSource.each(of: from), contexts: clusters, settings: try Configured.settings())
    }
  }
}
