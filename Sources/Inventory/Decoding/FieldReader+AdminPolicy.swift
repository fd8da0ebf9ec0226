import Documents
import Hardening
import TextSafety

/// policy.networking.k8s.io: AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy.
extension FieldReader {
  mutating func adminPolicy(_ root: Node, kind: UntrustedText) -> Field<AdminPolicy> {
    let path = FieldPath().appending("spec")
    do throws(Missing) {
      let spec = try fields(root["spec"], path)
      let isBaseline = kind == "BaselineAdminNetworkPolicy" || spec?["tier"]?.equals("Baseline") == true
      return .value(
        AdminPolicy(
          tier: isBaseline ? .baseline : .admin,
          priority: try integer(spec?["priority"], path.appending("priority")).get() ?? 0,
          pods: try pods(spec?["subject"], path.appending("subject")) ?? .never,
          ingress: try side(spec?["ingress"], path.appending("ingress"), .ingress),
          egress: try side(spec?["egress"], path.appending("egress"), .egress)))
    } catch {
      return .malformed(error.path ?? path)
    }
  }

  /// The pods that `namespaces` or `pods` of a subject or peer means; nil where it has neither.
  private mutating func pods(_ node: Node?, _ path: FieldPath) throws(Missing) -> PodCondition? {
    if let node = node?["namespaces"] {
      let path = path.appending("namespaces")
      // Its first version had the selector one level below.
      let inner = node["namespaceSelector"]
      let selector = try selector(inner ?? node, inner == nil ? path : path.appending("namespaceSelector")).get()
      return selector.map { PodCondition($0, PodCondition.Key.namespaceLabel) } ?? .always
    }
    guard let node = node?["pods"] else { return nil }
    let path = path.appending("pods")
    let namespaces = try selector(node["namespaceSelector"], path.appending("namespaceSelector")).get()
    let pods = try selector(node["podSelector"], path.appending("podSelector")).get()
    return .all([
      namespaces.map { PodCondition($0, PodCondition.Key.namespaceLabel) } ?? .always,
      pods.map { PodCondition($0, PodCondition.Key.label) } ?? .always,
    ])
  }

  private mutating func side(
    _ node: Node?, _ path: FieldPath, _ direction: TrafficDirection
  ) throws(Missing) -> AdminPolicy.Side {
    var side = AdminPolicy.Side()
    let peers: StaticString = direction == .ingress ? "from" : "to"
    for (rule, path) in try elements(node, path) {
      let action: AdminPolicy.Action
      switch rule["action"]?.text {
      case "Allow", "Accept": action = .allow
      case "Deny": action = .deny
      case "Pass": action = .pass
      default: throw Missing(.field(path.appending("action")), .malformed)
      }
      if action == .deny { side.denies = true }
      let isOfSomePorts = [rule["ports"], rule["protocols"]].contains { ($0?.count ?? 0) > 0 }
      if side.onEverything != nil || isOfSomePorts { continue }
      for (peer, path) in try elements(rule[peers], path.appending(peers)) {
        if try isEverything(peer, path, direction) { side.onEverything = action }
      }
    }
    return side
  }

  /// Ingress rules name pods only: all of them is everything. Egress rules name addresses beside.
  private mutating func isEverything(_ peer: Node, _ path: FieldPath, _ direction: TrafficDirection) throws(Missing)
    -> Bool
  {
    if direction == .egress {
      return peer["networks"]?.elements.contains { $0.text.map(NetworkAddress.isEverything) ?? false } ?? false
    }
    switch try pods(peer, path) {
    case .always?: return true
    case .all(let parts)?: return parts.allSatisfy { $0 == .always }
    default: return false
    }
  }
}
