import TestSupport

extension RandomObject {
  /// Workloads, namespaces and network policies of a small world, in which random ones meet.
  static func network(_ random: inout SeededGenerator) -> String {
    let namespace = "team-\(Int.random(in: 0..<2, using: &random))"
    let name = "app-\(Int.random(in: 0..<3, using: &random))"
    let other = "app-\(Int.random(in: 0..<4, using: &random))"
    let environment = Bool.random(using: &random) ? "test" : "production"
    let types = ["", "policyTypes: [Ingress]", "policyTypes: [Ingress, Egress]"].randomElement(using: &random) ?? ""
    let selector =
      ["{}", "{matchLabels: {app: \(other)}}", "{matchExpressions: [{key: app, operator: Exists}]}"]
      .randomElement(using: &random) ?? "{}"
    let rules =
      [
        "ingress: []", "ingress: [{}]", "egress: [{to: [{podSelector: {matchLabels: {app: \(name)}}}]}]",
        "ingress: [{from: [{namespaceSelector: {matchLabels: {env: test}}, podSelector: {}}]}]",
        "egress: [{to: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 443}]}]", "ingress: nonsense",
      ].randomElement(using: &random) ?? ""
    switch Int.random(in: 0..<10, using: &random) {
    case 8, 9:
      let action = ["Allow", "Deny", "Pass"].randomElement(using: &random) ?? "Deny"
      let peer = Bool.random(using: &random) ? "namespaces: {}" : "namespaces: {matchLabels: {env: test}}"
      let subject =
        Bool.random(using: &random)
        ? "namespaces: {matchLabels: {env: test}}"
        : "pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: \(other)}}}"
      let kind = Bool.random(using: &random) ? "AdminNetworkPolicy" : "BaselineAdminNetworkPolicy"
      return
        "apiVersion: policy.networking.k8s.io/v1alpha1\nkind: \(kind)\nmetadata: {name: \(name)}\nspec:\n  priority: \(Int.random(in: 0..<3, using: &random))\n  subject: {\(subject)}\n  ingress: [{action: \(action), from: [{\(peer)}]}]\n"
    case 0, 1:
      return deployment(name, namespace: namespace, spec: "hostNetwork: \(Int.random(in: 0..<4, using: &random) == 0)")
    case 2: return pod(name, namespace: namespace, owner: nil)
    case 3: return "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(namespace), labels: {env: \(environment)}}\n"
    case 4:
      return
        "apiVersion: projectcalico.org/v3\nkind: GlobalNetworkPolicy\nmetadata: {name: \(name)}\nspec:\n  namespaceSelector: env == 'test'\n  selector: \"\(Bool.random(using: &random) ? "all()" : "app == '\(other)'")\"\n  \(Bool.random(using: &random) ? "tier: team" : "types: [Ingress, Egress]")\n"
    case 5:
      return
        "apiVersion: cilium.io/v2\nkind: CiliumClusterwideNetworkPolicy\nmetadata: {name: \(name)}\nspec:\n  endpointSelector: {matchLabels: {app: \(other)}}\n  egress: [{toFQDNs: [{matchName: example.com}]}]\n"
    case 6:
      return
        "apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: {name: team}\nspec: {defaultAction: \(Bool.random(using: &random) ? "Pass" : "Deny")}\n"
    default:
      return
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: \(name), namespace: \(namespace)}\nspec:\n  podSelector: \(selector)\n  \(types)\n  \(rules)\n"
    }
  }
}
