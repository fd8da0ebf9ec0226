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
      tellStart(index)
      let client = KubeClient(source.http, context.endpoint, name: source.name)
      let warnings = context.told
      let name = source.name
      let cluster = LiveCluster(client, by: judge, pacing: source.pacing) { [board] progress in
        board.tell(
          SourceProgress(cluster: name, unit: "objects", done: progress.objects, all: nil), of: index)
      } show: { [weak self] snapshot in
        var snapshot = snapshot
        snapshot.notices += warnings
        await self?.take(snapshot, of: index)
      }
      readings[index].live = cluster
      readings[index].following = Task { await cluster.run() }
    }
  }

  /// Shows a cluster as it is now.
  private func take(_ snapshot: LiveSnapshot, of index: Int) async {
    guard snapshot.objects > 0 || snapshot.away == nil else {
      // Nothing was ever heard: what an earlier session found stays as it was.
      readings[index].isReading = false
      readings[index].isAway = true
      readings[index].notices = [snapshot.away].compactMap { $0 } + snapshot.notices
      board.tell(nil, of: index)
      return board.tell(.data(revision: view.revision))
    }
    let earlier = view.data.parts.first { $0.summary.id == readings[index].cluster }
    let (name, now, limits) = (readings[index].source.name, now, configuration.settings.limits)
    let scan = await Work.run {
      ScanTable(
        ScanResult(snapshot, name: name, limits: limits, at: now), after: earlier?.table ?? .empty,
        readAt: earlier?.summary.observedAt ?? 0)
    }
    readings[index].isReading = !snapshot.isSettled
    if snapshot.isSettled { board.tell(nil, of: index) }
    readings[index].isAway = snapshot.away != nil
    readings[index].notices = [snapshot.away].compactMap { $0 } + scan.result.notices
    let part = replace(index, with: scan)
    guard snapshot.isSettled else { return }
    let isFirst = readings[index].unkept == nil && readings[index].keeper == nil
    readings[index].unkept = (scan, part)
    keepSoon(index, isFirst ? .zero : LocalSession.keeping)
  }

  /// Keeps what is shown of a followed cluster now and then: it may change many times a minute.
  private func keepSoon(_ index: Int, _ pause: Duration) {
    guard readings[index].keeper == nil else { return }
    readings[index].keeper = Task { [weak self] in
      try? await Task.sleep(for: pause)
      if !Task.isCancelled { await self?.keepNow(index) }
    }
  }

  private func keepNow(_ index: Int) {
    guard let (scan, part) = readings[index].unkept else { return }
    keep(scan, of: index, as: part)
    readings[index].unkept = nil
    readings[index].keeper = nil
    // The next one waits its turn.
    readings[index].keeper = Task { [weak self] in
      try? await Task.sleep(for: LocalSession.keeping)
      if !Task.isCancelled { await self?.rest(index) }
    }
  }

  private func rest(_ index: Int) {
    readings[index].keeper = nil
    if readings[index].unkept != nil { keepNow(index) }
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
