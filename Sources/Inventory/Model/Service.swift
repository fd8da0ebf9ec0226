package import Hardening
package import TextSafety

/// A Service (core/v1), with what its annotations say of its load balancer.
package struct Service: Hashable, Sendable {
  package var labels: [LabelPair]
  package var selector: Field<[LabelPair]>
  /// ClusterIP where absent.
  package var type: Field<UntrustedText>
  package var ports: Field<[ServicePort]>
  /// Of clouds and of Kubernetes; others are not kept.
  package var annotations: [LabelPair]
  package var hasAnnotations: Bool
  package var externalIPs: Field<[UntrustedText]>
  package var externalName: Field<UntrustedText>
  package var sourceRanges: Field<[UntrustedText]>
  package var loadBalancerClass: Field<UntrustedText>
  package var hasExternalTrafficPolicy: Bool
  /// Addresses that its load balancer has got, else the one that it asks for.
  package var addresses: [UntrustedText]
}

package struct ServicePort: Hashable, Sendable {
  package var name: UntrustedText
  package var number: Field<Int64>
  /// nil where none is asked for.
  package var nodePort: Int64?
  package var applicationProtocol: UntrustedText
  package var path: FieldPath

  /// A port that web servers are reached at.
  package var servesHTTP: Bool {
    let names: [UntrustedText] = ["http", "https", "web", "websecure", "http2", "grpc"]
    let protocols: [UntrustedText] = ["http", "https", "kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss"]
    let numbers: [Int64] = [80, 443, 8080, 8443]
    return names.contains(name) || protocols.contains(applicationProtocol)
      || number.known.map(numbers.contains) ?? false
  }
}

extension Service {
  /// The annotation that makes the load balancer internal; nil where no other annotation gives the cloud away.
  package var inwardAnnotation: LabelPair? {
    func has(_ prefix: String) -> Bool { annotations.contains { $0.key.hasPrefix(prefix) } }
    if has("service.beta.kubernetes.io/azure-") {
      return LabelPair(key: "service.beta.kubernetes.io/azure-load-balancer-internal", value: "true")
    }
    if has("service.beta.kubernetes.io/aws-") {
      return LabelPair(key: "service.beta.kubernetes.io/aws-load-balancer-scheme", value: "internal")
    }
    if has("networking.gke.io/") || has("cloud.google.com/") {
      return LabelPair(key: "networking.gke.io/load-balancer-type", value: "Internal")
    }
    return nil
  }

  /// Groups of the cloud, which no object shows, say who may come in.
  package var isGuardedByCloud: Bool {
    annotations.contains { pair in
      pair.key == "service.beta.kubernetes.io/aws-load-balancer-security-groups"
        || pair.key == "service.beta.kubernetes.io/oci-network-security-groups"
        || pair.key == "oci.oraclecloud.com/oci-network-security-groups"
    }
  }

  /// Who may reach the load balancer, with the field that says so: ranges, and service tags of Azure. Empty where all may.
  ///
  /// What the field names, kube-proxy drops all others for, whatever Azure's tags let through the security group
  /// (cloud-provider-azure.sigs.k8s.io, "LoadBalancer annotations"); but where floating addresses are switched off the
  /// traffic comes to node ports, which it does not look at.
  package func allowedRanges() throws(Missing) -> [(range: UntrustedText, path: FieldPath)] {
    let path = FieldPath().appending("spec.loadBalancerSourceRanges")
    var ranges = (try sourceRanges.get() ?? []).enumerated().map { index, range in
      (range: range.trimmed, path: path.appending(element: "", index: index))
    }
    // The first is Kubernetes' own, and the field's place-holder: it counts where the field names none.
    var keys: [UntrustedText] = ["service.beta.kubernetes.io/azure-allowed-ip-ranges"]
    if ranges.isEmpty { keys.insert("service.beta.kubernetes.io/load-balancer-source-ranges", at: 0) }
    if ranges.isEmpty || leadsToNodePorts { keys.append("service.beta.kubernetes.io/azure-allowed-service-tags") }
    for key in keys {
      guard let value = annotations.value(of: key) else { continue }
      let path = FieldPath().appending("metadata.annotations").appending(member: key)
      ranges += value.split(",").map(\.trimmed).filter { !$0.isEmpty }.map { (range: $0, path: path) }
    }
    return ranges
  }

  /// Azure's load balancer hands packets on to the node port instead of the Service's own address.
  private var leadsToNodePorts: Bool {
    annotations.value(of: "service.beta.kubernetes.io/azure-disable-load-balancer-floating-ip")?.lowercasedASCII
      == "true"
  }
}

extension UntrustedText {
  fileprivate var trimmed: UntrustedText { map { $0.filter { !$0.isWhitespace } } }
}

/// Addresses as text.
package enum NetworkAddress {
  /// Whether an address is of a private network (RFC 1918, RFC 6598, RFC 4193), local to a link, or of the host itself.
  package static func isPrivate(_ address: UntrustedText) -> Bool {
    address.matches { text in
      if text.contains(":") {
        let lower = text.lowercased()
        return lower.hasPrefix("fc") || lower.hasPrefix("fd") || lower.hasPrefix("fe80:") || lower == "::1"
      }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
      guard parts.count == 4 else { return false }
      switch parts[0] {
      case 10, 127: return true
      case 100: return (64...127).contains(parts[1])
      case 169: return parts[1] == 254
      case 172: return (16...31).contains(parts[1])
      case 192: return parts[1] == 168
      default: return false
      }
    }
  }

  /// Whether a range lies in another; of IPv6 only the same range does.
  package static func isWithin(_ range: UntrustedText, _ outer: UntrustedText) -> Bool {
    if range == outer { return true }
    guard let inner = range.parsed(block), let outer = outer.parsed(block), inner.length >= outer.length else {
      return false
    }
    return outer.length == 0 || (inner.bits ^ outer.bits) >> (32 - outer.length) == 0
  }

  /// An IPv4 block; an address alone is one of length 32.
  private static func block(_ text: String) -> (bits: UInt32, length: Int)? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    let bytes = parts[0].split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
    guard bytes.count == 4, parts.count <= 2 else { return nil }
    let length = parts.count == 2 ? Int(parts[1]) : 32
    guard let length, (0...32).contains(length) else { return nil }
    return (bytes.reduce(0) { $0 << 8 | UInt32($1) }, length)
  }

  /// Whether a range in CIDR notation holds every address of its family.
  package static func isEverything(_ range: UntrustedText) -> Bool {
    let parts = range.split("/")
    return parts.count == 2 && parts[1].matches { Int($0) == 0 }
  }
}
