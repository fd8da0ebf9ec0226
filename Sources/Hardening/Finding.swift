package import TextSafety

/// Where an object came from.
package struct SourceLocation: Hashable, Sendable, Codable {
  package var file: UntrustedText
  /// 1-based; 0 where it is not known.
  package var line: Int
  /// 0-based number of the document in the file.
  package var document: Int

  package init(file: UntrustedText, line: Int, document: Int) {
    self.file = file
    self.line = line
    self.document = document
  }
}

/// What became of a finding by time and by people.
package enum FindingState: String, Sendable, Hashable, Codable, CaseIterable {
  case open, resurfaced, acknowledged, suppressed, resolved

  /// It asks for something to be done.
  package var isOpen: Bool { self == .open || self == .resurfaced }
}

/// Whose object it is: the person's, or the platform's (AKS add-ons, system components).
package enum ManagedBy: String, Sendable, Hashable, Codable, CaseIterable { case you, platform }

/// How to be rid of a finding.
package struct Remediation: Hashable, Sendable, Codable {
  package var text: String
  /// The patched object; nil means the subject's own.
  package var object: ObjectReference?
  /// JSON Patch (RFC 6902) against the object as it stands in its source; nil where only a person can know what to put
  /// there.
  package var operations: [JSONPatchOperation]?
  /// A complete object to create; nil where none is wanted.
  package var manifest: FieldValue?

  package init(
    text: String, object: ObjectReference? = nil, operations: [JSONPatchOperation]? = nil, manifest: FieldValue? = nil
  ) {
    self.text = text
    self.object = object
    self.operations = operations
    self.manifest = manifest
  }
}

extension Remediation {
  /// It says how to change or make an object, not only what to think about.
  package var isPatch: Bool { operations != nil || manifest != nil }
}

/// One check's verdict on one subject of one cluster, with all that explains it.
package struct Finding: Sendable, Hashable, Codable {
  package var id: Fingerprint
  package var check: CheckID
  package var area: Area
  package var severity: Severity
  package var verdict: Verdict
  package var state: FindingState
  package var cluster: UntrustedText
  package var subject: SubjectReference
  package var foldedUnder: CheckID?
  package var managedBy: ManagedBy
  package var message: UntrustedText
  package var evidence: [Evidence]
  package var unknownReason: UntrustedText?
  package var remediation: Remediation
  package var references: [Reference]
  package var source: SourceLocation?
  /// Seconds since 1970.
  package var firstSeen: Int64
  package var lastSeen: Int64
  /// The image of the subject's container; empty where there is none.
  package var image: UntrustedText
  /// What suppresses it where no decision does.
  package var suppressedBy: SuppressedBy?

  package init(
    id: Fingerprint, check: CheckID, area: Area, severity: Severity, verdict: Verdict, state: FindingState,
    cluster: UntrustedText, subject: SubjectReference, foldedUnder: CheckID?, managedBy: ManagedBy,
    message: UntrustedText, evidence: [Evidence], unknownReason: UntrustedText?, remediation: Remediation,
    references: [Reference], source: SourceLocation?, firstSeen: Int64, lastSeen: Int64, image: UntrustedText,
    suppressedBy: SuppressedBy? = nil
  ) {
    self.id = id
    self.check = check
    self.area = area
    self.severity = severity
    self.verdict = verdict
    self.state = state
    self.cluster = cluster
    self.subject = subject
    self.foldedUnder = foldedUnder
    self.managedBy = managedBy
    self.message = message
    self.evidence = evidence
    self.unknownReason = unknownReason
    self.remediation = remediation
    self.references = references
    self.source = source
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.image = image
    self.suppressedBy = suppressedBy
  }
}
