import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// The kubelet makes probes and lifecycle calls from the node's network. With a `host` of its own, a pod has the
  /// node call any address: past network policies, to metadata endpoints and internal services.
  ///
  /// Fails where a liveness, readiness or startup probe, or a postStart or preStop handler, sets `host` in `httpGet` or
  /// `tcpSocket`, to whatever address: 127.0.0.1 is the node's, not the pod's. An empty one passes (Pod Security
  /// Standards, baseline from 1.34).
  package static let probeHostField = Check<ContainerSubject>(
    CheckInfo(
      "probe-host-field", area: .workload, severity: .low, judges: .container, title: "Probe of another host",
      statement: "has its kubelet call another host",
      remediation: "Remove host from the probe or handler, so that the pod itself is called.",
      references: [.pss("hostProbesAndHostLifecycle"), .mitre("T1090")],
      equivalents: ["pss:hostprobesandhostlifecycle", "gk:pod-security-policy/host-probes-lifecycle"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let fields = try probeHosts(of: container)
      return fields.isEmpty ? .pass : .fail(fields.map { Evidence($0.path, .string($0.host)) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return Patch(try probeHosts(of: container).map { .remove($0.path) })
    })

  private static func probeHosts(of container: Container) throws(Missing) -> [(path: FieldPath, host: UntrustedText)] {
    let handlers: [(StaticString, Field<Probe>)] = [
      ("livenessProbe", container.liveness), ("readinessProbe", container.readiness),
      ("startupProbe", container.startup), ("lifecycle.postStart", container.postStart),
      ("lifecycle.preStop", container.preStop),
    ]
    var found: [(FieldPath, UntrustedText)] = []
    for (name, field) in handlers {
      guard let probe = try field.get(), let host = try probe.host.get() else { continue }
      if host.isEmpty { continue }
      found.append((container.path.appending(name).appending(member: probe.handlerName).appending("host"), host))
    }
    return found
  }
}
