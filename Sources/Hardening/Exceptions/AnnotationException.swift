package import TextSafety

/// An exception that an object's annotation makes from checks of another tool. Bulwark honours it for those of its own
/// checks that look at the same, by their `equivalents`.
package struct AnnotationException: Hashable, Sendable {
  package enum Tool: String, Hashable, Sendable, CaseIterable {
    case kubeLinter = "kube-linter"
    case kubeScore = "kube-score"
    case polaris, checkov, kubescape

    /// What its ids begin with in `CheckInfo.equivalents`.
    package var prefix: String {
      switch self {
      case .kubeLinter: "kl:"
      case .kubeScore: "sc:"
      case .polaris: "po:"
      case .checkov: "ck:"
      case .kubescape: "ks:"
      }
    }
  }

  package enum Scope: Hashable, Sendable {
    /// Whatever the tool checks.
    case everything
    /// Checks by the tool's ids, as they are written there.
    case checks([UntrustedText])
  }

  package var tool: Tool
  package var scope: Scope
  /// The annotation's key.
  package var key: UntrustedText
  /// Why, in the words of whoever wrote it; empty where the tool has no place for it.
  package var reason: UntrustedText
  /// Seconds since 1970; nil is without end.
  package var until: Int64?

  package init(
    tool: Tool, scope: Scope, key: UntrustedText, reason: UntrustedText = "", until: Int64? = nil
  ) {
    self.tool = tool
    self.scope = scope
    self.key = key
    self.reason = reason
    self.until = until
  }
}
