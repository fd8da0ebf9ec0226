import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// The API server lets the group system:masters do everything, whatever RBAC says: a binding adds nothing to it but a
  /// sign that somebody works with it. Its certificates cannot be revoked.
  ///
  /// Fails where a binding other than Kubernetes' own names the group.
  package static let mastersBinding = Check<GranteeSubject>(
    CheckInfo(
      "masters-binding", area: .isolation, severity: .critical, judges: .grantee, title: "system:masters bound",
      statement: "is named by a binding of yours",
      remediation: "Bind a group of your own, whose members can be taken out again, then take this subject out.",
      references: [.cis("5.1.7"), .nsa("Authorization"), .mitre("T1078")],
      equivalents: ["ks:C-0246", "tv:KSV-0123", "ky:restrict-binding-system-groups", "cis:5.1.7"],
      parameters: [GroupBinding.roles([])]),
    reads: [ClusterFact.rights.read],
    judge: { subject, facts, parameters throws(Missing) in
      guard subject.object == .group("system:masters") else { return .notApplicable(nil) }
      return try GroupBinding.judge(subject, try facts.get(ClusterFact.rights, subject), parameters)
    },
    remedy: { subject, facts, parameters throws(Missing) in
      return GroupBinding.remedy(subject, try facts.get(ClusterFact.rights, subject), parameters)
    })
}
