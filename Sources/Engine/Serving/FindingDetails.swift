import Hardening
import Inventory
import Session
import Store
import Synchronization
import TextSafety

/// Gives what a table does not say of its findings.
protocol FindingDetails: Sendable {
  /// nil where it is not kept: then what the table says is all there is.
  func details(at row: Int, of table: FindingTable) throws(StoreError) -> CachedFinding?

  /// Calls `body` with the details of each of some rows, in their order.
  func each(
    _ rows: some Sequence<Int>, of table: FindingTable, _ body: (Int, CachedFinding?) throws(StoreError) -> Void
  ) throws(StoreError)

  /// The verdicts that are no failures.
  func counts(_ checks: [CheckID: CheckInfo]) throws(StoreError) -> NamespaceCounts

  /// Calls `body` with all verdicts on each subject whose object has the name; nil is all of them.
  func eachLedger(named name: UntrustedText?, _ body: (CachedLedger) -> Void) throws(StoreError)

  /// Why kinds of objects are not known whole, by `Need.sortKey`.
  func missing() throws(StoreError) -> [String: UntrustedText]
}

extension FindingDetails {
  func each(
    _ rows: some Sequence<Int>, of table: FindingTable, _ body: (Int, CachedFinding?) throws(StoreError) -> Void
  ) throws(StoreError) {
    for row in rows { try body(row, try details(at: row, of: table)) }
  }
}

/// Where the details of a cluster's findings are: in the scan that found them, until the cache has them.
final class DetailsPlace: Sendable {
  private let place: Mutex<any FindingDetails>
  private let counted = Mutex<NamespaceCounts?>(nil)

  init(_ details: any FindingDetails) { place = Mutex(details) }

  var current: any FindingDetails { place.withLock { $0 } }

  /// The scan's memory is given back with it.
  func move(to details: any FindingDetails) { place.withLock { $0 = details } }

  /// The verdicts that are no failures: counted once.
  func counts(_ checks: [CheckID: CheckInfo]) throws(StoreError) -> NamespaceCounts {
    if let known = counted.withLock({ $0 }) { return known }
    let made = try current.counts(checks)
    counted.withLock { $0 = made }
    return made
  }
}

/// Details as the cache keeps them.
struct CachedDetails: FindingDetails {
  let cache: Cache
  let cluster: UntrustedText

  func details(at row: Int, of table: FindingTable) throws(StoreError) -> CachedFinding? {
    try cache.finding(FindingKey(cluster: cluster, finding: table.fingerprints[row]))
  }

  func each(
    _ rows: some Sequence<Int>, of table: FindingTable, _ body: (Int, CachedFinding?) throws(StoreError) -> Void
  ) throws(StoreError) {
    let rows = Array(rows)
    var next = 0
    try cache.eachFinding(rows.map { table.fingerprints[$0] }, of: cluster) { found throws(StoreError) in
      next += 1
      try body(rows[next - 1], found)
    }
  }
}

extension CachedDetails {
  func eachLedger(named name: UntrustedText?, _ body: (CachedLedger) -> Void) throws(StoreError) {
    try cache.eachLedger(of: cluster, named: name, body)
  }

  func missing() throws(StoreError) -> [String: UntrustedText] { try cache.missing(of: cluster) }
}

extension ScanTable: FindingDetails {
  func eachLedger(named name: UntrustedText?, _ body: (CachedLedger) -> Void) {
    let judge = result.assessment.judge
    for handle in result.handles where name == nil || handle.reference.object.name == name {
      let (row, positions) = (handle.verdicts, judge.positions(of: handle))
      body(
        CachedLedger(
          subject: handle.reference, image: handle.image, labels: handle.labels(in: result.assessment.inventory),
          managedBy: handle.managedBy(in: result.assessment.inventory),
          checks: positions.map { judge.plan.infos[$0].id }, verdicts: positions.indices.map { row[$0].verdict }))
    }
  }

  func missing() -> [String: UntrustedText] {
    Dictionary(result.completeness.compactMap { need in need.missing.map { (need.need, $0) } }) { first, _ in first }
  }

  func details(at row: Int, of table: FindingTable) -> CachedFinding? {
    guard table === self.table, let entry = entries[row] else { return nil }
    let found = result.lines(of: [entry]).first ?? 0
    let source = result.source(of: entry).map { source in
      let files = result.assessment.inventory.files
      let file = Int(source.file)
      return SourceLocation(
        file: files.indices.contains(file) ? files[file] : "", line: found > 0 ? found : Int(source.line),
        document: Int(source.document))
    }
    return CachedFinding(explanation: result.explanation(of: entry), source: source)
  }
}

extension ScanResult {
  /// What explains a failure, apart from where it stands.
  func explanation(of entry: ReportEntry) -> Explanation {
    let remediation = remediation(of: entry)
    return Explanation(
      evidence: evidence(of: entry), object: remediation.object, operations: remediation.operations,
      manifest: remediation.manifest, suppressedBy: suppressedBy(entry))
  }
}

extension FleetView {
  /// Everything about a finding.
  func finding(_ part: Int, _ row: Int) throws(StoreError) -> Finding {
    let content = data.parts[part]
    return finding(part, row, try content.details.current.details(at: row, of: content.table))
  }

  func finding(_ part: Int, _ row: Int, _ details: CachedFinding?) -> Finding {
    let content = data.parts[part]
    let table = content.table
    let info = data.infos[part][Int(table.check[row])]
    let explanation = details?.explanation
    let subject = table.subjects.reference(table.subject[row])
    let verdict = table.verdict(of: row)
    return Finding(
      id: table.fingerprints[row], check: info.id, area: info.area, severity: table.severity(of: row),
      verdict: verdict, state: states[part].state(of: row), cluster: content.summary.name, subject: subject,
      foldedUnder: table.heads(of: row).last.map { table.checks[Int(table.check[$0])] },
      managedBy: table.managedBy(of: row), message: info.message(on: subject, showing: explanation?.evidence ?? []),
      evidence: explanation?.evidence ?? [],
      unknownReason: verdict == .unknown ? "what it needs could not be read at the last reading" : nil,
      remediation: Remediation(
        text: info.remediation, object: explanation?.object, operations: explanation?.operations,
        manifest: explanation?.manifest),
      references: info.references, source: details?.source, firstSeen: Int64(table.firstSeen[row]),
      lastSeen: table.lastSeen(of: row, reading: content.summary.observedAt),
      image: table.subjects.image(table.subject[row]), suppressedBy: explanation?.suppressedBy)
  }
}
