import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Nobody has thought about what this container may do: neither it nor its pod has a `securityContext`.
  ///
  /// Fails where neither the container nor the pod has a `securityContext` with at least one field. Windows pods
  /// count too.
  package static let securityContextAbsent = Check<ContainerSubject>(
    CheckInfo(
      "security-context-absent", area: .workload, severity: .low, judges: .container,
      under: ["run-as-non-root", "privileged"], title: "No security context",
      statement: "has no security context at all",
      remediation: "Give the container a securityContext that drops privileges, see the other checks. An image "
        + "that runs as root does not start with it: try it before production.",
      references: [.cis("5.6.3"), .nsa("Pod security")],
      equivalents: ["tv:KSV-0118", "ks:C-0211", "ck:CKV_K8S_29", "ck:CKV_K8S_30", "cis:5.6.3/AKS4.6.2"]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if container.securityContext.isPresent || template.securityContext.isPresent { return .pass }
      return .fail([Evidence(container.path.appending("securityContext"), .absent)])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      if template.isWindows { return .set(container.path.appending("securityContext.runAsNonRoot"), true) }
      let context = container.path.appending("securityContext")
      return Patch(
        [.add(context.appending("allowPrivilegeEscalation"), false)] + (try Capabilities.dropAll(container)) + [
          .add(context.appending("runAsNonRoot"), true),
          .add(context.appending("seccompProfile.type"), "RuntimeDefault"),
        ])
    })
}
