import Foundation
import Hardening
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("Namespaces of a session")
struct NamespacesTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    try fleet.write("prod/web.yaml", Manifests.privileged("web", namespace: "shop"))
    try fleet.write(
      "prod/role.yaml",
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: all}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: j.doe}]
      """)
    try fleet.write("stage/api.yaml", Manifests.privileged("api", namespace: "payments"))
  }

  /// What the namespaces of a cluster come to together is what the cluster comes to.
  private func expectSums(_ session: LocalSession) async throws {
    let namespaces = try await session.namespaces(NamespacesRequest()).namespaces
    for cluster in try await session.fleet().clusters {
      let own = namespaces.filter { $0.id.cluster == cluster.id }
      for (index, area) in cluster.summary.areas.enumerated() {
        let sum = own.reduce(into: Tally()) { $0 += $1.areas[index].tally }
        #expect(sum == area.tally, "\(area.area)")
      }
      #expect(own.reduce(0) { $0 + $1.workloads } == cluster.summary.workloads)
      #expect(own.reduce(0) { $0 + $1.open.total } == cluster.open.total)
      #expect(own.reduce(0) { $0 + $1.suppressed } == cluster.suppressed)
    }
  }

  @Test("come to what their clusters come to: read, decided on, and from the cache")
  func sums() async throws {
    var session = try await fleet.open("prod", "stage")
    try await expectSums(session)
    let rows = try await session.page("check:privileged").rows
    _ = try await session.decide(
      DecisionRequest(act: .suppress, targets: [rows[0].id], scope: .namespace, reason: "it must"))
    try await expectSums(session)
    await session.close()
    session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
    try await expectSums(session)
    let kept = try await session.namespaces(NamespacesRequest()).namespaces
    #expect(kept.map(\.name) == ["", "payments", "shop", "payments"])
    #expect(kept[1].suppressed == 1 && kept[1].open.critical == 0)
    #expect(try await session.sources().sources.map(\.state) == [.current, .current])
  }

  @Test("count each check on what several groups of checks judge, from the cache as from the reading")
  func doors() async throws {
    try fleet.write(
      "prod/doors.yaml",
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {type: LoadBalancer, selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web, namespace: shop}
      spec:
        tls: [{hosts: [shop.example], secretName: web}]
        rules:
        - host: shop.example
          http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
      """)
    var session = try await fleet.open("prod")
    let read = try await session.namespaces(NamespacesRequest()).namespaces
    let shop = try #require(read.first { $0.name == "shop" })
    #expect(shop.areas[Area.boundary.rawValue - 1].tally.passed > 0)
    await session.close()
    session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
    let kept = try await session.namespaces(NamespacesRequest()).namespaces
    #expect(kept.map(\.areas) == read.map(\.areas))
    await session.close()
  }

  @Test("say what keeps them within bounds, from the reading and from the cache; what nobody knows is unknown")
  func controls() async throws {
    try fleet.write(
      "prod/shop.yaml",
      """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          pod-security.kubernetes.io/enforce: baseline
          pod-security.kubernetes.io/warn: restricted
          pod-security.kubernetes.io/audit: restricted-ish
      ---
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: all, namespace: shop}
      spec: {hard: {limits.memory: 4Gi, limits.cpu: "4", requests.memory: 2Gi, requests.cpu: "2", pods: "20"}}
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: all, namespace: shop}
      spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
      """)
    var session = try await fleet.open("prod")
    let read = try await session.namespaces(NamespacesRequest()).namespaces.filter { !$0.name.isEmpty }
    #expect(read.map(\.name) == ["payments", "shop"])
    let (payments, shop) = (read[0].controls, read[1].controls)
    #expect(payments.podSecurity != .pass, "its labels are not in the input")
    #expect(shop.podSecurity == .pass && shop.quota == .pass)
    #expect(shop.enforce == .baseline && shop.warn == .restricted)
    #expect(shop.audit == nil, "it is no level")
    #expect(payments.enforce == nil && payments.warn == nil)
    #expect((shop.restricted, shop.unrestricted, shop.unknown) == (1, 0, 0))
    #expect(payments.restricted == 0 && payments.unrestricted + payments.unknown == 1)
    await session.close()
    session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
    let kept = try await session.namespaces(NamespacesRequest()).namespaces.filter { !$0.name.isEmpty }
    #expect(kept.map(\.controls) == read.map(\.controls))
  }

  @Test("are listed by what a query says of places, and counted by what it says of findings")
  func queries() async throws {
    let session = try await fleet.open("prod", "stage")
    func names(_ query: UntrustedText) async throws -> [String] {
      try await session.namespaces(NamespacesRequest(query: query)).namespaces.map {
        "\(SafeText($0.cluster).description)/\(SafeText($0.name).description) \($0.open.total)"
      }
    }
    #expect(try await names("check:privileged") == ["prod/payments 1", "prod/shop 1", "stage/payments 1"])
    #expect(try await names("ns:pay* check:privileged !cluster:stage") == ["prod/payments 1"])
    #expect(try await names("ns:shop").count == 1)
    #expect(try await names("!ns:shop cluster:prod").map { $0.split(separator: " ")[0] } == ["prod/", "prod/payments"])
    #expect(try await names("check:host-pid").isEmpty)
  }

  @Test("count what is gone no more, from the cache either")
  func gone() async throws {
    var session = try await fleet.open("prod")
    await session.close()
    try fleet.remove("prod/web.yaml")
    session = try await fleet.open("prod")
    try await expectSums(session)
    await session.close()
    session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
    try await expectSums(session)
  }

  @Test("hold what users and groups may there and nowhere else, as the cache has it too")
  func rights() async throws {
    func binding(_ kind: String, _ name: String, in namespace: String?, _ role: String, to subjects: String) -> String {
      let place = namespace.map { ", namespace: \($0)" } ?? ""
      return """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: \(kind)
        metadata: {name: \(name)\(place)}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}
        subjects: [\(subjects)]

        """
    }
    let devs = "{kind: Group, name: devs}"
    let ann = "{kind: User, name: ann}"
    let bot = "{kind: ServiceAccount, name: bot, namespace: payments}"
    try fleet.write(
      "rights/all.yaml",
      [
        binding("RoleBinding", "admins", in: "shop", "cluster-admin", to: "\(devs), \(bot)"),
        binding("RoleBinding", "edits", in: "shop", "edit", to: ann),
        binding("ClusterRoleBinding", "sees", in: nil, "view", to: ann),
        binding("RoleBinding", "one", in: "shop", "edit", to: "{kind: User, name: two}"),
        binding("RoleBinding", "other", in: "payments", "edit", to: "{kind: User, name: two}"),
      ].joined(separator: "---\n"))
    func expectPlaces(_ session: LocalSession) async throws {
      func place(_ query: UntrustedText) async throws -> UntrustedText { try await session.one(query).namespace }
      #expect(try await place("check:cluster-admin-binding name:devs") == "shop")
      #expect(try await place("check:create-pods name:ann") == "shop")
      #expect(try await place("check:cluster-inventory-rights name:ann") == "")
      #expect(try await place("check:create-pods name:two") == "")
      // An account lives where it lives.
      #expect(try await place("check:cluster-admin-binding name:bot") == "payments")
      #expect(try await session.page("ns:shop name:devs", states: Set(FindingState.allCases)).total == 1)
      try await expectSums(session)
    }
    var session = try await fleet.open("rights")
    try await expectPlaces(session)
    let head = try await session.one("check:cluster-admin-binding name:devs")
    let named = Fingerprint(
      check: "cluster-admin-binding",
      subject: SubjectReference(
        ObjectReference(group: "rbac.authorization.k8s.io", kind: "Group", name: "devs")))
    #expect(head.id.finding == named)
    _ = try await session.decide(
      DecisionRequest(act: .suppress, targets: [head.id], scope: .namespace, reason: "it must"))
    #expect(try await session.one("check:cluster-admin-binding name:devs").state == .suppressed)
    // Where it holds in the whole cluster, what was decided of a namespace does not cover it.
    await session.close()
    try fleet.write(
      "rights/more.yaml", binding("ClusterRoleBinding", "admins", in: nil, "cluster-admin", to: devs))
    session = try await fleet.open("rights")
    let wide = try await session.one("check:cluster-admin-binding name:devs")
    #expect(wide.id == head.id && wide.namespace == "" && wide.state.isOpen)
    await session.close()
    try fleet.remove("rights/more.yaml")
    session = try await fleet.open("rights")
    await session.close()
    session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
    try await expectPlaces(session)
  }
}
