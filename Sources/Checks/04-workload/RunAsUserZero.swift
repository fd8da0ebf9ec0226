import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A `runAsUser` of 0 asks for root whatever user the image has.
  ///
  /// Fails where the value that holds for the container, its own or else the pod's, is 0. Not set passes: then the
  /// image decides, which `run-as-non-root` judges. Windows pods are not applicable.
  package static let runAsUserZero = Check<ContainerSubject>(
    CheckInfo(
      "run-as-user-zero", area: .workload, severity: .medium, judges: .container,
      under: ["run-as-non-root", "privileged"], title: "Runs as user 0",
      statement: "is set to run as user 0",
      remediation: "Set securityContext.runAsUser to the id of an ordinary user, best above 10000.",
      references: [.nsa("Non-root containers"), .pss("runAsUser"), .mitre("T1611")],
      equivalents: ["tv:KSV-0105", "ky:require-run-as-non-root-user", "pss:runasuser", "gk:pod-security-policy/users"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      guard let user = try template.effective(\.runAsUser, "runAsUser", for: container), user.value == 0 else {
        return .pass
      }
      return .fail([Evidence(user.path, 0)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.runAsUser"), 10001)
    })
}
