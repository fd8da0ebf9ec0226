import Hardening
import Session
import Store
import TextSafety

/// What a query selects, gathered into groups: counts and places of rows, some bytes for each.
struct FleetOutline: Sendable {
  private struct Counts {
    var severities = SeverityCounts()
    var open = 0
    var acknowledged = 0
    var suppressed = 0
    var new = 0
  }

  private let groups: FleetGroups
  private let counts: [Counts]
  /// Numbers of the groups that have findings, first to last.
  private let order: [UInt32]
  /// Rows of the fleet, group by group as they are numbered, each in the order of the selection.
  private let rows: [UInt32]
  /// Where each group begins in `rows`; one more at the end.
  private let starts: [Int]
  private let selection: FleetSelection

  init(_ selection: FleetSelection, _ groups: FleetGroups, isStandard: Bool, of view: FleetView) {
    let data = view.data
    var counts = [Counts](repeating: Counts(), count: groups.groups.count)
    var first = [Int](repeating: Int.max, count: groups.groups.count)
    var numbers = [UInt32](repeating: 0, count: selection.rows.count)
    for (place, number) in selection.rows.enumerated() {
      let (part, row) = data.place(of: number)
      let table = data.parts[part].table
      let group = groups.number(part, row, table)
      numbers[place] = UInt32(group)
      if first[group] == Int.max { first[group] = place }
      counts[group].severities[table.severity(of: row)] += 1
      switch view.states[part].state(of: row) {
      case .open, .resurfaced:
        counts[group].open += 1
        if let visit = view.context.lastVisit, Int64(table.firstSeen[row]) > visit { counts[group].new += 1 }
      case .acknowledged: counts[group].acknowledged += 1
      case .suppressed: counts[group].suppressed += 1
      case .resolved: break
      }
    }
    var starts = [Int](repeating: 0, count: counts.count + 1)
    for group in counts.indices { starts[group + 1] = starts[group] + counts[group].severities.total }
    var next = starts
    rows = [UInt32](unsafeUninitializedCapacity: numbers.count) { buffer, filled in
      for (place, group) in numbers.enumerated() {
        buffer[next[Int(group)]] = selection.rows[place]
        next[Int(group)] += 1
      }
      filled = numbers.count
    }
    let present = counts.indices.filter { counts[$0].severities.total > 0 }.map { UInt32($0) }
    order = present.sorted { a, b in
      let (a, b) = (Int(a), Int(b))
      if isStandard {
        for severity in Severity.allCases where counts[a].severities[severity] != counts[b].severities[severity] {
          return counts[a].severities[severity] > counts[b].severities[severity]
        }
      }
      return first[a] < first[b]
    }
    (self.counts, self.starts, self.groups, self.selection) = (counts, starts, groups, selection)
  }

  private func members(_ group: UInt32) -> ArraySlice<UInt32> { rows[starts[Int(group)]..<starts[Int(group) + 1]] }

  /// The rows of a group, in the order of the selection; none where the group is gone.
  func members(of id: FindingsGroup.ID) -> ArraySlice<UInt32> {
    order.first { groups.groups[Int($0)].id == id }.map(members) ?? []
  }

  func answer(_ request: OutlineRequest, of view: FleetView) -> FindingsOutline {
    // Where the line of each group is.
    var places: [Int] = []
    var isUnfolded: [Bool] = []
    var total = 0
    for group in order {
      places.append(total)
      let isOpen = request.unfolded.contains(groups.groups[Int(group)].id)
      isUnfolded.append(isOpen)
      total += 1 + (isOpen ? members(group).count : 0)
    }
    let anchor = request.anchor.flatMap { line(of: $0, places, isUnfolded, view) }
    let window = request.findings.window
    let center = min(max(0, anchor ?? window.index), max(0, total - 1))
    let start = max(0, center - max(0, window.before))
    let end = min(total, center + max(0, min(window.after, total)) + 1)
    var lines: [OutlineLine] = []
    var index = max(0, FleetOutline.last(places, notAfter: start))
    while index < order.count, places[index] < end {
      if places[index] >= start { lines.append(.group(group(order[index], isUnfolded[index]))) }
      if isUnfolded[index] {
        let members = members(order[index])
        let first = places[index] + 1
        let shown = max(start, first)..<max(start, first, min(end, first + members.count))
        for line in shown where line - first < members.count {
          lines.append(.finding(view.row(members[members.startIndex + line - first])))
        }
      }
      index += 1
    }
    let page = FindingsPage(
      revision: view.revision, total: total, offset: start, rows: [], anchor: anchor, counts: selection.counts,
      hidden: selection.hidden, hasData: !view.data.parts.isEmpty)
    return FindingsOutline(page, lines: lines, findings: selection.rows.count, groups: order.count)
  }

  /// The last place that is not after a line; -1 where there is none.
  private static func last(_ places: [Int], notAfter line: Int) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] <= line { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  private func line(of id: OutlineLine.ID, _ places: [Int], _ isUnfolded: [Bool], _ view: FleetView) -> Int? {
    switch id {
    case .group(let id): return order.firstIndex { groups.groups[Int($0)].id == id }.map { places[$0] }
    case .finding(let key):
      guard let (part, row) = view.data.place(of: key) else { return nil }
      let number = UInt32(view.data.bases[part] + row)
      let group = UInt32(groups.number(part, row, view.data.parts[part].table))
      guard selection.index(of: number) != nil, let index = order.firstIndex(of: group) else { return nil }
      guard isUnfolded[index] else { return places[index] }
      let members = members(group)
      return members.firstIndex(of: number).map { places[index] + 1 + $0 - members.startIndex }
    }
  }

  private func group(_ number: UInt32, _ isUnfolded: Bool) -> FindingsGroup {
    let (group, counts) = (groups.groups[Int(number)], counts[Int(number)])
    return FindingsGroup(
      id: group.id, title: group.title, namespace: group.namespace, cluster: group.cluster, counts: counts.severities,
      open: counts.open, acknowledged: counts.acknowledged, suppressed: counts.suppressed, new: counts.new,
      isUnfolded: isUnfolded)
  }
}
