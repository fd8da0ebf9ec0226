import Checks
import Hardening
import Inventory
import TextSafety

/// The checks on one kind of object, without the kind's type.
protocol ObjectChecks: Sendable {
  var kind: SubjectKind { get }
  /// The index among all checks of each position of a row's verdicts.
  var positions: [Int] { get }
  /// All facts that the checks read.
  var reads: Set<FactName> { get }
  func units(in inventory: Inventory, namespace: UntrustedText?) -> [JudgedUnit]
  /// The verdicts on an object; nil where it is gone. Where `altered` is given, only checks that read one of those
  /// facts are judged again.
  func verdicts(
    on object: ObjectReference, _ facts: ClusterFacts, old: Verdicts?, altered: Set<FactName>?
  ) -> Verdicts?
  /// The change that mends a failed verdict.
  func remedy(at position: Int, _ object: ObjectReference, _ facts: ClusterFacts) -> Patch?
}

extension CheckTable: ObjectChecks where S: ObjectSubject {
  var kind: SubjectKind { S.kind }

  func units(in inventory: Inventory, namespace: UntrustedText?) -> [JudgedUnit] {
    S.objects(in: inventory, namespace: namespace).map { JudgedUnit(S.kind, $0) }
  }

  func verdicts(
    on object: ObjectReference, _ facts: ClusterFacts, old: Verdicts?, altered: Set<FactName>?
  ) -> Verdicts? {
    let subject = S(object)
    guard subject.exists(in: facts.inventory) else { return nil }
    return Verdicts(
      shared: CheckTable.judge(shape, subject, facts, old?.shared, altered),
      own: CheckTable.judge(own, subject, facts, old?.own, altered))
  }

  func remedy(at position: Int, _ object: ObjectReference, _ facts: ClusterFacts) -> Patch? {
    remedy(at: position, S(object), facts)
  }
}
