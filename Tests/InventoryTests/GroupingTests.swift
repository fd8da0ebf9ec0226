import Hardening
import Testing
import TextSafety

@testable import Inventory

@Suite("Grouping")
struct GroupingTests {
  private func reference(_ kind: UntrustedText, _ name: UntrustedText) -> ObjectReference {
    ObjectReference(group: "", kind: kind, namespace: "shop", name: name)
  }

  private func policy(_ labels: [LabelPair], port: Int64 = 80) -> NetworkPolicy {
    let tests = labels.map { PodCondition.test(.label($0.key), .oneOf([$0.value])) }
    let ports = [PolicyPort(transport: "TCP", range: port...port, name: "")]
    let rule = PolicyRule(path: FieldPath(), action: .allow, peers: nil, ports: ports)
    let section = NetworkPolicy.Section(
      path: FieldPath(), selectorPath: FieldPath(), pods: .all(tests), ingress: .init(isolates: true, rules: [rule]),
      egress: .open)
    return NetworkPolicy(engine: .kubernetes, tier: "", sections: .value([section]))
  }

  private func labels(_ number: Int) -> [LabelPair] {
    [LabelPair(key: "app", value: "web"), LabelPair(key: "shard", value: "\(number)")]
  }

  @Test("a pod is tried on the policies that ask for a label few others ask for")
  func selective() {
    var table = PolicyTable()
    for number in 0..<500 { table[reference("NetworkPolicy", "p\(number)")] = policy(labels(number)) }
    for number in 0..<500 {
      let around = table.around("shop", pods: labels(number))
      #expect(around.count <= 2)
      let found = around.flatMap(table.firstMembers)
      #expect(found.contains(reference("NetworkPolicy", "p\(number)")))
    }
    #expect(table.unselective(in: "shop").isEmpty)
    #expect(table.around("other", pods: labels(1)).isEmpty)
  }

  @Test("policies that hold the same pods alike are tried once, and told up to a hundred, in order")
  func alike() {
    var table = PolicyTable()
    for number in (0..<500).reversed() {
      table[reference("NetworkPolicy", "p\(1000 + number)")] = policy(
        Array(labels(0).prefix(1)), port: Int64(1000 + number))
    }
    let groups = table.around("shop", pods: labels(3))
    #expect(groups.count == 1)
    #expect(groups.first.map(table.firstMembers) == (0..<100).map { reference("NetworkPolicy", "p\(1000 + $0)") })
    for number in 0..<499 { table[reference("NetworkPolicy", "p\(1000 + number)")] = nil }
    #expect(
      table.around("shop", pods: labels(3)).map(table.firstMembers) == [[reference("NetworkPolicy", "p1499")]])
    table[reference("NetworkPolicy", "p1499")] = nil
    #expect(table.around("shop", pods: labels(3)).isEmpty)
  }

  @Test("the first of many stay the first as others come and go")
  func firstMembers() {
    var members = FirstMembers()
    var all: Set<ObjectReference> = []
    for step in 0..<3000 {
      let object = reference("Pod", "p\(step * 7919 % 400)")
      if step % 3 == 2 {
        members.remove(object)
        all.remove(object)
      } else {
        members.insert(object)
        all.insert(object)
      }
      if step % 50 == 0 { #expect(members.first == Array(all.sorted().prefix(FirstMembers.told))) }
    }
    #expect(members.all == all)
  }
}
