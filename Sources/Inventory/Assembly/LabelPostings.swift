import Hardening
import TextSafety

/// Which of some numbered things have which label.
struct LabelPostings: Sendable {
  private struct Values: Sendable {
    var all: [UInt32] = []
    var byValue: [UntrustedText: [UInt32]] = [:]
  }

  private var byKey: [UntrustedText: Values] = [:]
  /// Of what many have, those who have it as sets.
  private var crowds: [LabelPair: NumberSet] = [:]
  private var crowdsOfKeys: [UntrustedText: NumberSet] = [:]

  /// Numbers come in order.
  mutating func insert(_ pairs: [LabelPair], _ number: Int) {
    var seen: Set<UntrustedText> = []
    // Of several values of a key the last counts.
    for pair in pairs.reversed() where pairs.count == 1 || seen.insert(pair.key).inserted {
      byKey[pair.key, default: Values()].all.append(UInt32(number))
      byKey[pair.key]?.byValue[pair.value, default: []].append(UInt32(number))
    }
  }

  /// Makes sets of what one in 64 has, or more, when all have been inserted.
  mutating func condense(to count: Int) {
    func set(_ numbers: [UInt32]) -> NumberSet? {
      guard numbers.count > 64, numbers.count > count >> 6 else { return nil }
      return numbers.reduce(into: NumberSet(below: count)) { $0.insert(Int($1)) }
    }
    for (key, values) in byKey {
      guard let all = set(values.all) else { continue }
      crowdsOfKeys[key] = all
      for (value, numbers) in values.byValue { crowds[LabelPair(key: key, value: value)] = set(numbers) }
    }
  }

  /// Adds those whose value of a key meets a test.
  func add(_ key: UntrustedText, _ test: PodCondition.Test, to found: inout NumberSet) {
    guard let values = byKey[key] else { return }
    switch test {
    case .exists: add(values.all, crowdsOfKeys[key], to: &found)
    case .oneOf(let wanted):
      for value in wanted {
        if let numbers = values.byValue[value] { add(numbers, crowds[LabelPair(key: key, value: value)], to: &found) }
      }
    default:
      for (value, numbers) in values.byValue where test.holds(value) {
        add(numbers, crowds[LabelPair(key: key, value: value)], to: &found)
      }
    }
  }

  private func add(_ numbers: [UInt32], _ crowd: NumberSet?, to found: inout NumberSet) {
    if let crowd { return found.formUnion(crowd) }
    for number in numbers { found.insert(Int(number)) }
  }
}
