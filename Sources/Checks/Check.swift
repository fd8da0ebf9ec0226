package import Hardening
package import Inventory

/// A check: what it is called and says, which facts it reads, how it judges one subject, and how to mend it.
/// The same value serves scan, watch, fleet and reports.
package struct Check<S: Subject>: Sendable {
  package var info: CheckInfo
  /// All facts that `judge` and `remedy` read: a read outside of them fails the tests.
  package let reads: [FactName]
  /// Reads nothing but facts of the pod template: subjects that share one share the judgement. Such a judgement holds
  /// nothing that differs between them: no names of objects, paths from the pod's root.
  package let isShape: Bool
  package let judge: @Sendable (S, any Facts, Parameters) throws(Missing) -> Judgement
  /// The change that mends a failure; nil where only a person can know what to put there. Asked for on demand.
  package let remedy: @Sendable (S, any Facts, Parameters) throws(Missing) -> Patch?

  package init(
    _ info: CheckInfo, reads: [ReadFact],
    judge: @escaping @Sendable (S, any Facts, Parameters) throws(Missing) -> Judgement,
    remedy: @escaping @Sendable (S, any Facts, Parameters) throws(Missing) -> Patch? = { _, _, _ in nil }
  ) {
    var info = info
    info.needs = Set(reads.flatMap(\.needs)).sorted { $0.sortKey < $1.sortKey }
    self.info = info
    self.reads = reads.map(\.name)
    isShape = reads.allSatisfy(\.isShape)
    self.judge = judge
    self.remedy = remedy
  }
}

/// A fact as a check declares it.
package struct ReadFact: Sendable {
  package let name: FactName
  package let needs: Set<Need>
  package let isShape: Bool
}

extension Fact {
  /// Declares the fact among a check's `reads`.
  package var read: ReadFact { ReadFact(name: name, needs: needs, isShape: isShape) }
}
