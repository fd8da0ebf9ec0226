import Checks
import Documents
import Fetch
import Foundation
import Hardening
import Inventory
import Session
import TextSafety

/// A cluster that is read from its server and followed. What changes is judged as it comes; what is to be shown is
/// handed on in snapshots, never more often than they cost.
///
/// Until every kind has been listed, objects are taken in and judged whole now and then, so that the first findings are
/// there within a second. From then on each change judges what its facts touch.
actor LiveCluster {
  typealias Show = @Sendable (LiveSnapshot) async -> Void
  /// How many objects the first reading has come to.
  typealias Tell = @Sendable (Int) -> Void

  private let client: KubeClient
  private let judge: Judge
  private let pacing: TransportTime
  private let show: Show
  private let tell: Tell

  private var objects = LiveObjects()
  private var statuses: [WatchedKind: KindStatus] = [:]
  private var version: KubeVersion?
  /// While kinds are listed for the first time.
  private var loading = Inventory(Completeness(.live))
  /// From then on.
  private var assessment: Assessment?
  /// What is to be taken into it, by object: of several changes to one the last.
  private var updates: [ObjectReference: Assessment.Update] = [:]
  /// What was taken into it since it was last shown.
  private var changed: Set<ObjectReference> = []
  /// Kinds were listed, refused or lost since all was judged by what is complete.
  private var hasNewCompleteness = false
  private var away: FetchError?
  private var feeds: [WatchedKind: Task<Void, Never>] = [:]
  private var served: [WatchedKind: ServedKind] = [:]
  private var rediscovery: AsyncStream<Void>.Continuation?
  private var publishing: Task<Void, Never>?
  private var waiting: Task<Void?, Never>?
  private var isDirty = false
  private var cost: Duration = .zero
  /// When something was last shown.
  private var shownAt: ContinuousClock.Instant?

  init(
    _ client: KubeClient, by judge: Judge, pacing: TransportTime = .system, tell: @escaping Tell, show: @escaping Show
  ) {
    (self.client, self.judge, self.pacing, self.show, self.tell) = (client, judge, pacing, show, tell)
  }

  /// Reads and follows until the task is cancelled.
  func run() async {
    let (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    rediscovery = wish
    wish.yield()
    var failures = 0
    for await _ in wishes {
      do throws(FetchError) {
        for (kind, served) in try await discover() { follow(kind, served) }
        if failures > 0 { answered() }
        failures = hasUnfollowed ? failures + 1 : 0
      } catch {
        if error.code == .cancelled { break }
        failures += 1
        isAway(error)
        try? await pacing.sleep(pacing.pause(after: failures))
        wish.yield()
        continue
      }
      // Definitions come in groups.
      try? await pacing.sleep(.seconds(2))
      if failures > 0 {
        // What the server did not say this time it may say the next.
        try? await pacing.sleep(pacing.pause(after: failures + 2))
        wish.yield()
      }
    }
    for feed in feeds.values { feed.cancel() }
    publishing?.cancel()
  }

  /// Kinds that should be there and that nobody can be asked for.
  private var hasUnfollowed: Bool {
    statuses.contains { kind, status in
      if case .away = status { feeds[kind] == nil } else { false }
    }
  }

  /// Reads once, and says what there is. Throws where the server says nothing at all.
  func read() async throws(FetchError) -> LiveSnapshot {
    let served = try await discover()
    let client = client
    await withTaskGroup(of: Void.self) { group in
      for (kind, served) in served {
        let feed = KindFeed(served, client, isMetadataOnly: kind.isMetadataOnly, pacing: pacing)
        group.addTask { [self] in await feed.list { await take($0, of: kind) } }
      }
    }
    publishing?.cancel()
    return snapshot()
  }

  /// Asks what the server has of what is read, and is not followed yet.
  private func discover() async throws(FetchError) -> [(WatchedKind, ServedKind)] {
    version = try await client.version()
    let discovery = try await Discovery.of(client, kinds: WatchedKind.names)
    loading.serverVersion = version.map { ServerVersion(major: $0.major, minor: $0.minor) }
    var served: [(WatchedKind, ServedKind)] = []
    for kind in WatchedKind.all where feeds[kind] == nil {
      let (found, status) = kind.served(by: discovery)
      guard let found else {
        lacks(kind, status)
        continue
      }
      // What was read before stays as it was until its list is there.
      if case .away(_, wasRead: true) = statuses[kind] {} else { set(status, of: kind) }
      self.served[kind] = found
      served.append((kind, found))
    }
    return served
  }

  /// A kind that the server does not serve now has no objects, unless it only fails to say so.
  private func lacks(_ kind: WatchedKind, _ status: KindStatus) {
    switch status {
    case .away(let error, _): set(.away(error, wasRead: statuses[kind]?.isComplete ?? false), of: kind)
    default:
      for gone in objects.removeAll(of: kind) { remove(gone) }
      set(status, of: kind)
    }
  }

  private func follow(_ kind: WatchedKind, _ served: ServedKind) {
    // On by default since Kubernetes 1.34; who does not know it says so, and is asked in the old way.
    let streams = version.map { $0.major > 1 || $0.minor >= 34 } ?? false
    let feed = KindFeed(served, client, isMetadataOnly: kind.isMetadataOnly, streamsLists: streams, pacing: pacing)
    feeds[kind] = Task { await feed.run { [weak self] in await self?.take($0, of: kind) } }
  }

  /// A definition came or went: kinds may be served that were not.
  private func noteDefinition(_ object: ObjectReference) {
    guard object.kind == "CustomResourceDefinition", case .current = statuses[.definitions],
      WatchedKind.groups.contains(where: { !$0.isEmpty && object.name.droppingSuffix(".\($0)" as UntrustedText) != nil }
      )
    else { return }
    rediscovery?.yield()
  }

  // MARK: What feeds say

  private func take(_ event: FeedEvent, of kind: WatchedKind) async {
    switch event {
    case .listing:
      objects.beginList(of: kind)
      if case .waiting = statuses[kind] { statuses[kind] = .listing }
    case .page(let documents):
      for document in documents { if let object = objects.take(document, of: kind) { put(object) } }
      tellProgress()
      publishSoon()
    case .listed:
      for gone in objects.endList(of: kind) { remove(gone) }
      set(.current, of: kind)
      answered()
    case .changed(let changes):
      for change in changes {
        if change.isDeleted {
          if let gone = objects.remove(change.object, of: kind) { remove(gone) }
        } else if let object = objects.take(change.object, of: kind) {
          put(object)
        }
      }
      answered()
      publishSoon()
    case .forbidden(let error): set(.forbidden(error), of: kind)
    case .notServed:
      // Whether it is so says what the server has; a proxy may have answered.
      feeds[kind] = nil
      let error = FetchError(.notServed, what: kind.name, why: "the server has it no more", next: "it is asked again")
      set(.away(error, wasRead: statuses[kind]?.isComplete ?? false), of: kind)
      rediscovery?.yield()
    case .away(let error):
      set(.away(error, wasRead: statuses[kind]?.isComplete ?? false), of: kind)
      if error.isOfServer { isAway(error) }
    case .back:
      set(.current, of: kind)
      answered()
    }
  }

  private func set(_ status: KindStatus, of kind: WatchedKind) {
    let wasComplete = statuses[kind]?.isComplete ?? false
    statuses[kind] = status
    if status.isComplete != wasComplete || !status.isComplete { hasNewCompleteness = true }
    publishSoon()
  }

  private func put(_ object: DecodedObject) {
    if assessment == nil { loading.load(object) } else { updates[object.reference] = .upsert(object) }
    noteDefinition(object.reference)
  }

  private func remove(_ object: ObjectReference) {
    if assessment == nil { _ = loading.remove(object) } else { updates[object] = .remove(object) }
  }

  /// Judges what changed since the last time.
  private func takeUpdates() {
    guard !updates.isEmpty else { return }
    assessment?.apply(updates.values)
    changed.formUnion(updates.keys)
    updates = [:]
  }

  private func tellProgress() {
    guard assessment == nil else { return }
    tell(objects.count)
  }

  /// The server does not answer: everything is as of when it last did.
  private func isAway(_ error: FetchError) {
    let isNew = away?.why != error.why
    away = error
    if isNew { publishSoon() }
  }

  private func answered() {
    // A kind that fails by itself is no server that is away.
    let isSilent = statuses.values.contains { if case .away(let error, _) = $0 { error.isOfServer } else { false } }
    guard away != nil, !isSilent else { return }
    away = nil
    publishSoon()
  }

  // MARK: What is shown

  private var isSettled: Bool { statuses.values.allSatisfy(\.isSettled) }

  /// Shows what changed, soon: what comes within the same moment is one snapshot, and showing takes a third of the time
  /// at most. Who changes after a rest is shown at once. While everything is read for the first time all is judged each
  /// time, so it is shown early, and then seldom.
  private func publishSoon() {
    isDirty = true
    guard publishing == nil else {
      // Who waits for a part of the whole waits no longer when it is there.
      if isSettled, assessment == nil { waiting?.cancel() }
      return
    }
    let rested = shownAt.map { .now - $0 } ?? .zero
    let pause: Duration =
      if assessment != nil || isSettled {
        max(.milliseconds(80), cost * 2 - rested)
      } else if shownAt == nil {
        .milliseconds(200)
      } else {
        max(.seconds(2), cost * 10)
      }
    let wait = Task { [pacing] in try? await pacing.sleep(pause) }
    waiting = wait
    publishing = Task {
      _ = await wait.value
      if !Task.isCancelled { await publish() }
    }
  }

  /// Shows what is known once more: the session calls the cluster something else now.
  func showAgain() { publishSoon() }

  private func publish() async {
    isDirty = false
    let start = ContinuousClock.now
    // Nothing is known yet: no findings are no good news.
    if objects.count > 0 || away != nil || isSettled {
      await show(snapshot())
      shownAt = .now
      cost = .now - start
    }
    publishing = nil
    if isDirty { publishSoon() }
  }

  private var kinds: [SourcesSnapshot.Kind] {
    WatchedKind.all.compactMap { kind in
      statuses[kind].map { SourcesSnapshot.Kind(kind.name, $0.shown, objects: objects.count(of: kind)) }
    }
  }

  private func snapshot() -> LiveSnapshot {
    let completeness = Completeness(live: statuses)
    let shown: Assessment
    let isNew = assessment == nil
    takeUpdates()
    if let known = assessment {
      if hasNewCompleteness { assessment?.set(completeness) }
      objects.prune(to: known.inventory)
      shown = assessment ?? known
    } else {
      var inventory = loading
      inventory.completeness = completeness
      inventory.assembleAll()
      var judged = Assessment(inventory, by: judge)
      if isSettled { judged.shareEvidence() }
      shown = judged
      if isSettled {
        assessment = shown
        loading = Inventory(Completeness(.live))
      }
    }
    hasNewCompleteness = false
    defer { changed = [] }
    return LiveSnapshot(
      assessment: shown, changed: isNew ? nil : changed, version: version?.text ?? "", objects: objects.count,
      notices: LiveSnapshot.notices(statuses) + objects.told(), kinds: kinds, isSettled: isSettled,
      away: away.map { Notice($0) })
  }

  /// What is known of the cluster now, for questions about single objects, and what could not be read.
  func inventory() -> (inventory: Inventory, lacks: [Notice]) {
    let lacks = LiveSnapshot.notices(statuses)
    takeUpdates()
    if let assessment { return (assessment.inventory, lacks) }
    var inventory = loading
    inventory.completeness = Completeness(live: statuses)
    inventory.assembleAll()
    return (inventory, lacks)
  }

  /// An object as the server has it now, for people to read: JSON of the whole, without what servers keep beside it and
  /// without values of Secrets.
  func text(of object: ObjectReference) async throws(FetchError) -> [UntrustedText] {
    guard let served = served.first(where: { $0.key.group == object.group && $0.key.kind == object.kind })?.value else {
      throw FetchError(
        .notServed, what: object.text, why: "the server has no such kind", next: "look at it in the source of it")
    }
    let isSecret = object.kind == "Secret"
    let node = try await client.json(
      HTTPRequest(
        .get, served.path(to: object.name, in: object.namespace),
        accept: isSecret ? KindFeed.metadata : KindFeed.whole))
    return ObjectText.lines(of: node, isSecret: isSecret)
  }
}

extension FetchError {
  /// It concerns the server as a whole, not what was asked for.
  fileprivate var isOfServer: Bool {
    switch code {
    case .forbidden, .notServed, .expired, .protocolViolation, .tooLarge: false
    default: true
    }
  }
}
