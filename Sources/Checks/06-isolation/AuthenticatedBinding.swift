import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Every user and every service account of the cluster is in system:authenticated, and on some clouds everybody who has
  /// an account there.
  ///
  /// Fails where a binding grants the group more than Kubernetes' own discovery roles and those of the parameter `roles`.
  package static let authenticatedBinding = Check<GranteeSubject>(
    CheckInfo(
      "authenticated-binding", area: .isolation, severity: .critical, judges: .grantee,
      title: "Bound to all users", statement: "is granted rights, which every user and account has then",
      remediation: "Bind the groups and accounts that need the rights, then take this subject out: all others "
        + "lose them.",
      references: [.nsa("Authentication and authorization"), .mitre("T1078")],
      equivalents: [
        "ks:C-0265", "tv:KSV-01011", "ky:restrict-binding-system-groups", "gk:general/disallowanonymous",
      ], parameters: [GroupBinding.roles([])],
      variants: [StatementVariant("may do everything, and so may every user and account", value: "cluster-admin")]),
    reads: [ClusterFact.rights.read],
    judge: { subject, facts, parameters throws(Missing) in
      guard subject.object == .group("system:authenticated") else { return .notApplicable(nil) }
      return try GroupBinding.judge(subject, try facts.get(ClusterFact.rights, subject), parameters)
    },
    remedy: { subject, facts, parameters throws(Missing) in
      return GroupBinding.remedy(subject, try facts.get(ClusterFact.rights, subject), parameters)
    })
}
