import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// AppArmor, seccomp, SELinux and dropped capabilities each keep a broken-in container from the node. This one uses
  /// none of them.
  ///
  /// Fails where no AppArmor or seccomp profile other than Unconfined, no SELinux options and no dropped capability
  /// hold for the container. One of them passes; which are missing, `seccomp` and `drop-all-caps` say. Windows pods
  /// are not applicable.
  package static let linuxHardening = Check<ContainerSubject>(
    CheckInfo(
      "linux-hardening", area: .workload, severity: .medium, judges: .container,
      under: ["drop-all-caps", "seccomp", "privileged"], title: "No Linux hardening",
      statement: "uses none of the kernel's means of confinement",
      remediation: "Set a seccomp profile (RuntimeDefault) and drop ALL capabilities.",
      references: [.nsa("Pod security"), .mitre("T1611")],
      equivalents: ["ks:C-0055", "po:linuxHardening"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      if let profile = try Profiles.seccomp(container, template).first, Profiles.confines(profile) { return .pass }
      if let profile = try Profiles.appArmor(container, template).first, Profiles.confines(profile) { return .pass }
      if container.securityContext.seLinux.isPresent || template.securityContext.seLinux.isPresent { return .pass }
      if try !Capabilities.dropped(container).isEmpty, try Capabilities.added(container, { $0 == "ALL" }).isEmpty {
        return .pass
      }
      return .fail([
        Evidence(container.path.appending("securityContext"), container.securityContext.isPresent ? .map([]) : .absent)
      ])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.seccompProfile.type"), "RuntimeDefault")
    })
}
