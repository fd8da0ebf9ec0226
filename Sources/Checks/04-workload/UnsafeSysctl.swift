import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Kernel parameters beyond the safe ones are not kept apart between containers: setting one changes the node for
  /// all its pods, or weakens it.
  ///
  /// Fails where `securityContext.sysctls` holds one outside the list that the Pod Security Standards call safe.
  /// The list grew over the versions; where the server's is not known, as in manifests, the newest counts.
  package static let unsafeSysctl = Check<WorkloadSubject>(
    CheckInfo(
      "unsafe-sysctl", area: .workload, severity: .high, judges: .workload, title: "Unsafe kernel parameter",
      statement: "sets a kernel parameter that is not safe",
      remediation: "Remove the sysctl, or set it on the node for all pods.",
      references: [
        .nsa("Pod security"), .pss("sysctls"),
        .url("https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/"),
      ],
      equivalents: [
        "tv:KSV-0026", "kl:unsafe-sysctls", "ky:restrict-sysctls", "gk:pod-security-policy/forbidden-sysctls",
        "az:ForbiddenSysctlInterfaces", "az:AllowedSysctlInterfaces", "pss:sysctls",
      ]),
    reads: [ClusterFact.podTemplate.read, ClusterFact.serverVersion.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      let version = facts.known(ClusterFact.serverVersion, ClusterSubject())
      var evidence: [Evidence] = []
      for (index, sysctl) in (try template.securityContext.sysctls.get() ?? []).enumerated()
      where !isSafe(sysctl, version) {
        let path = PodTemplate.securityContextPath.appending("sysctls").appending(element: sysctl.name, index: index)
        evidence.append(Evidence(path.appending("value"), .string(sysctl.value)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      let version = facts.known(ClusterFact.serverVersion, ClusterSubject())
      var operations: [Patch.Operation] = []
      for (index, sysctl) in (try template.securityContext.sysctls.get() ?? []).enumerated()
      where !isSafe(sysctl, version) {
        let path = PodTemplate.securityContextPath.appending("sysctls").appending(element: sysctl.name, index: index)
        operations.append(.remove(path))
      }
      return Patch(operations.reversed())
    })

  /// The safe ones (Pod Security Standards, baseline, "Sysctls") by the minor version of 1.x that first had them so.
  private static let safeSysctls: [UntrustedText: Int] = [
    "kernel.shm_rmid_forced": 0, "net.ipv4.ip_local_port_range": 0, "net.ipv4.ip_unprivileged_port_start": 0,
    "net.ipv4.ping_group_range": 0, "net.ipv4.tcp_syncookies": 0, "net.ipv4.ip_local_reserved_ports": 27,
    "net.ipv4.tcp_fin_timeout": 29, "net.ipv4.tcp_keepalive_intvl": 29, "net.ipv4.tcp_keepalive_probes": 29,
    "net.ipv4.tcp_keepalive_time": 29, "net.ipv4.tcp_rmem": 32, "net.ipv4.tcp_wmem": 32,
  ]

  /// Names may be written with slashes for dots.
  private static func isSafe(_ sysctl: Sysctl, _ version: ServerVersion?) -> Bool {
    let name = sysctl.name.map { $0.split(separator: "/", omittingEmptySubsequences: false).joined(separator: ".") }
    guard let minor = safeSysctls[name] else { return false }
    return version.map { ServerVersion(major: 1, minor: minor) <= $0 } ?? true
  }
}
