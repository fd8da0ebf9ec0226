import Documents
import Hardening
import TextSafety

/// NetworkPolicy and GlobalNetworkPolicy of projectcalico.org, as v3 and as Calico's own resources (v1) have them.
extension FieldReader {
  mutating func calicoPolicy(_ root: Node) -> NetworkPolicy {
    let path = FieldPath().appending("spec")
    var policy = NetworkPolicy(engine: .calico, tier: root["spec"]?["tier"]?.text ?? "", sections: .absent)
    var section = NetworkPolicy.Section(
      path: path, selectorPath: path.appending("selector"), pods: .always, ingress: .open, egress: .open)
    do throws(Missing) {
      let spec = try fields(root["spec"], path)
      // Rules for hosts, before or beside connection tracking: they hold no pods.
      if spec?["doNotTrack"]?.bool == true || spec?["preDNAT"]?.bool == true {
        policy.sections = .value([])
        return policy
      }
      var conditions = [try condition(spec?["selector"], section.selectorPath, FieldReader.calicoKey)]
      let namespaces = path.appending("namespaceSelector")
      conditions.append(try condition(spec?["namespaceSelector"], namespaces, FieldReader.calicoNamespaceKey))
      // Labels of service accounts are not read.
      if spec?["serviceAccountSelector"]?.text.map({ !$0.isEmpty }) == true { conditions.append(.undecided) }
      section.pods = .all(conditions)
      let ingress = try calicoRules(spec?["ingress"], path.appending("ingress"), .ingress)
      let egress = try calicoRules(spec?["egress"], path.appending("egress"), .egress)
      let types = try texts(spec?["types"], path.appending("types")).get() ?? []
      let hasIngress = types.isEmpty ? !ingress.isEmpty || egress.isEmpty : types.contains("Ingress")
      let hasEgress = types.isEmpty ? !egress.isEmpty : types.contains("Egress")
      // Rules of a direction that the policy does not name are ignored.
      if hasIngress {
        section.ingress = NetworkPolicy.Side(isolates: !FieldReader.handsOn(ingress), rules: ingress)
      }
      if hasEgress { section.egress = NetworkPolicy.Side(isolates: !FieldReader.handsOn(egress), rules: egress) }
      policy.sections = .value([section])
    } catch {
      policy.sections = .malformed(error.path ?? path)
    }
    return policy
  }

  /// Whether the first rule leaves everything to the next tier.
  private static func handsOn(_ rules: [PolicyRule]) -> Bool {
    guard let first = rules.first(where: { $0.action != .log }) else { return false }
    return first.action == .pass && first.peers == nil && first.ports == nil
  }

  private static func calicoKey(_ label: UntrustedText) -> PodCondition.Key {
    switch label {
    case "projectcalico.org/namespace": .namespaceName
    case "projectcalico.org/serviceaccount": .account
    default: .label(label)
    }
  }

  private static func calicoNamespaceKey(_ label: UntrustedText) -> PodCondition.Key {
    label == "projectcalico.org/name" ? .namespaceName : .namespaceLabel(label)
  }

  private mutating func condition(
    _ node: Node?, _ path: FieldPath, _ key: @escaping CalicoSelector.Keys
  ) throws(Missing) -> PodCondition {
    guard let node, let text = try text(node, path).get() else { return .always }
    // Calico puts this label on every pod.
    let orchestrator: UntrustedText = "projectcalico.org/orchestrator"
    guard let condition = CalicoSelector.condition(text, key) else {
      throw Missing(.field(malformed(path, node, "a selector of Calico")), .malformed)
    }
    return condition.assuming(orchestrator, is: "k8s")
  }

  private mutating func calicoRules(
    _ node: Node?, _ path: FieldPath, _ direction: TrafficDirection
  ) throws(Missing) -> [PolicyRule] {
    let ends: (there: StaticString, here: StaticString) =
      direction == .ingress ? ("source", "destination") : ("destination", "source")
    var rules: [PolicyRule] = []
    for (node, path) in try elements(node, path) {
      let action: PolicyRule.Action
      switch node["action"]?.text?.lowercasedASCII {
      case "allow": action = .allow
      case "deny": action = .deny
      case "pass": action = .pass
      case "log": action = .log
      default: throw Missing(.field(malformed(path.appending("action"), node, "Allow, Deny, Log or Pass")), .malformed)
      }
      let there = try fields(node[ends.there], path.appending(ends.there))
      let here = try fields(node[ends.here], path.appending(ends.here))
      var rule = PolicyRule(path: path, action: action, peers: nil, ports: nil)
      rule.peers = try calicoPeers(there, path.appending(ends.there))
      let ports = node["destination"]?["ports"]
      if let ports, ports.count > 0 {
        rule.ports = ports.elements.map { FieldReader.calicoPort($0, node["protocol"]) }
      } else if FieldReader.narrowing.contains(where: { node[$0] != nil })
        || FieldReader.narrowingHere.contains(where: { here?[$0] != nil || there?["notPorts"] != nil })
        || (there?["ports"]?.count ?? 0) > 0
      {
        rule.ports = [PolicyPort(transport: node["protocol"]?.scalar ?? "", range: nil, name: "")]
      }
      rules.append(rule)
    }
    return rules
  }

  /// Fields that narrow a rule to a part of the traffic with its peers, of the rule and of the pod's own end.
  private static let narrowing: [StaticString] = ["http", "icmp", "notICMP", "notProtocol", "protocol"]
  private static let narrowingHere: [StaticString] = [
    "namespaceSelector", "nets", "notNets", "notPorts", "notSelector", "ports", "selector", "serviceAccounts",
  ]

  /// `80`, `8000:9000` or a name.
  private static func calicoPort(_ node: Node, _ transport: Node?) -> PolicyPort {
    var port = PolicyPort(transport: transport?.scalar ?? "", range: nil, name: "")
    let bounds = node.scalar?.split(":").compactMap { $0.parsed { Int64($0) } } ?? []
    if let first = bounds.first, let last = bounds.last, first <= last {
      port.range = first...last
    } else {
      port.name = node.text ?? ""
    }
    return port
  }

  /// nil where nothing narrows the other end.
  private mutating func calicoPeers(
    _ node: Node?, _ path: FieldPath
  ) throws(Missing) -> [PolicyPeer]? {
    guard let node else { return nil }
    var peers: [PolicyPeer] = []
    let exceptions = (node["notNets"]?.count ?? 0) > 0 || node["notSelector"]?.text != nil
    let hasSelector =
      node["selector"]?.text != nil || node["namespaceSelector"]?.text != nil || node["serviceAccounts"]?.kind == .map
    let nets = try texts(node["nets"], path.appending("nets")).get() ?? []
    // Nets and selectors together are narrower than each.
    for (index, net) in nets.enumerated() {
      peers.append(
        PolicyPeer(
          path: path.appending("nets").appending(element: "", index: index),
          kind: .block(net, hasExceptions: exceptions || hasSelector), crossesNamespaces: false))
    }
    if let names = try texts(node["domains"], path.appending("domains")).get(), !names.isEmpty {
      peers.append(PolicyPeer(path: path.appending("domains"), kind: .hosts(names), crossesNamespaces: false))
    }
    if !peers.isEmpty { return peers }
    // Selectors mean network sets and host endpoints too, so that no pod need be meant.
    if hasSelector || exceptions || node["services"]?.kind == .map {
      return [PolicyPeer(path: path, kind: .other, crossesNamespaces: true)]
    }
    return nil
  }
}

extension PodCondition {
  /// The condition where a label has a value that nothing else says.
  fileprivate func assuming(_ label: UntrustedText, is value: UntrustedText) -> PodCondition {
    switch self {
    case .test(.label(label), let test): test.holds(value) ? .always : .never
    case .not(let inner): .not(inner.assuming(label, is: value))
    case .all(let parts): .all(parts.map { $0.assuming(label, is: value) })
    case .any(let parts): .any(parts.map { $0.assuming(label, is: value) })
    default: self
    }
  }
}
