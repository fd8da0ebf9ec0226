import Documents
import Fetch
package import Foundation
import Hardening
import Synchronization
import TextSafety

/// Keeps what a live cluster has in one file, as `Capture` does of files. Secrets are asked for their metadata alone; what a
/// server sends of them all the same is thrown away.
package enum LiveCapture {
  /// Throws where the server says nothing at all, and what `write` throws.
  package static func run(
    _ source: ContextSource, options: ScanOptions, now: Date = Date(),
    progress: @escaping @Sendable (Int) -> Void = { _ in },
    write: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
  ) async throws -> Capture.Result {
    let context = try source.context.get()
    let client = source.client(of: context, isAskedOnce: true)
    let discovery = try await Discovery.of(client, kinds: WatchedKind.names)
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
          // A list that begins anew names all objects once more.
          case .listing: read.pages = []
          case .page(let documents): read.pages += documents
          case .listed: read.status = .current
          case .forbidden(let error): read.status = .forbidden(error)
          case .away(let error): read.status = .away(error, wasRead: false)
          default: break
          }
        }
      }
      let (pages, end) = read.withLock { $0 }
      statuses[kind] = end
      for document in pages {
        try output.write(body.lines(of: document, kind: served.kind, apiVersion: served.apiVersion))
      }
      progress(body.objects)
    }
    let notices = LiveSnapshot.notices(statuses) + context.told
    let unread = notices.count(where: \.costsCoverage)
    let outcomes = statuses.map { ($0.key.name, $0.value.outcome) }
    try output.write(body.end(unread: unread, kinds: Dictionary(outcomes) { first, _ in first }))
    try output.finish()
    return Capture.Result(notices: notices, objects: body.objects, isPartial: unread > 0)
  }
}
