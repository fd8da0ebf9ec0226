import ArgumentParser
import Engine
import Fetch
import Foundation
import Hardening
import TextSafety

/// Which live clusters, by the contexts of the person's kubeconfig.
struct ContextOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A context of the kubeconfig; may be repeated.", valueName: "name"))
  var context: [String] = []

  @Flag(name: .customLong("all-contexts"), help: "Every context of the kubeconfig.")
  var allContexts = false

  @Option(
    help: ArgumentHelp("The kubeconfig (default: the files of KUBECONFIG, else ~/.kube/config).", valueName: "file"))
  var kubeconfig: String?

  @Flag(
    name: .customLong("read-only"),
    help: "Write nothing to any cluster. There is no other way: this says so in scripts.")
  var readOnly = false

  /// Whether clusters are named.
  var isGiven: Bool { !context.isEmpty || allContexts }

  /// The clusters that are named, or all there are. Leaves with what is wrong where a name is none, or no file can be
  /// read; a context that cannot be used is handed on with its reason.
  func sources() throws -> [ContextSource] {
    let (sources, errors) = try found()
    for error in errors { Console.error(what: error.what, why: error.why, next: error.next) }
    if sources.isEmpty, !errors.isEmpty { throw ExitStatus.usage }
    return sources
  }

  /// The same, with what cannot be read.
  func found() throws -> (sources: [ContextSource], errors: [FetchError]) {
    let config = Kubeconfig.read(explicit: kubeconfig)
    let names = config.contexts.map(\.name)
    for wanted in context where !names.contains(UntrustedText(wanted)) {
      // It may be in what cannot be read.
      for error in config.errors { Console.error(what: error.what, why: error.why, next: error.next) }
      Console.error(
        what: "context \(UntrustedText(wanted))", why: "the kubeconfig has none of that name",
        next: NearNames.hint(
          to: UntrustedText(wanted), among: names.compactMap { $0.parsed { $0 } }, all: "kubectl config get-contexts"))
      throw ExitStatus.usage
    }
    let http = ContextOptions.transport
    let wanted = config.contexts.filter { context.isEmpty || context.map { UntrustedText($0) }.contains($0.name) }
    return (wanted.map { ContextSource(name: $0.name, context: $0.context, http: http) }, config.errors)
  }

  /// One for the whole program: it has a thread of its own.
  private static let transport: CurlTransport = {
    var settings = CurlTransport.Settings()
    settings.userAgent = "bulwark/\(Bulwark.version)"
    return CurlTransport(settings)
  }()
}
