package import Hardening
package import TextSafety

/// Everything about one finding.
package struct FindingDetail: Sendable, Hashable, Codable {
  package var key: FindingKey
  package var finding: Finding
  /// `Privileged container`
  package var title: String
  /// Why it matters: the check's documentation, paragraphs between empty lines.
  package var documentation: String
  /// Peers' ids with their prefixes: `tv:KSV-0017`.
  package var equivalents: [String]
  /// What folds beneath it, worst first.
  package var folded: [FindingRow]
  /// The acts that concern it, newest first.
  package var decisions: [Decision]
  /// A command that mends the object in its cluster; nil where there is none. Never run by Bulwark.
  package var kubectl: UntrustedText?

  package init(
    key: FindingKey, finding: Finding, title: String, documentation: String, equivalents: [String],
    folded: [FindingRow], decisions: [Decision], kubectl: UntrustedText?
  ) {
    self.key = key
    self.finding = finding
    self.title = title
    self.documentation = documentation
    self.equivalents = equivalents
    self.folded = folded
    self.decisions = decisions
    self.kubectl = kubectl
  }
}
