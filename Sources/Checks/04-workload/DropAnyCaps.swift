import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A container that drops nothing keeps all capabilities of the runtime's default.
  ///
  /// Fails where `capabilities.drop` is empty or not set, in any container. `drop-all-caps` asks for more. Windows
  /// pods are not applicable.
  package static let dropAnyCaps = Check<ContainerSubject>(
    CheckInfo(
      "drop-any-caps", area: .workload, severity: .low, judges: .container, under: ["drop-all-caps", "privileged"],
      title: "No capability dropped",
      statement: "drops no capability",
      remediation: "Drop ALL in securityContext.capabilities.drop, and add back what the program needs.",
      references: [.nsa("Pod security")],
      equivalents: ["tv:KSV-0004", "kx:CapDropAny"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      if try !Capabilities.dropped(container).isEmpty { return .pass }
      let isSet = container.securityContext.droppedCapabilities.known != nil
      return .fail([Evidence(Capabilities.dropPath(container), isSet ? [] : .absent)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return Patch(try Capabilities.dropAll(container))
    })
}
