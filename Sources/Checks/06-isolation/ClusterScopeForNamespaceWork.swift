import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An account that a ClusterRoleBinding lets work in every namespace, of those included that come later, though all
  /// that it works with lives in namespaces.
  ///
  /// Fails where a ClusterRoleBinding grants a service account rights on namespaced resources only: RoleBindings in the
  /// namespaces that it works in would do. One severity lower where it only reads, and no secrets. Passes where a rule is
  /// about something that lives in no namespace; unknown where a custom resource's definition is not in the input.
  package static let clusterScopeForNamespaceWork = Check<GranteeSubject>(
    {
      var info = CheckInfo(
        "cluster-scope-for-namespace-work", area: .isolation, severity: .medium, judges: .grantee,
        under: [
          "cluster-admin-binding", "escalate-bind", "impersonate", "create-pods", "secrets-access", "pod-exec",
          "token-create", "configmap-write", "delete-rights", "event-delete", "network-manage", "port-forward",
          "cluster-inventory-rights",
        ], title: "Cluster-wide without need", statement: "has rights in all namespaces, on what lives in namespaces",
        remediation:
          "Bind the role by a RoleBinding in each namespace that it works in (the audit log shows which), then "
          + "delete the ClusterRoleBinding: everywhere else the account loses its rights.",
        references: [.cis("5.1.1"), .nsa("Authorization"), .mitre("T1078")], parameters: [Allowance.parameter])
      info.isGradedByReach = true
      return info
    }(), reads: [ClusterFact.rights.read, ClusterFact.clusterGrants.read],
    judge: { subject, facts, parameters throws(Missing) in
      guard subject.object.kind == "ServiceAccount" else { return .notApplicable(nil) }
      if Allowance.covers(subject.object, parameters) { return .allowed }
      let grants = try facts.get(ClusterFact.clusterGrants, subject)
      let found = grants.filter { $0.scope == .namespaced }
      if let first = found.first {
        let isSensitive = found.contains(where: \.isSensitive)
        return .fail(
          AccessEvidence.bindings(found.map(\.grant)) + AccessEvidence.rules(first.grant.rules),
          severity: isSensitive ? nil : .low)
      }
      if grants.contains(where: { $0.scope == .unknown }) { throw Missing(.customResources, .notInInput) }
      return try .passUnless(try facts.get(ClusterFact.rights, subject).missing)
    })
}
