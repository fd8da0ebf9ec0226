import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Pods of a workload whose account does not exist are not created; and whoever may create accounts can make it one
  /// day, and with it get what is bound to its name.
  ///
  /// Fails where the account named is not among the service accounts of the namespace. `default` exists in every
  /// namespace. In manifests an account that they lack counts as missing.
  package static let missingSa = Check<WorkloadSubject>(
    CheckInfo(
      "missing-sa", area: .workload, severity: .medium, judges: .workload, title: "Service account missing",
      statement: "names a service account that does not exist",
      remediation: "Create the service account, or correct serviceAccountName.",
      references: [.url("https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/")],
      equivalents: ["ks:C-0307", "kl:non-existent-service-account", "pp:POP-307,POP-507"]),
    reads: [ClusterFact.serviceAccount.read],
    judge: { subject, facts, _ throws(Missing) in
      let use = try facts.get(ClusterFact.serviceAccount, subject)
      guard !use.exists, let path = use.path else { return .pass }
      return .fail([Evidence(path, .string(use.name))])
    })
}
