import Documents
import Fetch
package import Hardening
import Inventory
import TextSafety

/// A judged cluster, ready to be reported: summaries now, findings one by one when they are asked for.
package struct ScanResult: Sendable {
  package private(set) var cluster: ClusterSummary
  package let notices: [Notice]
  /// Kubernetes objects that were read.
  package let objects: Int
  /// The files say themselves which cluster they are of.
  let claimsIdentity: Bool
  /// The input is one capture, and so all that was there.
  let isCapture: Bool
  let assessment: Assessment
  let handles: [SubjectHandle]
  let files: [FileInput]
  let limits: Limits
  /// When it was judged, in seconds since 1970: what has run out by then holds no more. A capture was observed earlier.
  let judgedAt: Int64
  let facts: ClusterFacts
  /// The groups and environments of the configuration, for queries.
  var grouping = ClusterGrouping()
  /// What was known of the cluster before, and decided.
  private(set) var past: ScanPast?

  init(
    _ assessment: Assessment, files: [FileInput], cluster name: String, objects: Int, notices: [Notice],
    limits: Limits, observedAt: Int64, judgedAt: Int64, isCapture: Bool = false,
    isNamedByCapture: Bool = false, source: ClusterSummary.Source = .file, version: UntrustedText = ""
  ) {
    self.assessment = assessment
    self.files = files
    self.objects = objects
    self.notices = notices
    self.limits = limits
    self.judgedAt = judgedAt
    facts = ClusterFacts(assessment.inventory)
    handles = assessment.handles
    let uid = assessment.inventory.namespaces["kube-system"]?.uid ?? ""
    self.isCapture = isCapture
    claimsIdentity = isNamedByCapture || !uid.isEmpty
    cluster = ClusterSummary(
      id: uid.isEmpty ? "files:\(name)" : uid, name: UntrustedText(name), version: version, source: source,
      observedAt: observedAt, complete: !notices.contains(where: \.costsCoverage),
      areas: AreaSummary.all(of: handles, in: assessment, now: judgedAt),
      workloads: assessment.workloads.values.count { $0.workload.owner == nil })
  }

  /// The result in the light of what was known and decided before.
  func after(_ past: ScanPast) -> ScanResult {
    var result = self
    result.past = past
    result.cluster.areas = past.view.states[0].areas
    return result
  }

  /// The result as that of another cluster than it says.
  func setApart(_ id: UntrustedText, name: UntrustedText) -> ScanResult {
    var result = self
    (result.cluster.id, result.cluster.name) = (id, name)
    return result
  }

  /// What the checks of the plan say of themselves.
  package var checks: [CheckInfo] { assessment.judge.plan.infos }

  /// What could not be read or judged is more than what such input can never have: exit status 3.
  package var isPartial: Bool { notices.contains(where: \.costsCoverage) }

  /// All verdicts of the kinds asked for, in the order of reports: severity, area, check, namespace, subject.
  package func entries(_ verdicts: Set<Verdict> = [.fail]) -> [ReportEntry] {
    let infos = assessment.judge.plan.infos
    var buckets = [[ReportEntry]](repeating: [], count: Severity.allCases.count * infos.count)
    for (index, handle) in handles.enumerated() {
      let positions = assessment.judge.positions(of: handle)
      let row = handle.verdicts
      for position in positions.indices {
        let judgement = row[position]
        guard verdicts.contains(judgement.verdict) else { continue }
        let check = positions[position]
        let severity = judgement.severity(of: infos[check])
        var entry = ReportEntry(
          subject: Int32(index), position: Int16(position), check: Int16(check), severity: severity,
          verdict: judgement.verdict, state: .open)
        if let decided = past?.state(of: entry) {
          entry.state = decided
        } else if assessment.annotationException(at: position, of: handle, now: judgedAt) != nil {
          entry.state = .suppressed
        }
        buckets[(4 - severity.rank) * infos.count + check].append(entry)
      }
    }
    return Array(buckets.joined())
  }
}

/// One verdict of a report: small, so that a million can be sorted and filtered before any is written out.
package struct ReportEntry: Sendable, Hashable {
  /// Index of the subject among all of the result.
  package var subject: Int32
  /// Position among the subject's verdicts.
  var position: Int16
  /// Index of the check among all.
  package var check: Int16
  package var severity: Severity
  package var verdict: Verdict
  /// By decisions, and by the annotations of objects; open where it is no failure.
  package var state: FindingState

  /// An annotation or a decision takes it out of gates and scores.
  package var isSuppressed: Bool { state == .suppressed }
}

extension Verdicts {
  subscript(_ position: Int) -> Judgement {
    position < shared.count ? shared[position] : own[position - shared.count]
  }
}

extension Judgement {
  /// How many steps a failure is less severe than its check.
  func steps(below declared: Severity) -> Int {
    if case .fail(_, let severity?) = self { declared.rank - severity.rank } else { 0 }
  }

  /// Where the bindings that show a failure hold: namespaces, and empty for the whole cluster.
  var boundNamespaces: Set<UntrustedText> {
    guard case .fail(let evidence, _) = self else { return [] }
    return Set(
      evidence.compactMap { item in
        guard let object = item.object, object.group == ObjectReference.accessGroup else { return nil }
        return object.kind == "RoleBinding" || object.kind == "ClusterRoleBinding" ? object.namespace : nil
      })
  }

  func severity(of info: CheckInfo) -> Severity {
    if case .fail(_, let severity?) = self { severity } else { info.severity }
  }
}

extension AreaSummary {
  /// The twelve areas over all subjects.
  static func all(of handles: [SubjectHandle], in assessment: Assessment, now: Int64) -> [AreaSummary] {
    let judge = assessment.judge
    let infos = judge.plan.infos
    var tallies = [Tally](repeating: Tally(), count: Area.allCases.count)
    var reasons: [Area: [UntrustedText: Int]] = [:]
    for handle in handles {
      let positions = judge.positions(of: handle)
      let row = handle.verdicts
      for position in positions.indices {
        let judgement = row[position]
        let info = infos[positions[position]]
        let exception = assessment.annotationException(at: position, of: handle, now: now)
        tallies[info.area.rawValue - 1].add(
          judgement.verdict, judgement.severity(of: info), suppressed: exception != nil)
        if case .unknown(let missing) = judgement {
          for missing in missing { reasons[info.area, default: [:]][missing.text, default: 0] += 1 }
        }
      }
    }
    return Area.allCases.map { area in
      let why = (reasons[area] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return AreaSummary(
        area: area, tally: tallies[area.rawValue - 1],
        unknownReasons: why.prefix(20).map { UntrustedReason($0.key, count: $0.value) })
    }
  }
}
