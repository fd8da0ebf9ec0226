import Foundation
import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  package nonisolated func namespaces(
    _ request: NamespacesRequest
  ) async throws(SessionError) -> NamespacesSnapshot {
    let query = try Query(request.query, within: request.within)
    let view = await current
    var all: [NamespacesSnapshot.Namespace] = []
    for part in view.data.parts.indices {
      do { all += try view.namespaces(of: part, query, viewer(of: view)) } catch {
        throw SessionError(.storage, error.notice)
      }
    }
    return NamespacesSnapshot(revision: view.revision, namespaces: all)
  }

  /// Who asks, as of now.
  nonisolated func viewer(of view: FleetView) -> ColumnQuery.Viewer {
    ColumnQuery.Viewer(
      now: Int64(configuration.clock().timeIntervalSince1970), zone: configuration.zone,
      lastVisit: view.context.lastVisit, grouping: view.context.grouping, triage: view.context.triage,
      groups: view.context.groups)
  }
}

extension Query {
  init(_ text: UntrustedText, within: UntrustedText) throws(SessionError) {
    do throws(QueryError) {
      self = try Query(parsing: text)
      self.within = try Query(parsing: within).terms
    } catch { throw SessionError(.query, error.notice) }
  }
}

extension FleetView {
  /// The namespaces of one cluster.
  fileprivate func namespaces(
    of part: Int, _ query: Query, _ viewer: ColumnQuery.Viewer
  ) throws(StoreError) -> [NamespacesSnapshot.Namespace] {
    let summary = data.parts[part].summary
    let table = data.parts[part].table
    var entries = try data.parts[part].details.counts(data.checks).entries
    var sums: [UntrustedText: NamespacesSnapshot.Namespace] = [:]
    let selected = query.isEmpty ? nil : ColumnQuery(query, part, of: data, viewer).selected(states[part])
    var hits: Set<UntrustedText> = []
    // Namespaces by their number: a text is made once for each, not for each finding.
    let scopes = Set(table.subjects.scopes)
    let names = Dictionary(uniqueKeysWithValues: scopes.map { ($0, table.subjects.texts[$0]) })
    for name in names.values where entries[name] == nil { entries[name] = NamespaceCounts.Entry() }
    for (name, entry) in entries {
      let areas = zip(Area.allCases, entry.tallies).map { AreaSummary(area: $0, tally: $1) }
      sums[name] = NamespacesSnapshot.Namespace(
        cluster: summary, name: name, workloads: entry.workloads, areas: areas)
      sums[name]?.controls = entry.controls
    }
    for row in 0..<table.count {
      guard let name = names[table.subjects.scopes[Int(table.subject[row])]] else { continue }
      let state = states[part].state(of: row)
      let severity = table.severity(of: row)
      if table.flags[row].contains(.judged) {
        let area = data.infos[part][Int(table.check[row])].area
        sums[name]?.areas[area.rawValue - 1].tally.add(.fail, severity, suppressed: state == .suppressed)
      }
      if let selected, !selected[row] { continue }
      hits.insert(name)
      guard table.head[row] == FindingTable.none, table.managedBy(of: row) == .you else { continue }
      switch state {
      case .open, .resurfaced:
        sums[name]?.open[severity] += 1
        if let visit = context.lastVisit, severity > .info, Int64(table.firstSeen[row]) > visit { sums[name]?.new += 1 }
      case .acknowledged: sums[name]?.acknowledged += 1
      case .suppressed: sums[name]?.suppressed += 1
      case .resolved: break
      }
    }
    return sums.values.filter { namespace in
      let place = Query.Place(
        cluster: summary.name, clusterID: summary.id,
        groups: context.grouping.groups(of: summary.name, id: summary.id),
        environment: context.grouping.environment(of: summary.name, id: summary.id), namespace: namespace.name)
      return query.holds(for: place) && (!query.asksMore(than: place) || hits.contains(namespace.name))
    }.sorted { $0.name < $1.name }
  }
}
