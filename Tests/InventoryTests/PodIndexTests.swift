import Documents
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

/// What is found for all pods together is what trying each of them finds.
@Suite("Pods and conditions in crowds")
struct PodIndexTests {
  @Test("sets of numbers", arguments: [0, 1, 63, 64, 65, 200])
  func numbers(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    let (a, b) = (Set((0..<count).shuffled(using: &random).prefix(count / 2)), Set((0..<count).prefix(count / 3)))
    func set(_ numbers: Set<Int>) -> NumberSet { numbers.reduce(into: NumberSet(below: count)) { $0.insert($1) } }
    func changed(_ change: (inout NumberSet) -> Void) -> [Int] {
      var changed = set(a)
      change(&changed)
      return Array(changed)
    }
    #expect(Array(set(a)) == a.sorted() && set(a).isEmpty == a.isEmpty)
    #expect((0..<count).allSatisfy { set(a).contains($0) == a.contains($0) })
    #expect(Array(NumberSet(allBelow: count)) == Array(0..<count))
    #expect(changed { $0.formUnion(set(b)) } == a.union(b).sorted())
    #expect(changed { $0.formIntersection(set(b)) } == a.intersection(b).sorted())
    #expect(changed { $0.subtract(set(b)) } == a.subtracting(b).sorted())
    #expect(changed { $0.invert() } == (0..<count).filter { !a.contains($0) })
    #expect(changed { set in for number in a { set.remove(number) } }.isEmpty)
  }

  private func decode(_ manifest: String) throws -> DecodedObject {
    var decoder = ObjectDecoder()
    var object: DecodedObject?
    try DocumentReader.read(MemorySource(manifest)) { event in
      if case .document(let document) = event { object = decoder.decode(document, file: 0).0 }
    }
    return try #require(object)
  }

  // Controllers add the last to pods.
  private static let keys = ["a", "b", "c", "controller-revision-hash"]

  private func labels(_ random: inout SeededGenerator) -> String {
    let pairs = Self.keys.filter { _ in Bool.random(using: &random) }.map {
      "\($0): v\(Int.random(in: 0..<3, using: &random))"
    }
    return "{\(pairs.joined(separator: ", "))}"
  }

  /// Workloads in four namespaces, of which one says nothing of its labels.
  private func world(_ random: inout SeededGenerator, count: Int = 150) throws -> Inventory {
    var inventory = Inventory(Completeness(.manifests))
    for number in 0..<3 {
      let text = "apiVersion: v1\nkind: Namespace\nmetadata: {name: n\(number), labels: \(labels(&random))}\n"
      inventory.load(try decode(text))
    }
    for number in 0..<count {
      let account = ["", "serviceAccountName: x, "].randomElement(using: &random) ?? ""
      inventory.load(
        try decode(
          """
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: d\(number), namespace: n\(Int.random(in: 0..<4, using: &random))}
          spec: {template: {metadata: {labels: \(labels(&random))}, spec: {\(account)containers: [{name: a, image: a}]}}}
          """))
    }
    inventory.assembleAll()
    return inventory
  }

  private func condition(_ random: inout SeededGenerator, depth: Int = 0) -> PodCondition {
    let key = UntrustedText(Self.keys.randomElement(using: &random) ?? "")
    let values = (0..<Int.random(in: 1..<3, using: &random)).map { UntrustedText("v\($0)") }
    let tests: [PodCondition.Test] = [.exists, .oneOf(values), .contains("v1"), .begins("v"), .ends("2")]
    let test = tests.randomElement(using: &random) ?? .exists
    switch Int.random(in: 0..<(depth < 3 ? 11 : 8), using: &random) {
    case 0: return .always
    case 1: return .never
    case 2: return .undecided
    case 3: return .test(.namespaceLabel(key), test)
    case 4:
      return .test(.namespaceName, [.oneOf(["n1", "n3"]), .exists, .ends("2")].randomElement(using: &random) ?? test)
    case 5: return .test(.account, .oneOf(["default", "y"]))
    case 6, 7: return .test(.label(key), test)
    case 8: return .not(condition(&random, depth: depth + 1))
    default:
      let parts = (0..<Int.random(in: 0..<4, using: &random)).map { _ in condition(&random, depth: depth + 1) }
      return Bool.random(using: &random) ? .all(parts) : .any(parts)
    }
  }

  @Test("conditions and selectors", arguments: 0..<6 as Range<UInt64>)
  func answers(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let inventory = try world(&random)
    let indexes = [nil, "n1", "n3"].map { PodIndex(inventory, in: $0) }
    #expect(indexes[0].workloads.count == 150 && indexes[1].workloads.allSatisfy { $0.namespace == "n1" })
    for index in indexes {
      let pods = try index.workloads.map { inventory.identity(of: try #require(inventory.workloads[$0])) }
      for (number, workload) in index.workloads.enumerated() { #expect(index.number(of: workload) == number) }
      for _ in 0..<200 {
        let condition = condition(&random)
        let answer = index.answer(condition)
        #expect(Array(answer.met) == pods.indices.filter { pods[$0].meets(condition) == true })
        #expect(Array(answer.unsure) == pods.indices.filter { pods[$0].meets(condition) == nil })
        let operations: [UntrustedText] = ["In", "NotIn", "Exists", "DoesNotExist", "No"]
        let selector = LabelSelector(
          (0..<Int.random(in: 0..<4, using: &random)).map { _ in
            .init(
              key: UntrustedText(Self.keys.randomElement(using: &random) ?? ""),
              operation: operations.randomElement(using: &random) ?? "In", values: ["v0", "v2"])
          })
        #expect(Array(index.selected(by: selector)) == pods.indices.filter { selector.selects(pods[$0].labels) })
      }
    }
  }

  @Test("many policies that no label chooses hold those that each of them holds", arguments: 0..<4 as Range<UInt64>)
  func held(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var inventory = try world(&random)
    var selectors: [ObjectReference: (pods: PodCondition, isEgress: Bool)] = [:]
    for number in 0..<150 {
      let (key, other) = (Self.keys.randomElement(using: &random) ?? "", Self.keys.randomElement(using: &random) ?? "")
      let isEgress = Bool.random(using: &random)
      let isClusterwide = Bool.random(using: &random)
      let kind = isClusterwide ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy"
      let place = isClusterwide ? "" : ", namespace: n1"
      let object = try decode(
        """
        apiVersion: cilium.io/v2
        kind: \(kind)
        metadata: {name: p\(number)\(place)}
        spec:
          endpointSelector:
            matchExpressions: [{key: \(key), operator: NotIn, values: [v0, x\(number)]}, {key: \(other), operator: Exists}]
          \(isEgress ? "egress" : "ingress"): []
          \(isEgress ? "egressDeny" : "ingressDeny"): []
          enableDefaultDeny: {\(isEgress ? "egress" : "ingress"): true}
        """)
      guard case .networkPolicy(let policy) = object.content, let section = policy.sections.known?.first else {
        Issue.record("no policy")
        return
      }
      selectors[object.reference] = (section.pods, section.egress.isolates)
      _ = inventory.upsert(object)
      if number % 50 > 0 { continue }
      let facts = ClusterFacts(inventory)
      for workload in inventory.workloads.values {
        let pod = inventory.identity(of: workload)
        let coverage = try facts.get(ClusterFact.coverage, workload.subject)
        for isEgress in [false, true] {
          let around = selectors.filter { policy, content in
            content.isEgress == isEgress && (policy.namespace.isEmpty || policy.namespace == workload.namespace)
          }
          let expected = around.filter { pod.meets($0.value.pods) == true }.keys.sorted()
          let side = isEgress ? coverage.egress : coverage.ingress
          #expect(side.policies == Array(expected.prefix(FirstMembers.told)))
          let isUnsure = around.contains { pod.meets($0.value.pods) == nil }
          #expect((side.missing != nil) == (expected.isEmpty && isUnsure))
        }
      }
    }
  }

  @Test("an index is forgotten with what changes it, and of other namespaces kept")
  func forgotten() throws {
    var random = SeededGenerator(seed: 9)
    var inventory = try world(&random, count: 20)
    let budget = """
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: b, namespace: n1}
      spec: {minAvailable: 1, selector: {}}
      """
    _ = inventory.upsert(try decode(budget))
    let before = inventory
    let subject = BudgetSubject(
      ObjectReference(group: "policy", kind: "PodDisruptionBudget", namespace: "n1", name: "b"))
    func count(_ inventory: Inventory) throws -> Int {
      try ClusterFacts(inventory).get(ClusterFact.budgetReach, subject).count
    }
    let first = try count(inventory)
    #expect(first == inventory.workloads(in: "n1").count)
    let more = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: more, namespace: n1}
      spec: {replicas: 7, template: {spec: {containers: [{name: a, image: a}]}}}
      """
    _ = inventory.upsert(try decode(more))
    #expect(try count(inventory) == first + 1 && count(before) == first)
    let reach = try ClusterFacts(inventory).get(ClusterFact.budgetReach, subject)
    #expect(reach.replicas == Int64(first) + 7 && reach.workloads.last?.replicas == 7)
    let reference = ObjectReference(group: "apps", kind: "Deployment", namespace: "n1", name: "more")
    _ = inventory.remove(reference)
    #expect(try count(inventory) == first)
  }
}
