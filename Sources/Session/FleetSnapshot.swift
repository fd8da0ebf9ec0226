package import Hardening
package import TextSafety

/// All clusters as the fleet view shows them.
package struct FleetSnapshot: Sendable, Hashable, Codable {
  package struct Cluster: Sendable, Hashable, Codable, Identifiable {
    package var summary: ClusterSummary
    /// Findings that a person sees: heads only, of their own objects, open or resurfaced.
    package var open: SeverityCounts
    /// The worst of those in each area that has any.
    package var worst: [Area: Severity]
    package var acknowledged: Int
    package var suppressed: Int
    /// The same by area; nothing stands for none.
    package var suppressedByArea: [Area: Int] = [:]
    /// Open ones that were not there at the last visit; remarks (info) are not counted, as lists leave them out.
    package var new: Int
    package var state: SourceState
    /// The groups of the configuration that it is in, and its environment; empty where it is in none.
    package var groups: [UntrustedText] = []
    package var environment: UntrustedText = ""
    /// Earlier days, by day; at most `FleetSnapshot.memory` of them, none of which is today.
    package var history: [AreaDay] = []

    package var id: UntrustedText { summary.id }

    package init(
      summary: ClusterSummary, open: SeverityCounts, worst: [Area: Severity] = [:], acknowledged: Int, suppressed: Int,
      new: Int, state: SourceState
    ) {
      self.summary = summary
      self.open = open
      self.worst = worst
      self.acknowledged = acknowledged
      self.suppressed = suppressed
      self.new = new
      self.state = state
    }
  }

  /// How many days back a history goes.
  package static let memory: Int64 = 30

  package var revision: UInt64
  /// By name.
  package var clusters: [Cluster]
  /// When the person was last here, seconds since 1970; nil at the first visit.
  package var lastVisit: Int64?
  /// Today, in days since 1970 where the person is.
  package var today: Int64
  /// Environments of the configuration, in its order.
  package var environments: [UntrustedText] = []

  package init(revision: UInt64, clusters: [Cluster], lastVisit: Int64?, today: Int64 = 0) {
    self.revision = revision
    self.clusters = clusters
    self.lastVisit = lastVisit
    self.today = today
  }
}

/// Findings by severity.
package struct SeverityCounts: Sendable, Hashable, Codable {
  package var critical = 0
  package var high = 0
  package var medium = 0
  package var low = 0
  package var info = 0

  package init() {}

  package subscript(_ severity: Severity) -> Int {
    get {
      switch severity {
      case .critical: critical
      case .high: high
      case .medium: medium
      case .low: low
      case .info: info
      }
    }
    set {
      switch severity {
      case .critical: critical = newValue
      case .high: high = newValue
      case .medium: medium = newValue
      case .low: low = newValue
      case .info: info = newValue
      }
    }
  }

  package var total: Int { critical + high + medium + low + info }
}
