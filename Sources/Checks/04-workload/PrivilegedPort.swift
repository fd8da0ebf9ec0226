import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Ports below 1024 need root or NET_BIND_SERVICE: a program that listens there tempts to give it more rights than
  /// it needs. A Service maps any port to any other.
  ///
  /// Fails where a container declares a `containerPort` below 1024.
  package static let privilegedPort = Check<ContainerSubject>(
    CheckInfo(
      "privileged-port", area: .workload, severity: .low, judges: .container, title: "Port below 1024",
      statement: "listens on a port below 1024",
      remediation: "Let the program listen above 1023 and map the port in the Service.",
      references: [.url("https://kubernetes.io/docs/concepts/services-networking/service/")],
      equivalents: ["tv:KSV-0117", "kl:privileged-ports"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let evidence = try Ports.privileged(container).map { path, number in Evidence(path, .integer(number)) }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}

/// Ports that containers declare.
enum Ports {
  /// Those that only root or NET_BIND_SERVICE may bind, with their places.
  static func privileged(_ container: Container) throws(Missing) -> [(path: FieldPath, number: Int64)] {
    var found: [(FieldPath, Int64)] = []
    for (index, port) in (try container.ports.get() ?? []).enumerated() {
      guard let number = try port.containerPort.get(), number > 0, number < 1024 else { continue }
      let path = container.path.appending("ports").appending(element: port.name.known ?? "", index: index)
      found.append((path.appending("containerPort"), number))
    }
    return found
  }

  static func hasPrivileged(_ container: Container) throws(Missing) -> Bool { try !privileged(container).isEmpty }
}
