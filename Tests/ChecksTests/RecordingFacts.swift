import Hardening
import Inventory
import Synchronization

/// Facts that remember which of them were read.
final class RecordingFacts: Facts {
  private let facts: ClusterFacts
  private let names = Mutex<Set<FactName>>([])

  init(_ inventory: Inventory) { facts = ClusterFacts(inventory) }

  func get<S, V>(_ fact: Fact<S, V>, _ subject: S) throws(Missing) -> V {
    names.withLock { _ = $0.insert(fact.name) }
    return try facts.get(fact, subject)
  }

  /// The names of all facts that were read.
  var read: Set<FactName> { names.withLock { $0 } }
}
