import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Two Ingresses for one host and path: which of them is served depends on the controller and on their age. Whoever
  /// may write an Ingress in any namespace takes over the route of another's.
  ///
  /// Fails where another Ingress, of any namespace, has a rule with the same host and path. Those of different classes
  /// do not meet, and canaries of ingress-nginx are meant so. Not applicable to the Gateway API.
  package static let ingressHostConflict = Check<IngressSubject>(
    CheckInfo(
      "ingress-host-conflict", area: .boundary, severity: .medium, judges: .ingress, title: "Route in two Ingresses",
      statement: "serves a host and path that another Ingress serves too",
      remediation: "Leave the host and path to one Ingress, and allow hosts by namespace in admission.",
      references: [.mitre("T1557"), .url("https://kubernetes.io/docs/concepts/services-networking/ingress/")],
      equivalents: [
        "gk:general/uniqueingresshost", "ky:unique-ingress-host-and-path", "az:IngressHostnamesConflict",
      ]),
    reads: [ClusterFact.ingress.read, ClusterFact.hostConflicts.read],
    judge: { subject, facts, _ throws(Missing) in
      guard try facts.get(ClusterFact.ingress, subject) != nil else { return .noIngress }
      // Of two that conflict the later by name says so: one conflict is one finding.
      let conflicts = try facts.get(ClusterFact.hostConflicts, subject).filter { $0.other < subject.object }
      let evidence = conflicts.flatMap { conflict in
        let value = FieldValue.string("\(conflict.host.isEmpty ? "*" : conflict.host)\(conflict.urlPath)")
        return [
          Evidence(conflict.path, value), Evidence(FieldPath().appending("spec.rules"), value, in: conflict.other),
        ]
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    })
}
