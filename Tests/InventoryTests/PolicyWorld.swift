import Documents
import Hardening
import Inventory
import TestSupport
import TextSafety

/// A small random world of namespaces, pods and network policies that knows by itself, by counting out, which policies
/// hold which pods: no code of the program is used for that.
struct PolicyWorld {
  static let keys = ["app", "tier"]
  static let values = ["a", "b"]

  struct Requirement {
    var key: String
    var operation: String
    var values: [String]

    func holds(_ labels: [String: String]) -> Bool {
      switch operation {
      case "In": labels[key].map(values.contains) ?? false
      case "NotIn": !(labels[key].map(values.contains) ?? false)
      case "Exists": labels[key] != nil
      default: labels[key] == nil
      }
    }
  }

  struct Policy {
    enum Engine: CaseIterable { case kubernetes, calico, cilium }

    var name: String
    var engine: Engine
    /// nil: of the cluster.
    var namespace: String?
    var pods: [Requirement]
    /// Of the cluster only.
    var namespaces: [Requirement]
    var ingressRules: Int?
    var egressRules: Int?
    /// policyTypes, types; nil where the field is not set.
    var types: [String]?
    /// Cilium's enableDefaultDeny.
    var denies: [String: Bool] = [:]

    /// By the words of each engine's documentation.
    func holds(_ direction: String) -> Bool {
      let rules = (ingress: ingressRules ?? 0, egress: egressRules ?? 0)
      switch engine {
      case .kubernetes:
        if let types, !types.isEmpty { return types.contains(direction) }
        return direction == "Ingress" || rules.egress > 0
      case .calico:
        if let types, !types.isEmpty { return types.contains(direction) }
        if rules.egress == 0 { return direction == "Ingress" }
        return direction == "Egress" || rules.ingress > 0
      case .cilium:
        return denies[direction] ?? ((direction == "Ingress" ? rules.ingress : rules.egress) > 0)
      }
    }
  }

  /// Labels by namespace; nil where the Namespace is not in the input.
  var namespaces: [String: [String: String]?] = [:]
  var pods: [(namespace: String, name: String, labels: [String: String])] = []
  var policies: [Policy] = []

  init(_ random: inout SeededGenerator) {
    for name in ["one", "two", "three"] {
      namespaces[name] = Bool.random(using: &random) ? .some(PolicyWorld.labels(&random)) : .some(nil)
    }
    for index in 0..<Int.random(in: 1...5, using: &random) {
      let namespace = ["one", "two", "three"].randomElement(using: &random) ?? "one"
      pods.append((namespace, "pod-\(index)", PolicyWorld.labels(&random)))
    }
    for index in 0..<Int.random(in: 0...5, using: &random) { policies.append(PolicyWorld.policy(index, &random)) }
  }

  private static func labels(_ random: inout SeededGenerator) -> [String: String] {
    var labels: [String: String] = [:]
    for key in keys where Bool.random(using: &random) { labels[key] = values.randomElement(using: &random) }
    return labels
  }

  /// Requirements on different keys, so that none contradicts another.
  private static func requirements(_ random: inout SeededGenerator) -> [Requirement] {
    keys.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map { key in
      let operation = ["In", "NotIn", "Exists", "DoesNotExist"].randomElement(using: &random) ?? "In"
      let some = values.filter { _ in Bool.random(using: &random) }
      return Requirement(key: key, operation: operation, values: some.isEmpty ? ["a"] : some)
    }
  }

  private static func policy(_ index: Int, _ random: inout SeededGenerator) -> Policy {
    let engine = Policy.Engine.allCases.randomElement(using: &random) ?? .kubernetes
    let isOfCluster = engine != .kubernetes && Bool.random(using: &random)
    func rules(_ random: inout SeededGenerator) -> Int? {
      Int.random(in: 0..<3, using: &random) == 0 ? nil : Int.random(in: 0...2, using: &random)
    }
    var policy = Policy(
      name: "policy-\(index)", engine: engine,
      namespace: isOfCluster ? nil : ["one", "two", "three"].randomElement(using: &random), pods: requirements(&random),
      namespaces: isOfCluster ? requirements(&random) : [], ingressRules: rules(&random), egressRules: rules(&random))
    if engine == .cilium {
      for direction in ["Ingress", "Egress"] where Int.random(in: 0..<4, using: &random) == 0 {
        policy.denies[direction] = Bool.random(using: &random)
      }
    } else {
      policy.types = [nil, [], ["Ingress"], ["Egress"], ["Ingress", "Egress"]].randomElement(using: &random) ?? nil
    }
    return policy
  }
}

/// What a brute force knows of a pod: the policies that hold it in a direction whatever is unknown, and whether there
/// may be others.
struct CountedOut: Equatable {
  var policies: [String] = []
  var mayBeMore = false
}

extension PolicyWorld {
  /// All that a namespace's labels may be.
  private func possibleLabels(of namespace: String) -> [[String: String]] {
    if let known = namespaces[namespace] ?? nil { return [known] }
    return PolicyWorld.allLabels
  }

  static let allLabels: [[String: String]] = {
    var all: [[String: String]] = [[:]]
    for key in keys {
      all = all.flatMap { labels in [labels] + (values + ["other"]).map { labels.merging([key: $0]) { $1 } } }
    }
    return all
  }()

  func holding(_ pod: (namespace: String, name: String, labels: [String: String]), _ direction: String) -> CountedOut {
    count(in: pod.namespace, direction) { policy in policy.pods.allSatisfy { $0.holds(pod.labels) } }
  }

  /// The policies that hold each pod that may ever be in the namespace and let nobody through.
  func denying(in namespace: String, _ direction: String) -> CountedOut {
    count(in: namespace, direction) { policy in
      (direction == "Ingress" ? policy.ingressRules : policy.egressRules) ?? 0 == 0
        && PolicyWorld.allLabels.allSatisfy { labels in policy.pods.allSatisfy { $0.holds(labels) } }
    }
  }

  private func count(in namespace: String, _ direction: String, _ selects: (Policy) -> Bool) -> CountedOut {
    var result = CountedOut()
    for policy in policies where policy.holds(direction) && selects(policy) {
      if let own = policy.namespace, own != namespace { continue }
      let answers = Set(
        possibleLabels(of: namespace).map { labels in policy.namespaces.allSatisfy { $0.holds(labels) } })
      if answers == [true] {
        result.policies.append(policy.name)
      } else if answers.contains(true) {
        result.mayBeMore = true
      }
    }
    result.policies.sort()
    if !result.policies.isEmpty { result.mayBeMore = false }
    return result
  }
}
