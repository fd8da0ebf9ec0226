import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a quota one namespace, or one intruder in it, takes the whole cluster's capacity.
  ///
  /// Fails where the namespace has no ResourceQuota with a hard limit on cpu, memory or pods. One with scopes counts
  /// only some pods, and passes only beside one for the others (BestEffort and NotBestEffort, Terminating and
  /// NotTerminating). Unknown where the Namespace object is not in
  /// the input and no quota is; not applicable where no workload is in it.
  package static let resourceQuota = Check<NamespaceSubject>(
    CheckInfo(
      "resource-quota", area: .resources, severity: .low, judges: .namespace, title: "No ResourceQuota",
      statement: "has no quota",
      remediation: "Create a ResourceQuota with hard limits on cpu, memory and pods.",
      references: [.nsa("Resource policies"), .url("https://kubernetes.io/docs/concepts/policy/resource-quotas/")],
      equivalents: ["tv:KSV-0040", "ky:add-ns-quota"]),
    reads: [ClusterFact.workloads.read, ClusterFact.resourceQuotas.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.workloads, subject).isEmpty { return .notApplicable("no workloads in it") }
      var evidence: [Evidence] = []
      var scopes: Set<UntrustedText> = []
      for quota in try facts.get(ClusterFact.resourceQuotas, subject) {
        let object = ObjectReference(group: "", kind: "ResourceQuota", namespace: subject.name, name: quota.name)
        let hard = try quota.hard.get() ?? []
        guard hard.contains(where: { boundingResources.contains($0.name) }) else {
          let spec = FieldPath().appending("spec.hard")
          evidence.append(Evidence(spec, hard.isEmpty ? .absent : .list(hard.map { .string($0.name) }), in: object))
          continue
        }
        if quota.scopes.isEmpty { return .pass }
        if quota.scopes.count == 1 { scopes.formUnion(quota.scopes) }
        let path = FieldPath().appending("spec.scopes")
        evidence.append(Evidence(path, .list(quota.scopes.map { .string($0) }), in: object))
      }
      for half in ["BestEffort", "Terminating"] as [UntrustedText]
      where scopes.contains(half) && scopes.contains("Not\(half)") {
        return .pass
      }
      return .fail(
        evidence.isEmpty ? [Evidence(FieldPath().appending("metadata.name"), .string(subject.name))] : evidence)
    })

  /// Names of a quota that bound what pods take of the cluster.
  private static let boundingResources: Set<UntrustedText> = [
    "cpu", "memory", "pods", "count/pods", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory",
  ]
}
