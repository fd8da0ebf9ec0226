package import Documents
import TextSafety

/// What a feed says of one kind of one cluster.
package enum FeedEvent: Sendable {
  /// A list begins. What it does not hold by its end is gone.
  case listing
  /// Objects of the list, as they come.
  case page([Document])
  /// The list has ended: what was delivered is all there is.
  case listed
  /// What became of objects since.
  case changed([ObjectChange])
  /// The server may not be asked for this kind, in its words.
  case forbidden(FetchError)
  /// The server does not have the kind.
  case notServed
  /// It fails now and is tried again; what was delivered is as of then.
  case away(FetchError)
  /// After `away`: the server answers again, and what was delivered is up to date.
  case back
}

/// An object as a watch tells of it.
package struct ObjectChange: Sendable {
  package var isDeleted: Bool
  package var object: Document
}

/// Lists one kind and watches it for ever (API concepts, "Efficient detection of changes"): bookmarks, expired versions,
/// errors inside of streams, servers that go away and come back.
package struct KindFeed: Sendable {
  package let kind: ServedKind
  let client: KubeClient
  /// Labels and owners alone: values of Secrets never leave the server.
  let isMetadataOnly: Bool
  let pacing: TransportTime
  /// The server sends the list as the beginning of the watch (KEP-3157).
  let streamsLists: Bool

  package typealias Deliver = @Sendable (FeedEvent) async -> Void

  package init(
    _ kind: ServedKind, _ client: KubeClient, isMetadataOnly: Bool = false, streamsLists: Bool = false,
    pacing: TransportTime = .system
  ) {
    self.kind = kind
    self.client = client
    self.isMetadataOnly = isMetadataOnly
    self.streamsLists = streamsLists
    self.pacing = pacing
  }

  /// Objects a page; halved where an answer is larger than is taken.
  private static let pageSize = 500

  /// Lists once and ends; what fails is delivered too.
  package func list(_ deliver: Deliver) async {
    do throws(FetchError) { _ = try await listed(deliver) } catch {
      await deliver(error.code == .forbidden ? .forbidden(error) : .away(error))
    }
  }

  /// Lists, watches, and goes on until the task is cancelled or the kind is not served any more.
  package func run(_ deliver: Deliver) async {
    var version: UntrustedText?
    var failures = 0
    var streams = streamsLists
    while !Task.isCancelled {
      do throws(FetchError) {
        if version == nil, !streams { version = try await listed(deliver) }
        if failures > 0, version != nil { await deliver(.back) }
        try await watched(from: &version, deliver) { failures = 0 }
        failures = 0
        // Streams of many kinds end together; they need not begin together.
        try? await pacing.sleep(.milliseconds(Int64(pacing.chance() * 500)))
      } catch {
        switch error.code {
        case .cancelled: return
        case .notServed:
          await deliver(.notServed)
          return
        case .expired:
          version = nil
          failures += 1
          // The first time at once.
          if failures == 1 { continue }
        case .protocolViolation where version == nil && streams:
          // It does not know lists as streams after all.
          streams = false
          continue
        case .forbidden:
          // Who may list and not watch sees what the list says, now and then.
          await deliver(version == nil ? .forbidden(error) : .away(error))
          version = nil
          // Rights are given now and then.
          try? await pacing.sleep(.seconds(Int64(240 + pacing.chance() * 120)))
          continue
        default:
          failures += 1
          // One broken stream is no news; that it cannot be had again is.
          if failures > 1 || version == nil { await deliver(.away(error)) }
        }
        try? await pacing.sleep(pacing.pause(after: failures))
      }
    }
  }

  /// The media type of whole objects.
  package static let whole = "application/json"
  /// Of an object without what it says beside its metadata.
  package static let metadata = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"
  /// Of a list of such.
  private static let metadataList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"

  /// Servers that do not know metadata alone send the whole.
  private func accept(_ metadata: String) -> String {
    isMetadataOnly ? "\(metadata),\(KindFeed.whole)" : KindFeed.whole
  }

  /// Walks the list; returns the version that a watch goes on from.
  private func listed(_ deliver: Deliver) async throws(FetchError) -> UntrustedText {
    await deliver(.listing)
    var token: UntrustedText = ""
    var size = KindFeed.pageSize
    var version: UntrustedText = ""
    var restarts = 0
    while true {
      let rest: UntrustedText = token.isEmpty ? "" : "&continue=\(token.percentEncoded)"
      let page: Node
      do throws(FetchError) {
        page = try await client.json(
          HTTPRequest(.get, "\(kind.path)?limit=\(size)\(rest)", accept: accept(KindFeed.metadataList)))
      } catch {
        if error.code == .tooLarge, size > 1 {
          size /= 4
          continue
        }
        // The token has run out while the list was walked: from the beginning, what was delivered counts all the same.
        guard error.code == .expired, !token.isEmpty, restarts < 5 else { throw error }
        restarts += 1
        token = ""
        await deliver(.listing)
        continue
      }
      let metadata = page["metadata"]
      version = metadata?["resourceVersion"]?.text ?? version
      let objects = documents(in: page)
      if !objects.isEmpty { await deliver(.page(objects)) }
      token = metadata?["continue"]?.text ?? ""
      if Task.isCancelled { throw cancelled }
      if token.isEmpty { break }
    }
    guard !version.isEmpty else {
      throw FetchError(
        .protocolViolation, what: client.name, why: "its list of \(kind.name) has no resourceVersion",
        next: "it is asked again")
    }
    await deliver(.listed)
    return version
  }

  private func documents(in page: Node) -> [Document] {
    guard let items = page["items"], items.kind == .list else { return [] }
    return items.elements.filter { $0.kind == .map }.map(document)
  }

  /// An object with the kind that its list has: items do not say it themselves, and metadata alone says another.
  private func document(_ object: Node) -> Document {
    Document(object: object, list: ListContext(kind: "\(kind.kind)List", apiVersion: kind.apiVersion, item: 0))
  }

  /// Watches until the stream ends.
  /// - Parameters:
  ///   - version: the one to go on from, nil where the stream begins with the list; afterwards, also when it fails, the
  ///     last that was heard of.
  ///   - isAlive: called with each event.
  private func watched(
    from version: inout UntrustedText?, _ deliver: Deliver, _ isAlive: () -> Void
  ) async throws(FetchError) {
    let start = version
    let timeout = 300 + Int(pacing.chance() * 300)
    var query: UntrustedText = "watch=1&allowWatchBookmarks=true&timeoutSeconds=\(timeout)"
    if let start {
      query = "\(query)&resourceVersion=\(start.percentEncoded)"
    } else {
      query = "\(query)&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion="
    }
    let request = HTTPRequest(
      .get, "\(kind.path)?\(query)", accept: accept(KindFeed.metadata), patience: nil,
      silence: .seconds(timeout + 30), retries: 0)
    let stream = try await client.stream(request)
    defer { stream.cancel() }
    // Until a bookmark says that the list which the stream begins with is whole.
    var isListing = start == nil
    if isListing { await deliver(.listing) }
    var heard = start ?? ""
    // A list that is not whole is no place to go on from.
    defer { if !isListing { version = heard } }
    var values = JSONStream()
    while let bytes = try await stream.next() {
      if Task.isCancelled { throw cancelled }
      values.append(bytes)
      var changes: [ObjectChange] = []
      // What is not handed on has not been heard.
      var seen = heard
      while let event = try read(&values) {
        isAlive()
        let object = event["object"]
        if event["type"]?.equals("ERROR") == true {
          await send(changes, isListing, deliver)
          heard = seen
          throw failure(in: object)
        }
        guard let object, object.kind == .map else { continue }
        seen = object["metadata"]?["resourceVersion"]?.text ?? seen
        if event["type"]?.equals("BOOKMARK") == true {
          let marks = object["metadata"]?["annotations"]
          if isListing, marks?["k8s.io/initial-events-end"]?.equals("true") == true {
            await send(changes, isListing, deliver)
            changes = []
            isListing = false
            await deliver(.listed)
          }
          continue
        }
        changes.append(
          ObjectChange(isDeleted: event["type"]?.equals("DELETED") == true, object: document(object)))
      }
      await send(changes, isListing, deliver)
      heard = seen
    }
    if isListing {
      throw FetchError(
        .silent, what: client.name, why: "its stream of \(kind.name) ended before the list was whole",
        next: "it is asked again")
    }
  }

  private func send(_ changes: [ObjectChange], _ isListing: Bool, _ deliver: Deliver) async {
    if changes.isEmpty { return }
    await deliver(isListing ? .page(changes.map(\.object)) : .changed(changes))
  }

  private func read(_ values: inout JSONStream) throws(FetchError) -> Node? {
    do { return try values.next() } catch { throw client.unreadable(error) }
  }

  /// A `Status` inside of a stream whose head said success.
  private func failure(in status: Node?) -> FetchError {
    client.error(Int(status?["code"]?.integer ?? 500), said: status?["message"]?.text, path: kind.path)
  }

  private var cancelled: FetchError {
    FetchError(.cancelled, what: client.name, why: "it was given up", next: "")
  }
}

extension TransportTime {
  /// How long to wait before what failed so many times is tried again: with full jitter, below a bound that doubles from
  /// half a second to half a minute.
  package func pause(after failures: Int) -> Duration {
    let bound = min(30.0, 0.5 * Double(1 << min(failures, 10)))
    return .milliseconds(Int64(bound * (0.1 + 0.9 * chance()) * 1000))
  }
}
