import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Pods of class BestEffort, without any request or limit, are killed first when their node runs short.
  ///
  /// Fails where no regular, sidecar or init container, nor the pod as a whole (`spec.resources`), requests or limits
  /// cpu or memory above 0; and, in the namespaces of the parameter `guaranteed`, where any of them lacks limits equal to
  /// its requests for both.
  package static let qualityOfService = Check<WorkloadSubject>(
    CheckInfo(
      "qos", area: .resources, severity: .low, judges: .workload, under: ["mem-limit", "mem-request"],
      title: "No quality of service",
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
      // Where the pod as a whole says something, its class follows from that alone.
      let pod = template.content.resources
      var holders = [(resources: pod, path: FieldPath.podSpec.appending("resources"))]
      if try !bounds(pod) {
        holders = template.containers.filter { $0.role != .ephemeral }.map { container in
          (container.resources, container.path.appending("resources"))
        }
      }
      for (resources, path) in holders {
        if try bounds(resources) { isBestEffort = false }
        for resource in ["cpu", "memory"] {
          let limit = ResourceBounds.positive(try resources.limit(resource))
          let request = ResourceBounds.positive(try resources.request(resource)) ?? limit
          guard limit == nil || request?.value != limit?.value else { continue }
          let path = path.appending("limits").appending(member: UntrustedText(resource))
          unequal.append(Evidence(path, limit.map { .string($0.text) } ?? .absent))
        }
      }
      if isBestEffort { return .fail([Evidence(FieldPath.podSpec.appending("containers"), "BestEffort")]) }
      return wantsGuaranteed && !unequal.isEmpty ? .fail(unequal) : .pass
    })

  /// Whether cpu or memory is requested or limited at all.
  private static func bounds(_ resources: Resources) throws(Missing) -> Bool {
    for name in ["cpu", "memory"] {
      if ResourceBounds.positive(try resources.limit(name)) != nil { return true }
      if ResourceBounds.positive(try resources.request(name)) != nil { return true }
    }
    return false
  }
}
