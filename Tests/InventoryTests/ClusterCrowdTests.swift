import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

/// What many policies of a cluster do to all pods and namespaces is what each of them does to each.
@Suite("Policies of the cluster in crowds")
struct ClusterCrowdTests {
  private static let keys: [UntrustedText] = ["a", "b", "controller-revision-hash"]

  private func pairs(_ random: inout SeededGenerator) -> [LabelPair] {
    Self.keys.filter { _ in Bool.random(using: &random) }.map {
      LabelPair(key: $0, value: UntrustedText("v\(Int.random(in: 0..<3, using: &random))"))
    }
  }

  /// Workloads in five namespaces, two of which say nothing of their labels.
  private func world(_ random: inout SeededGenerator) -> Inventory {
    var inventory = Inventory(Completeness(.manifests))
    for number in 0..<4 where number != 2 {
      inventory.namespaces["n\(number)"] = NamespaceObject(
        name: UntrustedText("n\(number)"), labels: pairs(&random), hasLabels: true, uid: "")
    }
    for number in 0..<120 {
      let place = UntrustedText("n\(Int.random(in: 0..<5, using: &random))")
      var content = PodTemplate.Content(kind: .deployment)
      if number % 3 == 0 { content.serviceAccountName = .value("x") }
      let reference = ObjectReference(
        group: "apps", kind: "Deployment", namespace: place, name: UntrustedText("d\(number)"))
      let carrier = Carrier(
        reference: reference, kind: .deployment, uid: "", owner: nil, template: PodTemplate(content),
        podLabels: pairs(&random), labels: [], replicas: .absent, isFinished: false, isStatic: false, created: "",
        templateHash: "", exceptions: .none, namesNamespace: true,
        source: ObjectSource(file: 0, document: number, item: nil, line: 1))
      inventory.load(
        DecodedObject(
          reference: reference, content: .carrier(carrier), source: carrier.source, isFromServer: false,
          isMarkedPlatform: false, isDefaultResident: false, exceptions: .none))
    }
    inventory.assembleAll()
    return inventory
  }

  private func condition(_ random: inout SeededGenerator) -> PodCondition {
    let key = Self.keys.randomElement(using: &random) ?? "a"
    let values: [UntrustedText] = ["v0", UntrustedText("v\(Int.random(in: 0..<30, using: &random))")]
    let own: [PodCondition] = [
      .always, .not(.test(.label(key), .oneOf(values))), .test(.label(key), .exists), .test(.account, .oneOf(["x"])),
      .test(.label("gone"), .exists),
    ]
    let place: [PodCondition] = [
      .always, .always, .test(.namespaceName, .oneOf(["n1", "n4"])), .test(.namespaceLabel(key), .oneOf(values)),
      .not(.test(.namespaceLabel(key), .exists)), .test(.namespaceLabel(PodIdentity.nameLabel), .ends("3")),
    ]
    return .all([own.randomElement(using: &random) ?? .never, place.randomElement(using: &random) ?? .never])
  }

  @Test("rulings of administrators", arguments: 0..<8 as Range<UInt64>)
  func rulings(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var inventory = world(&random)
    for number in 0..<60 {
      let actions: [AdminPolicy.Action?] = [nil, .allow, .deny, .pass]
      func side() -> AdminPolicy.Side {
        AdminPolicy.Side(
          onEverything: actions.randomElement(using: &random) ?? nil, denies: Bool.random(using: &random))
      }
      let policy = AdminPolicy(
        tier: Bool.random(using: &random) ? .admin : .baseline, priority: Int64.random(in: 0..<9, using: &random),
        pods: condition(&random), ingress: side(), egress: side())
      let reference = ObjectReference(
        group: AdminPolicy.group, kind: "AdminNetworkPolicy", name: UntrustedText("p\(number)"))
      let isBroken = seed == 7 && number == 30
      inventory.adminPolicies[reference] = isBroken ? .malformed(FieldPath().appending("spec")) : .value(policy)
    }
    let rulings = inventory.podIndexes.rulings(of: inventory)
    /// The first in order that says something of everything and selects, or may.
    func first(
      _ tier: AdminPolicy.Tier, _ direction: TrafficDirection, _ selects: (PodCondition) -> Bool?
    ) -> (place: Int, isUnsure: Bool)? {
      for (place, (_, field)) in inventory.adminPoliciesInOrder.enumerated() {
        guard let policy = field.known else { return (place, true) }
        guard policy.tier == tier, policy[direction].onEverything != nil else { continue }
        let answer = selects(policy.pods)
        if answer != false { return (place, answer == nil) }
      }
      return nil
    }
    func isSame(_ ruling: ClusterRulings.Ruling?, _ expected: (place: Int, isUnsure: Bool)?) -> Bool {
      switch ruling {
      case nil: false
      case .silent: expected == nil
      case .decided(let place): expected.map { $0.place == Int(place) && !$0.isUnsure } ?? false
      case .unsure(let place): expected.map { $0.place == Int(place) && $0.isUnsure } ?? false
      }
    }
    for tier in [AdminPolicy.Tier.admin, .baseline] {
      for direction in TrafficDirection.allCases {
        for workload in inventory.workloads.values {
          let pod = inventory.identity(of: workload)
          let ruling = rulings.ruling(tier, direction, of: workload.reference)
          #expect(isSame(ruling, first(tier, direction) { pod.meets($0) }))
        }
        for name in ["n0", "n1", "n2", "n3", "n4"] as [UntrustedText] {
          let labels = inventory.labels(ofNamespace: name)
          let ruling = rulings.ruling(tier, direction, ofNamespace: name)
          #expect(isSame(ruling, first(tier, direction) { $0.holdsForAllPods(of: name, labels: labels) }))
        }
      }
    }
  }

  @Test("what denies by default in namespaces, and what reaches into them", arguments: 0..<8 as Range<UInt64>)
  func namespaces(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var inventory = world(&random)
    var policies: [ObjectReference: NetworkPolicy] = [:]
    for number in 0..<80 {
      let hosts = PolicyRule(
        path: FieldPath(), action: .allow,
        peers: [PolicyPeer(path: FieldPath(), kind: .hosts(["h"]), crossesNamespaces: false)], ports: nil)
      let denies = NetworkPolicy.Side(isolates: true, rules: [])
      let egress = number % 9 == 0 ? NetworkPolicy.Side(isolates: true, rules: [hosts]) : .open
      let section = NetworkPolicy.Section(
        path: FieldPath(), selectorPath: FieldPath(), pods: condition(&random),
        ingress: number % 2 == 0 ? denies : .open, egress: egress)
      let reference = ObjectReference(
        group: "cilium.io", kind: "CiliumClusterwideNetworkPolicy", name: UntrustedText("p\(number)"))
      policies[reference] = NetworkPolicy(engine: .cilium, tier: "", sections: .value([section]))
      inventory.networkPolicies[reference] = policies[reference]
    }
    inventory.networkPolicies.order()
    let facts = ClusterFacts(inventory)
    for name in ["n0", "n1", "n2", "n3", "n4"] as [UntrustedText] {
      let subject = NamespaceSubject(name)
      let labels = inventory.labels(ofNamespace: name)
      let denying = try facts.get(ClusterFact.defaultDeny, subject)
      let deciding = policies.filter { $0.value.sections.known?.contains(where: \.ingress.deniesByDefault) == true }
      func answer(_ policy: NetworkPolicy) -> Bool? {
        policy.sections.known?.first.flatMap { $0.pods.holdsForAllPods(of: name, labels: labels) }
      }
      let expected = deciding.filter { answer($0.value) == true }.keys.sorted()
      #expect(denying.ingress.policies == expected)
      #expect((denying.ingress.missing != nil) == (expected.isEmpty && deciding.contains { answer($0.value) == nil }))
      let pods = inventory.workloads(in: name).map(inventory.identity)
      let there = policies.filter { _, policy in
        pods.contains { pod in policy.sections.known?.contains { pod.meets($0.pods) == true } == true }
      }
      let presence = try facts.get(ClusterFact.policyPresence, subject)
      #expect(presence.policies == there.keys.sorted())
      #expect(presence.byHostNames == there.filter(\.value.namesHosts).keys.sorted())
    }
  }

  @Test("what thousands of rules grant is found once, of very many the first hundred")
  func rules() {
    let role = ObjectReference(
      group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "r")
    let secrets = AccessPattern(["get"], [APIResource("secrets")])
    for count in [200, 2000] {
      let rules = (0..<count).map { number in
        let isAll = number % 500 == 100
        return SourcedRule(
          RoleRule(
            verbs: isAll ? ["*"] : ["get"], groups: isAll ? ["*"] : [""],
            resources: isAll ? ["*"] : number % 3 == 0 ? ["secrets"] : ["pods"]), role, number)
      }
      let set = RuleSet(rules)
      let expected = rules.indices.filter { rules[$0].rule.grants(secrets) != nil }.prefix(100)
      for _ in 0..<2 {
        #expect(set.matches(secrets).map(\.rule) == Array(expected))
        #expect(set.grantingEverything == rules.filter(\.rule.grantsEverything))
        #expect(
          set.matches(AccessPattern(["delete"], [APIResource("nodes")])).count == rules.count { $0.rule.verbs == ["*"] }
        )
      }
      #expect(set == RuleSet(rules) && set.hashValue == RuleSet(rules).hashValue)
      #expect(set != RuleSet(Array(rules.dropLast())))
    }
  }
}
