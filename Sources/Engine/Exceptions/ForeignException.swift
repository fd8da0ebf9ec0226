import Hardening
import TextSafety

/// An exception that stands in a file of another tool.
struct ForeignException {
  /// Whose checks it names, by the prefixes of `CheckInfo.equivalents`.
  enum Tool {
    case trivy, kubescape, kyverno, polaris

    var prefixes: [String] {
      switch self {
      case .trivy: ["tv:", "tvd:"]
      case .kubescape: ["ks:"]
      case .kyverno: ["ky:"]
      case .polaris: ["po:"]
      }
    }

    var name: UntrustedText {
      switch self {
      case .trivy: "trivy"
      case .kubescape: "kubescape"
      case .kyverno: "kyverno"
      case .polaris: "polaris"
      }
    }
  }

  var tool: Tool
  /// The tool's ids; nil is whatever it checks.
  var ids: [UntrustedText]?
  /// nil: wherever they fail.
  var objects: ObjectPattern?
  /// In the words of whoever wrote it; empty where there are none.
  var reason: UntrustedText
  /// Seconds since 1970; nil is without end.
  var until: Int64?
  /// Where it stands in its file: `line 12`, `item 3`.
  var place: UntrustedText
}

/// What reading a file of exceptions brought.
struct ForeignExceptions {
  var exceptions: [ForeignException] = []
  /// What cannot be expressed here, and suppresses nothing: where it stands, and why.
  var refused: [(place: UntrustedText, why: UntrustedText)] = []

  mutating func refuse(_ place: UntrustedText, _ why: UntrustedText) { refused.append((place, why)) }
}
