import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Without the label the API server admits any pod to the namespace, privileged ones too: whoever may create pods
  /// there has the nodes.
  ///
  /// Fails where the namespace lacks `pod-security.kubernetes.io/enforce`, or has it at privileged or at something
  /// that is no level, whether workloads are in it or not. Unknown where the Namespace object is not in the input.
  package static let podSecurityLabels = Check<NamespaceSubject>(
    CheckInfo(
      "psa-labels", area: .workload, severity: .medium, judges: .namespace, title: "Pod Security not enforced",
      statement: "enforces no level of the Pod Security Standards",
      remediation:
        "Label the namespace pod-security.kubernetes.io/enforce: baseline, better restricted. Pods that break the "
        + "level are refused at their next start: the same line with --dry-run=server names those that run now.",
      references: [
        .cis("5.2.1"), .nsa("Pod security"),
        .url("https://kubernetes.io/docs/concepts/security/pod-security-admission/"),
      ],
      equivalents: [
        "ks:C-0192", "ks:C-0193", "ks:C-0201", "ky:deny-privileged-profile", "ky:add-psa-labels", "cis:5.2.1",
      ]),
    reads: [ClusterFact.namespaceLabels.read],
    judge: { subject, facts, _ throws(Missing) in
      let labels = try facts.get(ClusterFact.namespaceLabels, subject)
      let level = labels.last { $0.key == "pod-security.kubernetes.io/enforce" }?.value
      if level == "baseline" || level == "restricted" { return .pass }
      let path = FieldPath().appending("metadata.labels").appending(member: "pod-security.kubernetes.io/enforce")
      return .fail([Evidence(path, level.map { .string($0) } ?? .absent)])
    },
    remedy: { _, _, _ throws(Missing) in
      let path = FieldPath().appending("metadata.labels").appending(member: "pod-security.kubernetes.io/enforce")
      return .set(path, "baseline")
    })
}
