import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// The Kubernetes dashboard acts in the browser with its account's rights, and has been the way into many a cluster;
  /// it is no longer maintained.
  ///
  /// Fails where a workload runs an image of the dashboard or runs as its account, and for a user, group or account that is bound to its role,
  /// its own account excepted.
  package static let dashboardAccess = Check<WorkloadSubject>(
    dashboard("dashboard-access", .workload), reads: [ClusterFact.workload.read, ClusterFact.serviceAccount.read],
    judge: { subject, facts, _ throws(Missing) in
      let traits = try facts.get(ClusterFact.workload, subject)
      var evidence = traits.images.filter(\.isDashboard).map {
        Evidence(FieldPath.podSpec.appending("containers"), .string($0))
      }
      if let use = facts.known(ClusterFact.serviceAccount, subject), use.name.isDashboardName, let path = use.path {
        evidence.append(Evidence(path, .string(use.name)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  package static let dashboardGrantee = Check<GranteeSubject>(
    dashboard("dashboard-access", .grantee), reads: [ClusterFact.rights.read],
    judge: { subject, facts, _ throws(Missing) in
      if subject.object.kind == "ServiceAccount", subject.object.name.isDashboardName { return .notApplicable(nil) }
      let rights = try facts.get(ClusterFact.rights, subject)
      let grants = rights.bindings.filter { $0.role.name.isDashboardName }
      return grants.isEmpty ? try .passUnless(rights.missing) : .fail(AccessEvidence.bindings(grants))
    })

  private static func dashboard(_ id: CheckID, _ kind: SubjectKind) -> CheckInfo {
    CheckInfo(
      id, area: .isolation, severity: .medium, judges: kind, under: ["cluster-admin-binding"],
      title: "Kubernetes dashboard",
      statement: kind == .workload ? "is the Kubernetes dashboard" : "is bound to the dashboard's role",
      remediation: "Delete the dashboard and the bindings to its role; look into clusters with your own credentials.",
      references: [.nsa("Authentication and authorization"), .mitre("T1133")],
      equivalents: ["ks:C-0014", "ck:CKV_K8S_33", "ck:CKV_AZURE_8", "mdc:K8S_ExposedDashboard"])
  }
}

extension UntrustedText {
  fileprivate var isDashboardName: Bool { hasPrefix("kubernetes-dashboard") }

  /// `kubernetesui/dashboard:v2.7.0`, `k8s.gcr.io/kubernetes-dashboard-amd64:v1.10.1`.
  fileprivate var isDashboard: Bool { contains("kubernetesui/dashboard") || contains("/kubernetes-dashboard") }
}
