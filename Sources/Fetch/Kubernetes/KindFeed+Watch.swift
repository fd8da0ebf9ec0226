import Documents
import TextSafety

/// Watches, and lists as their beginnings.
extension KindFeed {
  private enum Event {
    case change(ObjectChange)
    /// How far the server is; `isEnd` where the list that the stream began with is whole.
    case bookmark(isEnd: Bool)
  }

  /// What is read of a stream.
  private struct Reading {
    var values = JSONStream()
    /// Until a bookmark says that the list which the stream begins with is whole.
    var isListing: Bool
    /// The objects of that list so far.
    var objects = 0
    /// What was read and is not handed on yet, and its version.
    var changes: [ObjectChange] = []
    var seen: UntrustedText

    init(from start: UntrustedText?) {
      isListing = start == nil
      seen = start ?? ""
    }
  }

  /// Watches from where the course is until the stream ends; from its beginning with the list where it is nowhere.
  /// Afterwards, also where it fails, the course is where it was heard of last.
  func watched(_ course: inout Course, _ deliver: Deliver) async throws(FetchError) {
    let timeout = 300 + Int(pacing.chance() * 300)
    let stream = try await client.stream(request(from: course.version, timeout), time: pacing)
    defer { stream.cancel() }
    course.opens(at: pacing.now())
    var reading = Reading(from: course.version)
    if reading.isListing { await deliver(.listing) }
    if !course.isDoubtful { await back(&course, deliver) }
    while let bytes = try await stream.next() {
      if Task.isCancelled { throw cancelled }
      reading.values.append(bytes)
      do throws(FetchError) {
        try await take(&reading, &course, stream.redaction, deliver)
      } catch {
        // What is whole counts, whatever follows it.
        course.saidError = true
        await handOn(&reading, &course, deliver)
        throw error
      }
      await handOn(&reading, &course, deliver)
    }
    if reading.isListing {
      throw FetchError(
        .silent, what: client.name, why: "its stream of \(kind.name) ended before the list was whole",
        next: client.again)
    }
  }

  private func request(from version: UntrustedText?, _ timeout: Int) -> HTTPRequest {
    let start: UntrustedText =
      version.map { "resourceVersion=\($0.percentEncoded)" }
      ?? "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion="
    return HTTPRequest(
      .get, "\(kind.path)?watch=1&allowWatchBookmarks=true&timeoutSeconds=\(timeout)&\(start)",
      accept: accept(Self.metadata), patience: nil, silence: .seconds(timeout + 30), headTime: .seconds(30),
      retries: 0)
  }

  /// Takes in all events that are whole.
  private func take(
    _ reading: inout Reading, _ course: inout Course, _ redaction: Redaction, _ deliver: Deliver
  ) async throws(FetchError) {
    while let value = try next(&reading.values) {
      let event = try event(value, redaction)
      course.heard = true
      course.isDoubtful = false
      await back(&course, deliver)
      reading.seen = value["object"]?["metadata"]?["resourceVersion"]?.text ?? reading.seen
      switch event {
      case .change(let change):
        reading.changes.append(change)
        if reading.isListing {
          reading.objects += 1
          try hold(reading.objects)
        }
      case .bookmark(isEnd: true) where reading.isListing:
        guard !reading.seen.isEmpty else { throw violation("its list of \(kind.name) has no resourceVersion") }
        await handOn(&reading, &course, deliver)
        reading.isListing = false
        course.hasListed(plainly: false)
        await deliver(.listed)
      case .bookmark: break
      }
    }
  }

  /// Delivers what was read. A list that is not whole is no place to go on from.
  private func handOn(_ reading: inout Reading, _ course: inout Course, _ deliver: Deliver) async {
    let changes = reading.changes
    reading.changes = []
    if reading.isListing {
      for part in changes.chunked() {
        await deliver(part.first?.isDeleted == true ? .changed(part) : .page(part.map(\.object)))
      }
    } else {
      if !changes.isEmpty { await deliver(.changed(changes)) }
      course.version = reading.seen
    }
  }

  private func next(_ values: inout JSONStream) throws(FetchError) -> Node? {
    do { return try values.next() } catch { throw client.unreadable(error) }
  }

  private func event(_ value: Node, _ redaction: Redaction) throws(FetchError) -> Event {
    let object = value["object"]
    let type = value["type"]
    if type?.equals("ERROR") == true {
      // A `Status` inside of a stream whose head said success.
      throw client.error(
        Int(object?["code"]?.integer ?? 500), said: object?["message"]?.text, redaction, path: kind.path)
    }
    guard let object, object.kind == .map else { throw violation("its stream of \(kind.name) holds what is no event") }
    if type?.equals("BOOKMARK") == true {
      let mark = object["metadata"]?["annotations"]?["k8s.io/initial-events-end"]
      return .bookmark(isEnd: mark?.equals("true") == true)
    }
    let isDeleted = type?.equals("DELETED") == true
    guard isDeleted || type?.equals("ADDED") == true || type?.equals("MODIFIED") == true else {
      throw violation("its stream of \(kind.name) holds events of an unknown type")
    }
    return .change(ObjectChange(isDeleted: isDeleted, object: document(isMetadataOnly ? try bare(object) : object)))
  }
}

extension [ObjectChange] {
  /// In runs of deletions and of others.
  fileprivate func chunked() -> [[ObjectChange]] {
    var runs: [[ObjectChange]] = []
    for change in self {
      if runs.last?.last?.isDeleted == change.isDeleted {
        runs[runs.count - 1].append(change)
      } else {
        runs.append([change])
      }
    }
    return runs
  }
}
