import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Two programs with one account have each other's rights: the weaker one is the way to the stronger one's.
  ///
  /// Fails where workloads that do not belong together run as one account, other than `default`, that has rights beyond
  /// its own namespace. Workloads belong together by a pod label in common, other than the environment, tier,
  /// team or version.
  package static let sharedServiceAccount = Check<GranteeSubject>(
    CheckInfo(
      "shared-service-account", area: .isolation, severity: .low, judges: .grantee, under: ["cluster-admin-binding"],
      title: "Service account shared", statement: "is the account of several workloads",
      remediation: "Give each workload an account of its own, with the rights that it needs.",
      references: [.nsa("Authorization"), .mitre("T1078")]),
    reads: [ClusterFact.effectiveRights.read, ClusterFact.accountWorkloads.read],
    judge: { subject, facts, _ throws(Missing) in
      let account = subject.object
      guard account.kind == "ServiceAccount", account.name != "default" else { return .notApplicable(nil) }
      let workloads = try facts.get(ClusterFact.accountWorkloads, subject)
      guard workloads.count > 1, !workloads.belongTogether else { return .pass }
      let rights = try facts.get(ClusterFact.effectiveRights, subject)
      let beyond = rights.grants.filter { grant in
        !grant.isDefault && grant.namespace != account.namespace && !DefaultRoles.discovery.contains(grant.role.name)
      }
      if beyond.isEmpty { return try .passUnless(rights.missing) }
      let uses = workloads.map { workload in
        Evidence(
          FieldPath.podSpec.appending("serviceAccountName").resolved(pod: workload.kind.podPrefix),
          .string(account.name), in: workload.reference)
      }
      return .fail(uses + AccessEvidence.bindings(beyond))
    })
}

extension [WorkloadTraits] {
  /// Whether all have a pod label in common that says what they belong to.
  fileprivate var belongTogether: Bool {
    let general: Set<UntrustedText> = ["env", "environment", "stage", "team", "tier", "version"]
    guard var common = first.map({ Set($0.podLabels) }) else { return true }
    for workload in dropFirst() { common.formIntersection(workload.podLabels) }
    return common.contains { !general.contains($0.key) }
  }
}
