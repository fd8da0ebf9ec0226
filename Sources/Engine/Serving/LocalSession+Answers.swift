import Checks
import Export
import Foundation
package import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package func fleet() throws(SessionError) -> FleetSnapshot {
    let view = current
    var clusters: [FleetSnapshot.Cluster] = []
    for (index, source) in readings.enumerated() {
      let state = state(of: index)
      guard let part = view.data.parts.firstIndex(where: { $0.summary.id == source.cluster }) else {
        clusters.append(FleetSnapshot.Cluster(unread: source, state: state))
        continue
      }
      clusters.append(view.cluster(part, state))
    }
    for (part, content) in view.data.parts.enumerated()
    where !readings.contains(where: { $0.cluster == content.summary.id }) {
      clusters.append(view.cluster(part, .current))
    }
    let grouping = view.context.grouping
    for index in clusters.indices {
      let summary = clusters[index].summary
      clusters[index].groups = grouping.groups(of: summary.name, id: summary.id)
      clusters[index].environment = grouping.environment(of: summary.name, id: summary.id)
      clusters[index].history = pastDays(of: summary.id)
    }
    clusters.sort { ($0.summary.name, $0.summary.id) < ($1.summary.name, $1.summary.id) }
    var fleet = FleetSnapshot(
      revision: view.revision, clusters: clusters, lastVisit: view.context.lastVisit, today: today)
    fleet.environments = grouping.environments.map(\.name)
    return fleet
  }

  private func state(of index: Int) -> SourceState {
    if let progress = board.progress(of: index) { return .reading(progress) }
    let source = readings[index]
    if source.isAway, let notice = source.notices.first(where: \.costsCoverage) { return .away(notice) }
    if source.lastRead == nil { return .neverRead }
    return source.isFollowed ? .followed : .current
  }

  package func sources() throws(SessionError) -> SourcesSnapshot {
    let all = readings.enumerated().map { index, source in
      SourcesSnapshot.Source(
        cluster: source.source.name, kind: source.source.kind, location: source.source.shown,
        state: state(of: index), lastRead: source.lastRead, objects: source.objects, notices: source.notices,
        kinds: source.kinds)
    }
    return SourcesSnapshot(revision: view.revision, sources: all + kept, notices: stateNotices)
  }

  package nonisolated func findings(_ request: FindingsRequest) async throws(SessionError) -> FindingsPage {
    let query = try Query(request.query, within: request.within)
    let view = await current
    board.isUsed = true
    let selection = try view.selection(query, request.order, request.states, viewer(of: view))
    let anchor = request.window.anchor.flatMap { view.data.place(of: $0) }
    let index = anchor.flatMap { place in
      selection.index(of: UInt32(view.data.bases[place.part] + place.row))
    }
    let range = selection.range(request.window, around: index)
    return FindingsPage(
      revision: view.revision, total: selection.rows.count, offset: range.lowerBound,
      rows: selection.rows[range].map { view.row($0) }, anchor: index, counts: selection.counts,
      hidden: selection.hidden, hasData: !view.data.parts.isEmpty)
  }

  package nonisolated func finding(_ key: FindingKey) async throws(SessionError) -> FindingDetail {
    let view = await current
    guard let (part, row) = view.data.place(of: key) else { throw .gone }
    let table = view.data.parts[part].table
    let info = view.data.infos[part][Int(table.check[row])]
    var finding: Finding
    do { finding = try view.finding(part, row) } catch { throw SessionError(.storage, error.notice) }
    let kubectl = KubectlLine.mend(finding.remediation, of: finding.subject.object)
    finding.remediation.text = KubectlLine.text(of: finding.remediation, for: finding.subject.object)
    let folded = (0..<table.count).filter { other in
      table.head[other] != FindingTable.none && table.heads(of: other).last == row
    }
    return FindingDetail(
      key: key, finding: finding, title: info.title, documentation: info.documentation,
      equivalents: info.equivalents, folded: folded.map { view.row(part, $0) },
      decisions: view.context.triage.history(of: view.data.triageSubject(part, row), groups: view.context.groups),
      kubectl: kubectl.map { UntrustedText($0.description) })
  }
}

extension SessionError {
  static let gone = SessionError(
    .gone, Notice(what: "finding", why: "it is not there any more", next: "go back to the list", costsCoverage: false))
}

extension FleetView {
  /// A cluster with what decisions make of it.
  fileprivate func cluster(_ part: Int, _ state: SourceState) -> FleetSnapshot.Cluster {
    var summary = data.parts[part].summary
    summary.areas = states[part].areas
    var cluster = FleetSnapshot.Cluster(
      summary: summary, open: states[part].open, worst: states[part].worst, acknowledged: states[part].acknowledged,
      suppressed: states[part].suppressed, new: states[part].new, state: state)
    cluster.suppressedByArea = states[part].suppressedByArea.filter { $0.value > 0 }
    return cluster
  }
}

extension FleetSnapshot.Cluster {
  /// A cluster of which nothing is known yet but its name.
  fileprivate init(unread source: LocalSession.ReadSource, state: SourceState) {
    self.init(
      summary: ClusterSummary(
        id: source.cluster, name: source.source.name, version: "", source: source.source.kind, observedAt: 0,
        complete: false, areas: Area.allCases.map { AreaSummary(area: $0) }, workloads: 0),
      open: SeverityCounts(), acknowledged: 0, suppressed: 0, new: 0, state: state)
  }
}
