import TestSupport

extension RandomObject {
  /// Roles, bindings, accounts and workloads that run as them, and definitions of custom resources.
  static func access(_ random: inout SeededGenerator) -> String {
    func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
    let namespace = pick(["team-0", "team-1", "kube-system"])
    let name = pick(["app-0", "app-1", "default"])
    let head = "apiVersion: rbac.authorization.k8s.io/v1\nkind:"
    let mark = pick(["", "", ", labels: {join: a}", ", labels: {kubernetes.io/bootstrapping: rbac-defaults}"])
    let rules =
      "[{apiGroups: [\(pick(["\"\"", "apps", "\"*\"", "shop.example.com"]))], "
      + "resources: [\(pick(["pods", "secrets", "pods/exec", "nodes", "carts", "\"*\""]))], "
      + "verbs: [\(pick(["get", "create", "\"*\"", "impersonate", "delete"]))]}]"
    switch Int.random(in: 0..<12, using: &random) {
    case 0, 1: return "\(head) Role\nmetadata: {name: \(name), namespace: \(namespace)\(mark)}\nrules: \(rules)\n"
    case 2, 3:
      return "\(head) ClusterRole\nmetadata: {name: \(pick([name, "view", "system:x"]))\(mark)}\nrules: \(rules)\n"
    case 4:
      return "\(head) ClusterRole\nmetadata: {name: joined\(mark)}\nrules: []\n"
        + "aggregationRule: {clusterRoleSelectors: [{matchLabels: {join: \(pick(["a", "b"]))}}]}\n"
    case 5, 6, 7, 8:
      let isWide = Bool.random(using: &random)
      let subject = pick([
        "{kind: ServiceAccount, name: \(name), namespace: \(namespace)}", "{kind: User, name: ada}",
        "{kind: User, name: \"system:serviceaccount:\(namespace):\(name)\"}",
        "{kind: Group, name: \"system:authenticated\"}", "{kind: Group, name: \"system:serviceaccounts:\(namespace)\"}",
      ])
      return "\(head) \(isWide ? "ClusterRoleBinding" : "RoleBinding")\n"
        + "metadata: {name: \(pick(["b-0", "b-1", "cluster-admin"]))\(isWide ? "" : ", namespace: \(namespace)")\(mark)}\n"
        + "roleRef: {kind: \(pick(["ClusterRole", "ClusterRole", "Role"])), "
        + "name: \(pick([name, "joined", "edit", "cluster-admin", "gone"]))}\n"
        + "subjects: [\(subject)\(Bool.random(using: &random) ? ", {kind: Group, name: ops}" : "")]\n"
    case 9: return "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: \(name), namespace: \(namespace)}\n"
    case 10:
      return "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
        + "metadata: {name: carts.shop.example.com}\nspec: {scope: \(pick(["Namespaced", "Cluster"]))}\n"
    default:
      return deployment(pick(["web", "api"]), namespace: namespace, spec: "serviceAccount: \(name)")
    }
  }
}
