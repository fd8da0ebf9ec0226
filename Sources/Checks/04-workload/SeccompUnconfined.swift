import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Unconfined takes away the filter on system calls even where the cluster would set one by default.
  ///
  /// Fails where a seccomp profile of the container or of its pod, by field or annotation, is Unconfined: the pod's too
  /// where the container has another, as the baseline level of the Pod Security Standards wants it.
  package static let seccompUnconfined = Check<ContainerSubject>(
    CheckInfo(
      "seccomp-unconfined", area: .workload, severity: .high, judges: .container, under: ["privileged"],
      title: "Seccomp turned off",
      statement: "has its seccomp filter turned off",
      remediation: "Set securityContext.seccompProfile.type to RuntimeDefault.",
      references: [.nsa("Pod security"), .pss("seccompProfile (baseline)"), .mitre("T1611")],
      equivalents: [
        "tv:KSV-0104", "kx:SeccompUnconfined", "ky:restrict-seccomp", "pss:seccompprofile_baseline", "ka:seccomp",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let open = try Profiles.seccomp(container, template).filter { $0.type == "Unconfined" }
      return open.isEmpty ? .pass : .fail(open.map { Evidence($0.path, .string($0.type)) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let open = try Profiles.seccomp(container, template).filter { $0.type == "Unconfined" }
      return Patch(Profiles.confining(open))
    })
}
