import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A pod that forks without end takes all process ids of its node, which then can start nothing, not even a shell
  /// to mend it.
  ///
  /// Fails where the kubelet's configuration has no `podPidsLimit`, or one of 0 or less. Judged from
  /// KubeletConfiguration objects; nodes whose configuration is not in the input are no subjects.
  package static let pidLimit = Check<NodeSubject>(
    CheckInfo(
      "pid-limit", area: .resources, severity: .low, judges: .node, title: "No limit on processes",
      statement: "does not limit the processes of a pod",
      remediation: "Set podPidsLimit in the kubelet's configuration.",
      references: [.cis("4.2.13"), .url("https://kubernetes.io/docs/concepts/policy/pid-limiting/")],
      equivalents: ["ks:C-0284", "cis:4.2.13"]),
    reads: [ClusterFact.kubelet.read],
    judge: { subject, facts, _ throws(Missing) in
      let limit = try facts.get(ClusterFact.kubelet, subject).podPidsLimit.get()
      if let limit, limit > 0 { return .pass }
      return .fail([Evidence(FieldPath().appending("podPidsLimit"), limit.map { .integer($0) } ?? .absent)])
    },
    remedy: { _, _, _ throws(Missing) in
      return .set(FieldPath().appending("podPidsLimit"), 1024)
    })
}
