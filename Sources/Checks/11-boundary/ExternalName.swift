import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// An ExternalName is an alias in the cluster's DNS: pods that trust a name of the cluster talk to whatever host it
  /// points at, and an ingress in front of it publishes that host.
  ///
  /// Fails where a Service of type ExternalName points outside of the cluster's domain. Names below the parameter
  /// `allowed` pass. Not applicable to Services of other types.
  package static let externalName = Check<ServiceSubject>(
    CheckInfo(
      "externalname", area: .boundary, severity: .medium, judges: .service, title: "Alias of an outside host",
      statement: "is an alias of a host outside of the cluster",
      remediation: "Let programs name the host themselves, and allow it in the egress policy.",
      references: [
        .mitre("T1557"), .url("https://kubernetes.io/docs/concepts/services-networking/service/#externalname"),
      ],
      parameters: [
        ParameterInfo("allowed", .list([]), "Domains that aliases may point into: database.windows.net."),
        ParameterInfo("clusterDomain", .text("cluster.local"), "The domain of the cluster's own names."),
      ]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, parameters throws(Missing) in
      let service = try facts.get(ClusterFact.service, subject)
      guard try service.type.get() == "ExternalName" else { return .notApplicable("it is no alias") }
      let name = try service.externalName.get() ?? ""
      let own = ["svc", parameters.text("clusterDomain") ?? "cluster.local"]
      let isInside = name.matches { text in
        let host = text.lowercased().split(separator: ".").joined(separator: ".")
        return (own + parameters.list("allowed")).contains { host == $0 || host.hasSuffix("." + $0) }
      }
      return isInside ? .pass : .fail([Evidence(FieldPath().appending("spec.externalName"), .string(name))])
    })
}
