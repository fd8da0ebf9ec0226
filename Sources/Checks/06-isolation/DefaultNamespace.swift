import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// What names no namespace ends in `default`: unrelated things meet there, and no policy, quota or role that is meant
  /// for one of them fits the others.
  ///
  /// Fails for a workload, and for another object that nothing owns, whose namespace is written or stored as `default`.
  /// Files that set no namespace are not applicable: whoever applies them says where they go. Not counted: what every
  /// cluster has there (the Service `kubernetes` and its endpoints, the root CA's ConfigMap, the account `default`),
  /// events, and what Kubernetes or Helm keep for themselves.
  package static let defaultNamespace = Check<WorkloadSubject>(
    resident("default-namespace", .workload), reads: [ClusterFact.workload.read],
    judge: { subject, facts, _ throws(Missing) in
      guard subject.namespace == DefaultNamespace.name else { return .pass }
      let traits = try facts.get(ClusterFact.workload, subject)
      if !traits.namesNamespace { return .notApplicable("no namespace is set") }
      if traits.managedBy == .platform { return .notApplicable("the platform manages it") }
      return .fail(inDefault)
    })

  package static let defaultNamespaceOfObject = Check<DefaultResidentSubject>(
    resident("default-namespace", .defaultResident), reads: [ClusterFact.defaultResidence.read],
    judge: { subject, facts, _ throws(Missing) in
      try facts.get(ClusterFact.defaultResidence, subject) ? .fail(inDefault) : .pass
    })

  private static let inDefault = [
    Evidence(FieldPath().appending("metadata.namespace"), .string(DefaultNamespace.name))
  ]

  private static func resident(_ id: CheckID, _ kind: SubjectKind) -> CheckInfo {
    CheckInfo(
      id, area: .isolation, severity: .low, judges: kind, title: "In the default namespace",
      statement: "is in the namespace default",
      remediation: "Give it a namespace of its own, with policies, quotas and roles for what runs there.",
      references: [.cis("5.6.4"), .nsa("Kubernetes Pod security")],
      equivalents: [
        "ks:C-0061", "ks:C-0212", "tv:KSV-0110", "ck:CKV_K8S_21", "kl:use-namespace", "ky:disallow-default-namespace",
        "az:BlockDefaultNamespace", "cis:5.6.4/AKS4.6.3",
      ])
  }
}
