/// What a check says of one subject. Two bits in the ledger.
package enum Verdict: UInt8, Sendable, Hashable, Codable, CaseIterable {
  case notApplicable = 0
  case pass, fail, unknown

  /// The word in JSON.
  package var word: String {
    switch self {
    case .notApplicable: "notApplicable"
    case .pass: "pass"
    case .fail: "fail"
    case .unknown: "unknown"
    }
  }
}

/// A verdict with what belongs to it.
package enum Judgement: Sendable, Hashable {
  case pass
  /// With a reason where it isn't plain.
  case notApplicable(String?)
  /// `severity`: where this failure is better or worse than the check's own.
  case fail([Evidence], severity: Severity? = nil)
  /// Made by the engine only, from a thrown `Missing`.
  case unknown(Set<Missing>)

  package var verdict: Verdict {
    switch self {
    case .pass: .pass
    case .notApplicable: .notApplicable
    case .fail: .fail
    case .unknown: .unknown
    }
  }
}
