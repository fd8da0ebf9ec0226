import Hardening
package import Inventory

extension Catalogue {
  /// A privileged container has every capability, sees all devices of its node and is held by no seccomp, AppArmor or
  /// SELinux profile: whoever runs code in it owns the node, and with it every pod and secret there.
  ///
  /// Fails where `securityContext.privileged` is true in any container: regular, init or ephemeral. Grant the single
  /// capability or device that the program needs instead. Containers of Windows pods cannot be privileged.
  package static let privileged = Check<ContainerSubject>(
    CheckInfo(
      "privileged", area: .workload, severity: .critical, judges: .container, title: "Privileged container",
      statement: "runs privileged",
      remediation: "Set securityContext.privileged to false and grant only the capabilities that the program "
        + "needs: without them it may fail, so try it on one node first.",
      references: [.cis("5.2.2"), .nsa("Pod security"), .pss("privileged"), .mitre("T1611")],
      equivalents: [
        "ks:C-0057", "ks:C-0193", "tv:KSV-0017", "ck:CKV_K8S_16", "po:runAsPrivileged", "kl:privileged-container",
        "sc:container-security-context-privileged", "kx:Privileged", "ka:privileged",
        "ky:disallow-privileged-containers", "gk:pod-security-policy/privileged-containers",
        "az:ContainerNoPrivilege", "cis:5.2.2/AKS4.2.1", "pss:privileged", "sny:SNYK-CC-K8S-1",
        "fa:Create_Privileged_Pod", "mdc:K8S_PrivilegedContainer",
      ]),
    reads: [ClusterFact.container.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      guard try container.securityContext.privileged.isTrue() else { return .pass }
      return .fail([Evidence(container.path.appending("securityContext.privileged"), true)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      return .set(container.path.appending("securityContext.privileged"), false)
    })
}
