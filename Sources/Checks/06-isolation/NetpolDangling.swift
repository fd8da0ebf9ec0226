import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A policy that selects no pod protects nothing, and mostly was meant to: a label was mistyped or has changed. A peer
  /// that is nobody allows nothing.
  ///
  /// Fails where the selector of a policy selects no workload, or that of a peer does not. Selectors of everything pass.
  /// Unknown where the pods that are meant are not in the input: those of other namespaces in manifests, hosts.
  package static let netpolDangling = Check<NetworkPolicySubject>(
    CheckInfo(
      "netpol-dangling", area: .isolation, severity: .low, judges: .networkPolicy, title: "Policy selects nothing",
      statement: "has a selector that selects no pod",
      remediation: "Correct the selector, or remove the policy or the peer.",
      references: [NetworkPolicies.reference],
      equivalents: [
        "ks:C-0299", "kl:dangling-networkpolicy", "kl:dangling-networkpolicypeer-podselector",
        "sc:networkpolicy-targets-pod", "pp:POP-1200,POP-1202,POP-1206",
      ]),
    reads: [ClusterFact.networkPolicy.read, ClusterFact.policyReach.read],
    judge: { subject, facts, _ throws(Missing) in
      let policy = try facts.get(ClusterFact.networkPolicy, subject)
      if try policy.sections.get()?.isEmpty ?? true { return .notApplicable("it is about no pods") }
      let reach = try facts.get(ClusterFact.policyReach, subject)
      return try reach.isWhole() ? .pass : .fail(reach.dangling.map { Evidence($0, "selects no pod") })
    })
}
