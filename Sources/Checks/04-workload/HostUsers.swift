import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// In a user namespace of its own, root in the container is nobody on the node: most ways out of a container lead
  /// nowhere.
  ///
  /// Fails where `hostUsers` is not false; a hint rather than a fault, for not every node supports it, nor does a pod
  /// that shares other namespaces of its node. Windows pods are not applicable.
  package static let hostUsers = Check<WorkloadSubject>(
    CheckInfo(
      "host-users", area: .workload, severity: .info, judges: .workload,
      under: ["host-pid", "host-network", "host-ipc"], title: "No user namespace",
      statement: "runs in the user namespace of its node",
      remediation: "Set hostUsers to false. Nodes whose kernel or runtime has no user namespaces do not start "
        + "the pod then.",
      references: [.url("https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/")],
      equivalents: ["kx:HostUsers"]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      if template.isWindows { return .windows }
      let value = try template.content.hostUsers.get()
      if value == false { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("hostUsers"), value.map { .bool($0) } ?? .absent)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      // The API server refuses false beside the node's other namespaces.
      for field in [template.content.hostPID, template.content.hostIPC, template.content.hostNetwork] {
        guard try !field.isTrue() else { return nil }
      }
      return .set(FieldPath.podSpec.appending("hostUsers"), false)
    })
}
