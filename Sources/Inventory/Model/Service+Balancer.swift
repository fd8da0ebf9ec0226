package import Hardening
import TextSafety

extension Service {
  /// Where the load balancer can be reached from.
  package enum Balancer: Hashable, Sendable {
    /// It is of another type.
    case none
    /// A private network, by a field or an annotation, or by the addresses that it has.
    case inner
    case open
  }

  /// How a cloud's controller reads the annotation by which it makes a load balancer internal. What it does not read so
  /// leaves a public one, or none at all.
  private enum Reading {
    /// One of these values, letter by letter.
    case exactly([UntrustedText])
    /// What Go's `strconv.ParseBool` takes for true.
    case goBool
    /// Anything: the name of a subnet.
    case filled

    func holds(_ value: UntrustedText) -> Bool {
      switch self {
      case .exactly(let values): values.contains(value)
      case .goBool: value.isGoTrue
      case .filled: !value.isEmpty
      }
    }
  }

  private static let inner: [UntrustedText: Reading] = [
    "service.beta.kubernetes.io/azure-load-balancer-internal": .exactly(["true"]),
    "service.beta.kubernetes.io/openstack-internal-load-balancer": .exactly(["true"]),
    "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": .exactly(["intranet"]),
    "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": .exactly(["private"]),
    "service.kubernetes.io/qcloud-loadbalancer-internal-subnetid": .filled,
    "service.beta.kubernetes.io/cce-load-balancer-internal-vpc": .exactly(["true"]),
    "service.beta.kubernetes.io/do-loadbalancer-network": .exactly(["INTERNAL"]),
    "service.beta.kubernetes.io/scw-loadbalancer-private": .goBool,
    "load-balancer.hetzner.cloud/disable-public-network": .goBool,
    "yandex.cloud/load-balancer-type": .exactly(["internal"]),
  ]

  /// Google's; where both are there, the newer one counts.
  private static let google: [UntrustedText] = [
    "networking.gke.io/load-balancer-type", "cloud.google.com/load-balancer-type",
  ]

  /// Classes of load balancers that are private by nature.
  private static let innerClasses: Set<UntrustedText> = [
    "tailscale", "networking.gke.io/l4-regional-internal", "networking.gke.io/l4-regional-internal-legacy",
  ]

  /// AWS' own controllers, whose load balancers are internal unless an annotation says otherwise.
  private static let amazonClasses: Set<UntrustedText> = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"]

  package func balancer() throws(Missing) -> Balancer {
    guard try type.get() == "LoadBalancer" else { return .none }
    let own = try loadBalancerClass.get() ?? ""
    if annotations.contains(where: { Service.inner[$0.key]?.holds($0.value) ?? false }) { return .inner }
    if Service.innerClasses.contains(own) || isInnerAtGoogle || isInnerAtOracle || isInnerAtAmazon(own) {
      return .inner
    }
    if !addresses.isEmpty, addresses.allSatisfy(NetworkAddress.isPrivate) { return .inner }
    return .open
  }

  private var isInnerAtGoogle: Bool {
    let value = Service.google.lazy.compactMap { annotations.value(of: $0) }.first
    return value == "Internal" || value == "internal"
  }

  /// Oracle has an annotation for each of its kinds of load balancers.
  private var isInnerAtOracle: Bool {
    let isNetwork = annotations.value(of: "oci.oraclecloud.com/load-balancer-type")?.lowercasedASCII == "nlb"
    let key: UntrustedText =
      isNetwork
      ? "oci-network-load-balancer.oraclecloud.com/internal" : "service.beta.kubernetes.io/oci-load-balancer-internal"
    return annotations.value(of: key)?.isGoTrue ?? false
  }

  /// AWS has two controllers. The older one takes anything but `false` for internal; the newer one asks for the scheme
  /// first, then for a boolean, and makes internal ones otherwise. Who names a scheme means the newer one.
  private func isInnerAtAmazon(_ own: UntrustedText) -> Bool {
    let prefix: UntrustedText = "service.beta.kubernetes.io/aws-load-balancer-"
    if let scheme = annotations.value(of: "\(prefix)scheme") { return scheme == "internal" }
    let value = annotations.value(of: "\(prefix)internal")
    let type = annotations.value(of: "\(prefix)type")
    if Service.amazonClasses.contains(own) || type == "external" || type == "nlb-ip" { return value?.isGoTrue ?? true }
    return value.map { !$0.isEmpty && $0 != "false" } ?? false
  }
}

extension UntrustedText {
  /// Whether Go's `strconv.ParseBool` takes it for true.
  var isGoTrue: Bool { ["1", "t", "T", "TRUE", "true", "True"].contains(self) }
}
