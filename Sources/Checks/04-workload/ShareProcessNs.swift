import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// With `shareProcessNamespace` every container of the pod sees the processes of the others, reads their
  /// environments and, through /proc, their files: a weak sidecar gives away the strong container.
  ///
  /// Fails where `shareProcessNamespace` is true.
  package static let shareProcessNs = Check<WorkloadSubject>(
    CheckInfo(
      "share-process-ns", area: .workload, severity: .low, judges: .workload, title: "Containers share processes",
      statement: "lets its containers see each other's processes",
      remediation: "Set shareProcessNamespace to false or leave it out.",
      references: [.nsa("Pod security")],
      equivalents: []),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      guard try template.content.shareProcessNamespace.isTrue() else { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("shareProcessNamespace"), true)])
    },
    remedy: { _, _, _ throws(Missing) in
      return .set(FieldPath.podSpec.appending("shareProcessNamespace"), false)
    })
}
