import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// AppArmor keeps a container from files, mounts and capabilities of the kernel that its profile does not name.
  /// Unconfined turns that off.
  ///
  /// Fails where an AppArmor profile of the container or of its pod, by field or annotation, is none of RuntimeDefault
  /// and Localhost. Not set is the runtime's default and passes, unless the parameter `explicit` is on.
  package static let apparmor = Check<ContainerSubject>(
    CheckInfo(
      "apparmor", area: .workload, severity: .medium, judges: .container, under: ["privileged"],
      title: "AppArmor turned off",
      statement: "is not confined by AppArmor",
      remediation:
        "Remove the profile, so that the runtime's default holds, or set appArmorProfile.type to RuntimeDefault.",
      references: [.nsa("Pod security"), .pss("appArmorProfile"), .mitre("T1611")],
      equivalents: [
        "tv:KSV-0002", "kx:ApparmorAny", "kx:ApparmorUnconfined", "ka:apparmor", "ky:restrict-apparmor-profiles",
        "gk:pod-security-policy/apparmor", "az:EnforceAppArmorProfile", "pss:apparmorprofile",
      ],
      parameters: [ParameterInfo("explicit", .bool(false), "Fail where no profile is set, too.")]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let profiles = try Profiles.appArmor(container, template)
      if profiles.isEmpty, parameters.bool("explicit"), !template.isWindows {
        return .fail([Evidence(container.path.appending("securityContext.appArmorProfile.type"), .absent)])
      }
      let open = profiles.filter { !Profiles.confines($0) }
      return open.isEmpty ? .pass : .fail(open.map { Evidence($0.path, .string($0.type)) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let profiles = try Profiles.appArmor(container, try facts.get(ClusterFact.templateOfContainer, subject))
      if profiles.isEmpty {
        return .set(container.path.appending("securityContext.appArmorProfile.type"), "RuntimeDefault")
      }
      return Patch(Profiles.confining(profiles.filter { !Profiles.confines($0) }))
    })
}
