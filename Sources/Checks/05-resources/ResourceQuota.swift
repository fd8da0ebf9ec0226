import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a quota one namespace, or one intruder in it, takes the whole cluster's capacity.
  ///
  /// Fails where the namespace has no ResourceQuota with a hard limit. Unknown where the Namespace object is not in
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
      for quota in try facts.get(ClusterFact.resourceQuotas, subject) {
        if try !(quota.hard.get() ?? []).isEmpty { return .pass }
        let object = ObjectReference(group: "", kind: "ResourceQuota", namespace: subject.name, name: quota.name)
        evidence.append(Evidence(FieldPath().appending("spec.hard"), .absent, in: object))
      }
      return .fail(
        evidence.isEmpty ? [Evidence(FieldPath().appending("metadata.name"), .string(subject.name))] : evidence)
    })
}
