import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without `allowPrivilegeEscalation: false` a setuid binary in the image, or a file capability, gives a process
  /// more rights than its parent had: an attacker with a shell as an ordinary user becomes root of the container.
  ///
  /// Fails where the field is true or not set, in any container. It has no value for a pod as a whole. Passes where
  /// it is false. Windows pods are not applicable.
  package static let privEscalation = Check<ContainerSubject>(
    CheckInfo(
      "priv-escalation", area: .workload, severity: .high, judges: .container,
      under: ["privileged", "run-as-non-root"],
      title: "Privilege escalation allowed",
      statement: "may gain privileges beyond its parent process",
      remediation: "Set securityContext.allowPrivilegeEscalation to false.",
      references: [.cis("5.2.6"), .nsa("Pod security"), .pss("allowPrivilegeEscalation"), .mitre("T1548")],
      equivalents: [
        "ks:C-0016", "ks:C-0197", "tv:KSV-0001", "ck:CKV_K8S_20", "po:privilegeEscalationAllowed",
        "kl:privilege-escalation-container", "kx:AllowPrivilegeEscalation", "ka:privesc",
        "ky:disallow-privilege-escalation", "gk:pod-security-policy/allow-privilege-escalation",
        "az:ContainerNoPrivilegeEscalation", "cis:5.2.6/AKS4.2.5", "pss:allowprivilegeescalation", "sny:SNYK-CC-K8S-9",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .windows }
      let value = try container.securityContext.allowPrivilegeEscalation.get()
      if value == false { return .pass }
      return .fail([
        Evidence(
          container.path.appending("securityContext.allowPrivilegeEscalation"), value.map { .bool($0) } ?? .absent)
      ])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      // The API server refuses false beside these.
      if try container.securityContext.privileged.isTrue() { return nil }
      if try container.securityContext.addedCapabilities.get()?.contains("CAP_SYS_ADMIN") == true { return nil }
      return .set(container.path.appending("securityContext.allowPrivilegeEscalation"), false)
    })
}
