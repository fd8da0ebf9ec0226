package import Hardening
package import TextSafety

/// What one step from an inventory to the next has altered: one object came, changed or went, or a list became
/// complete. Made by the inventory, which knows whose workloads that concerns.
package struct Change: Sendable {
  /// The object; nil where only completeness changed.
  package var object: ObjectReference?
  /// Workloads whose content is new or another now, and what was there before.
  package var workloads: [Workload]
  /// Workloads that are gone.
  package var removed: [Workload]
  /// Of both, those that came, went, or are selected by other labels or another account than before.
  package var relabelled: [Workload] = []
  /// Whose rights, and which bindings and roles, that concerns.
  var access = AccessIndex.Effect()
  /// The namespaces of the Services, Ingresses and routes that may lead elsewhere now; nil: all.
  var entryNamespaces: Set<UntrustedText>? = []
  /// Everything may be another: the first scan, or another completeness.
  package var isEverything: Bool

  package init(
    object: ObjectReference? = nil, workloads: [Workload] = [], removed: [Workload] = [], isEverything: Bool = false
  ) {
    self.object = object
    self.workloads = workloads
    self.removed = removed
    self.isEverything = isEverything
  }

  /// The grantees whose rights may be others, bindings' and roles' included.
  var grantees: [GranteeSubject] { access.grantees.map(GranteeSubject.init) }

  package static let everything = Change(isEverything: true)

  /// Whether the object is of a kind.
  package func concerns(_ kind: UntrustedText, group: UntrustedText = "") -> Bool {
    guard let object else { return false }
    return object.kind == kind && object.group == group
  }

  /// The object as it was judged, where it is no more.
  package func goneUnit(from old: Inventory, to new: Inventory) -> JudgedUnit? {
    guard let object, let kind = JudgedKinds.subjectKind(of: object) else { return nil }
    guard old.judgedObjects.contains(object, kind), !new.judgedObjects.contains(object, kind) else { return nil }
    return JudgedUnit(kind, object)
  }

  /// The namespaces of the workloads that came, changed or went.
  package var workloadNamespaces: Set<UntrustedText> {
    Set(workloads.map(\.namespace)).union(removed.map(\.namespace))
  }
}
