import Hardening
import TextSafety

/// In which namespace something is.
extension ClusterFact {
  /// Whether a person put an object that is no workload into the namespace `default`.
  package static let defaultResidence = Fact<DefaultResidentSubject, Bool>(
    "defaultResidence", needs: [],
    touched: { change in
      if change.isEverything { return .all }
      guard let object = change.object, object.namespace == DefaultNamespace.name else { return .nothing }
      return .only([DefaultResidentSubject(object)])
    },
    raw: { subject, inventory throws(Missing) in inventory.defaultResidents.contains(subject.object) })

  static let placementFacts: [AnyFact] = [AnyFact(defaultResidence)]
}
