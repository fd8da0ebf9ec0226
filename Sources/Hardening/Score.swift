/// The sums behind a score: weights of pairs of check and subject.
package struct Tally: Sendable, Hashable, Codable {
  /// Pairs.
  package var passed = 0
  package var failed = 0
  package var unknown = 0
  package var notApplicable = 0
  package var suppressed = 0
  /// Weighted pairs: 16, 8, 4, 1, 0 for critical … info.
  package var passedWeight = 0
  package var failedWeight = 0

  package init() {}

  package mutating func add(
    _ verdict: Verdict, _ severity: Severity, suppressed isSuppressed: Bool = false, count: Int = 1
  ) {
    switch verdict {
    case .notApplicable: notApplicable += count
    case .unknown: unknown += count
    case .pass:
      passed += count
      passedWeight += severity.weight * count
    case .fail where isSuppressed: suppressed += count
    case .fail:
      failed += count
      failedWeight += severity.weight * count
    }
  }

  package static func += (a: inout Tally, b: Tally) {
    a.passed += b.passed
    a.failed += b.failed
    a.unknown += b.unknown
    a.notApplicable += b.notApplicable
    a.suppressed += b.suppressed
    a.passedWeight += b.passedWeight
    a.failedWeight += b.failedWeight
  }

  /// 0 … 100; nil where nothing that counts was judged.
  package var score: Double? {
    let sum = passedWeight + failedWeight
    return sum == 0 ? nil : 100 * Double(passedWeight) / Double(sum)
  }

  /// Judged pairs over judged and unknown ones, 0 … 1; nil where there is neither.
  package var coverage: Double? {
    let judged = passed + failed + suppressed
    return judged + unknown == 0 ? nil : Double(judged) / Double(judged + unknown)
  }
}

/// One area of one cluster.
package struct AreaSummary: Sendable, Hashable, Codable {
  package var area: Area
  package var tally: Tally
  /// What evidence is missing, one line a reason, most frequent first.
  package var unknownReasons: [UntrustedReason]

  package init(area: Area, tally: Tally = Tally(), unknownReasons: [UntrustedReason] = []) {
    self.area = area
    self.tally = tally
    self.unknownReasons = unknownReasons
  }
}
