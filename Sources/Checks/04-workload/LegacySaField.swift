import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// `serviceAccount` is the old name of `serviceAccountName`. Where they differ, one reader takes the one and
  /// another the other.
  ///
  /// Fails where `serviceAccount` is set and `serviceAccountName` is not, or is another. Equal values, as the API
  /// server writes them, pass.
  package static let legacySaField = Check<WorkloadSubject>(
    CheckInfo(
      "legacy-sa-field", area: .workload, severity: .info, judges: .workload, under: ["default-sa-used"],
      title: "Deprecated field serviceAccount",
      statement: "names its account in a deprecated field",
      remediation: "Use serviceAccountName instead of serviceAccount.",
      references: [.url("https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/")],
      equivalents: ["ks:C-0294", "kl:deprecated-service-account-field", "ka:asat"]),
    reads: [ClusterFact.podTemplate.read],
    judge: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      guard let old = try template.content.serviceAccount.get(), !old.isEmpty else { return .pass }
      if try template.content.serviceAccountName.get() == old { return .pass }
      return .fail([Evidence(FieldPath.podSpec.appending("serviceAccount"), .string(old))])
    },
    remedy: { subject, facts, _ throws(Missing) in
      let template = try facts.get(ClusterFact.podTemplate, subject)
      guard let old = try template.content.serviceAccount.get() else { return nil }
      let name = try template.content.serviceAccountName.get() ?? ""
      var operations: [Patch.Operation] = []
      if name.isEmpty { operations.append(.add(FieldPath.podSpec.appending("serviceAccountName"), .string(old))) }
      operations.append(.remove(FieldPath.podSpec.appending("serviceAccount")))
      return Patch(operations)
    })
}
