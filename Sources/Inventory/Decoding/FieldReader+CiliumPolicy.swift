import Documents
import Hardening
import TextSafety

/// CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy of cilium.io.
extension FieldReader {
  /// - Parameter namespace: empty for a cluster-wide policy.
  mutating func ciliumPolicy(_ root: Node, namespace: UntrustedText) -> NetworkPolicy {
    var policy = NetworkPolicy(engine: .cilium, tier: "", sections: .absent)
    do throws(Missing) {
      var sections: [NetworkPolicy.Section] = []
      let path = FieldPath().appending("spec")
      if let spec = try fields(root["spec"], path), let section = try ciliumSection(spec, path, namespace) {
        sections.append(section)
      }
      for (spec, path) in try elements(root["specs"], FieldPath().appending("specs")) {
        if let section = try ciliumSection(spec, path, namespace) { sections.append(section) }
      }
      policy.sections = .value(sections)
    } catch {
      policy.sections = .malformed(error.path ?? FieldPath().appending("spec"))
    }
    return policy
  }

  /// nil where it is about nodes.
  private mutating func ciliumSection(
    _ spec: Node, _ path: FieldPath, _ namespace: UntrustedText
  ) throws(Missing) -> NetworkPolicy.Section? {
    let selectorPath = path.appending("endpointSelector")
    guard let selector = try selector(spec["endpointSelector"], selectorPath).get() else { return nil }
    var sides: [NetworkPolicy.Side] = []
    for (name, isIngress) in [("ingress", true), ("egress", false)] as [(StaticString, Bool)] {
      let allowed = try ciliumRules(spec[name], path.appending(name), isIngress, .allow, namespace)
      let deny: StaticString = isIngress ? "ingressDeny" : "egressDeny"
      let denied = try ciliumRules(spec[deny], path.appending(deny), isIngress, .deny, namespace)
      // A direction is held where it has rules, unless the policy says that it is not.
      let isolates = spec["enableDefaultDeny"]?[name]?.bool ?? !(allowed.isEmpty && denied.isEmpty)
      sides.append(NetworkPolicy.Side(isolates: isolates, rules: denied + allowed))
    }
    return NetworkPolicy.Section(
      path: path, selectorPath: selectorPath, pods: PodCondition.cilium(selector), ingress: sides[0],
      egress: sides[1])
  }

  private mutating func ciliumRules(
    _ node: Node?, _ path: FieldPath, _ isIngress: Bool, _ action: PolicyRule.Action, _ namespace: UntrustedText
  ) throws(Missing) -> [PolicyRule] {
    var rules: [PolicyRule] = []
    for (node, path) in try elements(node, path) {
      var rule = PolicyRule(path: path, action: action, peers: nil, ports: nil)
      var narrows = false
      var peers: [PolicyPeer] = []
      for (name, kind) in isIngress ? FieldReader.ciliumSources : FieldReader.ciliumDestinations {
        guard let list = node[name], !list.isNull else { continue }
        narrows = true
        peers += try ciliumPeers(list, path.appending(name), kind, namespace)
      }
      var ports: [PolicyPort] = []
      for (node, path) in try elements(node["toPorts"], path.appending("toPorts")) {
        let own = try elements(node["ports"], path.appending("ports"))
        // Rules of layer 7 without ports hold on all ports.
        if own.isEmpty { ports.append(PolicyPort(transport: "", range: nil, name: "")) }
        for (node, path) in own { ports.append(try port(node, path)) }
      }
      if node["icmps"]?.count ?? 0 > 0 { ports.append(PolicyPort(transport: "ICMP", range: nil, name: "")) }
      rule.ports = ports.isEmpty ? nil : ports
      // A rule with nothing in it allows nothing; with ports alone, everybody on those.
      rule.peers = narrows || rule.ports == nil ? peers : nil
      rules.append(rule)
    }
    return rules
  }

  private enum CiliumPeer { case endpoints, blocks, blockSets, entities, hosts, other }

  private static let ciliumSources: [(StaticString, CiliumPeer)] = [
    ("fromEndpoints", .endpoints), ("fromCIDR", .blocks), ("fromCIDRSet", .blockSets), ("fromEntities", .entities),
    ("fromGroups", .other), ("fromNodes", .other),
  ]
  private static let ciliumDestinations: [(StaticString, CiliumPeer)] = [
    ("toEndpoints", .endpoints), ("toCIDR", .blocks), ("toCIDRSet", .blockSets), ("toEntities", .entities),
    ("toFQDNs", .hosts), ("toServices", .other), ("toGroups", .other), ("toNodes", .other),
  ]

  private mutating func ciliumPeers(
    _ node: Node, _ path: FieldPath, _ kind: CiliumPeer, _ namespace: UntrustedText
  ) throws(Missing) -> [PolicyPeer] {
    func peer(_ kind: PolicyPeer.Kind, _ path: FieldPath, crosses: Bool = false) -> PolicyPeer {
      PolicyPeer(path: path, kind: kind, crossesNamespaces: crosses)
    }
    switch kind {
    case .endpoints:
      return try elements(node, path).map { element throws(Missing) in
        // The element itself is the selector.
        guard let selector = try selector(element.node, element.path).get() else { return peer(.other, element.path) }
        let crosses = namespace.isEmpty || selector.namesNamespaces
        let own = PodCondition.test(.namespaceName, .oneOf([namespace]))
        return peer(
          .pods(.all([crosses ? .always : own, PodCondition.cilium(selector)])), element.path, crosses: crosses)
      }
    case .blocks:
      return (try texts(node, path).get() ?? []).enumerated().map { index, block in
        peer(.block(block, hasExceptions: false), path.appending(element: "", index: index))
      }
    case .blockSets:
      return try elements(node, path).map { element throws(Missing) in
        guard let block = element.node["cidr"]?.text else { return peer(.other, element.path) }
        let hasExceptions = (element.node["except"]?.count ?? 0) > 0
        return peer(.block(block, hasExceptions: hasExceptions), element.path.appending("cidr"))
      }
    case .entities:
      let wide: [UntrustedText] = ["all", "world", "world-ipv4", "world-ipv6"]
      return (try texts(node, path).get() ?? []).enumerated().map { index, entity in
        peer(wide.contains(entity) ? .everything(entity) : .other, path.appending(element: "", index: index))
      }
    case .hosts:
      let names = try elements(node, path).map { element throws(Missing) in
        element.node["matchName"]?.text ?? element.node["matchPattern"]?.text ?? ""
      }
      return [peer(names.contains("*") ? .everything("*") : .hosts(names), path)]
    case .other: return [peer(.other, path)]
    }
  }
}

extension LabelSelector {
  /// It says itself which namespaces it means.
  fileprivate var namesNamespaces: Bool {
    requirements.contains { requirement in
      let key = PodCondition.Key(cilium: requirement.key)
      if case .namespaceLabel = key { return true }
      return key == .namespaceName
    }
  }
}

extension PodCondition {
  fileprivate static func cilium(_ selector: LabelSelector) -> PodCondition {
    let parts = selector.requirements.map { requirement -> PodCondition in
      if let key = Key(cilium: requirement.key) { return PodCondition(LabelSelector([requirement])) { _ in key } }
      // Other sources than Kubernetes mark what is no pod; another cluster's pods may be meant.
      return requirement.key.contains(":") && !requirement.key.hasPrefix("k8s:") ? .never : .undecided
    }
    return parts.isEmpty ? .always : .all(parts)
  }
}

extension PodCondition.Key {
  /// A label of a Cilium endpoint: those of pods with or without their source (`k8s:app`, `any:app`, `app`), and those
  /// that Cilium derives. nil for what no object here says: other sources, other clusters.
  fileprivate init?(cilium label: UntrustedText) {
    let plain = label.matches { !$0.contains(":") }
    var key = label
    if !plain {
      guard let rest = label.droppingPrefix("k8s:") ?? label.droppingPrefix("any:") else { return nil }
      key = rest
    }
    switch key {
    case "io.kubernetes.pod.namespace": self = .namespaceName
    case "io.cilium.k8s.policy.serviceaccount": self = .account
    case "io.cilium.k8s.policy.cluster": return nil
    default:
      if let own = key.droppingPrefix("io.cilium.k8s.namespace.labels.") {
        self = .namespaceLabel(own)
      } else {
        self = .label(key)
      }
    }
  }
}
