package import Hardening
package import TextSafety

/// Findings gathered into groups, which groups are unfolded, and which part of the lines is wanted.
package struct OutlineRequest: Sendable, Hashable, Codable {
  /// What the findings of a group have in common.
  package enum Grouping: String, Sendable, Hashable, Codable, CaseIterable {
    case check, namespace, workload, image, area, severity, cluster
  }

  /// Which findings, and their order within a group. Of its window the anchor is not read, and the index counts lines.
  package var findings: FindingsRequest
  package var grouping: Grouping
  package var unfolded: Set<FindingsGroup.ID>
  /// The line that the window is around; a finding whose group is folded is found at its group.
  package var anchor: OutlineLine.ID?

  package init(
    _ findings: FindingsRequest, by grouping: Grouping, unfolded: Set<FindingsGroup.ID> = [],
    anchor: OutlineLine.ID? = nil
  ) {
    self.findings = findings
    self.grouping = grouping
    self.unfolded = unfolded
    self.anchor = anchor
  }
}

/// Findings that have something in common, as a line of a list.
package struct FindingsGroup: Sendable, Hashable, Codable, Identifiable {
  package struct ID: Sendable, Hashable, Codable {
    package var grouping: OutlineRequest.Grouping
    /// The id of the cluster that namespaces and workloads are in; empty where a group reaches over clusters.
    package var cluster: UntrustedText
    /// What its findings have in common, as bytes that tell it from all others.
    package var value: UntrustedText

    package init(_ grouping: OutlineRequest.Grouping, cluster: UntrustedText = "", value: UntrustedText) {
      self.grouping = grouping
      self.cluster = cluster
      self.value = value
    }
  }

  package var id: ID
  /// `privileged`, `deploy/api`; empty: what has no namespace or no image.
  package var title: UntrustedText
  /// Of a workload.
  package var namespace: UntrustedText
  /// The name of the cluster; empty where it reaches over clusters.
  package var cluster: UntrustedText
  package var counts: SeverityCounts
  /// Open and resurfaced ones.
  package var open: Int
  package var acknowledged: Int
  package var suppressed: Int
  /// Open ones that were not there at the last visit.
  package var new: Int
  package var isUnfolded: Bool

  package var count: Int { counts.total }
  package var worst: Severity { Severity.allCases.first { counts[$0] > 0 } ?? .info }

  package init(
    id: ID, title: UntrustedText, namespace: UntrustedText = "", cluster: UntrustedText = "", counts: SeverityCounts,
    open: Int, acknowledged: Int, suppressed: Int, new: Int, isUnfolded: Bool
  ) {
    (self.id, self.title, self.namespace, self.cluster) = (id, title, namespace, cluster)
    (self.counts, self.open, self.acknowledged, self.suppressed) = (counts, open, acknowledged, suppressed)
    (self.new, self.isUnfolded) = (new, isUnfolded)
  }
}

/// A line of a list of findings: a finding, or the head of a group of them.
package enum OutlineLine: Sendable, Hashable, Codable, Identifiable {
  case group(FindingsGroup)
  case finding(FindingRow)

  package enum ID: Sendable, Hashable, Codable {
    case group(FindingsGroup.ID)
    case finding(FindingKey)
  }

  package var id: ID {
    switch self {
    case .group(let group): .group(group.id)
    case .finding(let row): .finding(row.id)
    }
  }

  package var finding: FindingRow? { if case .finding(let row) = self { row } else { nil } }
  package var group: FindingsGroup? { if case .group(let group) = self { group } else { nil } }
}

/// A window of groups and of the findings of those that are unfolded: in the standard order the worst group first, else
/// by the first finding of each.
package struct FindingsOutline: Sendable, Hashable, Codable {
  /// All that a page says, with findings as lines; its `total` and `offset` count lines, its rows are empty.
  package var page: FindingsPage
  package var lines: [OutlineLine]
  package var findings: Int
  package var groups: Int

  package init(_ page: FindingsPage, lines: [OutlineLine], findings: Int, groups: Int) {
    (self.page, self.lines, self.findings, self.groups) = (page, lines, findings, groups)
  }
}
