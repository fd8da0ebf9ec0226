import Hardening
import Inventory
import TextSafety

extension Judgement {
  /// For checks of load balancers.
  static let noBalancer = Judgement.notApplicable("it is no load balancer")
  /// For checks of what comes in from outside.
  static let notOpen = Judgement.notApplicable("the Internet does not reach it")
  static let onlySome = Judgement.notApplicable("only some addresses reach it")
  /// For checks of Ingresses, where the subject is of the Gateway API.
  static let noIngress = Judgement.notApplicable("it is no Ingress")
}

/// What checks on Services have in common.
enum Services {
  static let typePath = FieldPath().appending("spec.type")

  /// Azure's name for the addresses that Front Door comes from.
  static let frontDoor: UntrustedText = "AzureFrontDoor.Backend"

  /// Whether what may come in comes from an edge only: by Azure's service tags, or ranges of addresses.
  static func isBehindEdge(_ exposure: Exposure, ranges: [String] = []) -> Bool {
    !exposure.ranges.isEmpty
      && exposure.ranges.allSatisfy { range in
        range == frontDoor || ranges.contains { NetworkAddress.isWithin(range, UntrustedText($0)) }
      }
  }
}
