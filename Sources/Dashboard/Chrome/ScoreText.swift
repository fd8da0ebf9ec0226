package import Hardening
package import Session
package import TerminalKit
package import TextSafety

extension Tally {
  /// The colour that says how good a score is: heat from 0, the worst, to 4; its own where too much is unknown.
  package var heat: Role {
    guard let score else { return .dim }
    if (coverage ?? 1) < 0.9 { return .heatUnknown }
    switch score {
    case ..<40: return Role.heat[0]
    case ..<60: return Role.heat[1]
    case ..<75: return Role.heat[2]
    case ..<90: return Role.heat[3]
    default: return Role.heat[4]
    }
  }

  /// `97 %`; empty where nothing is unknown.
  package var coverageText: SafeText {
    guard let coverage, unknown > 0 else { return "" }
    return "\(min(99, Int((coverage * 100).rounded()))) % known"
  }
}

extension SeverityCounts {
  /// Those that lists show by themselves: all but the remarks.
  package var listed: Int { total - info }

  /// `▲ 2  ◆ 31  ● 40`, each in its colour; those that there are.
  package func styled(_ marks: Marks, least: Severity = .low) -> StyledText {
    var text = StyledText()
    for severity in Severity.allCases where severity >= least && self[severity] > 0 {
      if !text.isEmpty { text.append("  ") }
      text.append("\(marks.shape(severity)) \(CountText.of(self[severity]))", Style(severity.role))
    }
    return text
  }
}

extension Severity {
  package var role: Role {
    switch self {
    case .critical: .critical
    case .high: .high
    case .medium: .medium
    case .low: .low
    case .info: .info
    }
  }
}

extension FindingState {
  /// What its line is drawn in; nil is as its severity says.
  package var role: Role? {
    switch self {
    case .open, .resurfaced: nil
    case .acknowledged: .acknowledged
    case .suppressed: .suppressed
    case .resolved: .resolved
    }
  }

  package var word: SafeText {
    switch self {
    case .open: "open"
    case .resurfaced: "back"
    case .acknowledged: "ack"
    case .suppressed: "supp"
    case .resolved: "gone"
    }
  }
}
