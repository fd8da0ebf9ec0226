import Foundation
import Hardening
import Session
import Store
import Synchronization
import TextSafety

/// What is kept from session to session. The cache is a convenience: where it cannot be had, the session says so once
/// and does without.
extension LocalSession {
  /// What the cache has of the sources, shown before anything is read.
  func load() {
    guard let cache else { return }
    do { origins = try cache.origins() } catch { return error.code == .damaged ? renewCache() : fail(error) }
    var data = view.data
    for (index, found) in LocalSession.earlier(of: readings.map(\.source), in: cache).enumerated() {
      do throws(StoreError) {
        guard let cached = try found.get() else { continue }
        readings[index].cluster = cached.summary.id
        let source = readings[index].source
        let own = cached.summary.id.droppingSuffix(" (\(source.name))" as UntrustedText)
        readings[index].ownID = own.flatMap { source.mayClaim(origins[$0]) ? $0 : nil } ?? cached.summary.id
        readings[index].objects = cached.objects
        readings[index].notices = cached.notices
        readings[index].lastRead = cached.summary.observedAt
        let part = FleetPart(
          summary: cached.summary, table: cached.table,
          details: DetailsPlace(CachedDetails(cache: cache, cluster: cached.summary.id)))
        data = data.replacing(cached.summary.id, with: part)
      } catch {
        if error.code == .damaged { renewCache() } else { fail(error) }
        break
      }
    }
    if configuration.includesKept { addKept(from: cache, to: &data) }
    guard !data.parts.isEmpty else { return }
    show(FleetView(data, context(), revision: view.revision + 1))
  }

  /// What was read of each source before, looked up side by side: a person waits for it.
  private static func earlier(of sources: [ReadOrigin], in cache: Cache) -> [Result<CachedCluster?, StoreError>] {
    let found = Mutex([Result<CachedCluster?, StoreError>](repeating: .success(nil), count: sources.count))
    DispatchQueue.concurrentPerform(iterations: sources.count) { index in
      let result = Result { () throws(StoreError) in try earlier(of: sources[index], in: cache) }
      found.withLock { $0[index] = result }
    }
    return found.withLock { $0 }
  }

  /// What was read of a source before, or of a part of it.
  private static func earlier(of source: ReadOrigin, in cache: Cache) throws(StoreError) -> CachedCluster? {
    if let cached = try cache.cluster(at: source.location) { return cached }
    let id: UntrustedText = "files:\(source.name)"
    guard let location = try cache.location(of: id), source.mayReplace(location, of: id) else { return nil }
    return try cache.cluster(id)
  }

  /// Whether a cluster is kept, or what is kept of it is left alone: then the session says so, once.
  private func mayKeep(_ part: FleetPart, isCapture: Bool, from source: ReadOrigin, in cache: Cache) -> Bool {
    let id = part.summary.id
    do {
      guard let location = try cache.location(of: id),
        !source.mayReplace(location, of: id, isCapture: isCapture)
      else {
        unkept.remove(id)
        return true
      }
      unkept.insert(id)
      tell(
        Notice(
          what: "cache", why: "cluster \(part.summary.name) is kept as read from \(FileSource.shown(location))",
          next: "what is read here is not kept: open that too, or give this one a name with --from NAME=PATH",
          costsCoverage: false))
      return false
    } catch {
      // The cache will say so once more when it is written to.
      return true
    }
  }

  /// Adds the clusters that no source of this session is about.
  private func addKept(from cache: Cache, to data: inout FleetData) {
    do {
      for cached in try cache.clusters() where !data.parts.contains(where: { $0.summary.id == cached.summary.id }) {
        let summary = cached.summary
        kept.append(
          SourcesSnapshot.Source(
            cluster: summary.name, kind: summary.source, location: FileSource.shown(cached.location), state: .current,
            lastRead: summary.observedAt, objects: cached.objects, notices: cached.notices))
        let part = FleetPart(
          summary: summary, table: cached.table,
          details: DetailsPlace(CachedDetails(cache: cache, cluster: summary.id)))
        data = data.replacing(summary.id, with: part)
      }
    } catch { fail(error) }
  }

  /// Keeps what a scan found, on a thread of its own; its memory is given back when that is done.
  func keep(_ scan: ScanTable, of index: Int, as part: FleetPart) {
    guard let cache,
      mayKeep(part, isCapture: scan.result.isCapture, from: readings[index].source, in: cache)
    else { return }
    let location = readings[index].source.location
    let counts = dailyCounts(of: part)
    // In their order, whichever source they are of: what had a cluster's id for a moment must not be what stays.
    let previous = Array(saves.values)
    let held = Held(scan)
    let save = Task { [weak self] in
      for save in previous { await save.value }
      if let self, await self.readings[index].cluster != part.summary.id { return held.letGo() }
      let error = await Work.run { () -> StoreError? in
        guard let scan = held.scan else { return nil }
        do throws(StoreError) {
          _ = try cache.save(scan.reading(part.summary, location: location))
          try cache.note(counts, of: part.summary.id)
        } catch { return error }
        part.details.move(to: CachedDetails(cache: cache, cluster: part.summary.id))
        return nil
      }
      if let error, let scan = held.scan {
        await self?.failedToKeep(scan, of: index, as: part, in: cache, error)
      } else {
        await Work.run {
          held.letGo()
          Heap.giveBack()
        }
      }
    }
    saves[index] = save
  }

  /// A cache that is damaged is made anew, and gets what it was to keep; without a cache the scan keeps its details.
  private func failedToKeep(_ scan: ScanTable, of index: Int, as part: FleetPart, in old: Cache, _ error: StoreError) {
    guard error.code == .damaged else { return fail(error) }
    if cache === old { renewCache() }
    // Once more, not again and again.
    if cache !== old, !hasRenewedCache {
      hasRenewedCache = true
      keep(scan, of: index, as: part)
      // What other clusters had there is to be read again.
      for other in readings.indices where other != index { readings[other].isWanted = true }
      readNext()
    } else {
      fail(error)
    }
  }

  /// Sets a cache aside that turned out to be damaged after it was opened.
  private func renewCache() {
    cache = nil
    do {
      let (opened, notice) = try Cache.renew(in: configuration.state, now: now, why: "it is damaged")
      cache = opened
      tell(notice)
    } catch { fail(error) }
  }

  /// Says once that something is not kept.
  private func fail(_ error: StoreError) {
    cache = nil
    var notice = error.notice
    notice.next = "\(notice.next); until then nothing is kept but decisions"
    tell(notice)
  }

  func tell(_ notice: Notice) {
    guard !stateNotices.contains(notice) else { return }
    stateNotices.append(notice)
    board.tell(.notice(notice))
  }

  /// What a cluster comes to today.
  private func dailyCounts(of part: FleetPart) -> [DailyCount] {
    guard let index = view.data.parts.firstIndex(where: { $0.table === part.table }) else { return [] }
    let day = today
    let open = view.states[index].openByArea
    return view.states[index].areas.map { summary in
      DailyCount(
        day: day, area: summary.area, open: open[summary.area] ?? [0, 0, 0, 0, 0], tally: summary.tally)
    }
  }

  /// Days since 1970 where the person is.
  var today: Int64 {
    let date = configuration.clock()
    return (Int64(date.timeIntervalSince1970) + Int64(configuration.zone.secondsFromGMT(for: date))) / 86_400
  }

  /// The days before today, read once: they do not change any more.
  func pastDays(of cluster: UntrustedText) -> [AreaDay] {
    let today = today
    if past == nil || past?.today != today {
      past = (today, [:])
      // What is wrong with a cache that cannot say is told when something is kept.
      let days = try? cache?.days(from: today - FleetSnapshot.memory)
      past?.days = (days ?? [:]).mapValues { days in
        days.filter { $0.day < today }.map {
          AreaDay(day: $0.day, area: $0.area, open: $0.open.reduce(0, +), tally: $0.tally)
        }
      }
    }
    return past?.days[cluster] ?? []
  }

  /// Waits until what was read is kept.
  package func keepAll() async {
    // A save that fails may begin another one.
    var awaited: [Int: Task<Void, Never>] = [:]
    while awaited != saves {
      awaited = saves
      for save in awaited.values { await save.value }
    }
  }

  /// Notes that a person was here, and what the day comes to; waits for what is being written, but not for ever.
  func leave(_ patience: Duration) async {
    let (ends, end) = AsyncStream.makeStream(of: Bool.self)
    Task {
      await keepAll()
      end.yield(true)
      end.finish()
    }
    let wait = Task {
      try? await Task.sleep(for: patience)
      end.finish()
    }
    var isKept = false
    for await kept in ends { isKept = kept }
    wait.cancel()
    guard let cache else { return }
    do throws(StoreError) {
      let kept = view.data.parts.filter { !unkept.contains($0.summary.id) }
      for part in kept { try cache.note(dailyCounts(of: part), of: part.summary.id) }
      let times = kept.map { ($0.summary.id, $0.summary.observedAt) }
      try cache.note(readings: Dictionary(times) { first, _ in first })
      if board.isUsed { try cache.noteVisit(at: now) }
    } catch { fail(error) }
    // What is still being written would have to be waited for.
    if isKept { cache.close() }
  }
}

/// A scan until it is kept. A million findings take a while to be taken apart; the allocator is told only after that.
private final class Held: Sendable {
  private let content: Mutex<ScanTable?>

  init(_ scan: ScanTable) { content = Mutex(scan) }

  var scan: ScanTable? { content.withLock { $0 } }

  func letGo() { content.withLock { $0 = nil } }
}

/// Work that takes its time and blocks: on a thread of its own, so that nobody's answer waits for it.
enum Work {
  static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: body()) }
      // As much as the main thread has: documents are nested, and so are their readers.
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}
