import Hardening
import TextSafety

/// How many workloads of a namespace have a label, and one of them: most selectors that ask for a label are answered by
/// it, without looking through thousands of workloads.
struct LabelCensus: Sendable {
  private struct Entry {
    var count = 0
    /// nil where the one that was known is gone, and there are others.
    var example: ObjectReference?
  }

  private var entries: [UntrustedText: [LabelPair: Entry]] = [:]

  mutating func insert(_ workload: Workload) {
    for pair in Set(workload.podLabels) {
      entries[workload.namespace, default: [:]][pair, default: Entry()].count += 1
      entries[workload.namespace]?[pair]?.example = workload.reference
    }
  }

  mutating func remove(_ workload: Workload) {
    for pair in Set(workload.podLabels) {
      guard var entry = entries[workload.namespace]?[pair] else { continue }
      entry.count -= 1
      if entry.example == workload.reference { entry.example = nil }
      entries[workload.namespace]?[pair] = entry.count == 0 ? nil : entry
    }
    if entries[workload.namespace]?.isEmpty == true { entries[workload.namespace] = nil }
  }

  /// Some that have a label of each of these sets, as far as they are at hand; nil where nobody has one of a set.
  func examples(_ choices: [[LabelPair]], in namespace: UntrustedText) -> [ObjectReference]? {
    var found: [ObjectReference] = []
    for choice in choices {
      let those = choice.compactMap { entries[namespace]?[$0] }
      if those.isEmpty { return nil }
      found += those.compactMap(\.example)
    }
    return found
  }
}
