import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// NET_RAW, part of the runtime's default, writes packets of any kind: an intruder answers for other pods by ARP
  /// and DNS and reads what was meant for them.
  ///
  /// Fails where NET_RAW is added, or dropped neither by name nor by ALL, in any container. Windows pods are not
  /// applicable.
  package static let netRaw = Check<ContainerSubject>(
    CheckInfo(
      "net-raw", area: .workload, severity: .medium, judges: .container, under: ["drop-all-caps", "privileged"],
      title: "NET_RAW kept",
      statement: "can forge network packets",
      remediation: "Drop ALL in securityContext.capabilities.drop, or NET_RAW alone where the program needs others; "
        + "what pings or captures packets fails without.",
      references: [.cis("5.2.8"), .nsa("Pod security"), .mitre("T1557")],
      equivalents: [
        "ks:C-0199", "tv:KSV-0119", "ck:CKV_K8S_28", "kl:drop-net-raw-capability", "ky:require-drop-cap-net-raw",
        "cis:5.2.8",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      let added = try Capabilities.added(container) { $0 == "NET_RAW" || $0 == "ALL" }
      if !added.isEmpty { return .fail(Capabilities.evidence(container, added)) }
      let dropped = try Capabilities.dropped(container)
      if dropped.contains("ALL") || dropped.contains("NET_RAW") { return .pass }
      let drop = container.securityContext.droppedCapabilities.known
      return .fail([Evidence(Capabilities.dropPath(container), drop.map { .list($0.map { .string($0) }) } ?? .absent)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let added = try Capabilities.added(container) { $0 == "NET_RAW" || $0 == "ALL" }
      let removal = Capabilities.removal(container, added)?.operations ?? []
      if try Capabilities.dropped(container).contains("NET_RAW") { return Patch(removal) }
      // A list of NET_RAW alone would take back what `drop-all-caps` asks for, were it applied after it.
      return Patch(removal + (try Capabilities.dropAll(container)))
    })
}
