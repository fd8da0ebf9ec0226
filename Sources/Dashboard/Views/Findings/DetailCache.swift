package import Hardening
package import Session

/// The details that were answered, so that going back and forth shows text at once.
package struct DetailCache: Sendable {
  private static let limit = 256

  private var details: [FindingKey: FindingDetail] = [:]
  /// Why there is none.
  private var failures: [FindingKey: Notice] = [:]
  /// Those that are as the data is now, and those that were asked for.
  private var current: Set<FindingKey> = []

  package init() {}

  package subscript(_ key: FindingKey) -> FindingDetail? { details[key] }

  /// Whether it is to be asked for; it counts as asked from then on.
  package mutating func needs(_ key: FindingKey) -> Bool { current.insert(key).inserted }

  package func failure(of key: FindingKey) -> Notice? { failures[key] }

  package mutating func take(_ failure: Notice, for key: FindingKey) { failures[key] = failure }

  package mutating func take(_ detail: FindingDetail, for key: FindingKey) {
    if details.count >= DetailCache.limit {
      details = [:]
      current = [key]
    }
    details[key] = detail
  }

  /// The data is another: what is here is shown until the new one comes.
  package mutating func expire() {
    current = []
    failures = [:]
  }
}
