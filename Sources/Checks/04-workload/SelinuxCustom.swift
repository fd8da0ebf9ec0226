import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// SELinux's types for containers keep them from the node's files. Another user, role or type, spc_t above all,
  /// lifts that.
  ///
  /// Fails where `seLinuxOptions` set a user or a role, or a type outside container_t, container_init_t,
  /// container_kvm_t and container_engine_t, on the container or on its pod, whose options count even where the
  /// container has its own. Levels are free to choose.
  package static let selinuxCustom = Check<ContainerSubject>(
    CheckInfo(
      "selinux-custom", area: .workload, severity: .medium, judges: .container, under: ["privileged"],
      title: "Custom SELinux options",
      statement: "changes its SELinux context",
      remediation: "Remove user and role from seLinuxOptions, and use one of the container types.",
      references: [.nsa("Pod security"), .pss("seLinuxOptions"), .mitre("T1611")],
      equivalents: [
        "tv:KSV-0025", "ky:disallow-selinux", "gk:pod-security-policy/selinux", "az:SELinux", "pss:selinuxoptions",
      ]),
    reads: [ClusterFact.container.read, ClusterFact.templateOfContainer.read],
    judge: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      var evidence: [Evidence] = []
      for (options, path) in seLinuxOptions(of: container, template) {
        if let user = try options.user.get(), !user.isEmpty {
          evidence.append(Evidence(path.appending("user"), .string(user)))
        }
        if let role = try options.role.get(), !role.isEmpty {
          evidence.append(Evidence(path.appending("role"), .string(role)))
        }
        if let type = try options.type.get(), !seLinuxTypes.contains(type) {
          evidence.append(Evidence(path.appending("type"), .string(type)))
        }
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let container = try facts.get(ClusterFact.container, subject)
      let template = try facts.get(ClusterFact.templateOfContainer, subject)
      var operations: [Patch.Operation] = []
      for (options, path) in seLinuxOptions(of: container, template) {
        if let user = try options.user.get(), !user.isEmpty { operations.append(.remove(path.appending("user"))) }
        if let role = try options.role.get(), !role.isEmpty { operations.append(.remove(path.appending("role"))) }
        if let type = try options.type.get(), !seLinuxTypes.contains(type) {
          operations.append(.remove(path.appending("type")))
        }
      }
      return Patch(operations)
    })

  private static let seLinuxTypes: Set<UntrustedText> = [
    "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t",
  ]

  /// The options of the container and of its pod, where they are set.
  private static func seLinuxOptions(
    of container: Container, _ template: PodTemplate
  ) -> [(options: SELinuxOptions, path: FieldPath)] {
    [
      (container.securityContext.seLinux, container.path.appending("securityContext.seLinuxOptions")),
      (template.securityContext.seLinux, PodTemplate.securityContextPath.appending("seLinuxOptions")),
    ].filter(\.0.isPresent)
  }
}
