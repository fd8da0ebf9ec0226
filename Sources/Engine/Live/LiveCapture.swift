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
      guard let served = discovery.kind(kind.group, kind.resource) else {
        if let error = discovery.unavailable[kind.group] { statuses[kind] = .away(error, wasRead: false) }
        continue
      }
      let pages = Mutex<[Document]>([])
      do throws(FetchError) {
        let feed = KindFeed(served, client, isMetadataOnly: kind.isMetadataOnly, pacing: source.pacing)
        try await feed.list { event in
          if case .page(let documents) = event { pages.withLock { $0 += documents } }
        }
      } catch { statuses[kind] = error.code == .forbidden ? .forbidden(error) : .away(error, wasRead: false) }
      for document in pages.withLock({ $0 }) { try output.write(body.lines(of: document)) }
      progress(body.objects)
    }
    let notices = LiveSnapshot.notices(statuses) + context.told
    let unread = notices.count(where: \.costsCoverage)
    try output.write(body.end(unread: unread))
    try output.finish()
    return Capture.Result(notices: notices, objects: body.objects, isPartial: unread > 0)
  }
}
