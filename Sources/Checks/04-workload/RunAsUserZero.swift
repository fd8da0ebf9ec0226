import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A `runAsUser` of 0 asks for root whatever user the image has.
  ///
  /// Fails where `runAsUser` of the container or of its pod is 0: the pod's too where the container has another value,
  /// as the restricted level of the Pod Security Standards wants it. Not set passes: then the image decides, which
  /// `run-as-non-root` judges.
  package static let runAsUserZero = Check<ContainerSubject>(
    CheckInfo(
      "run-as-user-zero", area: .workload, severity: .medium, judges: .container,
      under: ["run-as-non-root", "privileged"], title: "Runs as user 0",
      statement: "is set to run as user 0",
      remediation: "Set securityContext.runAsUser to the id of an ordinary user, best above 10000, that may "
        + "read the image's files: what only root may do fails then.",
      references: [.nsa("Non-root containers"), .pss("runAsUser"), .mitre("T1611")],
      equivalents: ["tv:KSV-0105", "ky:require-run-as-non-root-user", "pss:runasuser", "gk:pod-security-policy/users"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let zero = try template.settings(\.runAsUser, "runAsUser", for: container).filter { $0.value == 0 }
      return zero.isEmpty ? .pass : .fail(zero.map { Evidence($0.path, 0) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      let zero = try template.settings(\.runAsUser, "runAsUser", for: container).filter { $0.value == 0 }
      return Patch(zero.map { .add($0.path, 10001) })
    })
}
