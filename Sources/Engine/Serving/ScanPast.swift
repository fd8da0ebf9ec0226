import Hardening
import Store
import TextSafety

/// What was known of a cluster before a scan, and decided: since when its findings are there, and their states.
struct ScanPast: Sendable {
  /// The scan as the one part of a fleet.
  let view: FleetView
  /// The states of entries that decisions are about; the others have none.
  private let states: [UInt64: FindingState]

  /// When the person was last here, seconds since 1970.
  var lastVisit: Int64? { view.context.lastVisit }

  init(_ scan: ScanTable, _ context: PartStates.Context) {
    let plan = scan.result.assessment.judge.plan
    let checks = Dictionary(uniqueKeysWithValues: plan.infos.map { ($0.id, $0) })
    let part = FleetPart(summary: scan.result.cluster, table: scan.table, details: DetailsPlace(scan))
    view = FleetView(FleetData([part], checks: checks), context, revision: 1)
    var states: [UInt64: FindingState] = [:]
    for row in PartStates.rows(named: context.triage.named, 0, of: view.data) {
      if let entry = scan.entries[row] { states[ScanPast.key(entry)] = view.states[0].state(of: row) }
    }
    self.states = states
  }

  private static func key(_ entry: ReportEntry) -> UInt64 {
    UInt64(UInt32(bitPattern: entry.subject)) << 16 | UInt64(UInt16(bitPattern: entry.position))
  }

  /// nil where nothing was decided of it.
  func state(of entry: ReportEntry) -> FindingState? {
    states.isEmpty || entry.verdict != .fail ? nil : states[ScanPast.key(entry)]
  }

  /// Seconds since 1970; nil where the scan found it for the first time, or not at all.
  func firstSeen(_ finding: Fingerprint) -> Int64? {
    view.data.parts[0].table.row(of: finding).map { Int64(view.data.parts[0].table.firstSeen[$0]) }
  }

  /// The act that a finding's state is of.
  func act(on finding: Fingerprint) -> Decision? {
    if states.isEmpty { return nil }
    return view.data.parts[0].table.row(of: finding).flatMap { row in
      view.context.triage.act(
        on: view.data.triageSubject(0, row), groups: view.context.groups, now: view.context.now)
    }
  }

  func assignee(of finding: Fingerprint) -> UntrustedText {
    guard !states.isEmpty, let row = view.data.parts[0].table.row(of: finding) else { return "" }
    return view.context.triage.assignee(
      of: view.data.triageSubject(0, row), groups: view.context.groups, now: view.context.now)
  }

  /// Whether an act whose id begins so concerns a finding, or did.
  func isConcerned(_ finding: Fingerprint, by digits: String) -> Bool {
    guard !view.context.triage.isEmpty, let row = view.data.parts[0].table.row(of: finding) else { return false }
    return view.context.triage.isConcerned(view.data.triageSubject(0, row), by: digits, groups: view.context.groups)
  }

  /// The act that suppresses a finding.
  func decision(on finding: Fingerprint) -> SuppressedBy? {
    if states.isEmpty { return nil }
    return view.data.parts[0].table.row(of: finding).flatMap { view.decision(0, $0) }
  }
}

extension FleetView {
  /// The act that suppresses a finding; nil where none does.
  func decision(_ part: Int, _ row: Int) -> SuppressedBy? {
    guard states[part].state(of: row) == .suppressed else { return nil }
    let subject = data.triageSubject(part, row)
    guard let act = context.triage.act(on: subject, groups: context.groups, now: context.now) else { return nil }
    return SuppressedBy(
      kind: .decision, object: subject.object, key: UntrustedText(act.id.text), reason: act.reason, until: act.until)
  }
}
