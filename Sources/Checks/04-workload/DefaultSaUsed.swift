import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// All pods of a namespace that name no account share `default`: a right that one of them needs, all have.
  ///
  /// Fails where `serviceAccountName` is not set or is `default`. A pod that mounts no token fails as well, but then
  /// this counts little; where its token is mounted, it folds under that.
  package static let defaultSaUsed = Check<WorkloadSubject>(
    CheckInfo(
      "default-sa-used", area: .workload, severity: .low, judges: .workload, under: ["sa-token-automount"],
      title: "Default service account",
      statement: "runs as the default service account",
      remediation: "Create a service account for the workload and name it in serviceAccountName.",
      references: [.cis("5.1.5"), .nsa("Service accounts"), .mitre("T1078")],
      equivalents: [
        "kl:default-service-account", "ks:C-0189", "ks:C-0225", "ks:C-0239", "ck:CKV_K8S_41", "kx:ServiceAccountName",
        "pp:POP-300", "cis:5.1.5/AKS4.1.5", "ka:asat",
      ]),
    reads: [ClusterFact.serviceAccount.read],
    judge: { subject, facts, _ throws(Missing) in
      let use = try facts.get(ClusterFact.serviceAccount, subject)
      guard use.name == "default" else { return .pass }
      let path = use.path ?? FieldPath.podSpec.appending("serviceAccountName")
      return .fail([Evidence(path, use.path == nil ? .absent : "default")])
    })
}
