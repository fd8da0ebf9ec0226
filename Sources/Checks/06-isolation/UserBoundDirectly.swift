import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// People come, go and change teams: where a group has the rights, the directory knows; where a user has them, nobody
  /// looks.
  ///
  /// Fails where a binding names a user (on AKS: the object id of a user, not of an Entra ID group). Users of Kubernetes'
  /// own components (`system:`) and those of the parameter `allow` are not applicable.
  package static let userBoundDirectly = Check<GranteeSubject>(
    CheckInfo(
      "user-bound-directly", area: .isolation, severity: .low, judges: .grantee,
      under: ["cluster-admin-binding", "anonymous-binding"], title: "User bound directly",
      statement: "is bound as a user, not by a group", remediation: "Bind a group that the user is a member of.",
      references: [.nsa("Authentication and authorization"), .mitre("T1078")], parameters: [Allowance.parameter]),
    reads: [ClusterFact.rights.read],
    judge: { subject, facts, parameters throws(Missing) in
      guard subject.object.kind == "User", !DefaultRoles.isReserved(subject.object.name) else {
        return .notApplicable(nil)
      }
      if Allowance.covers(subject.object, parameters) { return .allowed }
      let rights = try facts.get(ClusterFact.rights, subject)
      let bindings = rights.bindings
      return bindings.isEmpty ? try .passUnless(rights.missing) : .fail(AccessEvidence.bindings(bindings))
    })
}
