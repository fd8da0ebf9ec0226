import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Root in a container is root on the node as soon as anything of the isolation fails: a kernel flaw, a mounted
  /// path, a leaked capability.
  ///
  /// Fails unless `runAsNonRoot: true` or a `runAsUser` above 0 holds for the container; its own value counts before
  /// the pod's. The stricter reading of the Pod Security Standards, which wants `runAsNonRoot: true` whatever the
  /// user, is left to the Pod Security level. On Windows a `windowsOptions.runAsUserName` that is no administrator
  /// passes in place of the user id.
  package static let runAsNonRoot = Check<ContainerSubject>(
    CheckInfo(
      "run-as-non-root", area: .workload, severity: .high, judges: .container, under: ["privileged"],
      title: "May run as root",
      statement: "may run as root",
      remediation:
        "Set securityContext.runAsNonRoot to true. An image whose user is root does not start then: look at it "
        + "first (`id -u` in the container, or the image's USER), and give runAsUser an id above 0 that may read its files.",
      references: [.cis("5.2.7"), .nsa("Non-root containers"), .pss("runAsNonRoot"), .mitre("T1611")],
      equivalents: [
        "ks:C-0013", "ks:C-0198", "tv:KSV-0012", "ck:CKV_K8S_23", "po:runAsRootAllowed", "kl:run-as-non-root",
        "sc:container-security-context-user-group-id", "kx:RunAsNonRoot", "ka:nonroot", "pp:POP-302,POP-306",
        "ky:require-run-as-nonroot", "gk:pod-security-policy/users", "az:AllowedUsersGroups", "cis:5.2.7",
        "pss:runasnonroot", "sny:SNYK-CC-K8S-10",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let nonRoot = try template.effective(\.runAsNonRoot, "runAsNonRoot", for: container)
      if nonRoot?.value == true { return .pass }
      let user = try template.effective(\.runAsUser, "runAsUser", for: container)
      if let user, user.value > 0 { return .pass }
      if template.isWindows,
        let name = try template.effective(\.windows.runAsUserName, "windowsOptions.runAsUserName", for: container),
        !WindowsUsers.isAdministrator(name.value)
      {
        return .pass
      }
      var evidence = [
        Evidence(
          nonRoot?.path ?? container.path.appending("securityContext.runAsNonRoot"),
          nonRoot.map { .bool($0.value) } ?? .absent)
      ]
      if let user { evidence.append(Evidence(user.path, .integer(user.value))) }
      return .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let context = container.path.appending("securityContext")
      var operations = [Patch.Operation.add(context.appending("runAsNonRoot"), true)]
      // With user 0 the container would not start any more.
      if try template.effective(\.runAsUser, "runAsUser", for: container)?.value == 0 {
        operations.append(.add(context.appending("runAsUser"), 10001))
      }
      return Patch(operations)
    })
}
