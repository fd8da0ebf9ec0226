import Dashboard
import Foundation
import Hardening
import Session
import TextSafety

/// A fleet of three clusters made up for the tests: what a session would answer, without one.
struct FakeFleet: Sendable {
  /// Of all answers: 2026-11-25 12:04 in Greenwich.
  static let now: Int64 = 1_795_608_240

  struct Row: Sendable {
    var row: FindingRow
    var reference: SubjectReference
    var message: UntrustedText
    var foldedUnder: FindingKey?
    var decisions: [Decision] = []
  }

  var rows: [Row] = []
  var clusters: [ClusterSummary] = []
  var states: [UntrustedText: SourceState] = [:]
  var notices: [UntrustedText: [Notice]] = [:]
  /// By cluster: what it is there for; and the configuration's order of those.
  var environments: [UntrustedText: UntrustedText] = [:]
  var environmentOrder: [UntrustedText] = []
  /// By cluster: the groups that it is in.
  var groups: [UntrustedText: [UntrustedText]] = [:]
  /// By cluster: what its areas came to on earlier days.
  var history: [UntrustedText: [AreaDay]] = [:]
  /// What is said of the state folder.
  var stateNotices: [Notice] = []
  var revision: UInt64 = 1
  var lastVisit: Int64? = FakeFleet.now - 2 * 86_400
  /// States before acts, for undo, and before undos, for redo.
  var done: [[FindingKey: FindingState]] = []
  var undone: [[FindingKey: FindingState]] = []
  /// What was decided, newest first.
  var decisions: [DecisionsSnapshot.Entry] = FakeFleet.decided
  /// What every question is answered with, when something is wrong.
  var failure: SessionError?
  var saved: [SavedFilter] = []
  /// Files that are there, by their names.
  var files: Set<UntrustedText> = []
  /// Why something was decided, on the pages of objects; nil is as decisions say.
  var reason: UntrustedText?
  /// Why what objects have to do with others cannot be had.
  var unrelated: SessionError?
  /// An object that the pages of others name beside what they name anyway.
  var related: ObjectReference?
  /// Everything that was asked, in order.
  var asked: [SessionCall] = []

  init() {
    for name in ["edge-01", "prod-weu", "stg-weu"] { addCluster(UntrustedText(name)) }
    states["files:edge-01"] = .away(
      Notice(what: "edge-01", why: "folder gone", next: "bring /data/edge-01 back", costsCoverage: true))
    notices["files:prod-weu"] = [
      Notice(
        what: "prod/chart/values.yaml: line 4", why: "no Kubernetes object: it has no kind",
        next: "leave it out of the input", costsCoverage: false),
      Notice(
        what: "prod/chart/templates/job.yaml: line 11, column 17", why: "yaml: a list or map cannot be a key",
        next: "quote the key; is this an unrendered template?", costsCoverage: true),
    ]
  }

  /// A fleet in which nothing was read yet.
  static var unread: FakeFleet {
    var fleet = FakeFleet()
    fleet.rows = []
    fleet.decisions = []
    for index in fleet.clusters.indices {
      fleet.clusters[index].areas = Area.allCases.map { AreaSummary(area: $0) }
      let name = fleet.clusters[index].name
      fleet.states[fleet.clusters[index].id] = .reading(
        SourceProgress(cluster: name, unit: "files", done: index, all: 7))
    }
    return fleet
  }

  /// A fleet without a finding.
  static var clear: FakeFleet {
    var fleet = FakeFleet()
    fleet.rows = []
    fleet.decisions = []
    fleet.states = [:]
    return fleet
  }

  private mutating func addCluster(_ name: UntrustedText) {
    let id: UntrustedText = "files:\(name)"
    let isProduction = name == "prod-weu"
    let checks: [(CheckID, Area, Severity, String)] = [
      ("privileged", .workload, .critical, "runs privileged"),
      ("runtime-socket", .workload, .critical, "mounts the socket of the container runtime"),
      ("run-as-non-root", .workload, .high, "may run as root"),
      ("mem-limit", .resources, .high, "has no memory limit"),
      ("seccomp", .workload, .medium, "has no seccomp profile"),
      ("psa-labels", .workload, .medium, "enforces no Pod Security level"),
      ("pdb", .resources, .low, "has no disruption budget"),
    ]
    for (index, check) in checks.enumerated() where isProduction || index % 2 == 0 {
      let isNamespace = check.0 == "psa-labels"
      for workload in isProduction ? ["api", "worker", "frontend-with-a-rather-long-name"] : ["api"] {
        let object = ObjectReference(
          group: isNamespace ? "" : "apps", kind: isNamespace ? "Namespace" : "Deployment",
          namespace: isNamespace ? "" : "payments", name: isNamespace ? "payments-\(workload)" : UntrustedText(workload)
        )
        let container: UntrustedText? = check.2 >= .high && check.0 != "runtime-socket" ? "web" : nil
        add(check, SubjectReference(object, container: container), cluster: (name, id), age: index + 1)
      }
    }
    var areas = Area.allCases.map { AreaSummary(area: $0) }
    for area in [Area.workload, .resources] {
      var tally = Tally()
      for row in rows where row.row.id.cluster == id && row.row.area == area { tally.add(.fail, row.row.severity) }
      tally.add(.pass, .high, count: isProduction ? 12 : 3)
      tally.add(.unknown, .high, count: name == "stg-weu" && area == .resources ? 2 : 0)
      let reasons = tally.unknown > 0 ? [UntrustedReason("limitranges: not in the input", count: 2)] : []
      areas[area.rawValue - 1] = AreaSummary(area: area, tally: tally, unknownReasons: reasons)
    }
    clusters.append(
      ClusterSummary(
        id: id, name: name, version: isProduction ? "1.34.2" : "", source: .file, observedAt: FakeFleet.now - 180,
        complete: name != "prod-weu", areas: areas, workloads: isProduction ? 1204 : 12))
  }

  private mutating func add(
    _ check: (CheckID, Area, Severity, String), _ reference: SubjectReference,
    cluster: (name: UntrustedText, id: UntrustedText), age: Int
  ) {
    let key = FindingKey(cluster: cluster.id, finding: Fingerprint(check: check.0, subject: reference))
    let row = FindingRow(
      id: key, check: check.0, area: check.1, severity: check.2, state: .open, cluster: cluster.name,
      namespace: reference.scopeNamespace, subject: reference.shortText, folded: check.0 == "privileged" ? 3 : 0,
      firstSeen: FakeFleet.now - Int64(age) * 40_000, isNew: age == 1, isStale: cluster.name == "edge-01",
      managedBy: .you)
    rows.append(Row(row: row, reference: reference, message: UntrustedText(check.3)))
  }

  /// Many findings of one check, for lists longer than any screen.
  mutating func addMany(_ count: Int) {
    for index in 0..<count {
      let object = ObjectReference(group: "apps", kind: "Deployment", namespace: "many", name: "w-\(10_000 + index)")
      add(
        ("cpu-limit", .resources, .low, "has no CPU limit"), SubjectReference(object, container: "c"),
        cluster: ("prod-weu", "files:prod-weu"), age: 3)
    }
  }

  /// Everything about the first finding of a check.
  func detail(of check: CheckID) -> FindingDetail? {
    var copy = self
    guard let row = rows.first(where: { $0.row.check == check }),
      case .success(.detail(let detail)) = copy.answer(.finding(row.row.id))
    else { return nil }
    return detail
  }

  mutating func set(_ state: FindingState, _ isWanted: (FindingRow) -> Bool) {
    for index in rows.indices where isWanted(rows[index].row) { rows[index].row.state = state }
  }
}
