import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Every pod of a namespace that names no account runs as `default`: what is granted to it, all of them may, those
  /// included that somebody adds next year.
  ///
  /// Fails where a binding that is not Kubernetes' own names a namespace's `default` account and grants more than
  /// discovery, or a role that is not in the input.
  package static let defaultSaBound = Check<GranteeSubject>(
    CheckInfo(
      "default-sa-bound", area: .isolation, severity: .medium, judges: .grantee, under: ["cluster-admin-binding"],
      title: "Default service account bound", statement: "is granted rights, which every pod of the namespace has then",
      remediation: "Create a service account for the workload that needs the rights and bind that.",
      references: [.cis("5.1.5"), .nsa("Authorization"), .mitre("T1078")],
      equivalents: ["ks:C-0189", "ck:CKV_K8S_42", "pp:POP-308", "cis:5.1.5", "sny:SNYK-CC-K8S-45"]),
    reads: [ClusterFact.rights.read],
    judge: { subject, facts, _ throws(Missing) in
      guard subject.object.kind == "ServiceAccount", subject.object.name == "default" else {
        return .notApplicable(nil)
      }
      let rights = try facts.get(ClusterFact.rights, subject)
      let grants = rights.bindings.filter { !$0.isDefault && !DefaultRoles.discovery.contains($0.role.name) }
      return grants.isEmpty ? try .passUnless(rights.missing) : .fail(AccessEvidence.bindings(grants))
    })
}
