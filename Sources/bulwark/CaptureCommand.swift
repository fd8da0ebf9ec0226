import ArgumentParser
import Engine
import Fetch
import Foundation
import TextSafety

struct CaptureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "capture", abstract: "Keep a cluster's objects in one file, for later or elsewhere.",
    discussion: """
      A capture is gzip over JSON lines; scan and the dashboard read it like what it was made of, and name the cluster
      as it was named. It holds no values of Secrets, and of ConfigMaps those alone that checks read.
        kubectl get all,netpol,sa,ns,secret -A -o json | bulwark capture - --cluster prod -o prod.jsonl.gz
        bulwark capture --context prod -o prod.jsonl.gz
        bulwark --from prod.jsonl.gz
      Exit status: 0 done, 2 usage error, 3 something could not be read (the capture holds the rest and says so),
      4 nothing to capture, 130 interrupted.
      """)

  @Argument(help: "Files, folders, captures, or - for stdin.")
  var paths: [String] = []

  @Option(name: .shortAndLong, help: "The file to write, replaced only once all is written. Readable by you alone.")
  var output: String

  @Option(help: "The cluster's name. Default: that of the Git top level, or of the path.")
  var cluster: String?

  @Flag(help: "The input holds everything that exists in the cluster; the capture says so.")
  var complete = false

  @Flag(name: .customLong("allow-partial"), help: "Exit with 0 although something could not be read.")
  var allowPartial = false

  @OptionGroup var contexts: ContextOptions

  func validate() throws {
    if paths.isEmpty, contexts.context.isEmpty {
      throw ValidationError(
        "Nothing to capture: name a file or a folder, - for stdin, or a live cluster with --context.")
    }
    if contexts.context.count > 1 || contexts.allContexts || !contexts.context.isEmpty && !paths.isEmpty {
      throw ValidationError("A capture is of one cluster: name one context, or files.")
    }
  }

  func run() throws {
    Interruption.cleansUp()
    let settings = try Configured.settings()
    let destination = try Destination(output, mode: 0o600)
    let options = ScanOptions(cluster: cluster, isComplete: complete, limits: settings.limits)
    let result: Capture.Result
    do {
      result =
        contexts.context.isEmpty
        ? try Capture.run(paths: paths, options: options, progress: show, write: destination.write)
        : try capture(contexts.sources(), options, destination)
    } catch let status as ExitStatus {
      throw status
    } catch { throw failed(error, destination) }
    Progress.clear()
    for notice in result.notices { Console.notice(notice) }
    guard result.objects > 0 else {
      destination.discard()
      Console.error(
        what: (paths + contexts.context).joined(separator: ", "), why: "no Kubernetes object in it",
        next: "name manifests, a dump or a cluster")
      throw result.isPartial && !allowPartial ? ExitStatus.incomplete : ExitStatus.nothing
    }
    do { try destination.finish() } catch { throw failed(error, destination) }
    if result.isPartial, !allowPartial { throw ExitStatus.incomplete }
  }

  private func capture(
    _ sources: [ContextSource], _ options: ScanOptions, _ destination: Destination
  ) throws -> Capture.Result {
    guard let source = sources.first else { throw ExitStatus.usage }
    let captured = Waiting.for { () async -> Result<Capture.Result, any Error> in
      do {
        return .success(
          try await LiveCapture.run(
            source, options: options,
            progress: { Progress.show("reading \(SafeText(source.name)): \($0) objects") }, write: destination.write))
      } catch { return .failure(error) }
    }
    do { return try captured.get() } catch let error as FetchError {
      destination.discard()
      Console.error(what: error.what, why: error.why, next: error.next)
      throw ExitStatus.incomplete
    }
  }

  private func show(_ progress: ScanProgress) {
    Progress.show("reading \(progress.files + 1)/\(progress.allFiles) files, \(progress.objects) objects")
  }

  /// Leaves what stood there as it was, and says why nothing was written.
  private func failed(_ error: any Error, _ destination: Destination) -> ExitStatus {
    destination.discard()
    Console.unwritable(output, (error as? POSIXError)?.code.rawValue ?? ENOMEM)
    return .incomplete
  }
}
