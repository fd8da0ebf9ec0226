import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Capabilities beyond the baseline list reach past the container: they change the node's network, trace other
  /// processes, load code into the kernel.
  ///
  /// Fails where `capabilities.add` holds one that the baseline level of the Pod Security Standards does not allow
  /// (AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP,
  /// SETUID, SYS_CHROOT are allowed), in any container. Only these spellings are: `CAP_CHOWN` and `chown` fail.
  package static let addedCaps = Check<ContainerSubject>(
    CheckInfo(
      "added-caps", area: .workload, severity: .high, judges: .container,
      under: ["sys-admin", "sys-module", "privileged"], title: "Dangerous capabilities added",
      statement: "adds capabilities beyond the baseline",
      remediation: "Take the capabilities out of securityContext.capabilities.add. What the program does with "
        + "them fails then: ask what it needs first.",
      references: [.cis("5.2.9"), .nsa("Pod security"), .pss("capabilities (baseline)"), .mitre("T1611")],
      equivalents: [
        "ks:C-0046", "ks:C-0200", "tv:KSV-0022", "ck:CKV_K8S_25", "po:dangerousCapabilities",
        "ky:disallow-capabilities", "gk:pod-security-policy/capabilities", "az:ContainerDisallowedCapabilities",
        "cis:5.2.9", "pss:capabilities_baseline", "ka:capabilities",
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let found = try Capabilities.beyondBaseline(container)
      return found.isEmpty ? .pass : .fail(Capabilities.evidence(container, found))
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return Capabilities.removal(container, try Capabilities.beyondBaseline(container))
    })
}
