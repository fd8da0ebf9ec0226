import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Where both probes ask the same, a pod that is only busy is not just taken out of service but killed, and its
  /// load goes to the others.
  ///
  /// Fails where the handlers of `readinessProbe` and `livenessProbe` are equal, with what Kubernetes takes for fields
  /// that are not set (path /, scheme HTTP). How often they ask makes no difference.
  package static let probesIdentical = Check<ContainerSubject>(
    CheckInfo(
      "probes-identical", area: .resources, severity: .low, judges: .container,
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
      guard liveness.handler != .null, request(liveness) == request(readiness) else { return .pass }
      return .fail([Evidence(container.path.appending("readinessProbe"), readiness.handler)])
    })

  /// What a probe asks, without fields that say what Kubernetes takes anyway.
  private static func request(_ probe: Probe) -> FieldValue {
    let defaults: [FieldValue.Member] = [
      .init("scheme", "HTTP"), .init("path", "/"), .init("host", ""), .init("service", ""),
      .init("httpHeaders", .list([])),
    ]
    guard case .map(let handlers) = probe.handler, let handler = handlers.first, case .map(let fields) = handler.value
    else { return probe.handler }
    return .map([.init(handler.key, .map(fields.filter { $0.value != .null && !defaults.contains($0) }))])
  }
}
