import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Where both probes ask the same, a pod that is only busy is not just taken out of service but killed, and its
  /// load goes to the others.
  ///
  /// Fails where the handlers of `readinessProbe` and `livenessProbe` are equal.
  package static let probesIdentical = Check<ContainerSubject>(
    CheckInfo(
      "probes-identical", area: .resources, severity: .low, judges: .container, under: ["liveness"],
      title: "Probes identical",
      statement: "asks the same in both probes",
      remediation: "Let readiness ask for what serving needs, and liveness only for what a restart mends.",
      references: [.url("https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/")],
      equivalents: ["sc:pod-probes-identical", "ky:ensure-probes-different"]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard let liveness = try container.liveness.get(), let readiness = try container.readiness.get() else {
        return .pass
      }
      guard liveness.handler == readiness.handler, liveness.handler != .null else { return .pass }
      return .fail([Evidence(container.path.appending("readinessProbe"), readiness.handler)])
    })
}
