package import Hardening
import Synchronization
package import TextSafety

/// A fact's name, unique among facts.
package struct FactName: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package init(_ name: StaticString) { self.name = "\(name)" }
  package var description: String { name }
}

/// What a change may have altered.
package enum Touched<S: Subject>: Sendable {
  case nothing
  case only([S])
  /// All subjects of a namespace.
  case namespace(UntrustedText)
  case namespaces(Set<UntrustedText>)
  case all
}

/// A typed answer about one subject, raw (read off an object) or derived (from other facts).
package struct Fact<S: Subject, V: Sendable & Equatable>: Sendable {
  package enum Answer: Sendable {
    case raw(@Sendable (S, Inventory) throws(Missing) -> V)
    case derived(@Sendable (S, any Facts) throws(Missing) -> V)
  }

  package let name: FactName
  /// The rights to ask for, and the reason of unknown.
  package let needs: Set<Need>
  /// The facts this one reads; acyclic.
  package let from: [FactName]
  /// It depends on nothing but the pod template, so subjects that share one share the answer.
  package let isShape: Bool
  /// It takes long to find out, and several checks in a row ask it of the same subject.
  package let isDear: Bool
  package let touched: @Sendable (Change) -> Touched<S>
  package let answer: Answer

  /// A fact read off objects.
  package init(
    _ name: StaticString, needs: Set<Need>, isShape: Bool = false, isDear: Bool = false,
    touched: @escaping @Sendable (Change) -> Touched<S>,
    raw: @escaping @Sendable (S, Inventory) throws(Missing) -> V
  ) {
    self.name = FactName(name)
    self.needs = needs
    from = []
    self.isShape = isShape
    self.isDear = isDear
    self.touched = touched
    answer = .raw(raw)
  }

  /// A fact made of other facts.
  package init(
    _ name: StaticString, needs: Set<Need>, from: [FactName], touched: @escaping @Sendable (Change) -> Touched<S>,
    derived: @escaping @Sendable (S, any Facts) throws(Missing) -> V
  ) {
    self.name = FactName(name)
    self.needs = needs
    self.from = from
    isShape = false
    isDear = false
    self.touched = touched
    answer = .derived(derived)
  }
}

/// An immutable snapshot of one cluster, asked for facts.
package protocol Facts: Sendable {
  func get<S, V>(_ fact: Fact<S, V>, _ subject: S) throws(Missing) -> V
}

extension Facts {
  /// The answer where there is one: for checks whose failing evidence beats unknown.
  package func known<S, V>(_ fact: Fact<S, V>, _ subject: S) -> V? {
    do { return try get(fact, subject) } catch { return nil }
  }
}

/// The facts of one cluster, read off its inventory.
package final class ClusterFacts: Facts {
  package let inventory: Inventory

  package init(_ inventory: Inventory) { self.inventory = inventory }

  package func get<S, V>(_ fact: Fact<S, V>, _ subject: S) throws(Missing) -> V {
    switch fact.answer {
    case .raw(let read):
      if !fact.isDear { return try read(subject, inventory) }
      if let known = answers.withLock({ ($0[fact.name] as? Answers<S, V>)?.answer(of: subject) }) { return known }
      let answer = try read(subject, inventory)
      answers.withLock { kept in
        var own = kept[fact.name] as? Answers<S, V> ?? Answers()
        own.keep(answer, of: subject)
        kept[fact.name] = own
      }
      return answer
    case .derived(let answer): return try answer(subject, self)
    }
  }

  /// The last answers of facts that are dear: the inventory does not change.
  private let answers = Mutex<[FactName: any Sendable]>([:])

  private struct Answers<S: Subject, V: Sendable>: Sendable {
    /// As many threads judge at once, and one more.
    private static var most: Int { 3 }
    private var last: [(subject: S, answer: V)] = []

    func answer(of subject: S) -> V? { last.first { $0.subject == subject }?.answer }

    mutating func keep(_ answer: V, of subject: S) {
      last.insert((subject, answer), at: 0)
      if last.count > Self.most { last.removeLast() }
    }
  }
}
