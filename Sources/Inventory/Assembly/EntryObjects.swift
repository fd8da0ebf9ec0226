package import Hardening
package import TextSafety

/// What leads to pods beside Services: Ingresses, Gateways, routes, and what says how those are served.
package struct EntryObjects: Sendable {
  /// An object of these kinds as it was read.
  package enum Content: Sendable {
    case ingress(Ingress)
    case gateway(Gateway)
    case route(GatewayRoute)
    /// An IngressClass: the controller that it names.
    case ingressClass(controller: UntrustedText)
    /// A ConfigMap; nil where it has no settings of an ingress controller.
    case settings(ControllerSettings?)
    /// A policy that puts a web application firewall before another object.
    case firewall(before: ObjectReference)
  }

  package private(set) var ingresses = ReferenceTable<Ingress>()
  package private(set) var gateways = ReferenceTable<Gateway>()
  package private(set) var routes = ReferenceTable<GatewayRoute>()
  /// Controllers by the names of IngressClasses.
  package private(set) var controllers: [UntrustedText: UntrustedText] = [:]
  package private(set) var settings = ReferenceTable<ControllerSettings>()
  private var firewalls: [ObjectReference: ObjectReference] = [:]
  private var ingressesByHost: [UntrustedText: Set<ObjectReference>] = [:]

  mutating func set(_ object: ObjectReference, _ content: Content?) {
    switch content {
    case .ingress(let value):
      forgetHosts(of: object)
      ingresses[object] = value
      for rule in value.rules.known ?? [] { ingressesByHost[rule.host, default: []].insert(object) }
    case .gateway(let value): gateways[object] = value
    case .route(let value): routes[object] = value
    case .ingressClass(let controller): controllers[object.name] = controller
    case .settings(let value): settings[object] = value
    case .firewall(let target): firewalls[object] = target
    case nil:
      forgetHosts(of: object)
      ingresses[object] = nil
      gateways[object] = nil
      routes[object] = nil
      settings[object] = nil
      firewalls[object] = nil
      if object.kind == "IngressClass" { controllers[object.name] = nil }
    }
  }

  private mutating func forgetHosts(of object: ObjectReference) {
    for rule in ingresses[object]?.rules.known ?? [] {
      ingressesByHost[rule.host]?.remove(object)
      if ingressesByHost[rule.host]?.isEmpty == true { ingressesByHost[rule.host] = nil }
    }
  }

  /// The Ingresses with a rule for a host, in order.
  func ingresses(for host: UntrustedText) -> [ObjectReference] { (ingressesByHost[host] ?? []).sorted() }

  /// Whether a policy puts a firewall before the object.
  func hasFirewall(before object: ObjectReference) -> Bool { firewalls.values.contains(object) }
}
