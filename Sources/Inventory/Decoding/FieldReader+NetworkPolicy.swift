import Documents
import Hardening
import TextSafety

/// networking.k8s.io NetworkPolicy.
extension FieldReader {
  mutating func networkPolicy(_ root: Node, namespace: UntrustedText) -> NetworkPolicy {
    var policy = NetworkPolicy(engine: .kubernetes, tier: "", sections: .absent)
    let path = FieldPath().appending("spec")
    var section = NetworkPolicy.Section(
      path: path, selectorPath: path.appending("podSelector"), pods: .always, ingress: .open, egress: .open)
    do throws(Missing) {
      let spec = try fields(root["spec"], path)
      let selector = try selector(spec?["podSelector"], section.selectorPath).get()
      section.pods = selector.map { PodCondition($0, PodCondition.Key.label) } ?? .always
      section.ingress.rules = try rules(spec?["ingress"], path.appending("ingress"), "from", namespace)
      section.egress.rules = try rules(spec?["egress"], path.appending("egress"), "to", namespace)
      // The API server's default: always ingress, egress where there are rules for it.
      let types = try texts(spec?["policyTypes"], path.appending("policyTypes")).get() ?? []
      section.ingress.isolates = types.isEmpty || types.contains("Ingress")
      section.egress.isolates = types.isEmpty ? !section.egress.rules.isEmpty : types.contains("Egress")
      // Rules of a direction that the policy does not name are ignored.
      if !section.ingress.isolates { section.ingress.rules = [] }
      if !section.egress.isolates { section.egress.rules = [] }
      policy.sections = .value([section])
    } catch {
      policy.sections = .malformed(error.path ?? path)
    }
    return policy
  }

  private mutating func rules(
    _ node: Node?, _ path: FieldPath, _ peers: StaticString, _ namespace: UntrustedText
  ) throws(Missing) -> [PolicyRule] {
    try elements(node, path).map { element throws(Missing) in
      let (node, path) = element
      var rule = PolicyRule(path: path, action: .allow, peers: nil, ports: nil)
      var found: [PolicyPeer] = []
      for (node, path) in try elements(node[peers], path.appending(peers)) {
        found.append(try peer(node, path, namespace))
      }
      rule.peers = found.isEmpty ? nil : found
      let ports = try elements(node["ports"], path.appending("ports"))
      rule.ports = ports.isEmpty ? nil : try ports.map { port throws(Missing) in try self.port(port.node, port.path) }
      return rule
    }
  }

  private mutating func peer(_ node: Node, _ path: FieldPath, _ namespace: UntrustedText) throws(Missing) -> PolicyPeer
  {
    if let block = try fields(node["ipBlock"], path.appending("ipBlock")) {
      let hasExceptions = (block["except"]?.count ?? 0) > 0
      return PolicyPeer(
        path: path.appending("ipBlock.cidr"),
        kind: .block(block["cidr"]?.scalar ?? "", hasExceptions: hasExceptions), crossesNamespaces: false)
    }
    let pods = try selector(node["podSelector"], path.appending("podSelector")).get()
    let namespaces = try selector(node["namespaceSelector"], path.appending("namespaceSelector")).get()
    let own = PodCondition.test(.namespaceName, .oneOf([namespace]))
    let place = namespaces.map { PodCondition($0, PodCondition.Key.namespaceLabel) } ?? own
    return PolicyPeer(
      path: path, kind: .pods(.all([place, pods.map { PodCondition($0, PodCondition.Key.label) } ?? .always])),
      crossesNamespaces: namespaces != nil)
  }

  /// A port by number, range or name; nothing but a protocol is all ports of it.
  mutating func port(_ node: Node, _ path: FieldPath) throws(Missing) -> PolicyPort {
    var port = PolicyPort(transport: node["protocol"]?.text ?? "", range: nil, name: "")
    guard let value = node["port"], !value.isNull else { return port }
    guard let first = value.integer ?? value.text?.parsed({ Int64($0) }) else {
      guard let name = value.text else { throw Missing(.field(malformed(path, node, "a port")), .malformed) }
      port.name = name
      return port
    }
    // Cilium's port 0 is all of them.
    if first == 0 { return port }
    port.range = first...max(first, node["endPort"]?.integer ?? first)
    return port
  }
}

extension FieldReader {
  /// The map, where one is set. Throws where something else is.
  mutating func fields(_ node: Node?, _ path: @autoclosure () -> FieldPath) throws(Missing) -> Node? {
    switch section(node, path()) {
    case .absent: nil
    case .map(let map): map
    case .malformed(let path): throw Missing(.field(path), .malformed)
    }
  }

  /// The maps of a list with their paths. Throws where it is no list, or holds something else.
  mutating func elements(
    _ node: Node?, _ path: @autoclosure () -> FieldPath
  ) throws(Missing) -> [(node: Node, path: FieldPath)] {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .list else { throw Missing(.field(malformed(path(), node, "a list")), .malformed) }
    var found: [(node: Node, path: FieldPath)] = []
    for (index, element) in node.elements.enumerated() {
      let place = path().appending(element: "", index: index)
      // An empty element of YAML (`-`) is null, which the API server reads as an empty map.
      guard element.kind == .map || element.isNull else {
        throw Missing(.field(malformed(place, element, "a map")), .malformed)
      }
      found.append((element, place))
    }
    return found
  }
}

extension Missing {
  /// The field that could not be read.
  var path: FieldPath? { if case .field(let path) = need { path } else { nil } }
}
