import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Pods of class BestEffort, without any request or limit, are killed first when their node runs short.
  ///
  /// Fails where no regular, sidecar or init container requests or limits cpu or memory; and, in the namespaces of
  /// the parameter `guaranteed`, where any of them lacks limits equal to its requests for both.
  package static let qualityOfService = Check<WorkloadSubject>(
    CheckInfo(
      "qos", area: .resources, severity: .low, judges: .workload, under: ["mem-limit"], title: "No quality of service",
      statement: "has the lowest quality of service",
      remediation: "Give its containers requests; for Guaranteed, limits equal to them.",
      references: [.url("https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/")],
      equivalents: [
        "sc:container-resource-requests-equal-limits", "sc:container-memory-requests-equal-limits",
        "ky:require-qos-burstable", "ky:require-qos-guaranteed", "ky:memory-requests-equal-limits",
      ],
      parameters: [ParameterInfo("guaranteed", .list([]), "Namespaces whose pods must be of class Guaranteed.")]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.workload.read],
    judge: { subject, facts, parameters throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      let namespace = try facts.get(ClusterFact.workload, subject).reference.namespace
      let wantsGuaranteed = namespace.matches { parameters.list("guaranteed").contains($0) }
      var isBestEffort = true
      var unequal: [Evidence] = []
      for container in template.containers where container.role != .ephemeral {
        for resource in ["cpu", "memory"] {
          let limit = try container.resources.limit(resource)
          let request = try container.resources.request(resource) ?? limit
          if limit != nil || request != nil { isBestEffort = false }
          guard limit == nil || request?.value != limit?.value else { continue }
          let path = container.path.appending("resources.limits").appending(member: UntrustedText(resource))
          unequal.append(Evidence(path, limit.map { .string($0.text) } ?? .absent))
        }
      }
      if isBestEffort { return .fail([Evidence(FieldPath.podSpec.appending("containers"), "BestEffort")]) }
      return wantsGuaranteed && !unequal.isEmpty ? .fail(unequal) : .pass
    })
}
