import Dashboard
import Hardening
import Session
import TextSafety

extension FakeFleet {
  private func group(of row: FindingRow, _ grouping: OutlineRequest.Grouping) -> FindingsGroup {
    let value: UntrustedText =
      switch grouping {
      case .check: UntrustedText(row.check.name)
      case .namespace: row.namespace
      case .workload: row.subject
      case .image: ""
      case .area: UntrustedText(row.area.short)
      case .severity: UntrustedText(row.severity.rawValue)
      case .cluster: row.cluster
      }
    let isLocal = [.namespace, .workload].contains(grouping)
    if grouping == .cluster {
      return FindingsGroup(
        id: FindingsGroup.ID(.cluster, cluster: row.id.cluster, value: row.id.cluster), title: value, cluster: "",
        counts: SeverityCounts(), open: 0, acknowledged: 0, suppressed: 0, new: 0, isUnfolded: false)
    }
    return FindingsGroup(
      id: FindingsGroup.ID(grouping, cluster: isLocal ? row.id.cluster : "", value: value), title: value,
      cluster: isLocal ? row.cluster : "", counts: SeverityCounts(), open: 0, acknowledged: 0, suppressed: 0, new: 0,
      isUnfolded: false)
  }

  func members(_ id: FindingsGroup.ID, _ request: FindingsRequest) throws(SessionError) -> FindingsPage {
    let rows = try selected(request).shown.filter { group(of: $0, id.grouping).id == id }
    return FindingsPage(
      revision: revision, total: rows.count, offset: 0, rows: rows, anchor: nil, counts: SeverityCounts(),
      hidden: .init(), hasData: true)
  }

  func outline(_ request: OutlineRequest) throws(SessionError) -> FindingsOutline {
    let (shown, left) = try selected(request.findings)
    var groups: [FindingsGroup] = []
    var rows: [FindingsGroup.ID: [FindingRow]] = [:]
    for row in shown {
      let made = group(of: row, request.grouping)
      let place =
        groups.firstIndex { $0.id == made.id }
        ?? {
          groups.append(made)
          return groups.count - 1
        }()
      rows[made.id, default: []].append(row)
      groups[place].counts[row.severity] += 1
      groups[place].isUnfolded = request.unfolded.contains(made.id)
      switch row.state {
      case .open, .resurfaced: groups[place].open += 1
      case .acknowledged: groups[place].acknowledged += 1
      case .suppressed, .resolved: groups[place].suppressed += 1
      }
      if row.isNew { groups[place].new += 1 }
    }
    let lines = groups.flatMap { group in
      [OutlineLine.group(group)] + (group.isUnfolded ? rows[group.id] ?? [] : []).map { .finding($0) }
    }
    var anchor = request.anchor.flatMap { id in lines.firstIndex { $0.id == id } }
    if anchor == nil, case .finding(let key)? = request.anchor, let row = shown.first(where: { $0.id == key }) {
      anchor = lines.firstIndex { $0.group?.id == group(of: row, request.grouping).id }
    }
    let window = request.findings.window
    let centre = anchor ?? min(window.index, max(0, lines.count - 1))
    let start = max(0, centre - window.before)
    let end = min(lines.count, centre + window.after + 1)
    var counts = SeverityCounts()
    for row in shown { counts[row.severity] += 1 }
    var hidden = FindingsPage.Hidden()
    hidden.suppressed = left
    let page = FindingsPage(
      revision: revision, total: lines.count, offset: start, rows: [], anchor: anchor, counts: counts, hidden: hidden,
      hasData: true)
    return FindingsOutline(
      page, lines: Array(lines[start..<max(start, end)]), findings: shown.count, groups: groups.count)
  }
}

extension FakeFleet {
  func patches(_ keys: [FindingKey]) throws(SessionError) -> [FindingPatch] {
    let found = keys.compactMap { key in rows.first { $0.row.id == key }?.row }
    return found.map { row in
      let isLine = row.severity > .medium
      return FindingPatch(
        id: row.id, title: "\(row.check.name) on \(row.subject) (\(row.cluster))",
        text: "Set `privileged` to false.",
        kubectl: isLine ? "kubectl patch deployment.apps -n payments api --type strategic -p '{\"spec\":{}}'" : nil,
        yaml: row.severity > .low ? ["# fields to change; null takes one away", "spec:", "  privileged: false"] : [])
    }
  }

  mutating func write(_ request: WriteRequest) throws(SessionError) -> WriteReceipt {
    if files.contains(request.path), !request.replaces {
      let notice = Notice(what: request.path, why: "it is there already", next: "name another", costsCoverage: false)
      throw SessionError(.exists, notice)
    }
    files.insert(request.path)
    return WriteReceipt(path: request.path, bytes: 1234)
  }
}
