import Hardening
import Session
import Store
import Synchronization
import TextSafety

/// A snapshot of a fleet: findings, and what was decided of them. It never changes, so requests read it without waiting
/// for anybody.
final class FleetView: Sendable {
  let data: FleetData
  let states: [PartStates]
  let context: PartStates.Context
  let revision: UInt64
  private let selections = Mutex<[(key: SelectionKey, selection: FleetSelection)]>([])
  /// The one that is on screen.
  private let outlines = Mutex<(selection: FleetSelection, grouping: OutlineRequest.Grouping, outline: FleetOutline)?>(
    nil)

  struct SelectionKey: Hashable {
    var query: Query
    var order: FindingsRequest.Order
    var states: Set<FindingState>
    /// Where a query counts from now, the minute.
    var minute: Int64
  }

  init(_ data: FleetData, states: [PartStates]? = nil, _ context: PartStates.Context, revision: UInt64) {
    var context = context
    context.groups = context.grouping.members(among: data.parts.lazy.map(\.summary))
    self.data = data
    self.context = context
    self.revision = revision
    self.states = states ?? data.parts.indices.map { PartStates($0, of: data, context) }
  }

  /// The findings of a query in order: made once for all windows that a person scrolls through.
  func selection(
    _ query: Query, _ order: FindingsRequest.Order, _ shown: Set<FindingState>, _ viewer: ColumnQuery.Viewer
  ) throws(SessionError) -> FleetSelection {
    let key = SelectionKey(query: query, order: order, states: shown, minute: query.isTimed ? viewer.now / 60 : 0)
    if let known = selections.withLock({ all in all.first { $0.key == key }?.selection }) { return known }
    let made = try FleetSelection(query, order, shown, of: self, viewer)
    selections.withLock { all in
      all.removeAll { $0.key == key }
      all.insert((key, made), at: 0)
      // The one on screen and the one that a filter came from.
      if all.count > 2 { all.removeLast() }
    }
    return made
  }

  /// A selection in groups.
  ///
  /// - Parameter isStandard: the worst groups come first; else each stands where its first finding does.
  func outline(
    of selection: FleetSelection, _ grouping: OutlineRequest.Grouping, isStandard: Bool
  ) -> FleetOutline {
    if let known = outlines.withLock({ $0 }), known.grouping == grouping, known.selection === selection {
      return known.outline
    }
    let made = FleetOutline(selection, data.groups(grouping), isStandard: isStandard, of: self)
    outlines.withLock { $0 = (selection, grouping, made) }
    return made
  }

  func row(_ number: UInt32) -> FindingRow {
    let (part, row) = data.place(of: number)
    return self.row(part, row)
  }

  func row(_ part: Int, _ row: Int) -> FindingRow {
    let content = data.parts[part]
    let table = content.table
    let subject = table.subject[row]
    let info = data.infos[part][Int(table.check[row])]
    let firstSeen = Int64(table.firstSeen[row])
    return FindingRow(
      id: data.key(part, row), check: info.id, area: info.area, severity: table.severity(of: row),
      state: states[part].state(of: row), cluster: content.summary.name,
      namespace: table.subjects.namespace(subject), subject: table.subjects.short(subject),
      folded: Int(table.folded[row]), firstSeen: firstSeen,
      isNew: context.lastVisit.map { firstSeen > $0 } ?? false, isStale: table.flags[row].contains(.stale),
      managedBy: table.subjects.managedBy(subject))
  }
}

extension Query {
  fileprivate var isTimed: Bool {
    terms.contains { term in
      switch term.test {
      case .since, .expires: true
      default: false
      }
    }
  }
}
