import Documents
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

/// What is found through an index is what trying every pair finds, however objects come and go.
@Suite("Crowds")
struct CrowdTests {
  private func decode(_ manifest: String) throws -> DecodedObject {
    var decoder = ObjectDecoder()
    var object: DecodedObject?
    try DocumentReader.read(MemorySource(manifest)) { event in
      if case .document(let document) = event { object = decoder.decode(document, file: 0).0 }
    }
    return try #require(object)
  }

  /// Labels and account of a Deployment.
  private struct App {
    var labels: [String: String]
    var account: String?
    var replicas: Int

    func manifest(_ name: String) -> String {
      let labels = labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      let account = account.map { "serviceAccountName: \($0), " } ?? ""
      return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: \(name), namespace: shop}
        spec:
          replicas: \(replicas)
          template: {metadata: {labels: {\(labels)}}, spec: {\(account)containers: [{name: a, image: a}]}}
        """
    }
  }

  /// A budget's selector by keys: the values that it allows; none: that the key is not there.
  private typealias Selector = [String: [String]]

  private func selects(_ selector: Selector, _ app: App) -> Bool {
    selector.allSatisfy { key, values in
      values.isEmpty ? app.labels[key] == nil : app.labels[key].map(values.contains) ?? false
    }
  }

  private func manifest(_ selector: Selector, _ name: String) -> String {
    let tests = selector.map { key, values in
      values.isEmpty
        ? "{key: \(key), operator: DoesNotExist}"
        : "{key: \(key), operator: In, values: [\(values.joined(separator: ", "))]}"
    }
    return """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: \(name), namespace: shop}
      spec: {minAvailable: 1, selector: {matchExpressions: [\(tests.joined(separator: ", "))]}}
      """
  }

  @Test("budgets, autoscalers and accounts", arguments: 0..<6 as Range<UInt64>)
  func pairs(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var inventory = Inventory(Completeness(.manifests))
    var apps: [String: App] = [:]
    var budgets: [String: Selector] = [:]
    var autoscalers: [String: String] = [:]
    func deployment(_ name: String) -> ObjectReference {
      ObjectReference(group: "apps", kind: "Deployment", namespace: "shop", name: UntrustedText(name))
    }
    for step in 0..<240 {
      let name = "n\(Int.random(in: 0..<6, using: &random))"
      let value = "v\(Int.random(in: 0..<3, using: &random))"
      let isRemoved = Int.random(in: 0..<4, using: &random) == 0
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        let key = ["app", "tier"].randomElement(using: &random) ?? ""
        let app = App(
          labels: ["team": "a", key: value], account: [nil, "default", value].randomElement(using: &random) ?? nil,
          replicas: 2)
        apps[name] = isRemoved ? nil : app
        _ = isRemoved ? inventory.remove(deployment(name)) : inventory.upsert(try decode(app.manifest(name)))
      case 1:
        let selectors: [Selector] = [
          [:], ["team": ["a"], "app": [value]], ["app": ["v0", value]], ["tier": []], ["tier": [], "app": [value]],
          ["team": ["b"]],
        ]
        let selector = selectors.randomElement(using: &random) ?? [:]
        budgets[name] = isRemoved ? nil : selector
        let reference = ObjectReference(
          group: "policy", kind: "PodDisruptionBudget", namespace: "shop", name: UntrustedText(name))
        _ = isRemoved ? inventory.remove(reference) : inventory.upsert(try decode(manifest(selector, name)))
      default:
        let target = "n\(Int.random(in: 0..<6, using: &random))"
        autoscalers[name] = isRemoved ? nil : target
        let reference = ObjectReference(
          group: "autoscaling", kind: "HorizontalPodAutoscaler", namespace: "shop", name: UntrustedText(name))
        let text = """
          apiVersion: autoscaling/v2
          kind: HorizontalPodAutoscaler
          metadata: {name: \(name), namespace: shop}
          spec: {minReplicas: 4, maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: \(target)}}
          """
        _ = isRemoved ? inventory.remove(reference) : inventory.upsert(try decode(text))
      }
      let facts = ClusterFacts(inventory)
      for (name, app) in apps {
        let subject = WorkloadSubject(try #require(inventory.workloads[deployment(name)]))
        let isBudgeted = budgets.values.contains { selects($0, app) }
        #expect(try facts.get(ClusterFact.isBudgeted, subject) == isBudgeted, "step \(step)")
        let first = autoscalers.filter { $0.value == name }.keys.min()
        let range = try facts.get(ClusterFact.replicas, subject)
        #expect(range.autoscaler?.name == first.map { UntrustedText($0) } && range.minimum == (first == nil ? 2 : 4))
      }
      for (name, selector) in budgets {
        let reference = ObjectReference(
          group: "policy", kind: "PodDisruptionBudget", namespace: "shop", name: UntrustedText(name))
        let found = try facts.get(ClusterFact.budgetReach, BudgetSubject(reference)).workloads
        #expect(
          found.map(\.reference) == apps.filter { selects(selector, $0.value) }.keys.sorted().map(deployment),
          "step \(step)")
      }
      for account in ["default", "v0", "v1", "v2"] {
        let users = apps.filter { ($0.value.account ?? "default") == account }.keys.sorted().map(deployment)
        let account = ObjectReference.account(namespace: "shop", name: UntrustedText(account))
        #expect(inventory.workloads(runningAs: account).map(\.reference) == users, "step \(step)")
      }
    }
  }

  @Test(
    "a budget that selects counts, whatever another has for a selector; none that does and one unreadable is unknown")
  func unreadable() throws {
    var inventory = Inventory(Completeness(.manifests))
    _ = inventory.upsert(try decode(App(labels: ["app": "a"], account: nil, replicas: 2).manifest("a")))
    let broken = manifest([:], "a").replacing("{matchExpressions: []}", with: "no")
    _ = inventory.upsert(try decode(broken))
    let workload = WorkloadSubject(try #require(inventory.workloads.values.first))
    #expect(throws: Missing.self) { try ClusterFacts(inventory).get(ClusterFact.isBudgeted, workload) }
    _ = inventory.upsert(try decode(manifest(["app": ["a"]], "b")))
    #expect(try ClusterFacts(inventory).get(ClusterFact.isBudgeted, workload))
    _ = inventory.remove(ObjectReference(group: "policy", kind: "PodDisruptionBudget", namespace: "shop", name: "b"))
    _ = inventory.upsert(try decode(manifest(["app": ["b"]], "a")))
    #expect(try !ClusterFacts(inventory).get(ClusterFact.isBudgeted, workload))
  }

  @Test("Services of crossing labels", arguments: 0..<6 as Range<UInt64>)
  func services(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var inventory = Inventory(Completeness(.manifests))
    var apps: [ObjectReference: [String: String]] = [:]
    var services: [ObjectReference: [String: String]] = [:]
    // Controllers add the last to pods.
    let keys = ["a", "b", "c", "controller-revision-hash"]
    func labels() -> [String: String] {
      var labels: [String: String] = [:]
      for key in keys where Bool.random(using: &random) { labels[key] = Bool.random(using: &random) ? "x" : "y" }
      return labels
    }
    func text(_ labels: [String: String]) -> String {
      labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
    }
    for step in 0..<300 {
      let name = UntrustedText("n\(Int.random(in: 0..<130, using: &random))")
      let isRemoved = Int.random(in: 0..<6, using: &random) == 0
      let labels = labels()
      if step % 4 > 0 {
        let reference = ObjectReference(group: "apps", kind: "Deployment", namespace: "shop", name: name)
        apps[reference] = isRemoved ? nil : labels
        let manifest = """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: \(name.safe), namespace: shop}
          spec: {template: {metadata: {labels: {\(text(labels))}}, spec: {containers: [{name: a, image: a}]}}}
          """
        _ = isRemoved ? inventory.remove(reference) : inventory.upsert(try decode(manifest))
      } else {
        let reference = ObjectReference(group: "", kind: "Service", namespace: "shop", name: name)
        services[reference] = isRemoved || labels.isEmpty ? nil : labels
        let manifest =
          "apiVersion: v1\nkind: Service\nmetadata: {name: \(name.safe), namespace: shop}\n"
          + "spec: {selector: {\(text(labels))}, ports: [{port: 80}]}\n"
        _ = isRemoved ? inventory.remove(reference) : inventory.upsert(try decode(manifest))
      }
      if step % 10 > 0 { continue }
      let some = Set(apps.keys.filter { _ in Bool.random(using: &random) })
      for (service, selector) in services {
        let selected = apps.filter { _, labels in
          selector.allSatisfy { key, value in labels[key].map { $0 == value } ?? (key == keys.last) }
        }.keys
        #expect(
          inventory.selection.workloads(of: service) == Array(selected.sorted().prefix(FirstMembers.told)))
        #expect(
          inventory.selection.workloads(of: service, among: some) == selected.filter(some.contains).sorted())
      }
    }
  }

  @Test("containers and mounts of a pod with few and with many", arguments: [3, 40])
  func containers(count: Int) {
    var content = PodTemplate.Content(kind: .pod)
    for (role, count) in [(Container.Role.regular, count), (.initial, 2), (.ephemeral, 1)] {
      for index in 0..<count {
        var container = Container.Content(role: role, name: "c\(index)", index: index)
        let mounts = ["shared", "v\(index)", "shared"].map {
          VolumeMount(name: $0, mountPath: "/\($0)", subPath: "", readOnly: .absent)
        }
        container.mounts = .value(mounts)
        content.containers.append(Container(container))
      }
    }
    let template = PodTemplate(content)
    #expect(template.unreadableMounts == nil)
    #expect(template.mounts(of: "v2").map(\.index) == [1] && template.mounts(of: "v2").first?.container.name == "c2")
    #expect(template.mounts(of: "shared").count == 2 * (count + 3) && template.mounts(of: "gone").isEmpty)
    #expect(template.mounts(of: "shared").prefix(3).map(\.index) == [0, 2, 0])
    for container in content.containers {
      let list = UntrustedText(container.role.list.description)
      #expect(template.container(at: container.content.index, of: list) === container)
    }
    #expect(template.container(at: 2, of: "initContainers") == nil)
    content.containers.append(Container(Container.Content(role: .regular, name: "x", index: count)))
    var broken = Container.Content(role: .regular, name: "y", index: count + 1)
    broken.mounts = .malformed(FieldPath().appending("volumeMounts"))
    content.containers.append(Container(broken))
    #expect(PodTemplate(content).unreadableMounts == FieldPath().appending("volumeMounts"))
  }

  @Test("of very many policies that hold a workload the first hundred are told, in either direction")
  func policies() throws {
    var inventory = Inventory(Completeness(.manifests))
    _ = inventory.upsert(try decode(App(labels: ["app": "a"], account: nil, replicas: 2).manifest("a")))
    for number in (0..<250).shuffled() {
      // All select the pod, and differ; every third holds egress.
      let text = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p\(1000 + number), namespace: shop}
        spec:
          podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [x\(number)]}]}
          policyTypes: [\(number % 3 == 0 ? "Egress" : "Ingress")]
        """
      _ = inventory.upsert(try decode(text))
    }
    let workload = WorkloadSubject(try #require(inventory.workloads.values.first))
    let coverage = try ClusterFacts(inventory).get(ClusterFact.coverage, workload)
    func names(_ isEgress: Bool) -> [UntrustedText] {
      (0..<250).filter { ($0 % 3 == 0) == isEgress }.prefix(FirstMembers.told).map { "p\(1000 + $0)" }
    }
    #expect(coverage.ingress.policies.map(\.name) == names(false) && coverage.ingress.missing == nil)
    #expect(coverage.egress.policies.map(\.name) == names(true))
  }

  @Test("Ingresses that claim one path, of a few classes and of many", arguments: [3, 40])
  func claimants(classes: Int) {
    var random = SeededGenerator(seed: UInt64(classes))
    var claimants = Claimants.few([])
    var all: [ObjectReference: UntrustedText?] = [:]
    for step in 0..<2000 {
      let ingress = ObjectReference(
        group: "networking.k8s.io", kind: "Ingress", namespace: "shop",
        name: UntrustedText("i\(Int.random(in: 0..<(step < 400 ? 20 : 300), using: &random))"))
      if let known = all.removeValue(forKey: ingress) {
        claimants.remove(Claimants.Claim(ingress: ingress, className: known))
      }
      if Int.random(in: 0..<4, using: &random) > 0 {
        let number = Int.random(in: 0...classes, using: &random)
        let name = number == 0 ? nil : UntrustedText("c\(number)")
        all[ingress] = .some(name)
        claimants.insert(Claimants.Claim(ingress: ingress, className: name))
      }
      #expect(claimants.isEmpty == all.isEmpty)
      if step % 20 > 0 { continue }
      #expect(claimants.first(of: nil).prefix(50).elementsEqual(all.keys.sorted().prefix(50)))
      let some = all.filter { $0.value == nil || $0.value == "c1" }.keys.sorted()
      #expect(claimants.first(of: "c1").prefix(50).elementsEqual(some.prefix(50)))
    }
  }

  @Test("of volumes that share a name each has a hundred mounts, of one that has it alone all")
  func sharedVolumes() {
    var content = PodTemplate.Content(kind: .pod)
    var container = Container.Content(role: .regular, name: "c", index: 0)
    let mounts = (0..<600).map { number in
      VolumeMount(name: number % 2 == 0 ? "a" : "b", mountPath: "/\(number)", subPath: "", readOnly: .absent)
    }
    container.mounts = .value(mounts)
    content.containers = [Container(container)]
    content.volumes = .value(
      ["a", "b", "a"].enumerated().map { index, name in
        Volume(name: name, index: index, type: "emptyDir", hostPath: .absent, hostPathType: .absent)
      })
    let template = PodTemplate(content)
    #expect(template.mounts(of: "a").map(\.index) == (0..<100).map { $0 * 2 })
    #expect(template.mounts(of: "b").count == 300)
    #expect(template.container(listed: "containers/c") === content.containers[0])
    #expect(template.container(listed: "initContainers/c") == nil)
  }
}
