package import Hardening
package import TextSafety

/// Everything that is known of one object and of its parts: what fails, what passes, what could not be judged.
package struct WorkloadSnapshot: Sendable, Hashable, Codable {
  /// The object itself, a container or a volume of it.
  package struct Part: Sendable, Hashable, Codable {
    package var subject: SubjectReference
    /// Of a container; empty for others.
    package var image: UntrustedText
    /// Findings that a person sees, open or resurfaced.
    package var open: SeverityCounts

    package init(subject: SubjectReference, image: UntrustedText, open: SeverityCounts) {
      self.subject = subject
      self.image = image
      self.open = open
    }
  }

  /// What a check says of a part where it does not fail.
  package struct Judged: Sendable, Hashable, Codable {
    package var check: CheckID
    package var area: Area
    package var severity: Severity
    /// `pass` or `unknown`.
    package var verdict: Verdict

    package init(check: CheckID, area: Area, severity: Severity, verdict: Verdict) {
      self.check = check
      self.area = area
      self.severity = severity
      self.verdict = verdict
    }
  }

  /// An act that concerns findings of it.
  package struct Event: Sendable, Hashable, Codable {
    package var decision: Decision
    /// Of the findings, each once.
    package private(set) var checks: [CheckID] = []

    package init(decision: Decision) { self.decision = decision }

    package mutating func add(_ check: CheckID) { if !checks.contains(check) { checks.append(check) } }
  }

  package var revision: UInt64
  package var cluster: ClusterSummary
  package var object: ObjectReference
  package var managedBy: ManagedBy
  /// The object itself, then its containers and volumes by name.
  package var parts: [Part]
  /// Those that lists show, whatever was decided, worst first; what folds beneath is counted in them.
  package var findings: [FindingRow]
  /// By area and check, each check once for each part.
  package var judged: [Judged]
  /// When the first of its findings was seen, resolved ones included: seconds since 1970; nil where there never was one.
  package var firstSeen: Int64?
  /// What was decided, the newest first.
  package var history: [Event] = []

  package init(
    revision: UInt64, cluster: ClusterSummary, object: ObjectReference, managedBy: ManagedBy, parts: [Part] = [],
    findings: [FindingRow] = [], judged: [Judged] = []
  ) {
    self.revision = revision
    self.cluster = cluster
    self.object = object
    self.managedBy = managedBy
    self.parts = parts
    self.findings = findings
    self.judged = judged
  }
}
