package import TextSafety

extension Severity {
  /// Shape and word, for severity is never said by colour alone: `▲ CRIT`.
  package var mark: SafeText {
    switch self {
    case .critical: "▲ CRIT"
    case .high: "◆ HIGH"
    case .medium: "● MED"
    case .low: "○ LOW"
    case .info: "· INFO"
    }
  }

  /// The mark in ASCII: `C! CRIT`.
  package var asciiMark: SafeText {
    switch self {
    case .critical: "C! CRIT"
    case .high: "H+ HIGH"
    case .medium: "M= MED"
    case .low: "L- LOW"
    case .info: "i. INFO"
    }
  }
}
