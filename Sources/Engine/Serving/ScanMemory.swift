import Foundation
package import Hardening
package import Store
import TextSafety

/// The state folder as `scan` uses it: what was seen and decided before goes into the report, what was found into the
/// cache. It is a convenience: where it cannot be had, a notice says so, and the scan is what it would be without.
package final class ScanMemory {
  private let state: StateFolder
  private let settings: Settings
  private let source: ReadOrigin
  private let usesCache: Bool
  private var cache: Cache?
  private var scan: ScanTable?
  private var notices: [Notice] = []

  /// - Parameters:
  ///   - cluster: the name that was given; nil takes that of the paths.
  ///   - usesCache: what was found is kept, and how long it is there is known.
  package init(paths: [String], cluster: String?, state: StateFolder, settings: Settings, usesCache: Bool) {
    self.state = state
    self.settings = settings
    source = .files(
      FileSource(name: cluster ?? ClusterName.of(paths: paths), isNamed: cluster != nil, paths: paths))
    // What comes through a pipe has no name of its own: another stream would take its place.
    self.usesCache = usesCache && (cluster != nil || !paths.contains("-"))
  }

  /// - Parameter context: the live cluster that was read.
  package init(_ context: ContextSource, state: StateFolder, settings: Settings, usesCache: Bool) {
    self.state = state
    self.settings = settings
    self.usesCache = usesCache
    source = .context(context)
  }

  /// The result with the states and ages that its findings have by what was decided and seen before.
  package func recall(_ result: ScanResult) -> ScanResult {
    var result = result
    result.grouping = settings.grouping
    let now = result.judgedAt
    var triage = Triage()
    do throws(StoreError) {
      try state.requireLocks()
      let batch = try DecisionLog(in: state).read()
      triage = Triage(batch.decisions)
      notices += batch.notices
    } catch { add(error, "decisions are not honoured") }
    var earlier: CachedCluster?
    var lastVisit: Int64?
    if !usesCache, !triage.isEmpty, result.claimsIdentity, FileManager.default.fileExists(atPath: state.cache) {
      // Decisions are not for whoever calls itself so. A cache that cannot be had remembers nobody.
      if let origins = try? Cache.open(in: state, now: now).cache.origins() { result = checked(result, origins) }
    }
    if usesCache, result.objects > 0 {
      do throws(StoreError) {
        let (opened, more) = try Cache.open(in: state, now: now)
        notices += more
        result = checked(result, try opened.origins())
        lastVisit = try opened.lastVisit(before: now)
        earlier = try opened.cluster(result.cluster.id)
        cache = opened
      } catch { add(error, "nothing is kept") }
    }
    if let known = earlier, !source.mayReplace(known.location, of: result.cluster.id, isCapture: result.isCapture) {
      cache = nil
      notices.append(
        Notice(
          what: "cache",
          why: "cluster \(result.cluster.name) is kept as read from \(FileSource.shown(known.location))",
          next: "this scan is not kept: scan that too, or give this one a name with --cluster", costsCoverage: false))
      earlier = nil
    } else if let known = earlier, known.summary.observedAt > result.cluster.observedAt {
      // What is older, as a capture may be, is no news of what became of findings.
      cache = nil
      notices.append(
        Notice(
          what: "cache", why: "cluster \(result.cluster.name) was read later than this was captured",
          next: "this scan is not kept", costsCoverage: false))
      earlier = nil
    }
    if cache == nil, triage.isEmpty { return result }
    let scan = ScanTable(result, after: earlier?.table ?? .empty, readAt: earlier?.summary.observedAt ?? 0)
    if cache != nil { self.scan = scan }
    let context = PartStates.Context(
      triage: triage, groups: [:], grouping: settings.grouping, now: now, lastVisit: lastVisit)
    return result.after(ScanPast(scan, context))
  }

  /// The result, as another cluster's where its files say that they are of one that was read from elsewhere.
  private func checked(_ result: ScanResult, _ origins: [UntrustedText: ClusterOrigin]) -> ScanResult {
    guard result.claimsIdentity, let origin = origins[result.cluster.id], !source.mayClaim(origin) else {
      return result
    }
    notices.append(.claim(of: source.shown, origin, option: "--cluster "))
    return result.setApart(
      source.idApart(from: result.cluster.id) { origins[$0] }, name: source.name)
  }

  /// Keeps what the scan found.
  package func keep() {
    guard let cache, let scan else { return }
    do throws(StoreError) {
      _ = try cache.save(scan.reading(scan.result.cluster, location: source.location))
      try cache.note(readings: [scan.result.cluster.id: scan.result.cluster.observedAt])
    } catch { add(error, "nothing is kept") }
  }

  private func add(_ error: StoreError, _ consequence: UntrustedText) {
    var notice = error.notice
    notice.next = "\(consequence); \(notice.next)"
    notices.append(notice)
  }

  /// What could not be used, and why, since the last time.
  package func takeNotices() -> [Notice] {
    defer { notices = [] }
    return notices
  }
}
