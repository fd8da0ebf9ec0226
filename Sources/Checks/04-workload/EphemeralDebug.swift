import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Ephemeral containers come from `kubectl debug`, are never removed from their pod, often bring a shell and tools,
  /// and may have been put there by somebody else.
  ///
  /// Fails where a pod has `ephemeralContainers`. Only pods have them: manifests of workloads pass.
  package static let ephemeralDebug = Check<WorkloadSubject>(
    CheckInfo(
      "ephemeral-debug", area: .workload, severity: .low, judges: .workload, title: "Debug container left over",
      statement: "has ephemeral containers",
      remediation: "Delete the pod, so that its owner makes a new one without them.",
      references: [.mitre("T1609"), .url("https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/")],
      equivalents: ["fa:EphemeralContainers_Created", "ky:block-ephemeral-containers"]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.workload.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      var evidence: [Evidence] = []
      for container in template.containers where container.role == .ephemeral {
        evidence.append(Evidence(container.path, .string(container.image.known ?? "")))
      }
      for addition in try facts.get(ClusterFact.workload, subject).additions where addition.container.role == .ephemeral
      {
        let image = addition.container.image.known ?? ""
        evidence.append(Evidence(addition.container.path, .string(image), in: addition.pod))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
