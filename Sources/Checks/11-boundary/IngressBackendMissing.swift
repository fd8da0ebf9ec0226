import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A route to nothing is mostly a name that was mistyped or has changed. Whoever may create what it names receives its
  /// traffic.
  ///
  /// Fails where an Ingress or a route of the Gateway API names a Service that is not there, or a port that it does not
  /// have, or one of another namespace without a ReferenceGrant there, where no listener of a route's
  /// Gateways admits it (by namespace, kind, host, name or port), and where the selector of a Service selects no workload. Services without a selector, aliases and backends of
  /// other kinds pass. Unknown where pods may be made by an operator from a resource that the selector names.
  package static let ingressBackendMissing = Check<EntrySubject>(
    CheckInfo(
      "ingress-backend-missing", area: .boundary, severity: .low, judges: .entry, title: "Leads to nothing",
      statement: "leads to nothing",
      remediation:
        "Correct the name, the port or the selector, add a ReferenceGrant to the namespace that a route leads "
        + "into, or remove the object.",
      references: [
        .url("https://kubernetes.io/docs/concepts/services-networking/service/"),
        .url("https://kubernetes.io/docs/concepts/services-networking/ingress/"),
        .url("https://gateway-api.sigs.k8s.io/api-types/referencegrant/"),
      ],
      equivalents: [
        "ks:C-0298", "ks:C-0302", "ks:C-0293", "kl:dangling-ingress", "kl:dangling-service",
        "sc:ingress-targets-service", "sc:service-targets-pod", "pp:POP-1401,POP-1402,POP-1100",
      ], variants: [StatementVariant("is taken in by no Gateway", showing: ["parentRefs"])]),
    reads: [ClusterFact.backends.read],
    judge: { subject, facts, _ throws(Missing) in
      let reach = try facts.get(ClusterFact.backends, subject)
      if !reach.leads { return .notApplicable("it leads to itself alone") }
      return try reach.isWhole() ? .pass : .fail(reach.dangling)
    })
}
