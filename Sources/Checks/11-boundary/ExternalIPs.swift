import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Nodes send what is meant for an external IP to the Service's pods, whosever address it is: whoever may write a
  /// Service intercepts the traffic of others (CVE-2020-8554).
  ///
  /// Fails where a Service sets `externalIPs` that are not within the parameter `allowed`.
  package static let externalIPs = Check<ServiceSubject>(
    CheckInfo(
      "external-ips", area: .boundary, severity: .high, judges: .service, title: "External IPs",
      statement: "takes traffic for addresses that it names itself",
      remediation: "Remove externalIPs; use a LoadBalancer or an ingress, and deny the field by admission. Who "
        + "connects to these addresses is cut off: publish it anew first.",
      references: [
        .cis("1.2.3"), .mitre("T1557"), .url("https://github.com/kubernetes/kubernetes/issues/97076"),
      ],
      equivalents: [
        "tv:KSV-0108", "gk:general/externalip", "ky:restrict-service-external-ips", "az:AllowedExternalIPs",
        "cis:1.2.3",
      ],
      parameters: [
        ParameterInfo("allowed", .list([]), "Addresses that Services may take, as CIDR blocks: 203.0.113.0/28.")
      ]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, parameters throws(Missing) in
      let allowed = parameters.list("allowed").map { UntrustedText($0) }
      let path = FieldPath().appending("spec.externalIPs")
      let addresses = try facts.get(ClusterFact.service, subject).externalIPs.get() ?? []
      let evidence = addresses.enumerated().filter { address in
        !allowed.contains { NetworkAddress.isWithin(address.element, $0) }
      }.map { Evidence(path.appending(element: "", index: $0.offset), .string($0.element)) }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, parameters throws(Missing) in
      // Which of several are wanted a person knows.
      parameters.list("allowed").isEmpty ? Patch([.remove(FieldPath().appending("spec.externalIPs"))]) : nil
    })
}
