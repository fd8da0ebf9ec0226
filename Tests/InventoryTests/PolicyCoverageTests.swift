import Documents
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

@Suite("Coverage by network policies")
struct PolicyCoverageTests {
  /// The facts of objects, taken in one by one, in this order.
  private func facts(_ manifests: [String]) throws -> ClusterFacts {
    var decoder = ObjectDecoder()
    var inventory = Inventory(Completeness(.manifests))
    try DocumentReader.read(MemorySource(manifests.joined(separator: "---\n"))) { event in
      switch event {
      case .document(let document):
        let (object, notices) = decoder.decode(document, file: 0)
        #expect(notices.isEmpty, "\(notices)")
        if let object { inventory.load(object) }
      case .problem(let problem): Issue.record("\(problem)")
      }
    }
    inventory.assembleAll()
    return ClusterFacts(inventory)
  }

  private func counted(_ side: PolicyCoverage.Side) -> CountedOut {
    CountedOut(
      policies: side.policies.map { $0.name.parsed { $0 } ?? "" }.sorted(), mayBeMore: side.missing != nil)
  }

  @Test("is what counting out all labels says, in whatever order the objects come", arguments: 0..<8 as Range<UInt64>)
  func bruteForce(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<300 {
      let world = PolicyWorld(&random)
      let manifests = world.manifests
      let facts = try facts(manifests.shuffled(using: &random))
      for pod in world.pods {
        let reference = ObjectReference(
          group: "", kind: "Pod", namespace: UntrustedText(pod.namespace), name: UntrustedText(pod.name))
        let workload = try #require(facts.inventory.workloads[reference])
        let coverage = try facts.get(ClusterFact.coverage, WorkloadSubject(workload))
        for (direction, side) in [("Ingress", coverage.ingress), ("Egress", coverage.egress)] {
          let expected = world.holding(pod, direction)
          #expect(
            counted(side) == expected, "seed \(seed), round \(round), \(pod), \(direction)\n\(manifests.joined())")
        }
      }
      for namespace in world.namespaces.keys {
        let deny = try facts.get(ClusterFact.defaultDeny, NamespaceSubject(UntrustedText(namespace)))
        for (direction, side) in [("Ingress", deny.ingress), ("Egress", deny.egress)] {
          let expected = world.denying(in: namespace, direction)
          #expect(
            counted(side) == expected, "seed \(seed), round \(round), \(namespace), \(direction)\n\(manifests.joined())"
          )
        }
      }
    }
  }

  @Test(
    "Calico's expressions mean what its documentation says",
    arguments: [
      ("", true), ("all()", true), ("global()", false), ("app == 'web'", true), ("app==\"web\"", true),
      ("app != 'web'", false), ("tier != 'x'", true), ("has(app)", true), ("!has(tier)", true), ("! has(app)", false),
      ("app in {'api', 'web'}", true), ("app in {}", false), ("app not in {'web'}", false), ("tier not in {'x'}", true),
      ("app contains 'e'", true), ("app starts with 'we'", true), ("app ends with 'x'", false),
      ("app contains ''", true), ("tier starts with ''", false), ("has(app) && tier == 'x' || app == 'web'", true),
      ("has(tier) && (tier == 'x' || app == 'web')", false), ("!(app == 'web') || has(example.com/team-1)", true),
      ("!!has(app)", true), ("projectcalico.org/namespace == 'shop'", true), ("in == 'x'", false),
      ("projectcalico.org/orchestrator == 'k8s'", true), ("projectcalico.org/serviceaccount == 'web'", true),
    ] as [(String, Bool)])
  func expressions(text: String, expected: Bool) throws {
    let quoted = text.replacing("'", with: "''")
    let facts = try facts([
      "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\nmetadata: {name: one, namespace: shop}\nspec: {selector: '\(quoted)'}\n",
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web, example.com/team-1: a}}
      spec: {serviceAccountName: web, containers: [{name: web}]}

      """,
    ])
    let workload = try #require(facts.inventory.workloads.values.first)
    let coverage = try facts.get(ClusterFact.coverage, WorkloadSubject(workload))
    #expect(coverage.ingress.policies.count == (expected ? 1 : 0))
    #expect(coverage.egress.policies.isEmpty)
  }

  @Test(
    "what is no expression of Calico is none",
    arguments: [
      "app", "app =", "app == web", "app == 'web", "has()", "has(app", "(all()", "all() &&", "|| all()", "app in 'web'",
      "app in {'a'", "app in {'a',}", "every()", "app == 'a' app", "app startswith 'a'", "!", "&&",
      "has(app) and all()",
      String(repeating: "!", count: 5000) + "all()", String(repeating: "(", count: 5000),
    ])
  func noExpression(text: String) {
    #expect(CalicoSelector.condition(UntrustedText(text), PodCondition.Key.label) == nil)
  }

  @Test("random text is read as an expression or refused, never more")
  func noise() {
    var random = SeededGenerator(seed: 5)
    let words = [
      "app", " ", "==", "!=", "'a'", "\"b\"", "(", ")", "&&", "||", "!", "has(", "in", "{", "}", ",", "all()",
    ]
    var read = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...10, using: &random)
      let text = (0..<length).compactMap { _ in words.randomElement(using: &random) }.joined()
      if CalicoSelector.condition(UntrustedText(text), PodCondition.Key.label) != nil { read += 1 }
    }
    #expect(read > 50)
  }

  @Test("a tier that passes on holds nothing, nor does what is for hosts or hands on")
  func tiers() throws {
    func policy(_ spec: String) -> String {
      "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: one}\nspec: {\(spec)}\n"
    }
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\nspec: {containers: [{name: web}]}\n"
    let tier = "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: team}\nspec: {defaultAction: Pass}\n"
    let cases: [(objects: [String], held: Bool)] = [
      ([policy("tier: team")], true), ([policy("tier: team"), tier], false), ([policy("tier: kube-admin")], false),
      ([policy("doNotTrack: true, applyOnForward: true")], false), ([policy("preDNAT: true")], false),
      ([policy("ingress: [{action: Pass}]")], false), ([policy("ingress: [{action: Log}, {action: Pass}]")], false),
      ([policy("ingress: [{action: Pass, protocol: TCP}]")], true),
    ]
    for (objects, held) in cases {
      let facts = try facts(objects + [pod])
      let workload = try #require(facts.inventory.workloads.values.first)
      let coverage = try facts.get(ClusterFact.coverage, WorkloadSubject(workload))
      #expect(coverage.ingress.policies.isEmpty != held, "\(objects)")
    }
  }
}
