import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A LimitRange gives containers that say nothing a request and a limit, so that none is without.
  ///
  /// Fails where the namespace has no LimitRange of type Container with a default limit, or default request, of cpu
  /// or memory. A `max` or a `min` is one too: the API server takes it for the default that is not set. Unknown where the Namespace object is not in the input and no LimitRange is; not applicable where no
  /// workload is in it.
  package static let limitRange = Check<NamespaceSubject>(
    CheckInfo(
      "limit-range", area: .resources, severity: .low, judges: .namespace, under: ["resource-quota"],
      title: "No LimitRange",
      statement: "sets no default requests and limits",
      remediation: "Create a LimitRange with defaultRequest and default for cpu and memory.",
      references: [.nsa("Resource policies"), .url("https://kubernetes.io/docs/concepts/policy/limit-range/")],
      equivalents: ["tv:KSV-0039"]),
    reads: [ClusterFact.workloads.read, ClusterFact.limitRanges.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.workloads, subject).isEmpty { return .notApplicable("no workloads in it") }
      var evidence: [Evidence] = []
      for range in try facts.get(ClusterFact.limitRanges, subject) {
        for item in try range.items.get() ?? [] where item.type == "Container" {
          let defaults = Set(item.defaultLimits + item.defaultRequests + item.maximums + item.minimums)
          if defaults.contains("memory") || defaults.contains("cpu") { return .pass }
        }
        let object = ObjectReference(group: "", kind: "LimitRange", namespace: subject.name, name: range.name)
        evidence.append(Evidence(FieldPath().appending("spec.limits"), "no default", in: object))
      }
      return .fail(
        evidence.isEmpty ? [Evidence(FieldPath().appending("metadata.name"), .string(subject.name))] : evidence)
    })
}
