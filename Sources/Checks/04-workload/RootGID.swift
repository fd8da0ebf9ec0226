import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Files of group 0 are many in images and on nodes, and often writable to the group: a process in it can change
  /// what only root should.
  ///
  /// Fails where `runAsGroup` of the pod or of any container, `fsGroup`, or one of `supplementalGroups` is 0. Not set
  /// passes.
  package static let rootGID = Check<WorkloadSubject>(
    CheckInfo(
      "root-gid", area: .workload, severity: .low, judges: .workload, title: "Group 0",
      statement: "gives its processes group 0",
      remediation: "Set runAsGroup and fsGroup to an id above 0, and take 0 out of supplementalGroups. Files "
        + "that only group 0 may read are out of reach then.",
      references: [.nsa("Non-root containers")],
      equivalents: [
        "tv:KSV-0116", "ky:require-non-root-groups", "kl:run-as-non-root", "gk:pod-security-policy/fsgroup",
      ]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      var evidence: [Evidence] = []
      for field in try rootGroups(of: template) { evidence.append(Evidence(field, 0)) }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      var operations: [Patch.Operation] = []
      for field in try rootGroups(of: template).reversed() {
        if case .element? = field.components.last {
          operations.append(.remove(field, was: 0))
        } else {
          operations.append(.add(field, 10001))
        }
      }
      return Patch(operations)
    })

  /// The fields that hold group 0.
  private static func rootGroups(of template: PodTemplate) throws(Missing) -> [FieldPath] {
    var fields: [FieldPath] = []
    let pod = PodTemplate.securityContextPath
    if try template.securityContext.runAsGroup.get() == 0 { fields.append(pod.appending("runAsGroup")) }
    if try template.securityContext.fsGroup.get() == 0 { fields.append(pod.appending("fsGroup")) }
    for (index, group) in (try template.securityContext.supplementalGroups.get() ?? []).enumerated() where group == 0 {
      fields.append(pod.appending("supplementalGroups").appending(element: "", index: index))
    }
    for container in template.containers {
      guard try container.securityContext.runAsGroup.get() == 0 else { continue }
      fields.append(container.path.appending("securityContext.runAsGroup"))
    }
    return fields
  }
}
