package import Hardening
package import Session
package import TerminalKit
package import TextSafety

extension Tally {
  /// The colour that says how good a score is: heat from 0, the worst, to 4. Where too much is unknown a bad score is as
  /// bad, and a good one has a colour of its own: unknown is never green.
  ///
  /// The score alone decides: of two scores the lower one never looks better. What is critical is a mark beside it.
  package func heat() -> Role {
    guard let score else { return .dim }
    let heat =
      switch score {
      case ..<40: 0
      case ..<60: 1
      case ..<75: 2
      case ..<90: 3
      default: 4
      }
    return heat > 2 && (coverage ?? 1) < 0.9 ? .heatUnknown : Role.heat[heat]
  }

  /// `92`, and `▲92` where something critical is open: many things that are right do not make that good.
  package func scored(worst: Severity?, _ marks: Marks, _ style: Style? = nil) -> StyledText {
    var text = StyledText()
    if worst == .critical, score != nil { text.append(marks.shape(.critical).prefix(columns: 1), Style(.critical)) }
    return text + StyledText(scoreText, style ?? Style(heat()))
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
