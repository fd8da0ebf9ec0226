/// How bad a failed check is. `critical` is the largest in comparisons.
package enum Severity: String, CaseIterable, Sendable, Hashable, Codable {
  case critical, high, medium, low, info

  /// The weight of a verdict in the score: 16, 8, 4, 1, 0 for critical … info.
  package var weight: Int {
    switch self {
    case .critical: 16
    case .high: 8
    case .medium: 4
    case .low: 1
    case .info: 0
    }
  }

  /// 0 for info … 4 for critical.
  package var rank: Int {
    switch self {
    case .critical: 4
    case .high: 3
    case .medium: 2
    case .low: 1
    case .info: 0
    }
  }

  /// The severity `steps` below this one; never below info.
  package func lowered(by steps: Int = 1) -> Severity {
    Severity.allCases[min(max(0, 4 - rank + steps), 4)]
  }

  /// Reads what a person types: the word, or a beginning of it that is enough (`crit`, `med`), without case.
  package init?(typed text: String) {
    let wanted = text.lowercased()
    guard !wanted.isEmpty, let found = Severity.allCases.first(where: { $0.rawValue.hasPrefix(wanted) }) else {
      return nil
    }
    self = found
  }
}

extension Severity: Comparable {
  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}
