package import Hardening
package import Session
import TextSafety

/// The findings that a person marked, by what they are and not by where they stand.
package struct MarkedFindings: Sendable, Hashable {
  /// What is known of a marked finding, wherever the list is meanwhile.
  private struct Mark: Sendable, Hashable {
    var state: FindingState
    let check: CheckID
    let severity: Severity
    let area: Area
    let namespace: UntrustedText

    init(_ row: FindingRow) {
      (state, check, severity, area, namespace) = (row.state, row.check, row.severity, row.area, row.namespace)
    }
  }

  /// In the order in which they were marked.
  package private(set) var keys: [FindingKey] = []
  private var marks: [FindingKey: Mark] = [:]
  /// The groups of those whose rows do not say them: workloads and images.
  private var groups: [FindingKey: FindingsGroup.ID] = [:]
  /// Another one after each change.
  private(set) var revision = 0

  package init() {}

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }
  /// How bad they are.
  var counts: SeverityCounts { counts(where: { _ in true }) }

  /// How bad those in some states are.
  func counts(where isWanted: (FindingState) -> Bool) -> SeverityCounts {
    var counts = SeverityCounts()
    for mark in marks.values where isWanted(mark.state) { counts[mark.severity] += 1 }
    return counts
  }

  package func contains(_ key: FindingKey) -> Bool { marks[key] != nil }

  package mutating func insert(_ row: FindingRow) {
    if marks.updateValue(Mark(row), forKey: row.id) == nil { keys.append(row.id) }
    revision += 1
  }

  package mutating func toggle(_ row: FindingRow) {
    if marks.removeValue(forKey: row.id) == nil {
      insert(row)
    } else {
      keys.removeAll { $0 == row.id }
      revision += 1
    }
  }

  package mutating func clear() {
    let next = revision + 1
    self = MarkedFindings()
    revision = next
  }

  /// Takes the states that rows have now.
  package mutating func refresh(_ rows: [FindingRow]) {
    guard !isEmpty else { return }
    for row in rows { marks[row.id]?.state = row.state }
  }

  /// Takes the group that findings were told to be in.
  mutating func place(_ rows: [FindingRow], in group: FindingsGroup.ID) {
    guard [.workload, .image].contains(group.grouping) else { return }
    for row in rows { groups[row.id] = group }
    revision += 1
  }

  /// How many of each group are marked.
  func counts(by grouping: OutlineRequest.Grouping) -> [FindingsGroup.ID: Int] {
    var counts: [FindingsGroup.ID: Int] = [:]
    for (key, mark) in marks {
      guard let group = group(of: key, mark, grouping) else { continue }
      counts[group, default: 0] += 1
    }
    return counts
  }

  private func group(of key: FindingKey, _ mark: Mark, _ grouping: OutlineRequest.Grouping) -> FindingsGroup.ID? {
    switch grouping {
    case .check: FindingsGroup.ID(.check, value: UntrustedText(mark.check.name))
    case .severity: FindingsGroup.ID(.severity, value: UntrustedText(mark.severity.rawValue))
    case .area: FindingsGroup.ID(.area, value: UntrustedText(mark.area.short))
    case .cluster: FindingsGroup.ID(.cluster, cluster: key.cluster, value: key.cluster)
    case .namespace: FindingsGroup.ID(.namespace, cluster: key.cluster, value: mark.namespace)
    case .workload, .image: groups[key].flatMap { $0.grouping == grouping ? $0 : nil }
    }
  }

  /// The marked ones in some states, in the order in which they were marked.
  package func keys(where isWanted: (FindingState) -> Bool) -> [FindingKey] {
    keys.filter { marks[$0].map { isWanted($0.state) } ?? false }
  }

  package func count(where isWanted: (FindingState) -> Bool) -> Int { marks.values.count { isWanted($0.state) } }
}

extension SeverityCounts {
  init(of rows: [FindingRow]) {
    self.init()
    for row in rows { self[row.severity] += 1 }
  }
}
