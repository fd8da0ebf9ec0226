import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A runtime gives every container some fourteen capabilities, among them to change owners of files, to bind low
  /// ports and to forge packets. Few programs need any.
  ///
  /// Fails where `capabilities.drop` lacks `ALL`, in any container, or where more than `NET_BIND_SERVICE` is added
  /// back against the restricted level of the Pod Security Standards. `all` counts as `ALL`. Windows pods are not
  /// applicable.
  package static let dropAllCaps = Check<ContainerSubject>(
    CheckInfo(
      "drop-all-caps", area: .workload, severity: .medium, judges: .container, under: ["added-caps", "privileged"],
      title: "Capabilities not dropped",
      statement: "keeps capabilities that it may not need",
      remediation:
        "Drop ALL in securityContext.capabilities.drop, and add back what the program needs: one that changes "
        + "owners of files, or becomes another user, fails without.",
      references: [.cis("5.2.10"), .nsa("Pod security"), .pss("capabilities (restricted)"), .mitre("T1548")],
      equivalents: [
        "tv:KSV-0003", "tv:KSV-0106", "ck:CKV_K8S_37", "po:insecureCapabilities", "kx:CapDropAll", "ka:capabilities",
        "ky:disallow-capabilities-strict", "ky:require-drop-all", "gk:pod-security-policy/capabilities",
        "az:ContainerAllowedCapabilities", "cis:5.2.10", "pss:capabilities_restricted", "sny:SNYK-CC-K8S-6",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      guard try Capabilities.dropped(container).contains("ALL") else {
        let drop = try container.securityContext.droppedCapabilities.get()
        return .fail([Evidence(Capabilities.dropPath(container), drop.map { .list($0.map { .string($0) }) } ?? .absent)]
        )
      }
      let back = try Capabilities.added(container) { $0 != "NET_BIND_SERVICE" }
      return back.isEmpty ? .pass : .fail(Capabilities.evidence(container, back))
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let back = try Capabilities.added(container) { $0 != "NET_BIND_SERVICE" }
      let removal = Capabilities.removal(container, back)?.operations ?? []
      return Patch(removal + (try Capabilities.dropAll(container)))
    })
}
