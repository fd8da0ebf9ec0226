import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Under pressure the scheduler evicts by priority. Pods without a class all count the same, the important ones
  /// too.
  ///
  /// Fails where `priorityClassName` is not set.
  package static let priorityClass = Check<WorkloadSubject>(
    CheckInfo(
      "priority-class", area: .resources, severity: .info, judges: .workload, title: "No priority class",
      statement: "has no priority class",
      remediation: "Set priorityClassName to a class that says how much the workload matters.",
      references: [.url("https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/")],
      equivalents: ["po:priorityClassNotSet", "kl:priority-class-name", "ky:require-pod-priorityclassname"]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      if let name = try template.content.priorityClassName.get(), !name.isEmpty { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("priorityClassName"), .absent)])
    })
}
