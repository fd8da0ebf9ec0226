import Engine
import Hardening
import TestSupport
import Testing
import TextSafety

/// ARCHITECTURE.md, "Absence": what an input says about what it does not hold.
@Suite("What absence means")
struct AbsenceTests {
  /// The verdicts of one check on all its subjects, as the engine gives them for files.
  private func verdicts(_ check: CheckID, _ text: String, complete: Bool = false) throws -> [Verdict] {
    let folder = try TemporaryFolder()
    try folder.write("objects.yaml", text)
    var options = ScanOptions()
    options.isComplete = complete
    let result = Scan.run(paths: [folder.path + "/objects.yaml"], options: options)
    #expect(!result.isPartial)
    return result.entries(Set(Verdict.allCases)).filter { result.info(of: $0).id == check }.map(\.verdict)
  }

  /// A Deployment; `server` gives it what only an API server gives.
  private func deployment(server: Bool = false, replicas: Int = 3, spec: String = "") -> String {
    """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: api, namespace: shop\(server ? ", uid: u1, resourceVersion: '1'" : "")}
    spec:
      replicas: \(replicas)
      selector: {matchLabels: {app: api}}
      template:
        metadata: {labels: {app: api}}
        spec:
          serviceAccountName: api
          \(spec)
          containers: [{name: web, image: "web:1"}]

    """
  }

  /// Another object of the server, or of a person.
  private func object(
    _ kind: String, _ version: String = "v1", named name: String = "x", server: Bool, _ rest: String = ""
  )
    -> String
  {
    let place = kind == "Namespace" ? "" : ", namespace: shop"
    let identity = server ? ", uid: u-\(kind)-\(name), resourceVersion: '2'" : ""
    return "---\napiVersion: \(version)\nkind: \(kind)\nmetadata: {name: \(name)\(place)\(identity)}\n\(rest)\n"
  }

  @Test("manifests hold all of what people write beside workloads, so what they lack is missing")
  func written() throws {
    #expect(try verdicts("pdb", deployment()) == [.fail])
    #expect(try verdicts("missing-sa", deployment()) == [.fail])
    #expect(try verdicts("sa-token-automount", deployment()) == [.fail])
    #expect(try verdicts("replicas", deployment(replicas: 1)) == [.fail])
    #expect(try verdicts("missing-sa", deployment() + object("ServiceAccount", named: "api", server: false)) == [.pass])
  }

  @Test("manifests say nothing of the labels, quotas and limits of a namespace whose object they lack")
  func namespaces() throws {
    for check in ["psa-labels", "resource-quota", "limit-range"] as [CheckID] {
      #expect(try verdicts(check, deployment()) == [.unknown])
      let with = deployment() + object("Namespace", named: "shop", server: false)
      #expect(try verdicts(check, with) == [.fail])
    }
    let quota = object("ResourceQuota", server: false, "spec: {hard: {pods: 10}}")
    #expect(try verdicts("resource-quota", deployment() + quota) == [.pass], "what is there is known")
    #expect(try verdicts("limit-range", deployment() + quota) == [.unknown])
  }

  @Test("a dump is complete for the kinds that occur in it, and unknown for the rest")
  func dumps() throws {
    let dump = deployment(server: true)
    for check in ["pdb", "missing-sa", "psa-labels", "resource-quota", "limit-range"] as [CheckID] {
      #expect(try verdicts(check, dump) == [.unknown])
    }
    let budget = object(
      "PodDisruptionBudget", "policy/v1", server: true,
      "spec: {maxUnavailable: 1, selector: {matchLabels: {app: other}}}")
    #expect(try verdicts("pdb", dump + budget) == [.fail])
    #expect(try verdicts("missing-sa", dump + budget) == [.unknown])
    #expect(try verdicts("missing-sa", dump + object("ServiceAccount", server: true)) == [.fail])
    #expect(try verdicts("resource-quota", dump + object("ResourceQuota", named: "other", server: true)) == [.fail])
    let namespace = object("Namespace", named: "shop", server: true)
    #expect(try verdicts("psa-labels", dump + namespace) == [.fail])
    #expect(
      try verdicts("resource-quota", dump + namespace) == [.unknown], "a namespace of a server says nothing of quotas")
  }

  @Test("one replica is too few, whatever autoscaler a dump lacks: it would have written its minimum there")
  func autoscalers() throws {
    #expect(try verdicts("replicas", deployment(server: true, replicas: 1)) == [.fail])
    #expect(try verdicts("replicas", deployment(server: true, replicas: 2)) == [.pass])
    let target = "spec: {scaleTargetRef: {kind: Deployment, name: api}, minReplicas: 2, maxReplicas: 3}"
    let autoscaler = object("HorizontalPodAutoscaler", "autoscaling/v2", server: true, target)
    #expect(try verdicts("replicas", deployment(server: true, replicas: 1) + autoscaler) == [.pass])
  }

  @Test("what a dump says of itself needs no other list")
  func own() throws {
    let off = deployment(server: true, spec: "automountServiceAccountToken: false")
    #expect(try verdicts("sa-token-automount", off) == [.pass])
    #expect(try verdicts("sa-token-automount", deployment(server: true)) == [.unknown])
    #expect(try verdicts("privileged", deployment(server: true)) == [.pass])
  }

  @Test("a dump without the roles that every server has does not hold all roles; those themselves are there always")
  func roles() throws {
    func binding(to role: String) -> String {
      object(
        "RoleBinding", "rbac.authorization.k8s.io/v1", named: "b", server: true,
        "roleRef: {kind: ClusterRole, name: \"\(role)\"}\nsubjects: []")
    }
    func role(_ name: String) -> String {
      object("ClusterRole", "rbac.authorization.k8s.io/v1", named: name, server: true, "rules: []")
    }
    func dangling(_ text: String) throws -> Set<Verdict> {
      Set(try verdicts("dangling-rbac", text)).subtracting([.notApplicable])
    }
    for whole in ["", role("other"), role("other") + role("cluster-admin")] {
      #expect(try dangling(binding(to: "edit") + whole) == [.pass])
    }
    #expect(try dangling(binding(to: "gone") + role("other")) == [.unknown])
    #expect(try dangling(binding(to: "gone") + role("other") + role("cluster-admin")) == [.fail])
    #expect(try dangling(binding(to: "system:gone") + role("other")) == [.pass])
    #expect(try dangling(binding(to: "system:gone") + role("cluster-admin")) == [.fail])
  }

  @Test("a dump of some ClusterRoleBindings does not say that an account has no others; all hold cluster-admin's")
  func bindings() throws {
    func binding(_ kind: String, _ name: String) -> String {
      object(
        kind, "rbac.authorization.k8s.io/v1", named: name, server: true,
        """
        roleRef: {kind: ClusterRole, name: view}
        subjects: [{kind: ServiceAccount, name: api, namespace: shop}]
        """)
    }
    let some = deployment(server: true) + binding("RoleBinding", "b") + binding("ClusterRoleBinding", "sees")
    let whole = some + binding("ClusterRoleBinding", "cluster-admin")
    // That somebody has no such right hangs on all bindings.
    #expect(try Set(verdicts("escalate-bind", some)) == [.unknown])
    #expect(try Set(verdicts("escalate-bind", whole)) == [.pass])
    #expect(try Set(verdicts("escalate-bind", some, complete: true)) == [.pass])
    // In files by hand they are all that will be applied.
    let byHand = some.replacing(", uid: u1, resourceVersion: '1'", with: "").split(separator: "\n").map {
      $0.replacing(#/, uid: u-[^,]*, resourceVersion: '2'/#, with: "")
    }
    #expect(try Set(verdicts("escalate-bind", byHand.joined(separator: "\n"))) == [.pass])
  }

  @Test("an unbound role in a dump of some ClusterRoleBindings may be bound")
  func unbound() throws {
    let role = object(
      "ClusterRole", "rbac.authorization.k8s.io/v1", named: "reads", server: true,
      "rules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]")
    func binding(_ kind: String, _ name: String) -> String {
      object(
        kind, "rbac.authorization.k8s.io/v1", named: name, server: true,
        "roleRef: {kind: ClusterRole, name: view}\nsubjects: []")
    }
    let some = role + binding("RoleBinding", "b") + binding("ClusterRoleBinding", "other")
    #expect(try verdicts("secrets-access", some).contains(.unknown))
    #expect(try !verdicts("secrets-access", some).contains(.fail))
    #expect(try verdicts("secrets-access", some + binding("ClusterRoleBinding", "cluster-admin")).contains(.fail))
  }

  @Test("a dump of some Namespaces does not say that no pod elsewhere is selected; all hold kube-system")
  func someNamespaces() throws {
    let policy = object(
      "NetworkPolicy", "networking.k8s.io/v1", server: true,
      """
      spec:
        podSelector: {}
        policyTypes: [Ingress]
        ingress: [{from: [{namespaceSelector: {matchLabels: {team: gone}}, podSelector: {matchLabels: {a: b}}}]}]
      """)
    let pod = object("Pod", server: true, "spec: {containers: [{name: a, image: a}]}")
    let some = policy + pod + object("Namespace", named: "shop", server: true)
    #expect(try verdicts("netpol-dangling", some) == [.unknown])
    let whole = some + object("Namespace", named: "kube-system", server: true)
    #expect(try verdicts("netpol-dangling", whole) == [.fail])
  }

  @Test("--complete says that nothing else exists")
  func everything() throws {
    for text in [deployment(), deployment(server: true)] {
      for check in ["pdb", "missing-sa", "psa-labels", "resource-quota", "limit-range"] as [CheckID] {
        #expect(try verdicts(check, text, complete: true) == [.fail])
      }
      let folder = try TemporaryFolder()
      try folder.write("a.yaml", text)
      var options = ScanOptions()
      options.isComplete = true
      let result = Scan.run(paths: [folder.path], options: options)
      let unknown = result.entries([.unknown]).map { result.info(of: $0) }
      #expect(unknown.map(\.id).isEmpty)
    }
  }

  @Test("one object of a server makes the whole input a dump")
  func mixed() throws {
    #expect(try verdicts("pdb", deployment() + object("ConfigMap", server: true)) == [.unknown])
    #expect(try verdicts("pdb", deployment() + object("ConfigMap", server: false)) == [.fail])
  }

  @Test("a field of the wrong type is unknown where a check needs it, and the object's other facts are kept")
  func malformed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", deployment(spec: "hostPID: {a: b}"))
    let result = Scan.run(paths: [folder.path])
    #expect(result.isPartial && result.notices.count == 1)
    #expect(result.notices.first?.why.contains("spec.template.spec.hostPID is not a boolean") == true)
    let entries = result.entries(Set(Verdict.allCases))
    func verdict(_ check: CheckID) -> [Verdict] {
      entries.filter { result.info(of: $0).id == check }.map(\.verdict)
    }
    #expect(verdict("host-pid") == [.unknown] && verdict("host-ipc") == [.pass] && verdict("privileged") == [.pass])
  }
}
