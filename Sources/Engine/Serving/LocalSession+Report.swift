package import Export
package import Hardening
package import Session
import Store
import TextSafety

extension LocalSession {
  /// The findings that a query selects, to be reported: what was found, when, and what was decided.
  ///
  /// - Parameters:
  ///   - isComplete: all but resolved ones; else what a list for people holds: open ones, heads only.
  ///   - isFlat: with `isComplete` off, heads and what folds beneath them alike.
  ///   - includesPassed: verdicts that are no failures, too.
  package nonisolated func report(
    _ query: Query, isComplete: Bool, isFlat: Bool = false, includesPassed: Bool = false
  ) async throws(SessionError) -> FleetReport {
    let view = await current
    let sources = try await sources()
    let viewer = viewer(of: view)
    var hidden = HiddenFindings()
    let rows: [UInt32]
    if isComplete || isFlat {
      rows = view.rows(query, isComplete ? Set(FindingState.allCases).subtracting([.resolved]) : openStates, viewer)
    } else {
      let selection = try view.selection(query, .standard, openStates, viewer)
      rows = selection.rows
      hidden = HiddenFindings(selection.hidden)
    }
    var verdicts = FleetVerdicts()
    if includesPassed {
      do { verdicts = try FleetVerdicts(query, rows, of: view, viewer) } catch {
        throw SessionError(.storage, error.notice)
      }
    }
    return FleetReport(
      now: viewer.now, clusters: try await fleet().clusters.map(\.summary),
      notices: sources.sources.flatMap(\.notices), hidden: hidden, view: view, rows: rows,
      verdicts: verdicts)
  }

  /// The findings that a list shows, in its order, to be reported.
  package nonisolated func report(shown request: FindingsRequest) async throws(SessionError) -> FleetReport {
    let query = try Query(request.query, within: request.within)
    let view = await current
    let viewer = viewer(of: view)
    let selection = try view.selection(query, request.order, request.states, viewer)
    return FleetReport(
      now: viewer.now, clusters: try await fleet().clusters.map(\.summary),
      notices: try await sources().sources.flatMap(\.notices), hidden: HiddenFindings(selection.hidden), view: view,
      rows: selection.rows, verdicts: FleetVerdicts())
  }
}

/// Findings of a snapshot on their way into a report.
package struct FleetReport: Sendable {
  fileprivate let now: Int64
  fileprivate let clusters: [ClusterSummary]
  fileprivate let notices: [Notice]
  fileprivate let hidden: HiddenFindings
  fileprivate let view: FleetView
  fileprivate let rows: [UInt32]
  fileprivate let verdicts: FleetVerdicts

  /// - Parameter version: Bulwark's.
  package func report(version: String) -> Report {
    var report = Report(
      version: version, generatedAt: now, clusters: clusters, notices: notices, hidden: hidden,
      checks: Array(view.data.checks.values),
      eachFinding: { body in
        if verdicts.isEmpty { try view.eachFinding(rows, body) } else { try view.eachFinding(rows, verdicts, body) }
      })
    report.hasHistory = true
    return report
  }
}

private let openStates: Set<FindingState> = [.open, .resurfaced]

extension HiddenFindings {
  fileprivate init(_ hidden: FindingsPage.Hidden) {
    self.init()
    (info, platform, folded) = (hidden.info, hidden.platform, hidden.folded)
    (decided, acknowledged, resolved) = (hidden.suppressed, hidden.acknowledged, hidden.resolved)
  }
}

extension FleetView {
  /// All that a query selects, in the order of reports, nothing set apart.
  func rows(_ query: Query, _ shown: Set<FindingState>, _ viewer: ColumnQuery.Viewer) -> [UInt32] {
    var isShown = [Bool](repeating: false, count: data.count)
    for (part, base) in data.bases.enumerated() {
      let selected = ColumnQuery(query, part, of: data, viewer).selected(states[part])
      for row in selected.indices where selected[row] {
        isShown[base + row] = query.namesState || shown.contains(states[part].state(of: row))
      }
    }
    return data.order(.standard, states).rows.filter { isShown[Int($0)] }
  }

  /// Calls `body` with each finding, with all that explains it. Findings of one cluster that stand together are looked
  /// up together.
  func eachFinding(_ rows: some RandomAccessCollection<UInt32>, _ body: (Finding) throws -> Void) throws {
    let rows = Array(rows)
    var start = 0
    while start < rows.count {
      let part = data.place(of: rows[start]).part
      let base = UInt32(data.bases[part])
      let bounds = base..<(base + UInt32(data.parts[part].table.count))
      let end = rows[start...].firstIndex { !bounds.contains($0) } ?? rows.count
      let content = data.parts[part]
      var failure: (any Error)?
      try content.details.current.each(rows[start..<end].map { Int($0 - base) }, of: content.table) { row, details in
        if failure != nil { return }
        var finding = finding(part, row, details)
        finding.suppressedBy =
          finding.state == .suppressed ? decision(part, row) ?? finding.suppressedBy : nil
        do { try body(finding) } catch { failure = error }
      }
      if let failure { throw failure }
      start = end
    }
  }
}
