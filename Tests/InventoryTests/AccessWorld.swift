import TestSupport

/// A small cluster of roles and bindings, with an authorizer that answers by going through all of them: slow and plain,
/// as Kubernetes documents it. Strings throughout, so that it shares nothing with what it is compared to.
struct AccessWorld {
  struct Rule {
    var verbs: [String]
    var groups: [String]
    var resources: [String]
    var names: [String]
  }

  struct Role {
    /// Empty: a ClusterRole.
    var namespace: String
    var name: String
    var rules: [Rule]
    var labels: [String: String]
    /// `matchLabels` of each selector of the aggregation rule; empty where there is none.
    var selectors: [[String: String]]
  }

  struct Subject: Hashable {
    var kind: String
    var namespace: String
    var name: String
  }

  struct Binding {
    /// Empty: a ClusterRoleBinding.
    var namespace: String
    var name: String
    var roleKind: String
    var roleName: String
    var subjects: [Subject]
  }

  /// A request as the API server authorizes it. `namespace` empty: of the whole cluster; `name` empty: of no one object.
  struct Request {
    var verb: String
    var group: String
    var resource: String
    var name: String
    var namespace: String
    var isNamespaced: Bool
  }

  var roles: [Role] = []
  var bindings: [Binding] = []

  static let accounts = [
    Subject(kind: "ServiceAccount", namespace: "one", name: "web"),
    Subject(kind: "ServiceAccount", namespace: "two", name: "web"),
    Subject(kind: "ServiceAccount", namespace: "two", name: "default"),
  ]
  static let people = [
    Subject(kind: "User", namespace: "", name: "ada"), Subject(kind: "Group", namespace: "", name: "developers"),
  ]
  private static let groups = ["system:authenticated", "system:serviceaccounts", "system:serviceaccounts:two"].map {
    Subject(kind: "Group", namespace: "", name: $0)
  }

  init(_ random: inout SeededGenerator) {
    let names = ["a", "b", "c", "d"]
    for name in names where Int.random(in: 0..<4, using: &random) > 0 {
      roles.append(AccessWorld.role("", name, &random))
    }
    for namespace in ["one", "two"] {
      for name in ["a", "b"] where Bool.random(using: &random) {
        roles.append(AccessWorld.role(namespace, name, &random))
      }
    }
    let everybody = AccessWorld.accounts + AccessWorld.people + AccessWorld.groups
    for number in 0..<Int.random(in: 1..<7, using: &random) {
      let namespace = ["", "one", "two"].randomElement(using: &random) ?? ""
      bindings.append(
        Binding(
          namespace: namespace, name: "binding-\(number)",
          roleKind: Int.random(in: 0..<3, using: &random) == 0 ? "Role" : "ClusterRole",
          roleName: names.randomElement(using: &random) ?? "a",
          subjects: everybody.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }))
    }
  }

  private static func role(_ namespace: String, _ name: String, _ random: inout SeededGenerator) -> Role {
    func some(_ all: [String]) -> [String] {
      let some = all.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
      return some.isEmpty ? [all[Int.random(in: 0..<all.count, using: &random)]] : some
    }
    let rules = (0..<Int.random(in: 0..<3, using: &random)).map { _ in
      Rule(
        verbs: some(["get", "list", "create", "delete", "*"]), groups: some(["", "apps", "*"]),
        resources: some(["pods", "pods/exec", "*/exec", "pods/*", "secrets", "nodes", "*"]),
        names: Int.random(in: 0..<3, using: &random) == 0 ? some(["x", "y"]) : [])
    }
    let label = ["k": ["v", "w"].randomElement(using: &random) ?? "v"]
    let aggregates = namespace.isEmpty && Int.random(in: 0..<3, using: &random) == 0
    return Role(
      namespace: namespace, name: name, rules: rules, labels: Bool.random(using: &random) ? label : [:],
      selectors: aggregates ? [["k": ["v", "w"].randomElement(using: &random) ?? "v"]] : [])
  }

  /// Everything that may be asked.
  static let requests: [Request] = {
    var requests: [Request] = []
    for verb in ["get", "list", "create", "delete"] {
      for (group, resource) in [("", "pods"), ("", "pods/exec"), ("", "secrets"), ("apps", "pods"), ("", "nodes")] {
        for name in ["", "x"] {
          for namespace in ["", "one", "two"] where resource != "nodes" || namespace.isEmpty {
            requests.append(
              Request(
                verb: verb, group: group, resource: resource, name: name, namespace: namespace,
                isNamespaced: resource != "nodes"))
          }
        }
      }
    }
    return requests
  }()

  // MARK: The authorizer

  /// Whether somebody may do it, by bindings that name them, or with the groups of an account as well.
  func allows(_ subject: Subject, _ request: Request, withGroups: Bool) -> Bool {
    var identities = [subject]
    if withGroups, subject.kind == "ServiceAccount" {
      for name in ["system:authenticated", "system:serviceaccounts", "system:serviceaccounts:\(subject.namespace)"] {
        identities.append(Subject(kind: "Group", namespace: "", name: name))
      }
    }
    for binding in bindings where binding.subjects.contains(where: identities.contains) {
      if !binding.namespace.isEmpty && binding.namespace != request.namespace { continue }
      for rule in rules(of: binding) where matches(rule, request) { return true }
    }
    return false
  }

  private func rules(of binding: Binding) -> [Rule] {
    if binding.roleKind == "Role" {
      if binding.namespace.isEmpty { return [] }
      return roles.filter { $0.namespace == binding.namespace && $0.name == binding.roleName }.flatMap(\.rules)
    }
    return rules(ofClusterRole: binding.roleName, seen: [])
  }

  private func rules(ofClusterRole name: String, seen: [String]) -> [Rule] {
    if seen.contains(name) { return [] }
    var rules: [Rule] = []
    for role in roles where role.namespace.isEmpty && role.name == name {
      rules += role.rules
      for other in roles where other.namespace.isEmpty && other.name != name {
        for selector in role.selectors where selector.allSatisfy({ other.labels[$0.key] == $0.value }) {
          rules += self.rules(ofClusterRole: other.name, seen: seen + [name])
        }
      }
    }
    return rules
  }

  private func matches(_ rule: Rule, _ request: Request) -> Bool {
    guard rule.verbs.contains("*") || rule.verbs.contains(request.verb) else { return false }
    guard rule.groups.contains("*") || rule.groups.contains(request.group) else { return false }
    let parts = request.resource.split(separator: "/")
    let named = rule.resources.contains { own in
      own == "*" || own == request.resource || parts.count == 2 && own == "*/\(parts[1])"
    }
    return named && (rule.names.isEmpty || rule.names.contains(request.name))
  }
}

extension AccessWorld {
  /// The objects, in YAML.
  var manifests: [String] { roles.map(AccessWorld.manifest) + bindings.map(AccessWorld.manifest) }

  private static func list(_ words: [String]) -> String {
    "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
  }

  private static func map(_ pairs: [String: String]) -> String {
    "{" + pairs.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private static func metadata(_ namespace: String, _ name: String, _ labels: [String: String] = [:]) -> String {
    "metadata: {name: \(name), labels: \(map(labels))\(namespace.isEmpty ? "" : ", namespace: \(namespace)")}\n"
  }

  private static func manifest(_ role: Role) -> String {
    var text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(role.namespace.isEmpty ? "ClusterRole" : "Role")\n"
    text += metadata(role.namespace, role.name, role.labels) + "rules:\(role.rules.isEmpty ? " []" : "")\n"
    for rule in role.rules {
      text += "- {verbs: \(list(rule.verbs)), apiGroups: \(list(rule.groups)), resources: \(list(rule.resources))"
      text += rule.names.isEmpty ? "}\n" : ", resourceNames: \(list(rule.names))}\n"
    }
    if !role.selectors.isEmpty {
      let selectors = role.selectors.map { "{matchLabels: \(map($0))}" }.joined(separator: ", ")
      text += "aggregationRule: {clusterRoleSelectors: [\(selectors)]}\n"
    }
    return text
  }

  private static func manifest(_ binding: Binding) -> String {
    let kind = binding.namespace.isEmpty ? "ClusterRoleBinding" : "RoleBinding"
    var text = "apiVersion: rbac.authorization.k8s.io/v1\nkind: \(kind)\n" + metadata(binding.namespace, binding.name)
    text += "roleRef: {kind: \(binding.roleKind), name: \(binding.roleName)}\n"
    text += "subjects:\(binding.subjects.isEmpty ? " []" : "")\n"
    for (number, subject) in binding.subjects.enumerated() {
      // Every other account goes by the name of its user.
      if subject.kind == "ServiceAccount", number % 2 == 1 {
        text += "- {kind: User, name: \"system:serviceaccount:\(subject.namespace):\(subject.name)\"}\n"
      } else {
        text += "- {kind: \(subject.kind), name: \"\(subject.name)\""
        text += subject.namespace.isEmpty ? "}\n" : ", namespace: \(subject.namespace)}\n"
      }
    }
    return text
  }
}
