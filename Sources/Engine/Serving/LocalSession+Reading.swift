import Checks
import Foundation
import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  /// Starts to read all sources.
  package func refresh() throws(SessionError) {
    for index in readings.indices {
      if case .context(let source) = readings[index].source {
        follow(index, source)
        continue
      }
      readings[index].isWanted = true
      if !readings[index].isReading { tellStart(index) }
    }
    readNext()
  }

  /// As many at once as there are processors: more would only be in each other's way.
  private static let most = max(1, ProcessInfo.processInfo.activeProcessorCount)

  func readNext() {
    while readings.count(where: { $0.isReading && $0.live == nil }) < LocalSession.most,
      let index = readings.firstIndex(where: { $0.isWanted && !$0.isReading })
    {
      read(index)
    }
  }

  private func read(_ index: Int) {
    guard case .files(let source) = readings[index].source else { return }
    readings[index].isWanted = false
    readings[index].isReading = true
    let options = ScanOptions(
      cluster: source.isNamed ? source.name : nil, fallbackName: source.name, limits: configuration.settings.limits,
      plan: plan)
    let (clock, board) = (configuration.clock, board)
    let earlier = view.data.parts.first { $0.summary.id == readings[index].cluster }
    tellStart(index)
    Task { [weak self] in
      let scan = await LocalSession.scan(source, options, after: earlier, clock) { progress in
        board.tell(progress, of: index)
      }
      await self?.finish(index, scan)
    }
  }

  func tellStart(_ index: Int) {
    let (name, kind) = (readings[index].source.name, readings[index].source.kind)
    board.tell(
      SourceProgress(
        cluster: name, unit: kind == .file ? "files" : "objects", done: 0, all: nil), of: index)
  }

  private static func scan(
    _ source: FileSource, _ options: ScanOptions, after earlier: FleetPart?, _ clock: @escaping @Sendable () -> Date,
    _ tell: @escaping @Sendable (SourceProgress) -> Void
  ) async -> ScanTable {
    await Work.run {
      var last = ContinuousClock.now
      let result = Scan.run(paths: source.paths, options: options, now: clock()) { progress in
        let now = ContinuousClock.now
        guard now - last > .milliseconds(100) else { return }
        last = now
        tell(
          SourceProgress(
            cluster: UntrustedText(source.name), unit: "files", done: progress.files, all: progress.allFiles))
      }
      return ScanTable(result, after: earlier?.table ?? .empty, readAt: earlier?.summary.observedAt ?? 0)
    }
  }

  private func finish(_ index: Int, _ scan: ScanTable) {
    readings[index].isReading = false
    if !readings[index].isWanted { board.tell(nil, of: index) }
    readings[index].notices = scan.result.notices
    defer { readNext() }
    let old = readings[index].cluster
    // Where nothing at all could be read, what an earlier reading found stays as it was.
    if scan.result.objects == 0, scan.result.isPartial, view.data.parts.contains(where: { $0.summary.id == old }) {
      readings[index].isAway = true
      return board.tell(.data(revision: view.revision))
    }
    readings[index].isAway = scan.result.objects == 0 && scan.result.isPartial
    keep(scan, of: index, as: replace(index, with: scan))
  }

  /// Shows what was read of a source in place of what was known of it.
  func replace(_ index: Int, with scan: ScanTable) -> FleetPart {
    let old = readings[index].cluster
    readings[index].objects = scan.result.objects
    readings[index].lastRead = scan.result.cluster.observedAt
    var summary = scan.result.cluster
    setApart(&summary, claims: scan.result.claimsIdentity, of: index)
    readings[index].cluster = summary.id
    let part = FleetPart(summary: summary, table: scan.table, details: DetailsPlace(scan))
    show(FleetView(view.data.replacing(old, with: part), context(), revision: view.revision + 1))
    return part
  }

  /// Two captures of one cluster are shown side by side. The one that it was read from before has the cluster's id, and
  /// with it its decisions, else the first source that was named, whichever is read first; the others are called after
  /// their sources. So is what only says that it is a cluster.
  private func setApart(_ summary: inout ClusterSummary, claims: Bool, of index: Int) {
    let id = summary.id
    let source = readings[index].source
    if claims, let origin = origin(of: id, claimedBy: index), !source.mayClaim(origin) {
      call(&summary, after: index)
      readings[index].ownID = summary.id
      if !readings.contains(where: { $0.source.isAt(origin.location) }) {
        tell(.claim(of: source.shown, origin, option: "--from ", rest: "=\(source.shown)"))
      }
      return
    }
    readings[index].ownID = id
    if readings[..<index].contains(where: { $0.ownID == id }) {
      call(&summary, after: index)
    } else {
      // What was read before its turn gives the id back, and is read again under its own.
      for later in readings.indices where later > index && readings[later].cluster == id {
        readings[later].cluster = readings[later].source.idApart(from: id) { origins[$0] }
        if let live = readings[later].live { Task { await live.showAgain() } } else { readings[later].isWanted = true }
      }
    }
  }

  private func call(_ summary: inout ClusterSummary, after index: Int) {
    let source = readings[index].source
    summary.id = source.idApart(from: summary.id) { origins[$0] }
    summary.name = source.name
  }

  /// Where a cluster was read from before this session, or in it where a source called itself something else before.
  private func origin(of id: UntrustedText, claimedBy index: Int) -> ClusterOrigin? {
    if let known = origins[id] { return known }
    let before = readings[index].ownID
    guard !before.isEmpty, before != id,
      let other = readings.indices.first(where: { $0 != index && readings[$0].cluster == id }),
      let part = view.data.parts.first(where: { $0.summary.id == id })
    else { return nil }
    return ClusterOrigin(name: part.summary.name, location: readings[other].source.location)
  }
}
