import Checks
import Documents
import Fetch
import Foundation
import Hardening
import Inventory
import Session
import Synchronization
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Live clusters")
struct LiveClusterTests {
  private let judge = Judge(Registry.all, CheckPlan(Registry.all))

  /// `make soak` tries more.
  private static let seeds =
    0..<(ProcessInfo.processInfo.environment["BULWARK_SOAK_SEEDS"].flatMap { UInt64($0) } ?? 8)

  @Test("are found the same in as a dump of them")
  func dump() async throws {
    let server = FakeServer()
    server.setPage(3)
    var random = SeededGenerator(seed: 7)
    try server.apply(Self.base)
    for _ in 0..<80 { try server.apply(RandomObject.make(&random)) }
    let live = Following(server, judge)
    let shown = await live.wait { $0.isSettled }
    live.stop()
    let folder = try TemporaryFolder()
    try folder.write("dump.json", server.dump)
    let dump = Scan.run(paths: [folder.path + "/dump.json"])
    #expect(!Self.findings(dump).isEmpty)
    // What a dump cannot know (a kind of which there is none) the server says.
    #expect(Self.findings(dump).subtracting(Self.findings(of: shown)).isEmpty)
    #expect(shown.objects == dump.objects)
  }

  @Test("come to the same as a full reading after any changes and faults", arguments: LiveClusterTests.seeds)
  func faults(seed: UInt64) async throws {
    let server = FakeServer()
    server.setPage(4)
    var random = SeededGenerator(seed: seed)
    try server.apply(Self.base)
    let makes: [(inout SeededGenerator) -> String] = [
      RandomObject.make, RandomObject.network, RandomObject.access, RandomObject.entry,
    ]
    let make = makes[Int(seed % 4)]
    for _ in 0..<20 { try server.apply(make(&random)) }
    let live = Following(server, judge)
    _ = await live.wait { $0.objects > 0 }
    for step in 0..<60 {
      let object = make(&random)
      if Int.random(in: 0..<4, using: &random) == 0 { try server.delete(object) } else { try server.apply(object) }
      switch Int.random(in: 0..<14, using: &random) {
      case 0: server.breakStreams()
      case 1: server.expireStreams()
      case 2: server.bookmark()
      case 3:
        server.goAway()
        try server.apply(make(&random))
        server.comeBack()
      case 4: server.forgetPast()
      default: break
      }
      if step % 7 == 0 { await Task.yield() }
    }
    let expected = try await full(of: server)
    let shown = await live.wait { snapshot in
      snapshot.isSettled && snapshot.away == nil && snapshot.objects == expected.objects
        && snapshot.assessment.differing(from: expected.assessment).isEmpty
    }
    live.stop()
    #expect(shown.assessment.differing(from: expected.assessment).isEmpty, "seed \(seed)")
  }

  @Test("make unknown what may not be read, say which right is missing, and know it once that is given")
  func forbidden() async throws {
    let server = FakeServer()
    server.forbid("networkpolicies")
    try server.apply(Self.base + RandomObject.deployment("web", namespace: "shop"))
    let live = Following(server, judge)
    let shown = await live.wait { $0.isSettled }
    let notice = try #require(shown.notices.first)
    #expect(notice.what == "networkpolicies.networking.k8s.io")
    #expect(notice.next.matches { $0.contains(#"resources ["networkpolicies"]"#) })
    let missing = Self.judgements(shown, "netpol-missing-ns")
    #expect(missing.contains { if case .unknown = $0 { true } else { false } })
    #expect(!missing.contains { $0.verdict == .pass })
    server.allow("networkpolicies")
    let later = await live.wait { $0.notices.isEmpty }
    live.stop()
    #expect(Self.judgements(later, "netpol-missing-ns").contains { $0.verdict == .fail })
  }

  @Test("keep what they showed while the server is away, and say so")
  func away() async throws {
    let server = FakeServer()
    try server.apply(Self.base + RandomObject.deployment("web", namespace: "shop"))
    let live = Following(server, judge)
    let before = await live.wait { $0.isSettled }
    server.goAway()
    let away = await live.wait { $0.away != nil }
    #expect(away.objects == before.objects)
    #expect(away.assessment.hasSameVerdicts(as: before.assessment))
    #expect(away.away?.why == "connection refused")
    server.comeBack()
    _ = await live.wait { $0.away == nil }
    live.stop()
  }

  @Test("are listed once and watched once, kind by kind, and nothing is asked at rest")
  func requests() async throws {
    let server = FakeServer()
    try server.apply(Self.base)
    let live = Following(server, judge)
    _ = await live.wait { $0.isSettled }
    let kinds = server.openStreams
    await live.until { server.openStreams >= kinds && server.requests.count { $0.contains("watch=1") } >= kinds }
    let lists = server.requests.filter { $0.contains("?limit=") }
    #expect(Set(lists).count == lists.count, "each kind once")
    #expect(server.requests.allSatisfy { $0.hasPrefix("GET ") })
    #expect(!server.requests.contains { $0.contains("/secrets?limit") && $0.contains("as=") })
    live.stop()
  }

  @Test("take in kinds that come to be served, and give up those that are no longer")
  func definitions() async throws {
    let server = FakeServer()
    try server.apply(Self.base + RandomObject.deployment("web", namespace: "shop"))
    let live = Following(server, judge)
    let before = await live.wait { $0.isSettled }
    #expect(!before.assessment.inventory.completeness.served.contains(.cilium))
    let policies = FakeServer.Served(
      group: "cilium.io", version: "v2", resource: "ciliumnetworkpolicies", kind: "CiliumNetworkPolicy")
    try server.serve(policies)
    try server.apply(
      """
      apiVersion: cilium.io/v2
      kind: CiliumNetworkPolicy
      metadata: {name: web, namespace: shop}
      spec: {endpointSelector: {}, ingress: [{}]}
      """)
    let with = await live.wait { $0.isSettled && $0.objects == before.objects + 2 }
    #expect(with.assessment.inventory.completeness.served.contains(.cilium))
    #expect(with.objects == before.objects + 2)
    try server.unserve(policies)
    let after = await live.wait { $0.isSettled && $0.objects == before.objects }
    live.stop()
    #expect(after.assessment.hasSameVerdicts(as: before.assessment))
  }

  @Test("keep what they know of a kind that the server names no more, and do not call it gone")
  func unnamed() async throws {
    let server = FakeServer()
    try server.apply(Self.base + RandomObject.deployment("web", namespace: "shop"))
    let live = Following(server, judge)
    let before = await live.wait { $0.isSettled }
    server.hide("deployments")
    let hidden = await live.wait { $0.kinds.contains { $0.name == "deployments.apps" && $0.state == .away } }
    #expect(hidden.away == nil, "one kind is not the server")
    #expect(hidden.objects == before.objects)
    #expect(hidden.assessment.hasSameVerdicts(as: before.assessment))
    server.hide("deployments", false)
    try server.apply(RandomObject.deployment("api", namespace: "shop"))
    _ = await live.wait { $0.objects == before.objects + 1 && $0.kinds.allSatisfy { $0.state != .away } }
    live.stop()
  }

  @Test("do not know a kind that every server has and this one does not name")
  func empty() async throws {
    let server = FakeServer()
    try server.apply(Self.base + RandomObject.deployment("web", namespace: "shop"))
    server.hide("networkpolicies")
    let shown = try await full(of: server)
    #expect(shown.notices.contains { $0.what.hasPrefix("networkpolicies") && $0.costsCoverage })
    #expect(!Self.judgements(shown, "netpol-missing-ns").contains { $0.verdict == .pass || $0.verdict == .fail })
  }

  @Test("take what a list holds for what the list is of")
  func disguised() async throws {
    let server = FakeServer()
    try server.apply(
      Self.base + """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: everyone}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}]
        """)
    let before = Self.findings(of: try await full(of: server))
    try server.smuggle(
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: everyone}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
      """, into: "configmaps")
    let after = Self.findings(of: try await full(of: server))
    #expect(before.isSubset(of: after))
  }

  // MARK: Help

  static let base = """
    apiVersion: v1
    kind: Namespace
    metadata: {name: kube-system, uid: 6b1cbd30-0000-4000-8000-000000000001}
    ---
    apiVersion: v1
    kind: Namespace
    metadata: {name: shop}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRole
    metadata: {name: cluster-admin}
    rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
    ---

    """

  /// All that the server has, listed once.
  private func full(of server: FakeServer) async throws -> LiveSnapshot {
    try await LiveCluster(
      KubeClient(server, Endpoint(server: "https://fake"), name: "fake"), by: judge, tell: { _ in }, show: { _ in }
    ).read()
  }

  private static func findings(_ result: ScanResult) -> Set<Fingerprint> {
    Set(
      result.entries([.fail]).map {
        Fingerprint(check: result.checks[Int($0.check)].firstID, subject: result.reference(of: $0))
      })
  }

  private static func findings(of live: LiveSnapshot) -> Set<Fingerprint> {
    findings(ScanResult(live, name: "fake", limits: .standard, at: 0))
  }

  private static func judgements(_ live: LiveSnapshot, _ check: CheckID) -> [Judgement] {
    let result = ScanResult(live, name: "fake", limits: .standard, at: 0)
    return result.entries(Set(Verdict.allCases)).filter { result.checks[Int($0.check)].id == check }.map {
      result.handles[Int($0.subject)].verdicts[Int($0.position)]
    }
  }
}

/// A cluster that is followed, and the last that was shown of it.
private final class Following: Sendable {
  private let last = Mutex<LiveSnapshot?>(nil)
  private let task = Mutex<Task<Void, Never>?>(nil)

  init(_ server: FakeServer, _ judge: Judge) {
    // Pauses are there, and short.
    let pacing = TransportTime(
      now: { .zero }, sleep: { try await Task.sleep(for: min($0, .milliseconds(5))) }, chance: { 0.5 })
    let cluster = LiveCluster(
      KubeClient(server, Endpoint(server: "https://fake"), name: "fake"), by: judge, pacing: pacing, tell: { _ in },
      show: { [weak self] snapshot in self?.last.withLock { $0 = snapshot } })
    task.withLock { $0 = Task { await cluster.run() } }
  }

  /// Waits for what is to be shown; the last there is where that does not come within half an hour.
  func wait(for isWanted: (LiveSnapshot) -> Bool) async -> LiveSnapshot {
    let end = ContinuousClock.now + .seconds(1800)
    while true {
      if let shown = last.withLock({ $0 }), isWanted(shown) || .now > end { return shown }
      try? await Task.sleep(for: .milliseconds(50))
    }
  }

  func until(_ isSo: () -> Bool) async {
    let end = ContinuousClock.now + .seconds(1800)
    while !isSo(), .now < end { try? await Task.sleep(for: .milliseconds(50)) }
  }

  func stop() { task.withLock { $0?.cancel() } }
}
