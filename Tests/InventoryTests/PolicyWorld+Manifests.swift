import TestSupport

extension PolicyWorld {
  /// The world as manifests, one object an element.
  var manifests: [String] {
    var objects: [String] = []
    for (name, labels) in namespaces.sorted(by: { $0.key < $1.key }) {
      guard let labels else { continue }
      objects.append("apiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: \(flow(labels))}\n")
    }
    for pod in pods {
      objects.append(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: \(pod.name), namespace: \(pod.namespace), labels: \(flow(pod.labels))}
        spec: {containers: [{name: web, image: "web:1"}]}

        """)
    }
    return objects + policies.map(manifest)
  }

  private func flow(_ labels: [String: String]) -> String {
    "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private func manifest(_ policy: Policy) -> String {
    let place = policy.namespace.map { ", namespace: \($0)" } ?? ""
    func rules(_ name: String, _ count: Int?, _ rule: String) -> String {
      count.map { "  \(name): [\(Array(repeating: rule, count: $0).joined(separator: ", "))]\n" } ?? ""
    }
    switch policy.engine {
    case .kubernetes:
      return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(policy.name)\(place)}
        spec:
          podSelector: \(selector(policy.pods) { $0 })
        \(policy.types.map { "  policyTypes: \($0)\n" } ?? "")
        """ + rules("ingress", policy.ingressRules, "{from: [{podSelector: {}}]}")
          + rules("egress", policy.egressRules, "{to: [{podSelector: {}}]}")
    case .calico:
      let namespaces = policy.namespace == nil ? "  namespaceSelector: \(expression(policy.namespaces))\n" : ""
      return """
        apiVersion: projectcalico.org/v3
        kind: \(policy.namespace == nil ? "GlobalNetworkPolicy" : "NetworkPolicy")
        metadata: {name: \(policy.name)\(place)}
        spec:
          selector: \(expression(policy.pods))
        \(policy.types.map { "  types: \($0)\n" } ?? "")
        """ + namespaces + rules("ingress", policy.ingressRules, "{action: Allow, source: {nets: [10.0.0.0/8]}}")
          + rules("egress", policy.egressRules, "{action: Allow, destination: {nets: [10.0.0.0/8]}}")
    case .cilium:
      let own = policy.pods.enumerated().map { index, requirement in
        (requirement, (index % 2 == 0 ? "k8s:" : "") + requirement.key)
      }
      let others = policy.namespaces.map { ($0, "k8s:io.cilium.k8s.namespace.labels.\($0.key)") }
      let expressions = (own + others).map { requirement, key in
        "{key: \"\(key)\", operator: \(requirement.operation)"
          + (requirement.operation.hasSuffix("In") ? ", values: \(requirement.values)}" : "}")
      }
      let denies = policy.denies.map { "\($0.key.lowercased()): \($0.value)" }.sorted().joined(separator: ", ")
      return """
        apiVersion: cilium.io/v2
        kind: \(policy.namespace == nil ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy")
        metadata: {name: \(policy.name)\(place)}
        spec:
          endpointSelector: {matchExpressions: [\(expressions.joined(separator: ", "))]}
        \(denies.isEmpty ? "" : "  enableDefaultDeny: {\(denies)}\n")
        """ + rules("ingress", policy.ingressRules, "{fromEndpoints: [{}]}")
          + rules("egress", policy.egressRules, "{toEndpoints: [{}]}")
    }
  }

  /// A label selector; single values of In become matchLabels.
  private func selector(_ requirements: [Requirement], _ key: (String) -> String) -> String {
    let single = requirements.filter { $0.operation == "In" && $0.values.count == 1 }
    let rest = requirements.filter { !($0.operation == "In" && $0.values.count == 1) }
    let labels = single.map { "\(key($0.key)): \($0.values[0])" }.joined(separator: ", ")
    let expressions = rest.map { requirement in
      "{key: \(key(requirement.key)), operator: \(requirement.operation)"
        + (requirement.operation.hasSuffix("In") ? ", values: \(requirement.values)}" : "}")
    }
    return "{matchLabels: {\(labels)}, matchExpressions: [\(expressions.joined(separator: ", "))]}"
  }

  /// An expression of Calico, as a quoted string of YAML.
  private func expression(_ requirements: [Requirement]) -> String {
    let parts = requirements.map { requirement in
      let set = requirement.values.map { "'\($0)'" }.joined(separator: ", ")
      switch requirement.operation {
      case "In":
        return requirement.values.count == 1 ? "\(requirement.key) == \(set)" : "\(requirement.key) in {\(set)}"
      case "NotIn":
        return requirement.values.count == 1 ? "\(requirement.key) != \(set)" : "!(\(requirement.key) in { \(set) })"
      case "Exists": return "has(\(requirement.key))"
      default: return "!has( \(requirement.key) )"
      }
    }
    return "\"\(parts.isEmpty ? "all()" : parts.joined(separator: " && "))\""
  }
}
