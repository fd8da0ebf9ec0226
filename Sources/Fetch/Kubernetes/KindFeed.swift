package import Documents
import TextSafety

/// What a feed says of one kind of one cluster.
package enum FeedEvent: Sendable {
  /// A list begins. What it does not hold by its end is gone. One that broke off before begins anew by this.
  case listing
  /// Objects of the list, as they come.
  case page([Document])
  /// The list has ended: what was delivered is all there is, as of now; the server is not away.
  case listed
  /// What became of objects since. Within a list: what is gone of those that it named.
  case changed([ObjectChange])
  /// The server may not be asked for this kind, in its words.
  case forbidden(FetchError)
  /// The server does not have the kind, as it said thrice: the feed has ended.
  case notServed
  /// It fails now and is tried again; what was delivered is as of then.
  case away(FetchError)
  /// After `away`: the server answers again, and tells of what changed since what was delivered.
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
  var client: KubeClient
  /// Of each object its metadata is asked for alone. A server that sends more all the same has it thrown away here.
  let isMetadataOnly: Bool
  let pacing: TransportTime
  /// The server sends the list as the beginning of the watch (KEP-3157).
  let streamsLists: Bool
  /// What a list may come to, so that one without end does not fill the memory: objects and pages.
  var most = (objects: 1_000_000, pages: 20_000)

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

  /// Lists once and ends; what fails is delivered too.
  package func list(_ deliver: Deliver) async {
    var once = self
    once.client.isAskedOnce = true
    do throws(FetchError) { _ = try await once.listed(deliver) } catch {
      await deliver(error.code == .forbidden ? .forbidden(error) : .away(error))
    }
  }

  /// Lists, watches, and goes on until the task is cancelled or the kind is not served any more.
  package func run(_ deliver: Deliver) async {
    var course = Course(streams: streamsLists)
    while !Task.isCancelled {
      course.opened = nil
      do throws(FetchError) {
        if course.version == nil, !course.streamsNext {
          course.version = try await listed(deliver)
          course.hasListed(plainly: true)
        }
        try await watched(&course, deliver)
        let lasted = course.lasted(at: pacing.now())
        if course.heard || lasted >= Course.moment {
          course.failures = 0
          course.isDoubtful = false
          await back(&course, deliver)
          // Streams of many kinds end together; they need not begin together.
          try? await pacing.sleep(.milliseconds(Int64(pacing.chance() * 500)))
        } else {
          // Who ends at once what it has just begun does not say why: no news, but no hurry either.
          course.failures += 1
          try? await pacing.sleep(pacing.pause(after: course.failures))
        }
      } catch {
        if Task.isCancelled || error.code == .cancelled { return }
        guard let pause = await failed(error, &course, deliver) else { return }
        try? await pacing.sleep(pause)
      }
    }
  }

  /// After so many answers in a row that the server does not have the kind, it has not.
  private static let absences = 3

  /// Takes in what failed, and tells it where it is news.
  /// - Returns: how long to wait; nil where the feed is over.
  private func failed(_ error: FetchError, _ course: inout Course, _ deliver: Deliver) async -> Duration? {
    course.settle(at: pacing.now())
    if error.code != .notServed { course.absences = 0 }
    if course.version == nil, course.streamsNext, error.code != .refused {
      // It may not know lists as streams, or not be able to give them; one may be allowed to list and not to watch.
      course.isPlainNext = true
      switch error.code {
      case .protocolViolation, .tooLarge, .notServed, .expired, .forbidden: return .zero
      default:
        course.failures += 1
        return pacing.pause(after: course.failures)
      }
    }
    course.isPlainNext = false
    switch error.code {
    case .notServed:
      course.absences += 1
      if course.absences >= Self.absences {
        await deliver(.notServed)
        return nil
      }
      await away(error, &course, deliver)
      return .milliseconds(Int64(8000 + pacing.chance() * 4000))
    case .expired:
      course.failures += 1
      if course.version == nil, course.failures > 1 { await away(error, &course, deliver) }
      course.version = nil
      // The first time at once.
      return course.failures == 1 ? .zero : pacing.pause(after: course.failures)
    case .forbidden:
      // Who may list and not watch sees what the list says, now and then.
      if course.version == nil {
        course.isAway = false
        await deliver(.forbidden(error))
      } else {
        await away(error, &course, deliver)
      }
      course.version = nil
      return seldom
    case .tooLarge where course.version == nil:
      await away(error, &course, deliver)
      return seldom
    default:
      course.failures += 1
      // One broken stream is no news; that it cannot be had again is.
      if course.failures > 1 || course.version == nil { await away(error, &course, deliver) }
      // Perhaps it cannot be had from there.
      if [.protocolViolation, .tooLarge].contains(error.code), course.failures.isMultiple(of: 8) {
        course.version = nil
      }
      return pacing.pause(after: course.failures)
    }
  }

  /// Rights are given now and then, and clusters cleared up.
  private var seldom: Duration { .seconds(Int64(240 + pacing.chance() * 120)) }

  private func away(_ error: FetchError, _ course: inout Course, _ deliver: Deliver) async {
    course.isAway = true
    await deliver(.away(error))
  }

  /// Tells that the server is there again, where it was away.
  func back(_ course: inout Course, _ deliver: Deliver) async {
    guard course.isAway, course.version != nil else { return }
    course.isAway = false
    await deliver(.back)
  }

  /// An object with the kind that its list has: items do not say it themselves, and metadata alone says another.
  func document(_ object: Node) -> Document {
    Document(object: object, list: ListContext(kind: "\(kind.kind)List", apiVersion: kind.apiVersion, item: 0))
  }

  func violation(_ why: UntrustedText) -> FetchError {
    FetchError(.protocolViolation, what: client.name, why: why, next: client.again)
  }

  var cancelled: FetchError { FetchError(.cancelled, what: client.name, why: "it was given up", next: "") }
}

extension KindFeed {
  /// How it has gone so far.
  struct Course {
    /// What a stream lasts that was one.
    static let moment = Duration.seconds(1)
    /// What a stream lasts whose error inside is the first in a row.
    static let stretch = Duration.seconds(30)

    /// Where a watch goes on from; nil where it needs a list first.
    var version: UntrustedText?
    /// In a row. A stream that lasted, or told of something, ends the row.
    var failures = 0
    /// Answers in a row that the server does not have the kind.
    var absences = 0
    /// Lists are asked for as streams.
    var streams: Bool
    /// The last stream of a list failed: the next is asked for in pages.
    var isPlainNext = false
    /// `.away` was delivered, and nothing since that ends it.
    var isAway = false
    /// The last stream said itself that something fails: that the next one begins means nothing yet.
    var isDoubtful = false

    // Of the stream that is or was open.
    var opened: Duration?
    /// It told of something.
    var heard = false
    /// It ended by saying what fails, or by what cannot be read.
    var saidError = false

    init(streams: Bool) { self.streams = streams }

    var streamsNext: Bool { streams && !isPlainNext }

    func lasted(at now: Duration) -> Duration { opened.map { now - $0 } ?? .zero }

    mutating func opens(at now: Duration) {
      opened = now
      heard = false
      saidError = false
      if !isDoubtful { absences = 0 }
    }

    /// A list is whole. What was had in pages once is had so from then on.
    mutating func hasListed(plainly: Bool) {
      if plainly { streams = false }
      isPlainNext = false
      absences = 0
      isAway = false
    }

    /// Ends the row of failures where the stream that has just failed was a good one.
    mutating func settle(at now: Duration) {
      guard opened != nil else { return }
      isDoubtful = saidError
      let lasted = lasted(at: now)
      if saidError ? lasted >= Self.stretch : heard || lasted >= Self.moment { failures = 0 }
    }
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
