import Documents
import Hardening
import Testing
import TextSafety

@testable import Inventory

@Suite("Policies of the cluster's administrators")
struct AdminPolicyTests {
  /// Which policies hold the pods of `web` in `shop`, beside these objects, by name; nil where that is not known.
  private func holding(
    _ objects: [String], _ direction: TrafficDirection = .ingress, namespace: Bool = true
  ) throws -> [String]? {
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop, labels: {app: web}}\n"
    let place = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {env: test}}\n"
    var decoder = ObjectDecoder()
    var inventory = Inventory(Completeness(.manifests))
    let text = (objects + [pod + "spec: {containers: [{name: web}]}\n"] + (namespace ? [place] : []))
    try DocumentReader.read(MemorySource(text.joined(separator: "---\n"))) { event in
      guard case .document(let document) = event else { return }
      if let object = decoder.decode(document, file: 0).object { inventory.load(object) }
    }
    inventory.assembleAll()
    let workload = try #require(inventory.workloads.values.first)
    let coverage = try ClusterFacts(inventory).get(ClusterFact.coverage, WorkloadSubject(workload))
    if coverage[direction].missing != nil { return nil }
    return coverage[direction].policies.map { $0.name.parsed { $0 } ?? "" }
  }

  private func admin(_ name: String, priority: Int = 1, subject: String = "namespaces: {}", _ rules: String) -> String {
    "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: {name: \(name)}\n"
      + "spec: {priority: \(priority), subject: {\(subject)}, \(rules)}\n"
  }

  private func baseline(_ rules: String) -> String {
    "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: BaselineAdminNetworkPolicy\nmetadata: {name: default}\n"
      + "spec: {subject: {namespaces: {}}, \(rules)}\n"
  }

  private let isolating =
    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: own, namespace: shop}\n"
    + "spec: {podSelector: {}, policyTypes: [Ingress, Egress]}\n"
  private let allow = "ingress: [{action: Allow, from: [{namespaces: {}}]}]"
  private let deny = "ingress: [{action: Deny, from: [{namespaces: {}}]}]"

  @Test("what they allow to everybody no network policy holds; what they deny to everybody is held")
  func overruled() throws {
    #expect(try holding([isolating]) == ["own"])
    #expect(try holding([isolating, admin("a", allow)]) == [])
    #expect(try holding([isolating, admin("a", allow)], .egress) == ["own"])
    #expect(try holding([admin("a", deny)]) == ["a"])
    #expect(try holding([isolating, admin("a", "ingress: [{action: Pass, from: [{namespaces: {}}]}]")]) == ["own"])
    #expect(try holding([isolating, admin("a", subject: "namespaces: {matchLabels: {env: prod}}", allow)]) == ["own"])
    #expect(
      try holding([
        isolating, admin("a", subject: "pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}", allow),
      ]) == [])
  }

  @Test("the lower number goes first, and in a policy the first rule about everything")
  func order() throws {
    #expect(try holding([admin("a", priority: 5, allow), admin("b", priority: 2, deny)]) == ["b"])
    #expect(try holding([admin("a", priority: 2, allow), admin("b", priority: 5, deny)]) == [])
    let some = "{action: Allow, from: [{namespaces: {matchLabels: {env: test}}}]}"
    let ports = "{action: Allow, from: [{namespaces: {}}], ports: [{portNumber: {protocol: TCP, port: 80}}]}"
    let all = "{action: Deny, from: [{pods: {namespaceSelector: {}, podSelector: {}}}]}"
    #expect(try holding([admin("a", "ingress: [\(some), \(ports), \(all)]")]) == ["a"])
    #expect(try holding([isolating, admin("a", "ingress: [\(some), \(ports)]")]) == ["own"])
  }

  @Test("the baseline is for pods that no network policy isolates")
  func baselines() throws {
    #expect(try holding([baseline(deny)]) == ["default"])
    #expect(try holding([baseline(allow), isolating]) == ["own"])
    #expect(try holding([baseline(deny), admin("a", allow)]) == [])
    #expect(try holding([baseline(allow)]) == [])
  }

  @Test("of egress everything is all addresses")
  func egress() throws {
    #expect(try holding([admin("a", "egress: [{action: Deny, to: [{namespaces: {}}]}]")], .egress) == [])
    #expect(try holding([admin("a", "egress: [{action: Deny, to: [{networks: [0.0.0.0/0]}]}]")], .egress) == ["a"])
  }

  @Test("what they say is unknown where labels decide that are not there, and where they cannot be read")
  func unknown() throws {
    let some = "namespaces: {matchLabels: {env: test}}"
    #expect(try holding([isolating, admin("a", subject: some, allow)], namespace: false) == nil)
    #expect(try holding([isolating, admin("a", "ingress: [{action: Perhaps, from: [{namespaces: {}}]}]")]) == nil)
    #expect(try holding([isolating, admin("a", subject: some, "ingress: []")], namespace: false) == ["own"])
  }

  @Test("the kind that follows them says its tier itself")
  func successor() throws {
    func policy(_ tier: String, _ action: String) -> String {
      "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: {name: c}\n"
        + "spec: {tier: \(tier), priority: 1, subject: {namespaces: {}}, "
        + "ingress: [{action: \(action), from: [{namespaces: {}}]}]}\n"
    }
    #expect(try holding([isolating, policy("Admin", "Accept")]) == [])
    #expect(try holding([isolating, policy("Baseline", "Accept")]) == ["own"])
    #expect(try holding([policy("Baseline", "Deny")]) == ["c"])
  }
}
