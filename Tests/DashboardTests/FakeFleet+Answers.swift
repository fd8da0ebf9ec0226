import Dashboard
import Foundation
import Hardening
import Session
import TextSafety

extension FakeFleet {
  mutating func answer(_ call: SessionCall) -> Result<SessionAnswer, SessionError> {
    asked.append(call)
    if let failure { return .failure(failure) }
    do throws(SessionError) {
      switch call {
      case .fleet: return .success(.fleet(snapshot))
      case .findings(let request): return .success(.page(try page(request)))
      case .outline(let request): return .success(.outline(try outline(request)))
      case .members(let group, let request): return .success(.page(try members(group, request)))
      case .finding(let key): return .success(.detail(try detail(key)))
      case .namespaces(let request): return .success(.namespaces(try namespaces(request)))
      case .source(let key): return .success(.source(try source(key)))
      case .preview(let request): return .success(.preview(preview(request)))
      case .decide(let request): return .success(.receipt(decide(request)))
      case .undo: return .success(.receipt(try turnBack(\.done, into: \.undone, "took back: acknowledged")))
      case .redo: return .success(.receipt(try turnBack(\.undone, into: \.done, "acknowledged again")))
      case .workload(let key): return .success(.workload(try workload(key)))
      case .object(let key): return .success(.workload(try workload(key)))
      case .relations(let key): return .success(.relations(try relations(key)))
      case .objects(let text, let limit):
        return .success(.objects(Array(objects.filter { $0.key.object.text.contains("\(text.safe)") }.prefix(limit))))
      case .decisions: return .success(.decisions(DecisionsSnapshot(revision: revision, entries: decisions)))
      case .withdraw(let ids): return .success(.receipt(withdraw(ids)))
      case .renew(let ids, _, let until): return .success(.receipt(renew(ids, until)))
      case .sources: return .success(.sources(sources()))
      case .patches(let keys): return .success(.patches(try patches(keys)))
      case .write(let request): return .success(.written(try write(request)))
      case .savedFilters: return .success(.savedFilters(saved))
      case .save(let filter):
        saved.removeAll { $0.name == filter.name }
        if !filter.filter.isEmpty { saved.append(filter) }
        return .success(.savedFilters(saved))
      case .refresh: return .success(.begun)
      }
    } catch { return .failure(error) }
  }

  var snapshot: FleetSnapshot {
    let clusters = self.clusters.map { summary in
      let own = rows.map(\.row).filter { $0.id.cluster == summary.id }
      var open = SeverityCounts()
      for row in own where row.state == .open || row.state == .resurfaced { open[row.severity] += 1 }
      var cluster = FleetSnapshot.Cluster(
        summary: summary, open: open, acknowledged: own.count { $0.state == .acknowledged },
        suppressed: own.count { $0.state == .suppressed }, new: own.count { $0.isNew && $0.state == .open },
        state: states[summary.id] ?? .current)
      for row in own where row.state == .suppressed { cluster.suppressedByArea[row.area, default: 0] += 1 }
      (cluster.groups, cluster.history) = (groups[summary.id] ?? [], history[summary.id] ?? [])
      cluster.environment = environments[summary.id] ?? ""
      return cluster
    }
    var fleet = FleetSnapshot(
      revision: revision, clusters: clusters, lastVisit: lastVisit, today: FakeFleet.now / 86_400)
    fleet.environments = environmentOrder
    return fleet
  }

  private func sources() -> SourcesSnapshot {
    SourcesSnapshot(
      revision: revision,
      sources: clusters.map { cluster in
        SourcesSnapshot.Source(
          cluster: cluster.name, kind: .file, location: "/data/\(cluster.name)",
          state: states[cluster.id] ?? .current, lastRead: cluster.observedAt, objects: 42,
          notices: notices[cluster.id] ?? [])
      }, notices: stateNotices)
  }

  // MARK: Findings

  func selected(_ request: FindingsRequest) throws(SessionError) -> (shown: [FindingRow], hidden: Int) {
    var query: Query
    do throws(QueryError) {
      query = try Query(parsing: request.query)
      query.within = try Query(parsing: request.within).terms
    } catch {
      throw SessionError(.query, error.notice)
    }
    var filter = QueryFilter(query, now: FakeFleet.now)
    let matching = rows.filter { filter.matches($0) }.map(\.row)
    let shown = matching.filter { query.namesState || request.states.contains($0.state) }
    let order = request.order
    let sorted = shown.enumerated().sorted { a, b in
      let (first, second) = order.ascending ? (a.element, b.element) : (b.element, a.element)
      if isBefore(first, second, order.column) { return true }
      if isBefore(second, first, order.column) { return false }
      return a.offset < b.offset
    }
    return (sorted.map(\.element), matching.count - shown.count)
  }

  private func isBefore(_ a: FindingRow, _ b: FindingRow, _ column: FindingsRequest.Column) -> Bool {
    switch column {
    case .severity: a.severity < b.severity
    case .state: a.state.rawValue < b.state.rawValue
    case .check: a.check < b.check
    case .subject: a.subject < b.subject
    case .cluster: a.cluster < b.cluster
    case .namespace: a.namespace < b.namespace
    case .age: a.firstSeen > b.firstSeen
    }
  }

  private func page(_ request: FindingsRequest) throws(SessionError) -> FindingsPage {
    let (shown, hidden) = try selected(request)
    let anchor = request.window.anchor.flatMap { key in shown.firstIndex { $0.id == key } }
    let centre = anchor ?? min(request.window.index, max(0, shown.count - 1))
    let start = max(0, centre - request.window.before)
    let end = min(shown.count, centre + request.window.after + 1)
    var counts = SeverityCounts()
    for row in shown { counts[row.severity] += 1 }
    var left = FindingsPage.Hidden()
    left.suppressed = hidden
    return FindingsPage(
      revision: revision, total: shown.count, offset: start, rows: Array(shown[start..<max(start, end)]),
      anchor: anchor, counts: counts, hidden: left,
      hasData: clusters.contains { $0.areas.contains { $0.tally != Tally() } })
  }

  private func namespaces(_ request: NamespacesRequest) throws(SessionError) -> NamespacesSnapshot {
    let page = FindingsRequest(
      query: request.query, within: request.within, states: [.open, .resurfaced], window: .init(before: 0, after: 9))
    var found: [NamespacesSnapshot.Namespace] = []
    for row in try selected(page).shown {
      let id = NamespacesSnapshot.Namespace.ID(cluster: row.id.cluster, namespace: row.namespace)
      let place =
        found.firstIndex { $0.id == id }
        ?? {
          guard let summary = clusters.first(where: { $0.id == row.id.cluster }) else { return 0 }
          found.append(.init(cluster: summary, name: row.namespace, workloads: 3, areas: summary.areas))
          found[found.count - 1].controls = controls(found.count)
          return found.count - 1
        }()
      // Lists leave out what is the platform's to mend.
      if row.managedBy == .platform { continue }
      found[place].open[row.severity] += 1
      if row.isNew { found[place].new += 1 }
    }
    return NamespacesSnapshot(
      revision: revision, namespaces: found.sorted { ($0.cluster, $0.name) < ($1.cluster, $1.name) })
  }

  /// One kind after the other.
  private func controls(_ number: Int) -> NamespacesSnapshot.Namespace.Controls {
    var controls = NamespacesSnapshot.Namespace.Controls()
    controls.podSecurity = [.pass, .fail, .unknown, nil][number % 4]
    controls.enforce = [.baseline, .privileged, nil, nil][number % 4]
    controls.warn = [.restricted, nil, nil, nil][number % 4]
    controls.quota = [.fail, .unknown, nil, .pass][number % 4]
    (controls.restricted, controls.unrestricted, controls.unknown) =
      [(3, 0, 0), (1, 2, 0), (2, 0, 1), (0, 0, 0)][
        number % 4]
    return controls
  }

  private func source(_ key: FindingKey) throws(SessionError) -> SourceText {
    let detail = try detail(key)
    var lines = (1...60).map { UntrustedText("  line\($0): \($0)") }
    lines[57] = "  hostile: \u{1B}[2J"
    lines[16] = "        privileged: true"
    return SourceText(
      file: detail.finding.source?.file ?? "", path: "/manifests/prod/payments.yaml", first: 1, lines: lines, line: 17)
  }

  private func detail(_ key: FindingKey) throws(SessionError) -> FindingDetail {
    guard let found = rows.first(where: { $0.row.id == key }) else {
      throw SessionError(.gone, Notice(what: "finding", why: "it is gone", next: "", costsCoverage: false))
    }
    let path = FieldPath.podSpec.appending("containers").appending(element: "web", index: 0)
      .appending("securityContext.privileged").resolved(pod: ["spec", "template"])
    let finding = Finding(
      id: key.finding, check: found.row.check, area: found.row.area, severity: found.row.severity, verdict: .fail,
      state: found.row.state, cluster: found.row.cluster, subject: found.reference, foldedUnder: nil, managedBy: .you,
      message: found.message, evidence: [Evidence(path, true)], unknownReason: nil,
      remediation: Remediation(
        text: "Set `privileged` to false and grant only what the program needs.",
        operations: [JSONPatchOperation(op: .replace, path: path.pointer, value: false)]),
      references: [.cis("5.2.2"), .mitre("T1611")],
      source: SourceLocation(file: "prod/payments.yaml", line: 17, document: 1),
      firstSeen: found.row.firstSeen, lastSeen: FakeFleet.now - 180, image: "registry.example/web:1")
    return FindingDetail(
      key: key, finding: finding, title: "Privileged container",
      documentation: "A privileged container has the node: its devices, its kernel, its other pods.\n\nFails where "
        + "`privileged` is true.", equivalents: ["tv:KSV-0017", "ks:C-0057"],
      folded: found.row.folded > 0 ? Array(rows.map(\.row).filter { $0.check == "seccomp" }.prefix(1)) : [],
      decisions: found.decisions, kubectl: "kubectl patch deployment.apps -n payments api --type=json -p '[]'")
  }

  // MARK: Acts

  private mutating func renew(_ ids: [ULID], _ until: Int64?) -> DecisionReceipt {
    for index in decisions.indices where ids.contains(decisions[index].first.id) { decisions[index].status = .inForce }
    done.append([:])
    revision += 1
    return receipt("changed until when and why: suppressed", 1)
  }

  private mutating func withdraw(_ ids: [ULID]) -> DecisionReceipt {
    for index in decisions.indices where ids.contains(decisions[index].first.id) {
      decisions[index].status = .undone
      decisions[index].covers = 0
    }
    done.append([:])
    revision += 1
    return receipt("took back: suppressed", 1)
  }

  private func preview(_ request: DecisionRequest) -> DecisionPreview {
    var before = Tally()
    before.add(.fail, .high, count: 2)
    before.add(.pass, .high, count: 2)
    var after = Tally()
    after.add(.fail, .high)
    after.add(.pass, .high, count: 2)
    return DecisionPreview(
      findings: request.scope == .finding ? request.targets.count : 3 * request.targets.count,
      examples: ["deploy/api [web]", "deploy/worker [web]"],
      scores: [.init(cluster: "prod-weu", area: .workload, before: before, after: after)])
  }

  private mutating func decide(_ request: DecisionRequest) -> DecisionReceipt {
    let state: FindingState =
      switch request.act {
      case .acknowledge: .acknowledged
      case .suppress: .suppressed
      default: .open
      }
    var before: [FindingKey: FindingState] = [:]
    for index in rows.indices where request.targets.contains(rows[index].row.id) {
      before[rows[index].row.id] = rows[index].row.state
      rows[index].row.state = state
    }
    done.append(before)
    undone = []
    revision += 1
    let word = state == .acknowledged ? "acknowledged" : state == .suppressed ? "suppressed" : "reopened"
    return receipt("\(word) \(before.count) \(before.count == 1 ? "finding" : "findings")", before.count)
  }

  private mutating func turnBack(
    _ from: WritableKeyPath<FakeFleet, [[FindingKey: FindingState]]>,
    into: WritableKeyPath<FakeFleet, [[FindingKey: FindingState]]>, _ summary: UntrustedText
  ) throws(SessionError) -> DecisionReceipt {
    guard let last = self[keyPath: from].popLast() else {
      throw SessionError(.refused, Notice(what: "undo", why: "nothing to undo", next: "", costsCoverage: false))
    }
    var before: [FindingKey: FindingState] = [:]
    for index in rows.indices {
      guard let state = last[rows[index].row.id] else { continue }
      before[rows[index].row.id] = rows[index].row.state
      rows[index].row.state = state
    }
    self[keyPath: into].append(before)
    revision += 1
    return receipt(summary, before.count)
  }

  private func receipt(_ summary: UntrustedText, _ count: Int) -> DecisionReceipt {
    DecisionReceipt(decisions: [], findings: count, summary: summary, revision: revision)
  }
}

extension FakeFleet.Row: QueryRow {
  var severity: Severity { row.severity }
  var area: Area { row.area }
  var state: FindingState { row.state }
  var verdict: Verdict { .fail }
  var managedBy: ManagedBy { row.managedBy }
  var check: CheckID { row.check }
  var title: String { row.check.name }
  var subject: SubjectReference { reference }
  var clusterName: UntrustedText { row.cluster }
  var clusterID: UntrustedText { row.id.cluster }
  var image: UntrustedText { "" }
  var labels: SubjectLabels { SubjectLabels() }
  var fingerprint: Fingerprint { row.id.finding }
  var firstSeen: Int64 { row.firstSeen }
  func isConcerned(by digits: String) -> Bool { decisions.contains { $0.isNamed(by: digits) } }

  func has(_ trait: Query.Trait) -> Bool {
    switch trait {
    case .new: row.isNew
    case .stale: row.isStale
    case .folded: false
    case .fixable: true
    }
  }
}
