import Hardening
import TextSafety

/// Which routes Gateways take in, and where routes may lead.
extension Inventory {
  /// The listener of a Gateway that takes a route in (gateway-api.sigs.k8s.io/api-types/gateway, "Attaching routes"):
  /// it admits the route's namespace and kind, and both mean a common host. nil where none does.
  func listener(of gateway: Gateway, in namespace: UntrustedText, for route: RouteClaim) throws(Missing)
    -> Gateway.Listener?
  {
    var undecided: Missing?
    for listener in try gateway.listeners.get() ?? [] where listener.mayTake(route) {
      switch listener.namespaces {
      case .all: return listener
      case .own: if route.namespace == namespace { return listener }
      case .undecided: undecided = Missing(.gateways, .malformed)
      case .labelled(let selector):
        let pod = PodIdentity(
          namespace: route.namespace, labels: [], namespaceLabels: labels(ofNamespace: route.namespace), account: "")
        switch pod.meets(PodCondition(selector) { .namespaceLabel($0) }) {
        case true?: return listener
        case false?: continue
        case nil: undecided = Missing(.namespaces, .notInInput)
        }
      }
    }
    if let undecided { throw undecided }
    return nil
  }

  /// Whether a route may lead to a Service: one of its own namespace, or where a ReferenceGrant there lets it.
  func maySend(_ kind: UntrustedText, from namespace: UntrustedText, to backend: Backend) throws(Missing) -> Bool {
    guard case .service(let target, let name, _) = backend.kind, target != namespace else { return true }
    let isGranted = entries.grants(in: target).contains { grant in
      grant.sources.contains { $0.kind == kind && $0.namespace == namespace }
        && (grant.services?.contains(name) ?? true)
    }
    if isGranted { return true }
    try completeness.require(.referenceGrants)
    return false
  }
}

/// What a route asks of one of its parents.
struct RouteClaim {
  var group: UntrustedText
  var kind: UntrustedText
  var namespace: UntrustedText
  var hostnames: [UntrustedText]
  var section: UntrustedText
  var port: Int64?
}

extension Gateway.Listener {
  /// Whether a route's kind, host, listener and port are this one's.
  fileprivate func mayTake(_ route: RouteClaim) -> Bool {
    if !route.section.isEmpty, route.section != name { return false }
    if let port = route.port, port != self.port { return false }
    return takes(kind: route.kind, of: route.group) && meetsHost(of: route)
  }

  private func takes(kind: UntrustedText, of group: UntrustedText) -> Bool {
    // An empty list is as good as none.
    if let kinds, !kinds.isEmpty { return kinds.contains(Gateway.RouteKind(group: group, kind: kind)) }
    switch transport {
    case "HTTP", "HTTPS": return kind == "HTTPRoute" || kind == "GRPCRoute"
    case "TLS": return kind == "TLSRoute" || kind == "TCPRoute"
    case "TCP": return kind == "TCPRoute"
    case "UDP": return kind == "UDPRoute"
    default: return true
    }
  }

  /// Hosts are of no matter to TCP and UDP.
  private func meetsHost(of route: RouteClaim) -> Bool {
    if hostname.isEmpty || route.hostnames.isEmpty || transport == "TCP" || transport == "UDP" { return true }
    return route.hostnames.contains { HostPattern.meet($0, hostname) }
  }
}

/// Hosts as listeners and routes name them: `shop.example`, or `*.example` for all below it.
enum HostPattern {
  /// Whether some host is meant by both.
  static func meet(_ a: UntrustedText, _ b: UntrustedText) -> Bool {
    if a == b { return true }
    switch (a.droppingPrefix("*"), b.droppingPrefix("*")) {
    case (let a?, let b?): return isBelow(a, b) || isBelow(b, a)
    case (let below?, nil): return isBelow(b, below)
    case (nil, let below?): return isBelow(a, below)
    case (nil, nil): return false
    }
  }

  private static func isBelow(_ host: UntrustedText, _ ending: UntrustedText) -> Bool {
    host.droppingSuffix(ending) != nil
  }
}
