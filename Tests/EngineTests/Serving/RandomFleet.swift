import Export
import Foundation
import Hardening
import Session
import Store
import TestSupport
import TextSafety

@testable import Engine

/// Clusters of random objects, of which some were there before and some were decided on; each as a scan, and all as the
/// fleet of a session.
struct RandomFleet {
  private(set) var results: [ScanResult] = []
  let view: FleetView
  /// What objects, authors and the like are called: questions are made of them.
  let words: [String]
  let acts: [Decision]
  let viewer: ColumnQuery.Viewer
  private let isFound: [UInt32: Bool]

  static let now: Int64 = 1_764_000_000
  static let names = [
    "api", "web", "Web", "job-1", "a*b", "two words", "say \"x\"", "back\\slash", "\u{202E}evil", "\u{1B}[31mred",
    "é\u{301}",
    "sev:high", "!not", "naïve", "Ж", "👩‍👩‍👧", "x\ny", "[a-z]", "(", "kube-root",
  ]
  static let namespaces = ["shop", "Team-1", "kube-system", "team-2", "default", "a b", "ns:x", "\u{301}"]
  static let images = [
    "nginx", "nginx:1.27", "registry.example:5000/Team/app:1",
    "registry.example/app@sha256:" + String(repeating: "ab", count: 32),
    "docker.io/library/nginx", "quay.io/x/y:latest", "", "we ird:tag", "a@b@c", ":", "x/y:z*",
  ]
  static let labels = [
    ("app", "web"), ("app", "api"), ("tier", "1"), ("tier", ""), ("e=q", "v=w"), ("app.kubernetes.io/name", "Web"),
    ("\u{1B}", "\u{0}x"), ("two words", "a\nb"), ("app", "w*b"), ("", "empty"),
  ]
  static let people = ["ada", "Bob", "system:authenticated", "dev*ops", "\u{202E}eve", ""]
  static let clusters = ["prod", "Stage *", "dev\u{202E}"]

  var count: Int { view.data.count }

  /// - Parameter hasPast: findings that are gone, or of which nothing can be said, are there too.
  init(_ random: inout SeededGenerator, hasPast: Bool = true) throws {
    var grouping = ClusterGrouping()
    grouping.groups = [
      .init("all", members: [TextPattern(parts: ["", ""])]),
      .init("Pair", members: [TextPattern(parts: ["", "o", ""])]),
      .init("one \"x\"", members: [TextPattern(literal: "dev\u{202E}")]), .init("none", members: []),
    ]
    grouping.environments = [
      .init("production", members: [TextPattern(literal: "PROD")]),
      .init("", members: [TextPattern(literal: "nobody")]),
    ]
    var scans: [ScanTable] = []
    for name in RandomFleet.clusters {
      let folder = try TemporaryFolder()
      var objects = (0..<9).map { _ in RandomFleet.object(&random) } + RandomFleet.always
      let gone = hasPast ? objects.removeLast() : nil
      func scan(_ objects: [[String: Any]], at time: Int64) throws -> ScanResult {
        let items = try objects.map { String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) }
        try folder.write("all.yaml", items.joined(separator: "\n---\n"))
        return Scan.run(
          paths: [folder.path], options: ScanOptions(cluster: name),
          now: Date(timeIntervalSince1970: TimeInterval(time)))
      }
      let past = hasPast ? Array(objects[..<5]) + [gone ?? [:]] : []
      let before = RandomFleet.now - 5 * 86_400
      let earlier = ScanTable(try scan(past, at: before), after: .empty, readAt: 0).table
      var result = try scan(objects, at: RandomFleet.now)
      result.grouping = grouping
      scans.append(ScanTable(result, after: earlier, readAt: before))
    }
    var acts: [Decision] = []
    for _ in 0..<24 {
      let scan = scans[Int.random(in: 0..<scans.count, using: &random)]
      acts.append(RandomFleet.act(on: scan, after: acts, &random))
    }
    self.acts = acts
    let triage = Triage(acts)
    let visit = Bool.random(using: &random) ? nil : RandomFleet.now - 86_400
    let context = PartStates.Context(
      triage: triage, groups: [:], grouping: grouping, now: RandomFleet.now, lastVisit: visit)
    var parts: [FleetPart] = []
    var checks: [CheckID: CheckInfo] = [:]
    var found: [UntrustedText: [Bool]] = [:]
    for scan in scans {
      let past = ScanPast(scan, context)
      parts.append(past.view.data.parts[0])
      checks.merge(past.view.data.checks) { $1 }
      found[scan.result.cluster.id] = scan.entries.map { $0 != nil }
      results.append(scan.result.after(past))
    }
    let view = FleetView(FleetData(parts, checks: checks), context, revision: 1)
    self.view = view
    viewer = ColumnQuery.Viewer(
      now: RandomFleet.now, zone: .current, lastVisit: visit, grouping: grouping, triage: triage,
      groups: view.context.groups)
    var isFound: [UInt32: Bool] = [:]
    for number in 0..<UInt32(view.data.count) {
      let place = view.data.place(of: number)
      isFound[number] = found[view.data.parts[place.part].summary.id]?[place.row] ?? false
    }
    self.isFound = isFound
    words =
      RandomFleet.names + RandomFleet.namespaces + RandomFleet.images + RandomFleet.people + RandomFleet.clusters
      + RandomFleet.labels.flatMap { [$0.0, $0.1, "\($0.0)=\($0.1)"] } + ["all", "Pair", "one \"x\"", "production"]
      + [
        "Deployment", "deploy", "sts", "cj", "Namespace", "User", "sa", "main", "side car", "privileged", "run-as-root",
      ]
      + ["registry.example:5000/Team/app", "registry.example/app", "carol"]
  }

  /// What the columns select of what the scans found.
  func byColumns(_ query: Query) -> Set<FindingKey> {
    Set(
      view.rows(query, Set(FindingState.allCases), viewer).filter { isFound[$0] == true }.map { key(ofRow: $0) })
  }

  /// What scans select row by row.
  func byRows(_ query: Query) -> Set<FindingKey> {
    var keys: Set<FindingKey> = []
    for result in results {
      let selection = ReportSelection(includesSuppressed: true, query: query)
      for entry in result.selected(selection).entries where entry.verdict == .fail {
        keys.insert(key(of: entry, in: result))
      }
    }
    return keys
  }

  func key(ofRow number: UInt32) -> FindingKey {
    let place = view.data.place(of: number)
    return view.data.key(place.part, place.row)
  }

  func key(of entry: ReportEntry, in result: ScanResult) -> FindingKey {
    FindingKey(cluster: result.cluster.id, finding: ReportRow(result: result, entry: entry).fingerprint)
  }

  private static func any<T>(_ all: [T], _ random: inout SeededGenerator) -> T {
    all[Int.random(in: 0..<all.count, using: &random)]
  }

  /// Something of each kind of subject, and what nobody sees in the first list.
  private static var always: [[String: Any]] {
    [
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop", "labels": ["team": "x", "app": "web"]]],
      [
        "apiVersion": "apps/v1", "kind": "DaemonSet",
        "metadata": [
          "name": "node-agent", "namespace": "kube-system", "labels": ["kubernetes.io/cluster-service": "true"],
        ],
        "spec": [
          "template": [
            "metadata": ["labels": ["app": "agent"]],
            "spec": ["hostNetwork": true, "containers": [["name": "main", "image": "agent:1"]]],
          ]
        ],
      ],
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": ["name": "all"],
        "rules": [["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]]],
      ],
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
        "metadata": ["name": "some", "namespace": "shop"],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "all"],
        "subjects": [
          ["kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": "ada"],
          ["kind": "ServiceAccount", "name": "default", "namespace": "team-2"],
        ],
      ],
      [
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "gone", "namespace": "shop"],
        "spec": [
          "template": ["spec": ["containers": [["name": "main", "securityContext": ["privileged": true]]]]]
        ],
      ],
    ]
  }

  private static func object(_ random: inout SeededGenerator) -> [String: Any] {
    var metadata: [String: Any] = ["name": any(names, &random), "namespace": any(namespaces, &random)]
    if Int.random(in: 0..<4, using: &random) == 0 {
      let people = (0..<2).map { _ -> [String: Any] in
        any(
          [
            ["kind": "User", "apiGroup": "rbac.authorization.k8s.io", "name": any(self.people, &random)],
            ["kind": "Group", "apiGroup": "rbac.authorization.k8s.io", "name": any(self.people, &random)],
            ["kind": "ServiceAccount", "name": any(names, &random), "namespace": any(namespaces, &random)],
          ], &random)
      }
      let isWide = Bool.random(using: &random)
      if isWide { metadata["namespace"] = nil }
      return [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": isWide ? "ClusterRoleBinding" : "RoleBinding",
        "metadata": metadata, "subjects": people,
        "roleRef": [
          "apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole",
          "name": any(["all", "cluster-admin"], &random),
        ],
      ]
    }
    let containers = ["main", "side car", "Main"].prefix(Int.random(in: 1...3, using: &random)).map { name in
      [
        "name": name, "image": any(images, &random),
        "securityContext": any(
          [
            ["privileged": true], ["privileged": true, "capabilities": ["add": ["SYS_ADMIN"]]], ["runAsUser": 0], [:],
          ] as [[String: Any]], &random),
      ] as [String: Any]
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      metadata["annotations"] = ["ignore-check.kube-linter.io/privileged-container": "it must be"]
    }
    var pairs: [String: String] = [:]
    for _ in 0..<Int.random(in: 0..<4, using: &random) {
      let (key, value) = any(labels, &random)
      pairs[key] = value
    }
    let kind = any(["Deployment", "StatefulSet", "DaemonSet"], &random)
    return [
      "apiVersion": "apps/v1", "kind": kind, "metadata": metadata,
      "spec": ["template": ["metadata": ["labels": pairs], "spec": ["containers": containers]]],
    ]
  }

  private static func act(on scan: ScanTable, after acts: [Decision], _ random: inout SeededGenerator) -> Decision {
    let table = scan.table
    let infos = scan.result.assessment.judge.plan.infos
    let row = Int.random(in: 0..<table.count, using: &random)
    let check = infos[Int(table.check[row])].firstID
    let object = table.subjects.object(table.subject[row])
    let target = Decision.Target(
      FindingKey(cluster: scan.result.cluster.id, finding: table.fingerprints[row]),
      evidence: table.evidence[row] ^ any([0, 0, 1], &random))
    var act = Decision(
      id: ULID(milliseconds: 1_763_000_000_000 + Int64(acts.count), using: &random), time: 0,
      author: UntrustedText(any(people, &random)),
      act: any([.acknowledge, .acknowledge, .suppress, .suppress, .reopen, .note, .undo], &random), reason: "x",
      until: any([nil, nil, now - 1, now + 86_400, now + 9 * 86_400], &random))
    switch act.act {
    case .acknowledge, .reopen: act.targets = [target]
    case .note:
      act.targets = [target]
      act.assignee = any(["carol", "Bob", ""], &random)
    case .undo: act.undoes = acts.randomElement(using: &random)?.id
    case .suppress:
      act.rule = SuppressionRule(
        scope: any(SuppressionRule.Scope.allCases, &random),
        clusters: any(
          [.all, .some([scan.result.cluster.id]), .some([]), .group("Pair"), .group("nowhere")], &random),
        checks: any([[check], [check, "privileged"]], &random), findings: [table.fingerprints[row]], object: object,
        image: ImageRepository.of(table.subjects.image(table.subject[row])))
      if Bool.random(using: &random), act.rule?.scope == .workload {
        act.rule?.object = nil
        act.rule?.objects = any([ObjectPattern(kind: "Deployment"), ObjectPattern(namespace: "*s*")], &random)
      }
    }
    if Bool.random(using: &random) { act.batch = acts.first?.id }
    return act
  }
}
