import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Whoever runs code in the pod finds the account's token there and talks to the API server with its rights. Most
  /// programs never need it.
  ///
  /// Fails where the token is mounted: the pod's `automountServiceAccountToken` counts before the service account's,
  /// that before the default, true. One severity lower where a binding names the account and grants more than
  /// discovery, for then the program seems to use the API. Where the account's object cannot be known and the pod says
  /// nothing, unknown.
  package static let saTokenAutomount = Check<WorkloadSubject>(
    CheckInfo(
      "sa-token-automount", area: .workload, severity: .medium, judges: .workload,
      title: "Service account token mounted",
      statement: "mounts the token of its service account",
      remediation: "Set automountServiceAccountToken to false on the pod or its service account, unless the program "
        + "calls the Kubernetes API.",
      references: [.cis("5.1.6"), .nsa("Service account tokens"), .mitre("T1528")],
      equivalents: [
        "ks:C-0034", "ks:C-0190", "tv:KSV-0036", "ck:CKV_K8S_38", "po:automountServiceAccountToken",
        "kx:AutomountServiceAccountToken", "ka:asat", "pp:POP-301,POP-303", "ky:restrict-automount-sa-token",
        "gk:general/automount-serviceaccount-token", "az:BlockAutomountToken", "cis:5.1.6/AKS4.1.6",
      ]),
    reads: [ClusterFact.tokenMount.read, ClusterFact.accountIsBound.read],
    judge: { subject, facts, _ throws(Missing) in
      let token = try facts.get(ClusterFact.tokenMount, subject)
      guard token.isMounted else { return .pass }
      let path = token.path ?? FieldPath.podSpec.appending("automountServiceAccountToken")
      let evidence = Evidence(path, token.path == nil ? .absent : true, in: token.account)
      let isBound = facts.known(ClusterFact.accountIsBound, subject) == true
      return .fail([evidence], severity: isBound ? .low : nil)
    },
    remedy: { subject, facts, _ throws(Missing) in
      // What uses the API needs its token: only a person can say.
      if facts.known(ClusterFact.accountIsBound, subject) == true { return nil }
      return .set(FieldPath.podSpec.appending("automountServiceAccountToken"), false)
    })
}
