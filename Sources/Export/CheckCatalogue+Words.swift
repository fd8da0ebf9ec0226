import Hardening

extension CheckCatalogue {
  /// Tools and standards by the prefixes of equivalents, as their users call them.
  private static let tools: [(prefix: String, name: String)] = [
    ("ks", "kubescape"), ("tv", "trivy"), ("tvd", "trivy (Dockerfile)"), ("ck", "checkov"), ("po", "polaris"),
    ("kl", "kube-linter"), ("sc", "kube-score"), ("kx", "kubesec"), ("ka", "kubeaudit"), ("pp", "popeye"),
    ("ky", "Kyverno"), ("gk", "Gatekeeper"), ("az", "Azure Policy"), ("mdc", "Defender"), ("fa", "Falco"),
    ("sny", "Snyk"), ("pss", "Pod Security Standards"), ("cis", "CIS"),
  ]

  /// Equivalents by tool: `trivy KSV-0003 KSV-0106`. What has no known prefix stands as it is.
  static func byTool(_ equivalents: [String]) -> [String] {
    var ids: [String: [String]] = [:]
    var others: [String] = []
    for equivalent in equivalents {
      let parts = equivalent.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2, tools.contains(where: { $0.prefix == parts[0] }) {
        ids[parts[0], default: []] += parts[1].split(separator: ",").map(String.init)
      } else {
        others.append(equivalent)
      }
    }
    return tools.compactMap { tool in
      ids[tool.prefix].map { "\(tool.name) \($0.joined(separator: " "))" }
    } + others
  }
}

extension Reference {
  /// Where to read on, in words that can be searched for.
  var words: String {
    switch kind {
    case .cis: "CIS Kubernetes Benchmark \(id)"
    case .nsa: "NSA/CISA Kubernetes Hardening Guide, \(id)"
    case .pss: "Pod Security Standards, \(id)"
    case .mitre: "MITRE ATT&CK \(id)"
    case .url, .peer: id
    }
  }
}

extension SubjectKind {
  /// What people call it.
  var words: String {
    switch self {
    case .container: "containers, init and ephemeral ones too"
    case .workload: "workloads (Deployments, Jobs, Pods …)"
    case .volume: "volumes of workloads"
    case .namespace: "namespaces"
    case .grantee: "users, groups and service accounts"
    case .serviceAccount: "service accounts"
    case .role: "roles"
    case .binding: "role bindings"
    case .networkPolicy: "network policies"
    case .service: "services"
    case .ingress: "ingresses, gateways and routes"
    case .entry: "services, ingresses, gateways, routes, workloads at ports of nodes, ingress controllers"
    case .admissionPolicy: "admission policies"
    case .disruptionBudget: "disruption budgets"
    case .defaultResident: "objects in the namespace default"
    case .node: "nodes"
    case .cluster: "clusters"
    }
  }
}
