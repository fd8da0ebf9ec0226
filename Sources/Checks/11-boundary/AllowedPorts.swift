import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Where an organisation agreed on the ports that Services offer, firewalls and reviews rely on it.
  ///
  /// Fails where a Service has a port outside of the parameter `ports`. Not applicable while none is configured.
  package static let allowedPorts = Check<ServiceSubject>(
    CheckInfo(
      "allowed-ports", area: .boundary, severity: .low, judges: .service, title: "Port not allowed",
      statement: "offers a port that is not allowed",
      remediation: "Offer the Service at one of the allowed ports.",
      references: [.url("https://kubernetes.io/docs/concepts/services-networking/service/")],
      equivalents: ["az:ServiceAllowedPorts", "ky:restrict-service-port-range"],
      parameters: [ParameterInfo("ports", .list([]), "Ports and ranges of ports: 443, \"8000-9000\".")]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, parameters throws(Missing) in
      let allowed = parameters.list("ports").compactMap(range)
      if allowed.isEmpty { return .notApplicable("no ports are configured") }
      var evidence: [Evidence] = []
      for port in try facts.get(ClusterFact.service, subject).ports.get() ?? [] {
        guard let number = try port.number.get(), !allowed.contains(where: { $0.contains(number) }) else { continue }
        evidence.append(Evidence(port.path.appending("port"), .integer(number)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })

  private static func range(_ text: String) -> ClosedRange<Int64>? {
    let bounds = text.split(separator: "-").compactMap { Int64($0.filter { !$0.isWhitespace }) }
    guard let first = bounds.first, let last = bounds.last, first <= last, bounds.count <= 2 else { return nil }
    return first...last
  }
}
