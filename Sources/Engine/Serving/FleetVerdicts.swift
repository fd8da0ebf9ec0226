import Hardening
import Store
import TextSafety

/// The verdicts of a fleet that are no failures, as far as a query selects them, in the order of reports. They come from
/// the ledgers, which say what was judged of whom and nothing more.
struct FleetVerdicts: Sendable {
  struct Subject: Sendable {
    var reference: SubjectReference
    var image: UntrustedText
    var labels: SubjectLabels
    var managedBy: ManagedBy
  }

  /// Small, as there are many times as many as findings.
  struct Entry: Sendable {
    var part: UInt16
    var subject: UInt32
    /// Index in `infos`.
    var check: UInt16
    var verdict: Verdict
  }

  private(set) var entries: [Entry] = []
  /// By part.
  private var subjects: [[Subject]] = []
  private var missing: [[String: UntrustedText]] = []
  /// In the order of reports.
  private var infos: [CheckInfo] = []

  var isEmpty: Bool { entries.isEmpty }

  init() {}

  /// - Parameter rows: the findings of the table that are reported anyway, which the ledgers say once more.
  init(_ query: Query, _ rows: [UInt32], of view: FleetView, _ viewer: ColumnQuery.Viewer) throws(StoreError) {
    infos = view.data.checks.values.sorted { ($0.area.rawValue, $0.id) < ($1.area.rawValue, $1.id) }
    let numbers = Dictionary(uniqueKeysWithValues: infos.enumerated().map { ($1.id, $0) })
    let reported = Set(rows)
    var filter = QueryFilter(query, now: viewer.now, zone: viewer.zone)
    for (number, part) in view.data.parts.enumerated() {
      var subjects: [Subject] = []
      let base = UInt32(view.data.bases[number])
      let place = Place(summary: part.summary, grouping: viewer.grouping)
      missing.append(try part.details.current.missing())
      try part.details.current.eachLedger(named: nil) { ledger in
        let subject = Subject(
          reference: ledger.subject, image: ledger.image, labels: ledger.labels, managedBy: ledger.managedBy)
        var isSelected = false
        for (id, verdict) in zip(ledger.checks, ledger.verdicts) where verdict != .fail {
          guard let check = numbers[id] else { continue }
          let row = Row(place: place, subjectOf: subject, info: infos[check], verdict: verdict)
          if !query.isEmpty, !filter.matches(row) { continue }
          if let known = part.table.row(of: row.fingerprint), reported.contains(base + UInt32(known)) { continue }
          isSelected = true
          entries.append(
            Entry(
              part: UInt16(clamping: number), subject: UInt32(subjects.count), check: UInt16(clamping: check),
              verdict: verdict))
        }
        if isSelected { subjects.append(subject) }
      }
      self.subjects.append(subjects)
    }
    sort()
  }

  /// Subjects by their place in their cluster: a number each, so that millions of verdicts sort fast.
  private mutating func sort() {
    let places = subjects.map { subjects -> [UInt32] in
      var places = [UInt32](repeating: 0, count: subjects.count)
      let order = subjects.indices.sorted {
        SubjectOrder(subjects[$0].reference) < SubjectOrder(subjects[$1].reference)
      }
      for (place, subject) in order.enumerated() { places[subject] = UInt32(place) }
      return places
    }
    let ranks = infos.map { UInt64(4 - $0.severity.rank) }
    func key(_ entry: Entry) -> UInt64 {
      ranks[Int(entry.check)] << 60 | UInt64(entry.check) << 48 | UInt64(entry.part) << 32
        | UInt64(places[Int(entry.part)][Int(entry.subject)])
    }
    entries.sort { key($0) < key($1) }
  }

  /// A verdict as a finding. Its file is not known, and it is as old as the last reading.
  func finding(_ index: Int, of view: FleetView) -> Finding {
    let entry = entries[index]
    let summary = view.data.parts[Int(entry.part)].summary
    let subject = subjects[Int(entry.part)][Int(entry.subject)]
    let info = infos[Int(entry.check)]
    var why: UntrustedText?
    if entry.verdict == .unknown {
      let missing = missing[Int(entry.part)]
      why =
        info.needs.lazy.compactMap { missing[$0.sortKey] }.first
        ?? "what it needs could not be read at the last reading"
    }
    return Finding(
      id: Fingerprint(check: info.firstID, subject: subject.reference), check: info.id, area: info.area,
      severity: info.severity, verdict: entry.verdict, state: .open, cluster: summary.name, subject: subject.reference,
      foldedUnder: nil, managedBy: subject.managedBy, message: info.message(on: subject.reference, entry.verdict, why),
      evidence: [], unknownReason: why, remediation: Remediation(text: info.remediation), references: info.references,
      source: nil, firstSeen: summary.observedAt, lastSeen: summary.observedAt, image: subject.image, suppressedBy: nil)
  }

  /// Whether a verdict comes before a finding in reports.
  func precedes(_ index: Int, _ finding: Finding, inPart part: Int) -> Bool {
    let entry = entries[index]
    let info = infos[Int(entry.check)]
    if info.severity != finding.severity { return info.severity > finding.severity }
    if info.area != finding.area { return info.area.rawValue < finding.area.rawValue }
    if info.id != finding.check { return info.id < finding.check }
    if Int(entry.part) != part { return Int(entry.part) < part }
    return SubjectOrder(subjects[Int(entry.part)][Int(entry.subject)].reference) < SubjectOrder(finding.subject)
  }

  /// The cluster of a verdict, as queries look at it.
  private struct Place {
    var summary: ClusterSummary
    var grouping: ClusterGrouping
  }

  private struct Row: QueryRow {
    var place: Place
    var subjectOf: Subject
    var info: CheckInfo
    var verdict: Verdict

    var severity: Severity { info.severity }
    var area: Area { info.area }
    var state: FindingState { .open }
    var managedBy: ManagedBy { subjectOf.managedBy }
    var check: CheckID { info.id }
    var title: String { info.title }
    var subject: SubjectReference { subjectOf.reference }
    var clusterName: UntrustedText { place.summary.name }
    var clusterID: UntrustedText { place.summary.id }
    var clusterGroups: [UntrustedText] { place.grouping.groups(of: clusterName, id: clusterID) }
    var environment: UntrustedText { place.grouping.environment(of: clusterName, id: clusterID) }
    var image: UntrustedText { subjectOf.image }
    var labels: SubjectLabels { subjectOf.labels }
    var fingerprint: Fingerprint { Fingerprint(check: info.firstID, subject: subject) }
    var firstSeen: Int64 { place.summary.observedAt }
    func has(_ trait: Query.Trait) -> Bool { false }
  }
}

/// Subjects in the order of reports: by namespace, kind, name, group, container, discriminator, as tables have them.
private struct SubjectOrder: Comparable {
  private let texts: [UntrustedText]

  init(_ subject: SubjectReference) {
    let object = subject.object
    texts = [
      subject.scopeNamespace, object.kind, object.name, object.group, subject.container ?? "",
      subject.discriminator ?? "",
    ]
  }

  static func < (one: SubjectOrder, other: SubjectOrder) -> Bool {
    one.texts.lexicographicallyPrecedes(other.texts)
  }
}

extension FleetView {
  /// Calls `body` with findings and verdicts, in the order of reports.
  func eachFinding(_ rows: [UInt32], _ verdicts: FleetVerdicts, _ body: (Finding) throws -> Void) throws {
    var next = 0
    var start = 0
    // Findings are looked up many at a time.
    while start < rows.count {
      let batch = rows[start..<min(start + 1000, rows.count)]
      start = batch.endIndex
      var index = batch.startIndex
      try eachFinding(batch) { finding in
        let part = data.place(of: rows[index]).part
        index += 1
        while next < verdicts.entries.count, verdicts.precedes(next, finding, inPart: part) {
          try body(verdicts.finding(next, of: self))
          next += 1
        }
        try body(finding)
      }
    }
    while next < verdicts.entries.count {
      try body(verdicts.finding(next, of: self))
      next += 1
    }
  }
}
