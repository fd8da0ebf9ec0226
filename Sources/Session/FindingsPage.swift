package import Hardening
package import TextSafety

/// A window of findings.
package struct FindingsPage: Sendable, Hashable, Codable {
  package var revision: UInt64
  /// All findings that the request selects.
  package var total: Int
  /// Index of the first row among all.
  package var offset: Int
  package var rows: [FindingRow]
  /// Index among all of the request's anchor; nil where it is not among them.
  package var anchor: Int?
  /// What the request selects, by severity.
  package var counts: SeverityCounts
  /// What its query matches and is not shown.
  package var hidden: Hidden
  /// There is data at all: tells «nothing matches» and «all clear» from «never read».
  package var hasData: Bool

  /// Findings that match and are left out, by why.
  package struct Hidden: Sendable, Hashable, Codable {
    /// Open and resurfaced ones, where a list shows other states only.
    package var open = 0
    package var acknowledged = 0
    package var suppressed = 0
    package var resolved = 0
    /// Folded under a head that fails on the same subject.
    package var folded = 0
    package var platform = 0
    package var info = 0

    package init() {}

    package var total: Int { open + acknowledged + suppressed + resolved + folded + platform + info }
  }

  package init(
    revision: UInt64, total: Int, offset: Int, rows: [FindingRow], anchor: Int?, counts: SeverityCounts,
    hidden: Hidden, hasData: Bool
  ) {
    self.revision = revision
    self.total = total
    self.offset = offset
    self.rows = rows
    self.anchor = anchor
    self.counts = counts
    self.hidden = hidden
    self.hasData = hasData
  }
}

/// A finding as a line of a list.
package struct FindingRow: Sendable, Hashable, Codable, Identifiable {
  package var id: FindingKey
  package var check: CheckID
  package var area: Area
  package var severity: Severity
  package var state: FindingState
  package var cluster: UntrustedText
  package var namespace: UntrustedText
  /// `deploy/api [web]`
  package var subject: UntrustedText
  /// How many findings fold beneath it.
  package var folded: Int
  /// Seconds since 1970.
  package var firstSeen: Int64
  /// Not there at the last visit.
  package var isNew: Bool
  /// A part of what it needs could not be read at the last reading: it may be gone.
  package var isStale: Bool
  package var managedBy: ManagedBy

  package init(
    id: FindingKey, check: CheckID, area: Area, severity: Severity, state: FindingState, cluster: UntrustedText,
    namespace: UntrustedText, subject: UntrustedText, folded: Int, firstSeen: Int64, isNew: Bool, isStale: Bool,
    managedBy: ManagedBy
  ) {
    self.id = id
    self.check = check
    self.area = area
    self.severity = severity
    self.state = state
    self.cluster = cluster
    self.namespace = namespace
    self.subject = subject
    self.folded = folded
    self.firstSeen = firstSeen
    self.isNew = isNew
    self.isStale = isStale
    self.managedBy = managedBy
  }
}
