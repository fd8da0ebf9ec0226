import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// cluster-admin may do everything to everything: one stolen token of such an account, and the cluster is lost.
  ///
  /// Fails for a user, group or account that a binding makes cluster-admin, or grants a role that allows all verbs on all
  /// resources of all groups; one severity lower where that holds in namespaces only (RoleBindings). Kubernetes' own
  /// binding passes, and so do grantees of the parameter `allow`. Its other rights fold beneath.
  package static let clusterAdminBinding = Check<GranteeSubject>(
    {
      var info = CheckInfo(
        "cluster-admin-binding", area: .isolation, severity: .critical, judges: .grantee,
        under: ["masters-binding"], title: "Cluster administrator",
        statement: "may do everything",
        remediation: "Bind a role that allows what is needed, in the namespaces that need it, then take the "
          + "subject out of this binding: it loses what no other binding grants. Allow the few "
          + "administrators in the configuration.",
        references: [.cis("5.1.1"), .nsa("Authorization"), .mitre("T1098.006")],
        equivalents: [
          "ks:C-0185", "ks:C-0035", "tv:KSV-0111", "po:clusterrolebindingClusterAdmin",
          "po:rolebindingClusterAdminClusterRole", "po:rolebindingClusterAdminRole", "kl:cluster-admin-role-binding",
          "ky:restrict-binding-clusteradmin", "az:BlockAdminRolebindings", "cis:5.1.1/AKS4.1.1", "sny:SNYK-CC-K8S-46",
          "mdc:K8S_ClusterAdminBinding", "fa:Attach_to_cluster-admin_Role",
        ],
        parameters: [
          ParameterInfo(
            "allow", .list(["system:masters", "kubeadm:cluster-admins"]),
            "Users, groups and service accounts (namespace/name) that may be cluster-admin; a final * stands for any "
              + "ending.")
        ])
      info.isGradedByReach = true
      return info
    }(), reads: [ClusterFact.rights.read],
    judge: { subject, facts, parameters throws(Missing) in
      if Allowance.covers(subject.object, parameters) { return .allowed }
      let rights = try facts.get(ClusterFact.rights, subject)
      let grants = rights.bindings.filter { !$0.isDefault && $0.isAdministrator }
      if grants.isEmpty { return try .passUnless(rights.missing) }
      let sorted = grants.filter(\.isClusterWide) + grants.filter { !$0.isClusterWide }
      let rules = sorted.flatMap(\.ruleSet.grantingEverything)
        // The role's name says it all, and often is not among the files.
        .filter { $0.role.name != "cluster-admin" }
      let evidence = AccessEvidence.roles(sorted, of: subject.object) + AccessEvidence.rules(rules)
      return .fail(evidence, severity: sorted.first?.isClusterWide == true ? nil : .high)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let rights = try facts.get(ClusterFact.rights, subject)
      return AccessRemedy.removal(of: subject, from: rights.bindings.filter { !$0.isDefault && $0.isAdministrator })
    })
}

extension Grant {
  /// Everything, where it holds: by the name of the role, or by a rule that allows all.
  var isAdministrator: Bool {
    role.kind == "ClusterRole" && role.name == "cluster-admin" || !ruleSet.grantingEverything.isEmpty
  }
}
