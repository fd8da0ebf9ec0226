import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Unconfined takes away the filter on system calls even where the cluster would set one by default.
  ///
  /// Fails where the seccomp profile that holds for the container, its own or else the pod's, by field or annotation,
  /// is Unconfined. Windows pods are not applicable.
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
      if template.isWindows { return .windows }
      guard let profile = try Profiles.seccomp(container, template), profile.type == "Unconfined" else { return .pass }
      return .fail([Evidence(profile.path, .string(profile.type))])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.seccompProfile"), ["type": "RuntimeDefault"])
    })
}
