import Hardening
import Store
import TextSafety

/// Works out what a table says of each failure, on two threads: most of what a table costs is hashes and patches.
struct Drafting: Sendable {
  struct Draft: Sendable {
    var row: ScanMemo.Row
    var reference: SubjectReference
    var head: Fingerprint?
    /// Seconds since 1970; nil where the reading before did not find it.
    var firstSeen: Int64?
  }

  let result: ScanResult
  /// By subject, what need not be worked out again.
  let recalled: [ArraySlice<ScanMemo.Row>?]?
  let earlier: FindingTable

  /// How many are worked out before the first of them is used: a million need not be there at once.
  private static let batch = 1 << 14

  /// The failures with what is said of them, in their order.
  func drafts(of found: [ReportEntry]) -> some Sequence<(ReportEntry, Draft)> {
    stride(from: 0, to: found.count, by: Drafting.batch).lazy.flatMap { start in
      let part = found[start..<min(start + Drafting.batch, found.count)]
      return Array(zip(part, drafts(part)))
    }
  }

  private func drafts(_ part: ArraySlice<ReportEntry>) -> [Draft] {
    guard part.count > 1024 else { return part.map(draft) }
    let middle = part.startIndex + part.count / 2
    let (first, second) = atOnce {
      part[..<middle].map(draft)
    } _: {
      part[middle...].map(draft)
    }
    return first + second
  }

  private func draft(_ entry: ReportEntry) -> Draft {
    let reference = result.reference(of: entry)
    let row =
      recalled?[Int(entry.subject)]?.first { $0.position == entry.position }
      ?? ScanMemo.Row(
        position: entry.position,
        fingerprint: Fingerprint(check: result.info(of: entry).firstID, subject: reference),
        evidence: result.evidence(of: entry).hash(of: reference), isFixable: result.remediation(of: entry).isPatch)
    let known = earlier.row(of: row.fingerprint).flatMap { earlier.flags[$0].contains(.resolved) ? nil : $0 }
    return Draft(
      row: row, reference: reference, head: result.headFingerprint(of: entry),
      firstSeen: known.map { Int64(earlier.firstSeen[$0]) })
  }
}
