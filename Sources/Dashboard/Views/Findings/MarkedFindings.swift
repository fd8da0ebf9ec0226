package import Hardening
package import Session

/// The findings that a person marked, by what they are and not by where they stand.
package struct MarkedFindings: Sendable, Hashable {
  /// In the order in which they were marked.
  package private(set) var keys: [FindingKey] = []
  private var states: [FindingKey: FindingState] = [:]

  package init() {}

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }

  package func contains(_ key: FindingKey) -> Bool { states[key] != nil }

  package mutating func insert(_ row: FindingRow) {
    if states.updateValue(row.state, forKey: row.id) == nil { keys.append(row.id) }
  }

  package mutating func toggle(_ row: FindingRow) {
    if states.removeValue(forKey: row.id) == nil {
      insert(row)
    } else {
      keys.removeAll { $0 == row.id }
    }
  }

  package mutating func clear() { self = MarkedFindings() }

  /// Takes the states that rows have now.
  package mutating func refresh(_ rows: [FindingRow]) {
    guard !isEmpty else { return }
    for row in rows where states[row.id] != nil { states[row.id] = row.state }
  }

  /// The marked ones in some states, in the order in which they were marked.
  package func keys(where isWanted: (FindingState) -> Bool) -> [FindingKey] {
    keys.filter { states[$0].map(isWanted) ?? false }
  }

  package func count(where isWanted: (FindingState) -> Bool) -> Int { states.values.count(where: isWanted) }
}
