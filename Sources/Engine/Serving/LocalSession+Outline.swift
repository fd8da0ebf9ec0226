import Hardening
package import Session
import Store

extension LocalSession {
  package nonisolated func outline(_ request: OutlineRequest) async throws(SessionError) -> FindingsOutline {
    let view = await current
    board.isUsed = true
    return try view.outline(request.findings, request.grouping, viewer(of: view)).answer(request, of: view)
  }

  package nonisolated func findings(
    of group: FindingsGroup.ID, _ request: FindingsRequest
  ) async throws(SessionError) -> FindingsPage {
    let view = await current
    let outline = try view.outline(request, group.grouping, viewer(of: view))
    let rows = outline.members(of: group).map { view.row($0) }
    var counts = SeverityCounts()
    for row in rows { counts[row.severity] += 1 }
    return FindingsPage(
      revision: view.revision, total: rows.count, offset: 0, rows: rows, anchor: nil, counts: counts, hidden: .init(),
      hasData: !view.data.parts.isEmpty)
  }
}

extension FleetView {
  /// The groups of a request: made once for all windows that a person scrolls through.
  func outline(
    _ request: FindingsRequest, _ grouping: OutlineRequest.Grouping, _ viewer: ColumnQuery.Viewer
  ) throws(SessionError) -> FleetOutline {
    let query = try Query(request.query, within: request.within)
    let selection = try selection(query, request.order, request.states, viewer)
    return outline(of: selection, grouping, isStandard: request.order == .standard)
  }
}
