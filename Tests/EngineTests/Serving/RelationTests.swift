import Foundation
import Hardening
import Inventory
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("What an object has to do with others")
struct RelationTests {
  /// A workload that the Internet reaches, whose account can read all secrets, in a namespace that holds what comes in.
  private static let shop = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: api, namespace: shop}
    spec:
      replicas: 3
      template:
        metadata: {labels: {app: api}}
        spec:
          serviceAccountName: api
          containers:
          - {name: web, image: "registry.example/api:1"}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: worker, namespace: shop}
    spec:
      template:
        metadata: {labels: {app: worker}}
        spec:
          automountServiceAccountToken: false
          containers:
          - {name: work, image: "registry.example/worker:1"}
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: {name: api, namespace: shop}
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: front, namespace: shop}
    spec: {type: LoadBalancer, selector: {app: api}, ports: [{port: 443}]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: reader, namespace: shop}
    rules:
    - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: api-reads, namespace: shop}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
    subjects: [{kind: ServiceAccount, name: api, namespace: shop}]
    ---
    apiVersion: networking.k8s.io/v1
    kind: NetworkPolicy
    metadata: {name: closed, namespace: shop}
    spec: {podSelector: {matchLabels: {app: api}}, policyTypes: [Ingress]}
    ---
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: keep, namespace: shop}
    spec: {minAvailable: 1, selector: {matchLabels: {app: api}}}
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: grow, namespace: shop}
    spec:
      minReplicas: 2
      maxReplicas: 9
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}

    """

  private func reference(
    _ kind: UntrustedText, _ name: UntrustedText, in namespace: UntrustedText = "shop"
  ) -> ObjectReference {
    let group: UntrustedText =
      switch kind {
      case "Deployment": "apps"
      case "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding", "User", "Group": ObjectReference.accessGroup
      case "NetworkPolicy", "Ingress": "networking.k8s.io"
      case "PodDisruptionBudget": "policy"
      default: ""
      }
    return ObjectReference(group: group, kind: kind, namespace: namespace, name: name)
  }

  private func open(_ texts: String...) async throws -> (fleet: Fleet, session: LocalSession, cluster: UntrustedText) {
    let fleet = try Fleet()
    for (number, text) in texts.enumerated() { try fleet.write("prod/\(number).yaml", text) }
    let session = try await fleet.open("prod")
    let cluster = try #require(try await session.fleet().clusters.first?.summary.id)
    return (fleet, session, cluster)
  }

  private func lines(_ relations: ObjectRelations, _ topic: ObjectRelations.Topic) -> [String] {
    (relations[topic]?.lines ?? []).map { "\(SafeText($0.what)): \(SafeText($0.says))" }
  }

  @Test("a workload: who reaches it, what its account may do, what holds its traffic, its pods")
  func workload() async throws {
    let (_, session, cluster) = try await open(RelationTests.shop)
    let api = try await session.relations(of: ObjectKey(cluster: cluster, object: reference("Deployment", "api")))
    #expect(api.sections.map(\.topic) == ObjectRelations.Topic.allCases)
    let exposure = try #require(api[.exposure])
    #expect(exposure.summary == "reached from the Internet through svc/front" && exposure.tone == .notable)
    #expect(lines(api, .exposure) == ["svc/front: LoadBalancer: the Internet"])
    #expect(exposure.lines[0].object == reference("Service", "front"))
    #expect(api[.rights]?.summary == "sa/api can read all secrets in shop")
    #expect(
      lines(api, .rights) == [
        "sa/api: its token is mounted", "can read all secrets: in shop: RoleBinding api-reads → Role reader",
      ])
    #expect(api[.rights]?.lines[1].severity == .medium)
    #expect(
      api[.policies]?.summary == "incoming traffic held by policies, outgoing open" && api[.policies]?.tone == .notable)
    #expect(
      lines(api, .policies) == [
        "in: networkpolicy/closed holds it", "out: nothing holds it: it may connect anywhere",
      ])
    #expect(
      lines(api, .pods) == [
        "replicas: 2 to 9, as horizontalpodautoscaler/grow decides", "budget: pdb/keep limits how many may be missing",
      ])
    let worker = try await session.relations(of: ObjectKey(cluster: cluster, object: reference("Deployment", "worker")))
    #expect(worker[.exposure]?.summary == "nothing that was read leads to it")
    #expect(worker[.rights]?.summary == "sa/default has no rights of its own, token not mounted by itself")
    #expect(worker[.policies]?.summary == "incoming and outgoing traffic open")
  }

  @Test(
    "of other objects the page has what there is: accounts, roles, bindings, entries, policies, budgets, namespaces")
  func others() async throws {
    let (_, session, cluster) = try await open(RelationTests.shop)
    func section(_ kind: UntrustedText, _ name: UntrustedText, in namespace: UntrustedText = "shop") async throws
      -> [String]
    {
      let object = reference(kind, name, in: namespace)
      let found = try await session.relations(of: ObjectKey(cluster: cluster, object: object))
      return found.sections.flatMap { ["\(SafeText($0.summary))"] + lines(found, $0.topic) }
    }
    #expect(
      try await section("ServiceAccount", "api") == [
        "can read all secrets in shop", "can read all secrets: in shop: RoleBinding api-reads → Role reader",
        "1 workload runs as it",
        "deploy/api: runs as it",
      ])
    #expect(
      try await section("Role", "reader") == [
        "can read all secrets, held by 1", "allows: can read all secrets", "rule: get, list secrets",
        "sa/api: holds it by RoleBinding api-reads",
      ])
    #expect(
      try await section("RoleBinding", "api-reads") == [
        "sa/api: can read all secrets in namespace shop", "Role reader: can read all secrets in namespace shop",
        "sa/api: is granted it",
      ])
    #expect(
      try await section("Service", "front") == [
        "reached from the Internet", "svc/front: LoadBalancer: the Internet", "deploy/api: behind it",
      ])
    #expect(
      try await section("NetworkPolicy", "closed") == [
        "applies to 1 workload", "deploy/api: it applies to",
      ])
    #expect(try await section("PodDisruptionBudget", "keep") == ["selects 1 workload", "deploy/api: 2 replicas"])
    let namespace = try await section("Namespace", "shop", in: "")
    #expect(namespace.contains("2 workloads") && namespace.contains("incoming and outgoing traffic open"))
  }

  @Test("an Ingress is reached as far as what serves it; where that was not read, it is unknown")
  func ingress() async throws {
    let ingress = """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web, namespace: shop}
      spec:
        ingressClassName: nginx
        rules:
        - http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: inner, port: {number: 80}}}}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: inner, namespace: shop}
      spec: {selector: {app: worker}, ports: [{port: 80}]}

      """
    let controller = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: edge, namespace: ingress}
      spec:
        template:
          metadata: {labels: {app.kubernetes.io/name: ingress-nginx}}
          spec: {containers: [{name: controller, image: "registry.k8s.io/ingress-nginx/controller:v1"}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: edge, namespace: ingress}
      spec: {type: LoadBalancer, selector: {app.kubernetes.io/name: ingress-nginx}, ports: [{port: 443}]}

      """
    let worker = reference("Deployment", "worker")
    let (_, alone, id) = try await open(RelationTests.shop, ingress)
    let unknown = try await alone.relations(of: ObjectKey(cluster: id, object: worker))
    #expect(unknown[.exposure]?.tone == .unknown)
    #expect(lines(unknown, .exposure).contains { $0.contains("the program that serves it was not read") })
    let (_, served, cluster) = try await open(RelationTests.shop, ingress, controller)
    let known = try await served.relations(of: ObjectKey(cluster: cluster, object: worker))
    #expect(known[.exposure]?.summary == "reached from the Internet through ingress/web")
    #expect(lines(known, .exposure).contains { $0.hasSuffix("through svc/edge in ingress if that is what serves it") })
  }

  @Test(
    "what could not be read is never said to be harmless: roles, groups of users, programs of other classes, volumes")
  func neverGreen() async throws {
    let (_, session, cluster) = try await open(
      RelationTests.shop,
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: lost}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gone}
      subjects:
      - {kind: ServiceAccount, name: lone, namespace: shop}
      - {kind: User, apiGroup: rbac.authorization.k8s.io, name: ann}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: lone, namespace: shop}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: small, namespace: shop}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: looks}
      subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: eve}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: looks, namespace: shop}
      rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
      """)
    func rights(_ object: ObjectReference) async throws -> ObjectRelations.Section {
      try #require(try await session.relations(of: ObjectKey(cluster: cluster, object: object))[.rights])
    }
    #expect(try await rights(reference("ServiceAccount", "lone")).tone == .unknown)
    let group: UntrustedText = "rbac.authorization.k8s.io"
    let eve = try await rights(ObjectReference(group: group, kind: "User", namespace: "", name: "eve"))
    #expect(eve.tone == .unknown && eve.summary.safe.description.contains("its groups are not known here"))
    let binding = ObjectReference(group: group, kind: "ClusterRoleBinding", namespace: "", name: "lost")
    #expect(try await rights(binding).tone == .unknown)
  }

  @Test("a role that every server makes for itself has its rules, also where it is not among what was read")
  func builtIn() async throws {
    let (_, session, cluster) = try await open(
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: all}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: ServiceAccount, name: deployer, namespace: shop}]
      """)
    let binding = try await session.relations(
      of: ObjectKey(cluster: cluster, object: reference("ClusterRoleBinding", "all", in: "")))
    let role = reference("ClusterRole", "cluster-admin", in: "")
    #expect(binding[.rights]?.lines.first?.object == role)
    let rights = try await session.relations(of: ObjectKey(cluster: cluster, object: role))
    #expect(
      lines(rights, .rights) == [
        "allows: may do everything",
        "Kubernetes: every server makes this role for itself; it is not among what was read",
        "rule: * *", "rule: * /*", "sa/deployer in shop: holds it by ClusterRoleBinding all",
      ])
    await session.close(patience: .zero)
  }

  @Test("a route leads where it is let, also into another namespace; a Gateway has the routes that name it")
  func routes() async throws {
    func route(_ grants: Bool) -> String {
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: {name: edge, namespace: edge}
      spec:
        gatewayClassName: azure-alb-external
        listeners: [{name: web, port: 443, protocol: HTTPS, allowedRoutes: {namespaces: {from: All}}}]
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: web, namespace: edge}
      spec:
        parentRefs: [{name: edge}]
        rules: [{backendRefs: [{name: inner, namespace: shop, port: 80}]}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: inner, namespace: shop}
      spec: {selector: {app: worker}, ports: [{port: 80}]}
      ---
      \(grants ? """
      apiVersion: gateway.networking.k8s.io/v1beta1
      kind: ReferenceGrant
      metadata: {name: let, namespace: shop}
      spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge}], to: [{group: "", kind: Service}]}
      """ : "")

      """
    }
    let worker = reference("Deployment", "worker")
    let (_, open, cluster) = try await open(RelationTests.shop, route(true))
    let led = try await open.relations(of: ObjectKey(cluster: cluster, object: worker))
    #expect(led[.exposure]?.summary == "reached from the Internet through httproute/web")
    let group: UntrustedText = "gateway.networking.k8s.io"
    let web = ObjectReference(group: group, kind: "HTTPRoute", namespace: "edge", name: "web")
    let found = try await open.relations(of: ObjectKey(cluster: cluster, object: web))
    #expect(lines(found, .exposure).contains("deploy/worker in shop: behind it"))
    let edge = ObjectReference(group: group, kind: "Gateway", namespace: "edge", name: "edge")
    let gateway = try await open.relations(of: ObjectKey(cluster: cluster, object: edge))
    #expect(gateway[.exposure]?.summary == "reached from the Internet")
    #expect(lines(gateway, .exposure).last == "httproute/web: names it as a parent")
    let (_, closed, id) = try await self.open(RelationTests.shop, route(false))
    let held = try await closed.relations(of: ObjectKey(cluster: id, object: worker))
    #expect(held[.exposure]?.summary == "reached from within the cluster")
  }

  @Test("what a dump does not hold is unknown, never none")
  func dump() async throws {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: one, namespace: shop, uid: 1b, resourceVersion: "7"}
      spec: {containers: [{name: web, image: "registry.example/api:1"}]}

      """
    let (_, session, cluster) = try await open(pod)
    let found = try await session.relations(of: ObjectKey(cluster: cluster, object: reference("Pod", "one")))
    for section in found.sections where section.topic != .pods {
      #expect(section.tone == .unknown, "\(SafeText(section.summary))")
      #expect(!section.lines.contains { $0.what == "none" })
    }
    #expect(found[.pods]?.summary == "1 pod running, a pod by itself")
  }

  @Test("a file that cannot be read makes what is not there unknown, and is told")
  func broken() async throws {
    let (fleet, session, cluster) = try await open(RelationTests.shop)
    try fleet.write("prod/broken.yaml", "apiVersion: v1\nkind: {\n")
    let worker = ObjectKey(cluster: cluster, object: reference("Deployment", "worker"))
    let found = try await session.relations(of: worker)
    #expect(found.lacks.count == 1)
    #expect(
      found[.exposure]?.tone == .unknown && found[.policies]?.tone == .unknown && found[.rights]?.tone == .unknown)
  }

  @Test("known from the cache alone, a source that is gone, an object that is gone: each says so")
  func gone() async throws {
    let (fleet, session, cluster) = try await open(RelationTests.shop)
    let key = ObjectKey(cluster: cluster, object: reference("Deployment", "api"))
    await session.close()
    let kept = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state, zone: .gmt, includesKept: true))
    await failure(of: key, in: kept, "it is known from an earlier reading alone")
    let again = try await fleet.open("prod")
    let nobody = ObjectKey(cluster: cluster, object: reference("Deployment", "nobody"))
    await failure(of: nobody, in: again, "it is not in the source")
    try fleet.remove("prod/0.yaml")
    await failure(of: key, in: again, "no .yaml")
    try fleet.remove("prod")
    await failure(of: key, in: again, "no such file or folder")
    await failure(of: ObjectKey(cluster: "nowhere", object: key.object), in: again, "it is not there any more")
  }

  private func failure(of key: ObjectKey, in session: LocalSession, _ why: String) async {
    do throws(SessionError) {
      _ = try await session.relations(of: key)
      Issue.record("answered")
    } catch { #expect("\(SafeText(error.notice.why))".contains(why), "\(SafeText(error.notice.text))") }
  }

  @Test("the answer is kept until the source is read anew, and a reading that nobody waits for ends")
  func remembered() async throws {
    let (fleet, session, cluster) = try await open(RelationTests.shop)
    let key = ObjectKey(cluster: cluster, object: reference("Deployment", "worker"))
    let first = try await session.relations(of: key)
    fleet.now += 60
    #expect(try await session.relations(of: key).readAt == first.readAt)
    try fleet.write("prod/0.yaml", RelationTests.shop.replacingOccurrences(of: "app: worker}", with: "app: api}"))
    try await session.refresh()
    try await session.settle()
    let second = try await session.relations(of: key)
    #expect(second.readAt > first.readAt && second[.exposure]?.tone == .notable)
    let task = Task {
      try await session.relations(of: ObjectKey(cluster: cluster, object: reference("Deployment", "api")))
    }
    task.cancel()
    let ended = await task.result
    if case .failure(let error) = ended { #expect((error as? SessionError)?.code == .cancelled) }
  }

  @Test("names are told as they are: what shows them makes them harmless")
  func hostile() async throws {
    let evil = RelationTests.shop.replacingOccurrences(of: "front", with: "\"fr\\u001b[31mont\\u202e\"")
    let (_, session, cluster) = try await open(evil)
    let found = try await session.relations(of: ObjectKey(cluster: cluster, object: reference("Deployment", "api")))
    let summary = "\(SafeText(try #require(found[.exposure]?.summary)))"
    #expect(summary.contains("fr") && !summary.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
  }

  @Test(
    "objects go by namespace and name, by kind and name, by a part of it, and also where nothing is wrong with them")
  func named() async throws {
    let (_, session, cluster) = try await open(RelationTests.shop)
    func names(_ text: UntrustedText) async throws -> [String] {
      try await session.objects(named: text, limit: 20).map { "\(SafeText($0.key.object.text))" }
    }
    #expect(try await names("shop/api").first == "apps/Deployment shop/api")
    #expect(try await names("deploy/wor") == ["apps/Deployment shop/worker"])
    #expect(try await names("shop/deploy/api") == ["apps/Deployment shop/api"])
    #expect(try await names("nobody") == [])
    #expect(try await names("other/api") == [])
    let quiet = try await session.objects(named: "shop/api-reads", limit: 20)
    let binding = try #require(quiet.first)
    #expect(binding.key == ObjectKey(cluster: cluster, object: reference("RoleBinding", "api-reads")))
    let page = try await session.workload(binding.key)
    #expect(page.findings.isEmpty && page.judged.contains { $0.verdict == .pass })
    await #expect(throws: SessionError.self) {
      try await session.workload(ObjectKey(cluster: cluster, object: reference("Deployment", "nobody")))
    }
  }
}
