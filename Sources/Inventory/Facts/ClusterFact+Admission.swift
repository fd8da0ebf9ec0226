package import Hardening
import TextSafety

/// The rules by which signatures are verified in a namespace.
package struct SignatureRules: Hashable, Sendable {
  package var rules: [ImageVerification] = []
  /// Why others may hold there too.
  package var missing: Missing?

  init(in namespace: UntrustedText, _ inventory: Inventory) {
    let labels = inventory.labels(ofNamespace: namespace)
    for (_, own) in inventory.imageVerifications.sorted(by: { $0.key < $1.key }) {
      for rule in own {
        switch rule.holds(in: namespace, labels: labels) {
        case true?: rules.append(rule)
        case nil: missing = Missing(.namespaces, .notInInput)
        case false?: continue
        }
      }
    }
  }
}

/// What admission lets in.
extension ClusterFact {
  /// The images that a constraint of Gatekeeper allows; nil for policies of other kinds.
  package static let allowedRepositories = Fact<AdmissionPolicySubject, AllowedRepositories?>(
    "allowedRepositories", needs: [.source("admission policies")],
    touched: { change in
      if change.isEverything { return .all }
      guard let object = change.object, JudgedKinds.subjectKind(of: object) == .admissionPolicy else { return .nothing }
      return .only([AdmissionPolicySubject(object)])
    },
    raw: { subject, inventory throws(Missing) in inventory.allowedRepositories[subject.object] })

  /// The rules that verify signatures of images in a namespace.
  package static let signatureRules = Fact<NamespaceSubject, SignatureRules>(
    "signatureRules", needs: [.source("admission policies"), .namespaces],
    touched: { change in
      guard let object = change.object, ObjectDecoder.verifiesImages(object) else {
        return touchedNamespace(change, by: "Namespace")
      }
      return .all
    },
    raw: { subject, inventory throws(Missing) in SignatureRules(in: subject.name, inventory) })

  /// The facts of this file.
  static let admissionFacts: [AnyFact] = [AnyFact(allowedRepositories), AnyFact(signatureRules)]
}
