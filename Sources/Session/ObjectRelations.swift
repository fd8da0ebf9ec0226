package import Hardening
package import TextSafety

/// What an object has to do with others: who reaches it, what it may do, what holds its traffic. Read off the source
/// when it is asked for, for nothing of it is kept.
package struct ObjectRelations: Sendable, Hashable, Codable {
  package enum Topic: String, Sendable, Hashable, Codable, CaseIterable {
    /// What leads to it from outside, or what it leads to.
    case exposure
    /// What its account may do, or it itself.
    case rights
    /// Which network policies hold it, or what it selects.
    case policies
    /// Replicas, owner, budgets, autoscaler; of others, the workloads that are theirs.
    case pods
  }

  package enum Tone: String, Sendable, Hashable, Codable {
    case plain
    /// Worth a look: reached from the Internet, traffic that nothing holds.
    case notable
    /// It could not be known, which is not «none».
    case unknown
  }

  package struct Line: Sendable, Hashable, Codable {
    /// In a word or two: `svc/api`, `in`, `RoleBinding ops → Role ops`.
    package var what: UntrustedText
    package var says: UntrustedText
    /// The object that one may go to from here.
    package var object: ObjectReference?
    /// How bad it is, where a check grades it.
    package var severity: Severity?
    package var tone: Tone

    package init(
      _ what: UntrustedText, _ says: UntrustedText, object: ObjectReference? = nil, severity: Severity? = nil,
      _ tone: Tone = .plain
    ) {
      self.what = what
      self.says = says
      self.object = object
      self.severity = severity
      self.tone = tone
    }
  }

  package struct Section: Sendable, Hashable, Codable {
    package var topic: Topic
    /// All of it in few words: `reached from the Internet by svc/api`.
    package var summary: UntrustedText
    package var tone: Tone
    package var lines: [Line]

    package init(_ topic: Topic, _ summary: UntrustedText, _ tone: Tone = .plain, _ lines: [Line] = []) {
      self.topic = topic
      self.summary = summary
      self.tone = tone
      self.lines = lines
    }
  }

  package var object: ObjectKey
  /// In the order of topics; those that mean nothing for such an object are not there.
  package var sections: [Section]
  /// What could not be read of the source: something else may be in it.
  package var lacks: [Notice]
  /// When the source was read for this, seconds since 1970.
  package var readAt: Int64

  package init(object: ObjectKey, sections: [Section], lacks: [Notice] = [], readAt: Int64) {
    self.object = object
    self.sections = sections
    self.lacks = lacks
    self.readAt = readAt
  }

  package subscript(topic: Topic) -> Section? { sections.first { $0.topic == topic } }
}
