package import Hardening
package import TextSafety

/// Which namespaces, and which findings are counted in them.
package struct NamespacesRequest: Sendable, Hashable, Codable {
  /// In the filter language. Terms about clusters and namespaces say which are listed; others narrow what is counted,
  /// and leave out namespaces where nothing is.
  package var query: UntrustedText
  /// What was drilled into, in the same language.
  package var within: UntrustedText

  package init(query: UntrustedText = "", within: UntrustedText = "") {
    self.query = query
    self.within = within
  }
}

/// A level of the Pod Security Standards, the least strict first.
package enum PodSecurityLevel: String, Sendable, Hashable, Codable, CaseIterable {
  case privileged, baseline, restricted
}

/// The namespaces of all clusters, with what their areas come to.
package struct NamespacesSnapshot: Sendable, Hashable, Codable {
  package struct Namespace: Sendable, Hashable, Codable, Identifiable {
    package struct ID: Sendable, Hashable, Codable {
      /// `ClusterSummary.id`
      package var cluster: UntrustedText
      /// Empty: what is in no namespace.
      package var namespace: UntrustedText

      package init(cluster: UntrustedText, namespace: UntrustedText) {
        self.cluster = cluster
        self.namespace = namespace
      }
    }

    package var id: ID
    /// The cluster's name.
    package var cluster: UntrustedText
    package var workloads: Int
    /// What keeps what runs here within bounds.
    package var controls = Controls()
    /// The twelve areas over all that was judged here, whatever was asked; suppressed findings are in no sum.
    package var areas: [AreaSummary]
    /// Findings that a person sees and the query selects: heads only, of their own objects, open or resurfaced.
    package var open: SeverityCounts
    package var acknowledged: Int
    package var suppressed: Int
    /// Open ones that were not there at the last visit.
    package var new: Int

    package var name: UntrustedText { id.namespace }

    /// What keeps a namespace within bounds, by the verdicts of the checks that look at it.
    package struct Controls: Sendable, Hashable, Codable {
      /// A level of the Pod Security Standards is enforced that refuses something; nil where nothing was judged.
      package var podSecurity: Verdict?
      /// The levels that its labels name; nil where they name none, or nothing that is a level.
      package var enforce: PodSecurityLevel?
      package var warn: PodSecurityLevel?
      package var audit: PodSecurityLevel?
      /// A quota bounds what may be asked for; nil where nothing was judged.
      package var quota: Verdict?
      /// Workloads that network policies restrict, in one direction at least.
      package var restricted = 0
      /// Those that none restricts.
      package var unrestricted = 0
      /// Those of which nobody knows.
      package var unknown = 0

      package init() {}
    }

    /// All areas together.
    package var tally: Tally {
      areas.reduce(into: Tally()) { sum, area in sum += area.tally }
    }

    package init(cluster: ClusterSummary, name: UntrustedText, workloads: Int, areas: [AreaSummary]) {
      id = ID(cluster: cluster.id, namespace: name)
      self.cluster = cluster.name
      self.workloads = workloads
      self.areas = areas
      open = SeverityCounts()
      acknowledged = 0
      suppressed = 0
      new = 0
    }
  }

  package var revision: UInt64
  /// By cluster and name; what is in no namespace comes first.
  package var namespaces: [Namespace]

  package init(revision: UInt64, namespaces: [Namespace]) {
    self.revision = revision
    self.namespaces = namespaces
  }
}
