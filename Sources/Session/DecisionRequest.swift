package import Hardening
package import TextSafety

/// An act that a person asks for.
package struct DecisionRequest: Sendable, Hashable, Codable {
  /// How far a suppression reaches, as the form offers it.
  package enum ClusterScope: Sendable, Hashable, Codable {
    /// The clusters of the targets.
    case this
    case group(UntrustedText)
    case all
  }

  package var act: Decision.Act
  /// The findings under the cursor or marked; a rule is made from each.
  package var targets: [FindingKey]
  /// Of a suppression.
  package var scope: SuppressionRule.Scope
  package var clusters: ClusterScope
  /// Needed to suppress.
  package var reason: UntrustedText
  /// Seconds since 1970; nil is without end.
  package var until: Int64?
  /// Of a note: where the matter is followed up, and by whom.
  package var ticket: UntrustedText
  package var assignee: UntrustedText

  package init(
    act: Decision.Act, targets: [FindingKey], scope: SuppressionRule.Scope = .finding, clusters: ClusterScope = .this,
    reason: UntrustedText = "", until: Int64? = nil, ticket: UntrustedText = "", assignee: UntrustedText = ""
  ) {
    self.act = act
    self.targets = targets
    self.scope = scope
    self.clusters = clusters
    self.reason = reason
    self.until = until
    self.ticket = ticket
    self.assignee = assignee
  }
}

/// What an act would do.
package struct DecisionPreview: Sendable, Hashable, Codable {
  /// Findings whose state it changes now; those that fold beneath them are not counted.
  package var findings: Int
  /// Those that fold beneath them.
  package var folded: Int
  /// A few of them, as lists call them.
  package var examples: [UntrustedText]
  /// Scores that it changes: before and after, drawn as they are on screen (`~81`, `—`).
  package var scores: [ScoreChange]

  package struct ScoreChange: Sendable, Hashable, Codable {
    package var cluster: UntrustedText
    package var area: Area
    package var before: Tally
    package var after: Tally

    package init(cluster: UntrustedText, area: Area, before: Tally, after: Tally) {
      self.cluster = cluster
      self.area = area
      self.before = before
      self.after = after
    }
  }

  package init(findings: Int, folded: Int = 0, examples: [UntrustedText], scores: [ScoreChange]) {
    self.findings = findings
    self.folded = folded
    self.examples = examples
    self.scores = scores
  }
}

/// What an act did.
package struct DecisionReceipt: Sendable, Hashable, Codable {
  /// The lines written; several where targets lie in several scopes.
  package var decisions: [Decision]
  /// Findings whose state changed.
  package var findings: Int
  /// For the status line: `acknowledged 3 findings`, `took back: suppressed privileged on deploy/api`.
  package var summary: UntrustedText
  package var revision: UInt64

  package init(decisions: [Decision], findings: Int, summary: UntrustedText, revision: UInt64) {
    self.decisions = decisions
    self.findings = findings
    self.summary = summary
    self.revision = revision
  }
}
