import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A public load balancer that everybody may reach is found by scanners within minutes. Where only some have to reach
  /// it, their ranges can be named.
  ///
  /// Fails where a public LoadBalancer names no ranges, by `loadBalancerSourceRanges` or an annotation, or one with
  /// prefix 0, or ranges that together are half of all addresses or more, or one of Azure's service tags that everybody
  /// has an address of: Internet, AzureCloud and its regions, where anybody rents a machine. Other tags pass. Unknown
  /// where security groups decide, which only the cloud knows. Not applicable where the load balancer is internal, and to
  /// Services of other types.
  package static let loadBalancerSourceRanges = Check<ServiceSubject>(
    CheckInfo(
      "lb-source-ranges", area: .boundary, severity: .high, judges: .service, under: ["ingress-controller-internal"],
      title: "Load balancer open to all",
      statement: "has a public load balancer that all addresses may reach",
      remediation: "Name the ranges that need it in loadBalancerSourceRanges, or make the load balancer internal.",
      references: [
        .mitre("T1133"), .mitre("T1190"),
        .url("https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies"),
        .url("https://learn.microsoft.com/azure/virtual-network/service-tags-overview"),
      ],
      equivalents: ["mdc:K8S_ExposedPostgresBroadIPRange"],
      variants: [
        StatementVariant(
          "has a public load balancer that all of {} may reach",
          showing: ["service.beta.kubernetes.io/azure-allowed-service-tags"])
      ]),
    reads: [ClusterFact.service.read],
    judge: { subject, facts, _ throws(Missing) in
      let service = try facts.get(ClusterFact.service, subject)
      guard try service.balancer() == .open else { return .noBalancer }
      let ranges = try service.allowedRanges()
      if ranges.isEmpty {
        if service.isGuardedByCloud { throw Missing(.firewallOfCloud, .notInInput) }
        return .fail([Evidence(FieldPath().appending("spec.loadBalancerSourceRanges"), .absent)])
      }
      let wide = NetworkAddress.open(ranges.map(\.range)).map { ranges[$0] }
      return wide.isEmpty ? .pass : .fail(wide.map { Evidence($0.path, .string($0.range)) })
    },
    remedy: { subject, facts, _ throws(Missing) in
      let ranges = try facts.get(ClusterFact.service, subject).sourceRanges.get() ?? []
      let wide = NetworkAddress.wide(ranges)
      // Beside ranges that were meant, those of all addresses can go.
      let rest = ranges.indices.filter { !wide.contains($0) }.map { ranges[$0] }
      if wide.isEmpty || rest.isEmpty || !NetworkAddress.wide(rest).isEmpty { return nil }
      let path = FieldPath().appending("spec.loadBalancerSourceRanges")
      return Patch(wide.reversed().map { .remove(path.appending(element: "", index: $0)) })
    })
}
