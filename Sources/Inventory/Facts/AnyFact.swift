import Hardening

/// A fact without its types: what a change altered of it.
package struct AnyFact: Sendable {
  package let name: FactName
  package let from: [FactName]
  /// The units whose answers are not what they were.
  package let altered: @Sendable (Change, ClusterFacts, ClusterFacts) -> [JudgedUnit]

  package init<S, V>(_ fact: Fact<S, V>) {
    name = fact.name
    from = fact.from
    altered = { change, old, new in
      let subjects: [S] =
        switch fact.touched(change) {
        case .nothing: []
        case .only(let some): some
        case .namespace(let namespace): S.all(in: new.inventory, namespace: namespace)
        case .namespaces(let some): some.flatMap { S.all(in: new.inventory, namespace: $0) }
        case .all: S.all(in: new.inventory, namespace: nil)
        }
      return subjects.filter { subject in
        guard let before = subject.counterpart(in: old.inventory) else { return true }
        guard subject.counterpart(in: new.inventory) != nil else { return true }
        return AnyFact.answer(fact, before, old) != AnyFact.answer(fact, subject, new)
      }.map(\.unit)
    }
  }

  private static func answer<S, V>(_ fact: Fact<S, V>, _ subject: S, _ facts: ClusterFacts) -> Answer<V> {
    do { return .known(try facts.get(fact, subject)) } catch { return .missing(error) }
  }

  private enum Answer<V: Equatable>: Equatable {
    case known(V)
    case missing(Missing)
  }

  /// All facts of one cluster, each after those it reads.
  package static let all: [AnyFact] =
    ClusterFact.objectFacts + ClusterFact.accessFacts + ClusterFact.policyFacts + ClusterFact.entryFacts
    + ClusterFact.admissionFacts + ClusterFact.placementFacts
}

extension ClusterFact {
  /// The facts of this file's folder that are read off one object and its neighbours.
  static let objectFacts: [AnyFact] = [
    AnyFact(container), AnyFact(templateOfContainer), AnyFact(volume), AnyFact(templateOfVolume),
    AnyFact(podTemplate), AnyFact(workload), AnyFact(replicas), AnyFact(isBudgeted), AnyFact(serviceAccount),
    AnyFact(tokenMount), AnyFact(pullSecrets), AnyFact(namespaceLabels), AnyFact(workloads),
    AnyFact(limitRanges),
    AnyFact(resourceQuotas), AnyFact(services), AnyFact(disruptionBudget), AnyFact(budgetReach),
    AnyFact(serverVersion), AnyFact(kubelet),
  ]
}
