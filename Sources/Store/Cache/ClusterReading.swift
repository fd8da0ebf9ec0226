package import Hardening
package import TextSafety

/// All that a reading of a cluster found, as the cache keeps it.
package struct ClusterReading: Sendable {
  /// What is kept of one finding beside its row of the table.
  package struct Place: Sendable, Hashable {
    /// Index in `explanations`.
    package var explanation: UInt32
    /// Index in `files`; `none` where the source is not known.
    package var file: UInt32
    package var document: UInt32
    package var line: UInt32

    package static let none = UInt32.max

    package init(explanation: UInt32, file: UInt32 = none, document: UInt32 = 0, line: UInt32 = 0) {
      self.explanation = explanation
      self.file = file
      self.document = document
      self.line = line
    }
  }

  /// All verdicts on one subject: two bits each, in the order of its layout.
  package struct Ledger: Sendable, Hashable {
    package var subject: SubjectReference
    package var image: UntrustedText
    package var labels: SubjectLabels
    package var managedBy: ManagedBy
    /// Index in `layouts`.
    package var layout: Int
    package var verdicts: [Verdict]

    package init(
      subject: SubjectReference, image: UntrustedText, labels: SubjectLabels = SubjectLabels(), managedBy: ManagedBy,
      layout: Int, verdicts: [Verdict]
    ) {
      self.subject = subject
      self.image = image
      self.labels = labels
      self.managedBy = managedBy
      self.layout = layout
      self.verdicts = verdicts
    }
  }

  /// Whether all objects of a kind are known.
  package struct Completeness: Sendable, Hashable {
    package var need: String
    /// Why not; nil where they are.
    package var missing: UntrustedText?

    package init(need: String, missing: UntrustedText?) {
      self.need = need
      self.missing = missing
    }
  }

  package var summary: ClusterSummary
  /// Where it was read from.
  package var location: UntrustedText
  package var objects: Int
  package var notices: [Notice]
  package var table: FindingTable
  package var explanations: [Explanation]
  /// By row; nil for findings that an earlier reading found: what is kept of them stays.
  package var places: [Place?]
  package var files: [UntrustedText]
  package var layouts: [[CheckID]]
  package var ledgers: [Ledger]
  package var completeness: [Completeness]

  package init(
    summary: ClusterSummary, location: UntrustedText, objects: Int, notices: [Notice], table: FindingTable,
    explanations: [Explanation], places: [Place?], files: [UntrustedText], layouts: [[CheckID]], ledgers: [Ledger],
    completeness: [Completeness]
  ) {
    self.summary = summary
    self.location = location
    self.objects = objects
    self.notices = notices
    self.table = table
    self.explanations = explanations
    self.places = places
    self.files = files
    self.layouts = layouts
    self.ledgers = ledgers
    self.completeness = completeness
  }
}

/// A cluster as the cache has it from an earlier reading.
package struct CachedCluster: Sendable {
  package var summary: ClusterSummary
  /// Where it was read from.
  package var location: UntrustedText
  package var objects: Int
  package var notices: [Notice]
  package var table: FindingTable
}

/// What the cache keeps of one finding beside its row of the table.
package struct CachedFinding: Sendable, Hashable {
  package var explanation: Explanation?
  package var source: SourceLocation?

  package init(explanation: Explanation?, source: SourceLocation?) {
    self.explanation = explanation
    self.source = source
  }
}

/// All verdicts on one subject, as the cache keeps them.
package struct CachedLedger: Sendable {
  package var subject: SubjectReference
  package var image: UntrustedText
  package var labels: SubjectLabels
  package var managedBy: ManagedBy
  package var checks: [CheckID]
  /// One for each check.
  package var verdicts: [Verdict]

  package init(
    subject: SubjectReference, image: UntrustedText, labels: SubjectLabels, managedBy: ManagedBy, checks: [CheckID],
    verdicts: [Verdict]
  ) {
    self.subject = subject
    self.image = image
    self.labels = labels
    self.managedBy = managedBy
    self.checks = checks
    self.verdicts = verdicts
  }
}

/// What one area of a cluster came to on one day.
package struct DailyCount: Sendable, Hashable {
  /// Days since 1970 where the person is.
  package var day: Int64
  package var area: Area
  /// Open and resurfaced findings that a person sees, by `Severity.rank`.
  package var open: [Int]
  package var tally: Tally

  package init(day: Int64, area: Area, open: [Int], tally: Tally) {
    self.day = day
    self.area = area
    self.open = open
    self.tally = tally
  }
}

/// What a cluster was called when it was last read, and where from.
package struct ClusterOrigin: Hashable, Sendable {
  package var name: UntrustedText
  package var location: UntrustedText

  package init(name: UntrustedText, location: UntrustedText) {
    self.name = name
    self.location = location
  }
}
