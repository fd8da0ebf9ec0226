import Documents
import Fetch
import Foundation
import Hardening
import Session
import Store
import TextSafety

/// Clusters that are followed: what they say is shown as it comes.
extension LocalSession {
  /// How long what is shown may be ahead of what is kept.
  private static let keeping = Duration.seconds(60)

  /// Begins to follow a context. What is followed already and answers needs no other beginning.
  func follow(_ index: Int, _ source: ContextSource) {
    readings[index].isWanted = false
    guard readings[index].following == nil || readings[index].isAway else { return }
    readings[index].following?.cancel()
    switch source.context {
    case .failure(let error):
      readings[index].isAway = true
      readings[index].notices = [Notice(error)]
      board.tell(.data(revision: view.revision))
    case .success(let context):
      readings[index].isReading = true
      readings[index].beginnings += 1
      let beginning = readings[index].beginnings
      tellStart(index)
      let client = source.client(of: context)
      let warnings = context.told
      let name = source.name
      let cluster = LiveCluster(client, by: judge, pacing: source.pacing) { [board] objects in
        board.tell(
          SourceProgress(cluster: name, unit: "objects", done: objects, all: nil), of: index)
      } show: { [weak self] snapshot in
        var snapshot = snapshot
        snapshot.notices += warnings
        await self?.take(snapshot, of: index, since: beginning)
      }
      readings[index].live = cluster
      readings[index].following = Task { await cluster.run() }
    }
  }

  /// Shows a cluster as it is now.
  /// - Parameter beginning: which of those that followed it; only the last counts.
  private func take(_ snapshot: LiveSnapshot, of index: Int, since beginning: Int) async {
    guard beginning == readings[index].beginnings else { return }
    guard snapshot.objects > 0 || snapshot.away == nil else {
      // Nothing was ever heard: what an earlier session found stays as it was.
      readings[index].isReading = false
      readings[index].isAway = true
      readings[index].memo = nil
      readings[index].kinds = snapshot.kinds
      readings[index].notices = [snapshot.away].compactMap { $0 } + snapshot.notices
      board.tell(nil, of: index)
      return board.tell(.data(revision: view.revision))
    }
    let earlier = view.data.parts.first { $0.summary.id == readings[index].cluster }
    let (name, now, limits) = (readings[index].source.name, now, configuration.settings.limits)
    let memo = readings[index].memo
    let scan = await Work.run {
      ScanTable(
        ScanResult(snapshot, name: name, limits: limits, at: now), after: earlier?.table ?? .empty,
        readAt: earlier?.summary.observedAt ?? 0,
        followed: (snapshot.changed == nil ? nil : memo, snapshot.changed ?? []))
    }
    guard beginning == readings[index].beginnings else { return }
    readings[index].memo = scan.memo
    readings[index].kinds = snapshot.kinds
    readings[index].isReading = !snapshot.isSettled
    if snapshot.isSettled { board.tell(nil, of: index) }
    readings[index].isAway = snapshot.away != nil
    readings[index].isFollowed = snapshot.away == nil && snapshot.isSettled
    readings[index].notices = [snapshot.away].compactMap { $0 } + scan.result.notices
    let part = replace(index, with: scan)
    guard snapshot.isSettled else { return }
    readings[index].unkept = (scan, part)
    keep(index, after: .zero)
  }

  /// Keeps what is shown of a followed cluster, at once and then no more than once a minute: it may change many times.
  private func keep(_ index: Int, after pause: Duration) {
    guard readings[index].keeper == nil else { return }
    readings[index].keeper = Task { [weak self] in
      try? await Task.sleep(for: pause)
      if !Task.isCancelled { await self?.keepNow(index) }
    }
  }

  private func keepNow(_ index: Int) {
    readings[index].keeper = nil
    guard let (scan, part) = readings[index].unkept else { return }
    keep(scan, of: index, as: part)
    readings[index].unkept = nil
    // The next one waits its turn.
    keep(index, after: LocalSession.keeping)
  }

  /// Stops following, and hands on what is not kept yet.
  func stopFollowing() {
    for index in readings.indices {
      readings[index].following?.cancel()
      readings[index].keeper?.cancel()
      if let (scan, part) = readings[index].unkept { keep(scan, of: index, as: part) }
      readings[index].unkept = nil
    }
  }
}

extension ScanResult {
  /// A live cluster as it is known at a moment.
  /// - Parameter now: seconds since 1970.
  init(_ live: LiveSnapshot, name: UntrustedText, limits: Limits, at now: Int64) {
    self.init(
      live.assessment, files: [], cluster: name.parsed { $0 } ?? "", objects: live.objects, notices: live.notices,
      limits: limits, observedAt: now, judgedAt: now, source: .context, version: live.version)
  }
}
