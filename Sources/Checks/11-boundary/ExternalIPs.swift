import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Nodes send what is meant for an external IP to the Service's pods, whosever address it is: whoever may write a
  /// Service intercepts the traffic of others (CVE-2020-8554).
  ///
  /// Fails where a Service sets `externalIPs`.
  package static let externalIPs = Check<ServiceSubject>(
    CheckInfo(
      "external-ips", area: .boundary, severity: .high, judges: .service, title: "External IPs",
      statement: "takes traffic for addresses that it names itself",
      remediation: "Remove externalIPs; use a LoadBalancer or an ingress, and deny the field by admission.",
      references: [
        .cis("1.2.3"), .mitre("T1557"), .url("https://github.com/kubernetes/kubernetes/issues/97076"),
      ],
      equivalents: [
        "tv:KSV-0108", "gk:general/externalip", "ky:restrict-service-external-ips", "az:AllowedExternalIPs",
        "cis:1.2.3",
      ]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, _ throws(Missing) in
      let addresses = try facts.get(ClusterFact.service, subject).externalIPs.get() ?? []
      let path = FieldPath().appending("spec.externalIPs")
      return addresses.isEmpty
        ? .pass
        : .fail(
          addresses.enumerated().map { Evidence(path.appending(element: "", index: $0.offset), .string($0.element)) })
    },
    remedy: { _, _, _ throws(Missing) in Patch([.remove(FieldPath().appending("spec.externalIPs"))]) })
}
