import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Kernel parameters beyond the safe ones are not kept apart between containers: setting one changes the node for
  /// all its pods, or weakens it.
  ///
  /// Fails where `securityContext.sysctls` holds one outside the list that the Pod Security Standards call safe.
  /// Where the server's version is not known, the newest list counts. Windows pods are not applicable.
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
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      if template.isWindows { return .windows }
      var evidence: [Evidence] = []
      for (index, sysctl) in (try template.securityContext.sysctls.get() ?? []).enumerated() where !isSafe(sysctl) {
        let path = PodTemplate.securityContextPath.appending("sysctls").appending(element: sysctl.name, index: index)
        evidence.append(Evidence(path.appending("value"), .string(sysctl.value)))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      var operations: [Patch.Operation] = []
      for (index, sysctl) in (try template.securityContext.sysctls.get() ?? []).enumerated() where !isSafe(sysctl) {
        let path = PodTemplate.securityContextPath.appending("sysctls").appending(element: sysctl.name, index: index)
        operations.append(.remove(path))
      }
      return Patch(operations.reversed())
    })

  /// Safe since Kubernetes 1.0 … 1.32 (Pod Security Standards, baseline, "Sysctls").
  private static let safeSysctls: Set<UntrustedText> = [
    "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_local_reserved_ports",
    "net.ipv4.ip_unprivileged_port_start", "net.ipv4.ping_group_range", "net.ipv4.tcp_fin_timeout",
    "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_keepalive_time",
    "net.ipv4.tcp_rmem", "net.ipv4.tcp_syncookies", "net.ipv4.tcp_wmem",
  ]

  /// Names may be written with slashes for dots.
  private static func isSafe(_ sysctl: Sysctl) -> Bool {
    safeSysctls.contains(
      sysctl.name.map { $0.split(separator: "/", omittingEmptySubsequences: false).joined(separator: ".") })
  }
}
