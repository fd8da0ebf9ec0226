import Hardening
package import Session

/// In which order the fleet lists its clusters.
package enum ClusterOrder: Sendable, Hashable, CaseIterable {
  case worst, name, age

  /// The clusters in this order; what is equal stays as it came.
  package func sorted(_ clusters: [FleetSnapshot.Cluster]) -> [FleetSnapshot.Cluster] {
    let keys = clusters.map(key)
    let order = clusters.indices.sorted { a, b in
      keys[a] == keys[b] ? a < b : keys[a].lexicographicallyPrecedes(keys[b])
    }
    return self == .name ? clusters : order.map { clusters[$0] }
  }

  /// Least first.
  private func key(_ cluster: FleetSnapshot.Cluster) -> [Int64] {
    switch self {
    case .name: []
    // What was read longest ago may have changed most.
    case .age: [cluster.isUnread ? 1 : 0, cluster.summary.observedAt]
    case .worst:
      // What nobody has read yet says nothing of itself.
      [cluster.isUnread ? 1 : 0] + Severity.allCases.filter { $0 > .info }.map { Int64(-cluster.open[$0]) }
    }
  }
}
