import Hardening
import Session
import Store
import TextSafety

/// What a query selects of a fleet, in order, and what it leaves out.
final class FleetSelection: Sendable {
  let order: FleetOrder
  /// Rows of the fleet, first to last.
  let rows: [UInt32]
  let counts: SeverityCounts
  let hidden: FindingsPage.Hidden

  /// Throws where nobody waits for it any more.
  init(
    _ query: Query, _ order: FindingsRequest.Order, _ shown: Set<FindingState>, of view: FleetView,
    _ viewer: ColumnQuery.Viewer
  ) throws(SessionError) {
    var isShown = [Bool](repeating: false, count: view.data.count)
    var counts = SeverityCounts()
    var hidden = [Int](repeating: 0, count: Reason.allCases.count)
    for (part, base) in view.data.bases.enumerated() {
      try FleetSelection.checkCancellation()
      let table = view.data.parts[part].table
      let states = view.states[part]
      let selected = ColumnQuery(query, part, of: view.data, viewer).selected(states)
      try FleetSelection.checkCancellation()
      for row in 0..<table.count where selected[row] {
        if let reason = FleetSelection.reason(toHide: row, table, states.state(of: row), shown, query) {
          hidden[reason.rawValue] += 1
        } else {
          isShown[base + row] = true
          counts[table.severity(of: row)] += 1
        }
      }
    }
    self.counts = counts
    self.hidden = FindingsPage.Hidden(hidden)
    self.order = view.data.order(order, view.states)
    try FleetSelection.checkCancellation()
    rows = self.order.rows.filter { isShown[Int($0)] }
  }

  private static func checkCancellation() throws(SessionError) {
    if Task.isCancelled {
      throw SessionError(.cancelled, Notice(what: "findings", why: "cancelled", next: "", costsCoverage: false))
    }
  }

  fileprivate enum Reason: Int, CaseIterable { case open, acknowledged, suppressed, resolved, folded, platform, info }

  /// Why a list leaves a finding out that its query matches; nil where it shows it.
  private static func reason(
    toHide row: Int, _ table: FindingTable, _ state: FindingState, _ shown: Set<FindingState>, _ query: Query
  ) -> Reason? {
    let isShown = query.namesState || shown.contains(state)
    if state == .resolved, !isShown { return .resolved }
    switch query.omission(
      managedBy: table.managedBy(of: row), table.severity(of: row), isFolded: table.head[row] != FindingTable.none)
    {
    case .platform: return .platform
    case .info: return .info
    case .folded: return .folded
    case nil: break
    }
    if isShown { return nil }
    switch state {
    case .open, .resurfaced: return .open
    case .acknowledged: return .acknowledged
    case .suppressed: return .suppressed
    case .resolved: return .resolved
    }
  }

  /// The index of a row among the selected; nil where it is not.
  func index(of number: UInt32) -> Int? {
    let index = insertion(of: number)
    return index < rows.count && rows[index] == number ? index : nil
  }

  /// Where a row stands or would stand.
  func insertion(of number: UInt32) -> Int {
    let place = order.places[Int(number)]
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if order.places[Int(rows[middle])] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first and the last index, one behind it, of a window.
  func range(_ window: FindingsRequest.Window, around anchor: Int?) -> Range<Int> {
    if rows.isEmpty { return 0..<0 }
    let center = min(max(0, anchor ?? window.index), rows.count - 1)
    let start = max(0, center - max(0, window.before))
    let end = min(rows.count, center + max(0, min(window.after, rows.count)) + 1)
    return start..<end
  }
}

extension FindingsPage.Hidden {
  fileprivate init(_ counts: [Int]) {
    self.init()
    open = counts[FleetSelection.Reason.open.rawValue]
    acknowledged = counts[FleetSelection.Reason.acknowledged.rawValue]
    suppressed = counts[FleetSelection.Reason.suppressed.rawValue]
    resolved = counts[FleetSelection.Reason.resolved.rawValue]
    folded = counts[FleetSelection.Reason.folded.rawValue]
    platform = counts[FleetSelection.Reason.platform.rawValue]
    info = counts[FleetSelection.Reason.info.rawValue]
  }
}
