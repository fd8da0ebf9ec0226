import Checks
package import Foundation
import Hardening
package import Session
package import Store
import TextSafety

/// The session over what this process reads itself: files for now.
///
/// It answers at once with what it has, reads in the background, and tells of what is new. Requests work on a snapshot
/// (`FleetView`) and wait for nobody; decisions go one after the other, and are on disk before they are seen.
package actor LocalSession: Session {
  /// What a session is made of.
  package struct Configuration: Sendable {
    package var sources: [FileSource]
    /// Clusters that are followed while the session is open.
    package var contexts: [ContextSource]
    package var settings: Settings
    package var state: StateFolder
    /// The time.
    package var clock: @Sendable () -> Date
    /// Where the person is, for days.
    package var zone: TimeZone
    /// Clusters that the cache has from earlier readings are shown beside the sources, as they were.
    package var includesKept: Bool
    /// What other processes decide shows at once, not only when something is decided here.
    package var watches = true

    package init(
      sources: [FileSource], contexts: [ContextSource] = [], settings: Settings, state: StateFolder,
      clock: @escaping @Sendable () -> Date = { Date() }, zone: TimeZone = .current, includesKept: Bool = false
    ) {
      self.sources = sources
      self.contexts = contexts
      self.settings = settings
      self.state = state
      self.clock = clock
      self.zone = zone
      self.includesKept = includesKept
    }
  }

  let configuration: Configuration
  let plan: CheckPlan
  let judge: Judge
  let log: DecisionLog
  nonisolated let board = SessionBoard()

  /// nil where it cannot be had.
  var cache: Cache?
  var hasRenewedCache = false
  /// Clusters that the cache has from other folders, which are left as they are.
  var unkept: Set<UntrustedText> = []
  /// What clusters were called and where they were read from when the session began, by their ids.
  var origins: [UntrustedText: ClusterOrigin] = [:]
  /// What areas came to before today, and when that was asked for.
  var past: (today: Int64, days: [UntrustedText: [AreaDay]])?
  /// What is being written of each source.
  var saves: [Int: Task<Void, Never>] = [:]

  var view: FleetView
  var readings: [ReadSource]
  /// What was last asked about objects and others, with the reading that it is of.
  var related: [Related] = []
  /// What is shown from the cache alone.
  var kept: [SourcesSnapshot.Source] = []
  /// Acts of this session that may be undone, and undos that may be taken back; each a person's one act.
  var undoable: [[ULID]] = []
  var redoable: [[ULID]] = []

  /// A source and what came of reading it.
  struct ReadSource {
    let source: ReadOrigin
    var cluster: UntrustedText
    /// The id that its objects give the cluster, which other sources may share; empty until it is known. That of another
    /// cluster where the objects' word does not count.
    var ownID: UntrustedText = ""
    var objects = 0
    var notices: [Notice] = []
    var lastRead: Int64?
    var isReading = false
    /// Nothing at all could be read the last time: what is shown is from earlier, if anything.
    var isAway = false
    /// What is shown is what there is now: it is told of each change.
    var isFollowed = false
    /// Of a server, what is read of it.
    var kinds: [SourcesSnapshot.Kind] = []
    /// To be read as soon as there is room.
    var isWanted = false
    /// What need not be worked out again of a cluster that is followed.
    var memo: ScanMemo?
    /// A cluster that is followed.
    var live: LiveCluster?
    var following: Task<Void, Never>?
    /// How often that was begun.
    var beginnings = 0
    /// What is shown of it and not in the cache yet, and what will put it there.
    var unkept: (scan: ScanTable, part: FleetPart)?
    var keeper: Task<Void, Never>?

    init(_ source: ReadOrigin) {
      self.source = source
      cluster = "files:\(source.name)"
    }
  }

  /// Opens a session: decisions are read, sources begin to be. Throws where the state cannot be kept as promised.
  package static func open(_ configuration: Configuration) async throws(SessionError) -> LocalSession {
    let session = try LocalSession(configuration)
    await session.load()
    if configuration.watches { await session.watch() }
    await session.awaitEnd()
    try await session.refresh()
    return session
  }

  private init(_ configuration: Configuration) throws(SessionError) {
    self.configuration = configuration
    plan = configuration.settings.plan()
    judge = Judge(Registry.all, plan)
    log = DecisionLog(in: configuration.state)
    let batch: DecisionLog.Batch
    do {
      try configuration.state.requireLocks()
      batch = try log.read()
    } catch { throw SessionError(.storage, error.notice) }
    let now = Int64(configuration.clock().timeIntervalSince1970)
    var notices = batch.notices
    do { notices += try FilterFile(in: configuration.state).read().notices } catch { notices.append(error.notice) }
    var lastVisit: Int64?
    // Who has nothing to keep makes no folder to keep it in.
    if !configuration.sources.isEmpty || !configuration.contexts.isEmpty
      || FileManager.default.fileExists(atPath: configuration.state.cache)
    {
      do throws(StoreError) {
        let opened = try LocalSession.openCache(in: configuration.state, now: now)
        (cache, lastVisit) = (opened.cache, opened.lastVisit)
        notices += opened.notices
      } catch { notices.append(error.notice) }
    }
    let context = PartStates.Context(
      triage: Triage(batch.decisions), groups: [:], grouping: configuration.settings.grouping, now: now,
      lastVisit: lastVisit)
    let checks = Dictionary(uniqueKeysWithValues: plan.infos.map { ($0.id, $0) })
    view = FleetView(FleetData([], checks: checks), context, revision: 1)
    readings =
      configuration.sources.map { ReadSource(.files($0)) } + configuration.contexts.map { ReadSource(.context($0)) }
    stateNotices = notices
  }

  /// Opens the cache and asks it for the last visit; one that cannot say that is as damaged as one that does not open.
  private static func openCache(
    in state: StateFolder, now: Int64
  ) throws(StoreError) -> (cache: Cache, lastVisit: Int64?, notices: [Notice]) {
    let (opened, notices) = try Cache.open(in: state, now: now)
    do throws(StoreError) { return (opened, try opened.lastVisit(before: now), notices) } catch {
      guard error.code == .damaged else { throw error }
      let (renewed, notice) = try Cache.renew(in: state, now: now, why: error.why)
      return (renewed, nil, notices + [notice])
    }
  }

  /// What is to be said of the state folder.
  var stateNotices: [Notice]
  /// When the next act ends, and who waits for it.
  private var nextEnd: Int64?
  private var alarm: Task<Void, Never>?
  private var folderWatch: FolderWatch?

  /// Seconds since 1970.
  var now: Int64 { Int64(configuration.clock().timeIntervalSince1970) }

  package nonisolated func changes() -> AsyncStream<SessionChange> { board.changes() }

  /// Shows another snapshot and says so.
  func show(_ view: FleetView) {
    self.view = view
    board.tell(.data(revision: view.revision))
    awaitEnd()
  }

  /// The snapshot of now: acts that have ended meanwhile count no longer.
  var current: FleetView {
    if let nextEnd, nextEnd <= now { show(FleetView(view.data, context(), revision: view.revision + 1)) }
    return view
  }

  /// What states depend on, as of now.
  func context() -> PartStates.Context {
    var context = view.context
    context.now = now
    return context
  }

  /// Sees to it that the end of the next act is noticed when it comes, also when nobody asks.
  private func awaitEnd() {
    let end = view.context.triage.nextEnd(after: view.context.now)
    if end == nextEnd { return }
    nextEnd = end
    alarm?.cancel()
    guard let end else { return }
    let wait = Duration.seconds(max(1, end - now))
    alarm = Task { [weak self] in
      try? await Task.sleep(for: wait)
      if !Task.isCancelled { _ = await self?.current }
    }
  }

  /// Wakes when another process decides something.
  private func watch() {
    folderWatch = FolderWatch(configuration.state, names: ["decisions.jsonl"]) { [weak self] _ in
      Task { [weak self] in await self?.readOthers() }
    }
  }

  /// Takes in what other processes decided.
  func readOthers() {
    do throws(StoreError) { take(try log.read()) } catch { tell(error.notice) }
  }

  /// Ends the session: what is being written is, and streams of changes end.
  /// - Parameter patience: how long to wait for the disk; what is not kept by then is read again the next time.
  package func close(patience: Duration) async {
    alarm?.cancel()
    folderWatch?.stop()
    stopFollowing()
    await leave(patience)
    board.close()
  }
}
