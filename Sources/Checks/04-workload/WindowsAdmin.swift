import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// ContainerAdministrator owns everything inside a Windows container, and is the better start for breaking out of
  /// it.
  ///
  /// Fails where `windowsOptions.runAsUserName`, of the container or else of the pod, is ContainerAdministrator,
  /// Administrator or SYSTEM, with a domain or without, or is outside the parameter `users` where that is set. Where no name is set, the image
  /// decides, and the check is not applicable; so it is for Linux pods.
  package static let windowsAdmin = Check<ContainerSubject>(
    CheckInfo(
      "windows-admin", area: .workload, severity: .high, judges: .container, title: "Windows administrator",
      statement: "runs as an administrator of its container",
      remediation: "Set windowsOptions.runAsUserName to ContainerUser.",
      references: [
        .url("https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/"), .mitre("T1611"),
      ],
      equivalents: ["az:WindowsBlockContainerAdmin", "az:WindowsContainerAllowedUsername"],
      parameters: [
        ParameterInfo("users", .list([]), "The only user names that are allowed; empty allows all but administrators.")
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, parameters throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      guard let user = try template.effective(\.windows.runAsUserName, "windowsOptions.runAsUserName", for: container)
      else {
        return .notApplicable("no Windows user is set")
      }
      let allowed = parameters.list("users").map { $0.lowercased() }
      let isUnlisted = !allowed.isEmpty && user.value.matches { !allowed.contains($0.lowercased()) }
      return isUnlisted || WindowsUsers.isAdministrator(user.value)
        ? .fail([Evidence(user.path, .string(user.value))]) : .pass
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      guard let user = try template.effective(\.windows.runAsUserName, "windowsOptions.runAsUserName", for: container)
      else {
        return nil
      }
      return .set(user.path, "ContainerUser")
    })
}
