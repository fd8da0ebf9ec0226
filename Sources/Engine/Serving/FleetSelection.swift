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
    var isShown = [Bool](repeating: true, count: view.data.count)
    let reasons = FleetSelection.reasons(shown, query)
    var counts = SeverityCounts()
    var hidden = [Int](repeating: 0, count: Reason.allCases.count)
    for (part, base) in view.data.bases.enumerated() {
      try FleetSelection.checkCancellation()
      let table = view.data.parts[part].table
      let states = view.states[part]
      let columns = ColumnQuery(query, part, of: view.data, viewer)
      try FleetSelection.checkCancellation()
      var found = [Int](repeating: 0, count: reasons.count)
      isShown.withUnsafeMutableBufferPointer { all in
        let selected = UnsafeMutableBufferPointer(rebasing: all[base..<base + table.count])
        columns.select(states, in: selected)
        FleetSelection.hide(selected, table.kinds, states.states, reasons, &found)
      }
      for (kind, count) in found.enumerated() where count > 0 {
        if let reason = reasons[kind] {
          hidden[reason.rawValue] += count
        } else {
          counts[Severity.allCases[4 - kind & FleetSelection.severity]] += count
        }
      }
    }
    self.counts = counts
    self.hidden = FindingsPage.Hidden(hidden)
    self.order = view.data.order(order, view.states)
    try FleetSelection.checkCancellation()
    rows = FleetSelection.rows(of: self.order, isShown, count: counts.total)
  }

  /// The rows that are shown, in order.
  private static func rows(of order: FleetOrder, _ isShown: [Bool], count: Int) -> [UInt32] {
    [UInt32](unsafeUninitializedCapacity: count) { rows, filled in
      isShown.withUnsafeBufferPointer { isShown in
        for row in order.rows where isShown[Int(row)] {
          rows[filled] = row
          filled += 1
        }
      }
    }
  }

  /// Takes out of the selected rows those that lists do not show, and counts all of them by kind and state.
  private static func hide(
    _ selected: UnsafeMutableBufferPointer<Bool>, _ kinds: [UInt8], _ states: [UInt8], _ reasons: [Reason?],
    _ found: inout [Int]
  ) {
    let isShown = reasons.map { $0 == nil }
    kinds.withUnsafeBufferPointer { kinds in
      states.withUnsafeBufferPointer { states in
        for row in 0..<selected.count where selected[row] {
          let kind = Int(kinds[row]) | Int(states[row]) << stateShift
          found[kind] += 1
          selected[row] = isShown[kind]
        }
      }
    }
  }

  private static func checkCancellation() throws(SessionError) {
    if Task.isCancelled {
      throw SessionError(.cancelled, Notice(what: "findings", why: "cancelled", next: "", costsCoverage: false))
    }
  }

  fileprivate enum Reason: Int, CaseIterable { case open, acknowledged, suppressed, resolved, folded, platform, info }

  /// Above the bits of `FindingTable.kinds`.
  private static let stateShift = 5
  private static let severity = 7

  /// By kind and state, why a list leaves findings out that its query matches; nil where it shows them.
  private static func reasons(_ shown: Set<FindingState>, _ query: Query) -> [Reason?] {
    var reasons = [Reason?](repeating: nil, count: FindingState.allCases.count << stateShift)
    let marks = [0, FindingTable.isFolded, FindingTable.isPlatform, FindingTable.isFolded | FindingTable.isPlatform]
    for state in FindingState.allCases {
      let number = Int(PartStates.number(of: state)) << stateShift
      for severity in Severity.allCases {
        for kind in marks {
          reasons[number | severity.rank | Int(kind)] = reason(toHide: kind, severity, state, shown, query)
        }
      }
    }
    return reasons
  }

  private static func reason(
    toHide kind: UInt8, _ severity: Severity, _ state: FindingState, _ shown: Set<FindingState>, _ query: Query
  ) -> Reason? {
    let isShown = query.namesState || shown.contains(state)
    if state == .resolved, !isShown { return .resolved }
    switch query.omission(
      managedBy: kind & FindingTable.isPlatform != 0 ? .platform : .you, severity,
      isFolded: kind & FindingTable.isFolded != 0)
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
    let place = order.place(of: number)
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if order.place(of: rows[middle]) < place { low = middle + 1 } else { high = middle }
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
