package import TextSafety

/// Queries about clusters and namespaces, which have no severity and no check: they are listed by where they are, and
/// what else a query says narrows the findings that are counted in them.
extension Query {
  /// A cluster, or a namespace of it.
  package struct Place {
    package var cluster: UntrustedText
    package var clusterID: UntrustedText
    package var groups: [UntrustedText]
    package var environment: UntrustedText
    /// nil: the cluster as a whole.
    package var namespace: UntrustedText?

    package init(
      cluster: UntrustedText, clusterID: UntrustedText, groups: [UntrustedText] = [], environment: UntrustedText = "",
      namespace: UntrustedText? = nil
    ) {
      self.groups = groups
      self.environment = environment
      self.cluster = cluster
      self.clusterID = clusterID
      self.namespace = namespace
    }
  }

  /// Whether the terms that are about places of this kind hold for one.
  package func holds(for place: Place) -> Bool {
    clauses.allSatisfy { clause in
      let known = clause.tests.compactMap { $0.holds(for: place) }
      return known.isEmpty || known.contains(true) != clause.isNegated
    }
  }

  /// Whether terms ask for more than a place of this kind can say: then only findings tell.
  package func asksMore(than place: Place) -> Bool {
    clauses.contains { clause in clause.tests.contains { $0.holds(for: place) == nil } }
  }
}

extension Query.Test {
  /// nil where a place has nothing of the kind.
  fileprivate func holds(for place: Query.Place) -> Bool? {
    switch self {
    case .text(.cluster, let pattern): pattern.matches(place.cluster) || pattern.matches(place.clusterID)
    case .text(.group, let pattern): place.groups.contains { pattern.matches($0) }
    case .text(.environment, let pattern): pattern.matches(place.environment)
    case .text(.namespace, let pattern): place.namespace.map(pattern.matches)
    default: nil
    }
  }
}
