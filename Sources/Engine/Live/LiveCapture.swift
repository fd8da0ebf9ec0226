import Documents
import Fetch
package import Foundation
import Hardening
import Synchronization
import TextSafety

/// Keeps what a live cluster has in one file, as `Capture` does of files. Secrets are asked for their metadata alone, so
/// that no value of one ever leaves the server.
package enum LiveCapture {
  /// Throws where the server says nothing at all, and what `write` throws.
  package static func run(
    _ source: ContextSource, options: ScanOptions, now: Date = Date(),
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    write: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) async throws -> Capture.Result {
    let context = try source.context.get()
    let client = KubeClient(source.http, context.endpoint, name: source.name)
    let discovery = try await Discovery.of(client, groups: WatchedKind.groups)
    let name = source.name.parsed { $0 } ?? ""
    var body = Capture.Body(options, fallbackName: name, inputs: 0, now: now)
    let output = try GzipOutput(write)
    var statuses: [WatchedKind: KindStatus] = [:]
    for kind in WatchedKind.all {
      let (served, status) = kind.served(by: discovery)
      statuses[kind] = status
      guard let served else { continue }
      let read = Mutex<(pages: [Document], status: KindStatus)>(([], status))
      await KindFeed(served, client, isMetadataOnly: kind.isMetadataOnly, pacing: source.pacing).list { event in
        read.withLock { read in
          switch event {
          case .page(let documents): read.pages += documents
          case .forbidden(let error): read.status = .forbidden(error)
          case .away(let error): read.status = .away(error, wasRead: false)
          default: break
          }
        }
      }
      let (pages, end) = read.withLock { $0 }
      statuses[kind] = end
      for document in pages { try output.write(body.lines(of: document)) }
      progress(body.objects)
    }
    let notices = LiveSnapshot.notices(statuses) + context.told
    let unread = notices.count(where: \.costsCoverage)
    try output.write(body.end(unread: unread))
    try output.finish()
    return Capture.Result(notices: notices, objects: body.objects, isPartial: unread > 0)
  }
}
