import Hardening
import TextSafety

/// A verdict of a scan as queries look at it.
struct ReportRow: QueryRow {
  let result: ScanResult
  let entry: ReportEntry

  var severity: Severity { entry.severity }
  var area: Area { result.info(of: entry).area }
  var state: FindingState { entry.state }
  var verdict: Verdict { entry.verdict }
  var managedBy: ManagedBy { result.managedBy(of: entry) }
  var check: CheckID { result.info(of: entry).id }
  var title: String { result.info(of: entry).title }
  var subject: SubjectReference { result.reference(of: entry) }
  var clusterName: UntrustedText { result.cluster.name }
  var clusterID: UntrustedText { result.cluster.id }
  var clusterGroups: [UntrustedText] { result.grouping.groups(of: clusterName, id: clusterID) }
  var environment: UntrustedText { result.grouping.environment(of: clusterName, id: clusterID) }
  var image: UntrustedText { result.image(of: entry) }
  var labels: SubjectLabels { result.labels(of: entry) }
  var fingerprint: Fingerprint { Fingerprint(check: result.info(of: entry).firstID, subject: subject) }
  var firstSeen: Int64 { result.firstSeen(fingerprint) }
  var decision: Decision? { result.past?.act(on: fingerprint) }
  var assignee: UntrustedText { result.past?.assignee(of: fingerprint) ?? "" }

  func isConcerned(by digits: String) -> Bool { result.past?.isConcerned(fingerprint, by: digits) ?? false }

  func has(_ trait: Query.Trait) -> Bool {
    switch trait {
    case .new: result.past?.lastVisit.map { firstSeen > $0 } ?? false
    case .stale: false
    case .folded: result.isFolded(entry)
    case .fixable: result.remediation(of: entry).isPatch
    }
  }
}
