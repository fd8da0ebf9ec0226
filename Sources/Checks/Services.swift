import Hardening
import Inventory
import TextSafety

extension Judgement {
  /// For checks of load balancers.
  static let noBalancer = Judgement.notApplicable("it is no load balancer")
  /// For checks of what comes in from outside.
  static let notOpen = Judgement.notApplicable("the Internet does not reach it")
  /// Where Gateways are judged, their routes are not once more.
  static let route = Judgement.notApplicable("its Gateways are judged")
  static let onlySome = Judgement.notApplicable("only some addresses reach it")
  /// For checks of Ingresses, where the subject is of the Gateway API.
  static let noIngress = Judgement.notApplicable("it is no Ingress")
}

extension EntrySubject {
  /// A route of the Gateway API.
  var isRoute: Bool { object.group == Gateway.group && object.kind != "Gateway" }
}

/// What checks on Services have in common.
enum Services {
  static let typePath = FieldPath().appending("spec.type")

  /// Azure's name for the addresses that Front Door comes from.
  static let frontDoor: UntrustedText = "AzureFrontDoor.Backend"

  /// Who may come in by a public load balancer.
  enum Audience {
    case everybody
    /// Some addresses of the Internet.
    case some
    /// Private networks, or an edge.
    case few

    /// - Parameter ranges: Those that may, and service tags; none where all may.
    init(_ ranges: [UntrustedText]) {
      if ranges.isEmpty || !NetworkAddress.open(ranges).isEmpty {
        self = .everybody
      } else {
        let isClosed = ranges.allSatisfy { range in
          range == frontDoor || ownNetworks.contains(range)
            || privateNetworks.contains { NetworkAddress.isWithin(range, $0) }
        }
        self = isClosed ? .few : .some
      }
    }

    /// How many severities less grave it is than everybody.
    var steps: Int {
      switch self {
      case .everybody: 0
      case .some: 1
      case .few: 2
      }
    }
  }

  /// Azure's names for the cluster's own network, and for its load balancers' probes.
  private static let ownNetworks: [UntrustedText] = ["VirtualNetwork", "AzureLoadBalancer"]

  private static let privateNetworks: [UntrustedText] = [
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7",
  ]

  /// Whether what may come in comes from an edge only: by Azure's service tags, or ranges of addresses.
  static func isBehindEdge(_ exposure: Exposure, ranges: [String] = []) -> Bool {
    !exposure.ranges.isEmpty
      && exposure.ranges.allSatisfy { range in
        range == frontDoor || ranges.contains { NetworkAddress.isWithin(range, UntrustedText($0)) }
      }
  }
}
