import TextSafety

/// The rights that Bulwark needs and no others: a ClusterRole, and how to bind it.
package enum LeastRole {
  /// YAML of a ClusterRole that gets, lists and watches what the enabled checks read.
  package static func manifest(_ kinds: [(group: String, resource: String)] = LeastRole.kinds) -> String {
    var lines = [
      "# What Bulwark reads of a cluster: get, list and watch, nothing else. It never writes.",
      "# Of Secrets it asks for metadata alone; RBAC cannot tell that from the whole, so their line stands by itself.",
      "apiVersion: rbac.authorization.k8s.io/v1", "kind: ClusterRole", "metadata:", "  name: bulwark", "rules:",
    ]
    var groups: [(group: String, resources: [String])] = []
    for kind in kinds where kind.resource != "secrets" {
      if let index = groups.firstIndex(where: { $0.group == kind.group }) {
        groups[index].resources.append(kind.resource)
      } else {
        groups.append((kind.group, [kind.resource]))
      }
    }
    if kinds.contains(where: { $0.resource == "secrets" }) { groups.append(("", ["secrets"])) }
    for (group, resources) in groups {
      lines.append("- apiGroups: [\"\(group)\"]")
      lines.append("  resources: [\(resources.joined(separator: ", "))]")
      lines.append("  verbs: [get, list, watch]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The kinds that are read of live clusters, in the order in which they are asked for.
  package static var kinds: [(group: String, resource: String)] {
    WatchedKind.all.map { ($0.group.parsed { $0 } ?? "", $0.resource.parsed { $0 } ?? "") }
  }
}
