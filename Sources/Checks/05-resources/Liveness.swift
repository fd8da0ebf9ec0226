import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A program that hangs keeps its place until somebody notices. With a liveness probe the kubelet starts it anew.
  ///
  /// Fails where a regular or sidecar container of something that runs on (Deployment, StatefulSet, DaemonSet,
  /// ReplicaSet, a pod that always restarts) has no `livenessProbe`. A startup probe does not count, nor does a probe that asks nothing. Jobs, init and
  /// ephemeral containers are not applicable.
  package static let liveness = Check<ContainerSubject>(
    CheckInfo(
      "liveness", area: .resources, severity: .low, judges: .container, title: "No liveness probe",
      statement: "has no liveness probe",
      remediation: "Add a livenessProbe that fails where only a restart helps.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/")],
      equivalents: [
        "ks:C-0056", "ck:CKV_K8S_8", "po:livenessProbeMissing", "kl:no-liveness-probe", "sc:pod-probes", "pp:POP-103",
        "ky:require-probes", "gk:general/requiredprobes", "az:ContainerEnforceProbes", "sny:SNYK-CC-K8S-41",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      guard runsOn(container, template) else { return .notApplicable("it is not meant to run on") }
      if let probe = try container.liveness.get(), probe.handler != .null { return .pass }
      return .fail([Evidence(container.path.appending("livenessProbe"), .absent)])
    })

  /// Whether a container is meant to run for as long as its workload exists.
  static func runsOn(_ container: Container, _ template: PodTemplate) -> Bool {
    guard container.role == .regular || container.role == .sidecar, template.kind.runsOn else { return false }
    let policy = template.content.restartPolicy.known ?? "Always"
    return template.kind != .pod || policy == "Always" || policy.isEmpty
  }
}
