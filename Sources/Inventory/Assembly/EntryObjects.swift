package import Hardening
package import TextSafety

/// What leads to pods beside Services: Ingresses, Gateways, routes, and what says how those are served. Keeps who leads
/// to whom as objects come and go, so that nobody has to look at all of them.
package struct EntryObjects: Sendable {
  /// An object of these kinds as it was read.
  package enum Content: Sendable {
    case ingress(Ingress)
    case gateway(Gateway)
    case route(GatewayRoute)
    case grant(ReferenceGrant)
    /// An IngressClass: the controller that it names, and whether Ingresses that name none get it.
    case ingressClass(controller: UntrustedText, isDefault: Bool)
    /// A ConfigMap; nil where it has no settings of an ingress controller.
    case settings(ControllerSettings?)
    /// A policy that puts a web application firewall before another object.
    case firewall(before: ObjectReference)
  }

  package private(set) var ingresses = ReferenceTable<Ingress>()
  package private(set) var gateways = ReferenceTable<Gateway>()
  package private(set) var routes = ReferenceTable<GatewayRoute>()
  /// ReferenceGrants by namespace.
  private var grants: [UntrustedText: [ObjectReference: ReferenceGrant]] = [:]
  /// Controllers by the names of IngressClasses.
  package private(set) var controllers: [UntrustedText: UntrustedText] = [:]
  private var defaultClasses: Set<UntrustedText> = []
  package private(set) var settings = ReferenceTable<ControllerSettings>()
  private var firewalls: [ObjectReference: ObjectReference] = [:]
  private var firewalled: [ObjectReference: Set<ObjectReference>] = [:]
  /// Ingresses by what they claim.
  private var claimants: [HostPath: Claimants] = [:]
  /// Routes by the other namespaces that they hang on or lead into.
  private var crossing: [UntrustedText: Set<ObjectReference>] = [:]
  /// Ingresses that turn a firewall on for themselves.
  private var protected: Set<ObjectReference> = []
  /// Custom resources by their names: operators make pods of some.
  private var custom: [NamedPlace: Set<ObjectReference>] = [:]

  private struct NamedPlace: Hashable {
    var namespace: UntrustedText
    var name: UntrustedText
  }

  /// Takes an object in, or out; gives the namespaces of the entries that may lead elsewhere now, nil where all may. While
  /// objects are loaded that is not looked for: thousands of routes may lead into a namespace of thousands of Gateways.
  mutating func set(_ object: ObjectReference, _ content: Content?, isLoading: Bool) -> Set<UntrustedText>? {
    // Nearly all ConfigMaps set no controller up, and never did.
    if case .settings(nil)? = content, settings[object] == nil { return [] }
    let concerned = isLoading ? nil : namespacesBefore(object, isThere: content != nil)
    // Whether any Ingress has a firewall of its own concerns the Services of controllers, wherever they are.
    let concernedAll = settings[object] != nil || object.kind == "IngressClass" || protected.contains(object)
    forget(object)
    take(object, content)
    if concernedAll || protected.contains(object) { return nil }
    switch content {
    case .settings: return nil
    case .gateway, .grant: return concerned?.union(namespaces(leadingInto: object.namespace))
    case .firewall(let target): return concerned?.union([target.namespace])
    default: return concerned
    }
  }

  /// The namespaces of the entries that an object was about.
  private func namespacesBefore(_ object: ObjectReference, isThere: Bool) -> Set<UntrustedText> {
    var concerned: Set<UntrustedText> = []
    if isThere || ingresses[object] != nil || routes[object] != nil { concerned.insert(object.namespace) }
    if gateways[object] != nil || grants[object.namespace]?[object] != nil {
      concerned.formUnion(namespaces(leadingInto: object.namespace))
    }
    if let target = firewalls[object] { concerned.insert(target.namespace) }
    return concerned
  }

  private mutating func take(_ object: ObjectReference, _ content: Content?) {
    switch content {
    case .ingress(let value):
      ingresses[object] = value
      if value.hasFirewall == true { protected.insert(object) }
      if value.isShadow { break }
      let claim = Claimants.Claim(ingress: object, className: value.className.known)
      for place in Set(value.claims) { claimants[place, default: .few([])].insert(claim) }
    case .gateway(let value): gateways[object] = value
    case .grant(let value): grants[object.namespace, default: [:]][object] = value
    case .route(let value):
      routes[object] = value
      for namespace in value.namespaces where namespace != object.namespace {
        crossing[namespace, default: []].insert(object)
      }
    case .ingressClass(let controller, let isDefault):
      controllers[object.name] = controller
      if isDefault { defaultClasses.insert(object.name) }
    case .settings(let value): settings[object] = value
    case .firewall(let target):
      firewalls[object] = target
      firewalled[target, default: []].insert(object)
    case nil: break
    }
  }

  private mutating func forget(_ object: ObjectReference) {
    if let old = ingresses[object], !old.isShadow {
      let claim = Claimants.Claim(ingress: object, className: old.className.known)
      for place in Set(old.claims) {
        claimants[place]?.remove(claim)
        if claimants[place]?.isEmpty == true { claimants[place] = nil }
      }
    }
    for namespace in routes[object]?.namespaces ?? [] where namespace != object.namespace {
      crossing.removeMember(object, at: namespace)
    }
    if let target = firewalls.removeValue(forKey: object) { firewalled.removeMember(object, at: target) }
    protected.remove(object)
    ingresses[object] = nil
    gateways[object] = nil
    routes[object] = nil
    grants[object.namespace]?[object] = nil
    if grants[object.namespace]?.isEmpty == true { grants[object.namespace] = nil }
    settings[object] = nil
    if object.kind == "IngressClass" {
      controllers[object.name] = nil
      defaultClasses.remove(object.name)
    }
  }

  mutating func setCustom(_ object: ObjectReference, isThere: Bool) {
    let place = NamedPlace(namespace: object.namespace, name: object.name)
    if isThere { custom[place, default: []].insert(object) } else { custom.removeMember(object, at: place) }
  }

  /// Whether an object of a custom kind with one of these names is in the namespace.
  func hasCustomResource(in namespace: UntrustedText, named names: [UntrustedText]) -> Bool {
    names.contains { custom[NamedPlace(namespace: namespace, name: $0)] != nil }
  }

  /// The namespaces of entries that may lead into one, itself included.
  func namespaces(leadingInto namespace: UntrustedText) -> Set<UntrustedText> {
    Set((crossing[namespace] ?? []).map(\.namespace)).union([namespace])
  }

  /// The class that the API server gives an Ingress that names none; of several that were made at the same time, the
  /// first by name. nil where none is the default.
  var defaultClass: UntrustedText? { defaultClasses.min() }

  /// The ReferenceGrants of a namespace.
  func grants(in namespace: UntrustedText) -> [ReferenceGrant] { (grants[namespace] ?? [:]).map(\.value) }

  /// The Ingresses that claim a path of a host and that a controller of a class may serve as well, in order; of very many
  /// the first. nil: of whatever class.
  func claimants(of place: HostPath, class name: UntrustedText?) -> [ObjectReference] {
    claimants[place]?.first(of: name) ?? []
  }

  /// Whether Ingresses turn a firewall on for themselves.
  var ingressesHaveFirewalls: Bool { !protected.isEmpty }

  /// Whether a policy puts a firewall before the object.
  func hasFirewall(before object: ObjectReference) -> Bool { firewalled[object] != nil }
}

/// A path of a host, as an Ingress claims it.
struct HostPath: Hashable, Sendable {
  /// In lower case; empty: every host.
  var host: UntrustedText
  var urlPath: UntrustedText
}

extension Ingress {
  fileprivate var claims: [HostPath] {
    (rules.known ?? []).flatMap { rule in rule.routes.map { HostPath(host: rule.host, urlPath: $0.urlPath) } }
  }
}

extension GatewayRoute {
  /// The namespaces that it hangs on and leads into.
  fileprivate var namespaces: Set<UntrustedText> {
    var namespaces = Set(parents.map(\.object.namespace))
    for backend in backends.known ?? [] {
      if case .service(let namespace, _, _) = backend.kind { namespaces.insert(namespace) }
    }
    return namespaces
  }
}

extension Dictionary {
  /// Takes a member out of a set, and the set where it was the last.
  mutating func removeMember<Member>(_ member: Member, at key: Key) where Value == Set<Member> {
    self[key]?.remove(member)
    if self[key]?.isEmpty == true { self[key] = nil }
  }
}
