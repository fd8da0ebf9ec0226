import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without a readiness probe a pod gets requests as soon as its process runs, and goes on getting them when it can
  /// no longer answer; a roll-out believes every new pod.
  ///
  /// Fails for the same containers as `liveness` where they have no `readinessProbe`, with a Service or without.
  package static let readiness = Check<ContainerSubject>(
    CheckInfo(
      "readiness", area: .resources, severity: .low, judges: .container, under: ["liveness"],
      title: "No readiness probe",
      statement: "has no readiness probe",
      remediation: "Add a readinessProbe that answers whether the program can serve.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/")],
      equivalents: [
        "ks:C-0018", "ck:CKV_K8S_9", "po:readinessProbeMissing", "kl:no-readiness-probe", "sc:pod-probes", "pp:POP-104",
        "gk:general/requiredprobes", "az:ContainerEnforceProbes",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      guard runsOn(container, template) else { return .notApplicable("it is not meant to run on") }
      if let probe = try container.readiness.get(), probe.handler != .null { return .pass }
      return .fail([Evidence(container.path.appending("readinessProbe"), .absent)])
    })
}
