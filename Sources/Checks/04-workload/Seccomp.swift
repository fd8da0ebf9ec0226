import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a seccomp profile a container may make every system call, the seldom used and badly tested ones among
  /// them, which most kernel exploits begin with.
  ///
  /// Fails unless the profile that holds for the container, its own or else the pod's, is RuntimeDefault or
  /// Localhost. Annotations of old clusters count. A privileged container runs without a filter whatever it says.
  /// Windows pods are not applicable.
  package static let seccomp = Check<ContainerSubject>(
    CheckInfo(
      "seccomp", area: .workload, severity: .medium, judges: .container,
      under: ["seccomp-unconfined", "drop-all-caps", "privileged"],
      title: "No seccomp profile",
      statement: "may call the kernel without a filter",
      remediation:
        "Set securityContext.seccompProfile.type to RuntimeDefault, on the pod or the container. Programs that make "
        + "seldom used system calls (debuggers, some databases) need a profile of their own.",
      references: [.cis("5.6.2"), .nsa("Pod security"), .pss("seccompProfile (restricted)"), .mitre("T1611")],
      equivalents: [
        "ks:C-0210", "tv:KSV-0030", "ck:CKV_K8S_31", "kx:SeccompAny", "sc:container-seccomp-profile", "ka:seccomp",
        "ky:restrict-seccomp-strict", "gk:pod-security-policy/seccompv2", "gk:pod-security-policy/seccomp",
        "az:AllowedSeccompProfile", "cis:5.6.2", "pss:seccompprofile_restricted",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      guard let profile = try Profiles.seccomp(container, template).first else {
        return .fail([Evidence(container.path.appending("securityContext.seccompProfile.type"), .absent)])
      }
      if Profiles.confines(profile) { return .pass }
      return .fail([Evidence(profile.path, .string(profile.type))])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let profile = container.path.appending("securityContext.seccompProfile")
      // Annotations must say the same as the fields, so those that open the filter go.
      let annotations = try Profiles.seccomp(container, template).filter { setting in
        if case .annotation = setting.source { !Profiles.confines(setting) } else { false }
      }
      return Patch([.add(profile.appending("type"), "RuntimeDefault")] + Profiles.confining(annotations))
    })
}
