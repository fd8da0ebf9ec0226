package import TextSafety

/// The groups and environments of the configuration: which clusters belong together, by their names or ids.
package struct ClusterGrouping: Hashable, Sendable {
  package struct Group: Hashable, Sendable {
    package var name: UntrustedText
    /// Of clusters' names or ids.
    package var members: [TextPattern]

    package init(_ name: UntrustedText, members: [TextPattern]) {
      self.name = name
      self.members = members
    }

    fileprivate func holds(_ name: UntrustedText, _ id: UntrustedText) -> Bool {
      members.contains { $0.matches(name) || $0.matches(id) }
    }
  }

  package var groups: [Group] = []
  /// In the order of the configuration: a cluster is in the first that holds it.
  package var environments: [Group] = []

  package init() {}

  /// The groups that a cluster is in.
  package func groups(of name: UntrustedText, id: UntrustedText) -> [UntrustedText] {
    groups.filter { $0.holds(name, id) }.map(\.name)
  }

  /// The environment that a cluster is in; empty where it is in none.
  package func environment(of name: UntrustedText, id: UntrustedText) -> UntrustedText {
    environments.first { $0.holds(name, id) }?.name ?? ""
  }

  /// Which of some clusters each group has, by their ids.
  package func members(among clusters: some Sequence<ClusterSummary>) -> ClusterGroups {
    var members: ClusterGroups = [:]
    for group in groups { members[group.name] = [] }
    for cluster in clusters {
      for group in groups(of: cluster.name, id: cluster.id) { members[group]?.insert(cluster.id) }
    }
    return members
  }
}
