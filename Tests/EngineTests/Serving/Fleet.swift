import Foundation
import Hardening
import Session
import Store
import Synchronization
import TestSupport
import TextSafety

@testable import Engine

/// A session over manifests in a folder of its own, with a clock that stands still until it is told otherwise.
final class Fleet: Sendable {
  private nonisolated(unsafe) let folder: TemporaryFolder
  private let seconds = Mutex<Int64>(1_764_000_000)

  init() throws { folder = try TemporaryFolder() }

  var path: String { folder.path }
  var state: StateFolder { StateFolder(path: folder.path + "/state") }

  var now: Int64 {
    get { seconds.withLock { $0 } }
    set { seconds.withLock { $0 = newValue } }
  }

  func write(_ name: String, _ text: String) throws { try folder.write(name, text) }
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.path + "/" + name) }

  /// Opens a session over clusters, which are folders, and waits until they are read.
  func open(_ clusters: String..., settings: Settings = Settings()) async throws -> LocalSession {
    var settings = settings
    if settings.author.isEmpty { settings.author = "ada" }
    let sources = FileSource.each(of: clusters.map { folder.path + "/" + $0 })
    let session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: sources, settings: settings, state: state,
        clock: { [self] in Date(timeIntervalSince1970: TimeInterval(now)) }, zone: .gmt))
    try await session.settle()
    return session
  }
}

extension LocalSession {
  /// Ends a session when everything is kept, however slow and busy the machine is.
  func close() async { await close(patience: .seconds(3600)) }

  /// Waits until nothing is being read.
  func settle() async throws {
    var changes = changes().makeAsyncIterator()
    while try fleet().clusters.contains(where: { if case .reading = $0.state { true } else { false } }) {
      _ = await changes.next()
    }
  }

  func page(
    _ query: UntrustedText = "", _ order: FindingsRequest.Order = .standard,
    states: Set<FindingState> = [.open, .resurfaced, .acknowledged],
    window: FindingsRequest.Window = FindingsRequest.Window(before: 0, after: 10_000)
  ) async throws -> FindingsPage {
    try await findings(FindingsRequest(query: query, order: order, states: states, window: window))
  }

  /// The one finding that a query selects.
  func one(_ query: UntrustedText) async throws -> FindingRow {
    let page = try await page(query, states: Set(FindingState.allCases))
    guard page.rows.count == 1 else { throw NotOne(count: page.rows.count) }
    return page.rows[0]
  }

  struct NotOne: Error { var count: Int }
}

extension FindingsPage {
  /// Check and subject of each row.
  var names: [String] { rows.map { "\($0.check.name) \(SafeText($0.subject).description)" } }
}
