package import Hardening
package import TextSafety

/// How an entry leads from outside of the cluster to workloads: the path of exposure, from its outer end.
package struct Exposure: Hashable, Sendable {
  package enum Reach: Hashable, Sendable, Comparable {
    /// Nothing outside of the cluster reaches it by itself.
    case cluster
    /// Whoever reaches a node.
    case nodes
    /// A private network.
    case inner
    /// The Internet.
    case open
  }

  /// What takes the traffic in.
  package enum Front: Hashable, Sendable {
    /// A Service: a load balancer or the nodes.
    case service
    /// Azure's Application Gateway, by its ingress controller or for containers.
    case applicationGateway
    /// A load balancer of another cloud that speaks HTTP.
    case cloud
    /// Pods of the cluster, whose own Service is the entry.
    case controller
    /// Pods at ports of their nodes.
    case host
  }

  package var reach: Reach
  package var front: Front
  /// The field that says so.
  package var evidence: Evidence
  /// What web servers are reached by.
  package var servesHTTP: Bool
  /// Programs among the workloads that serve Ingresses and Gateways.
  package var controllers: [IngressController] = []
  /// What it leads to, in order; of very many the first hundred.
  package var workloads: [ObjectReference] = []
  /// Ranges that alone may come in; empty: all.
  package var ranges: [UntrustedText] = []
  /// Groups of the cloud, which no object shows, say who may come in.
  package var isGuardedByCloud = false
  /// An Azure Private Link Service stands before it, for Front Door and the like.
  package var hasPrivateLink = false
  /// A web application firewall that objects show.
  package var hasFirewall = false
  /// It leads to ingress-nginx, and Ingresses turn a firewall on for themselves.
  package var ingressesDecide = false
}

extension Exposure {
  /// nil where the object is none that takes traffic in: a workload that a Service leads to.
  init?(of entry: ObjectReference, _ inventory: Inventory) throws(Missing) {
    if entry.kind == "Service", let service = inventory.services[entry.namespace, entry.name] {
      try self.init(service, entry, inventory)
    } else if let ingress = inventory.entries.ingresses[entry] {
      try self.init(ingress, entry, inventory)
    } else if let gateway = inventory.entries.gateways[entry] {
      self.init(gateway, entry, inventory)
    } else if let route = inventory.entries.routes[entry] {
      try self.init(route, entry, inventory)
    } else if let workload = inventory.workloads[entry] {
      try self.init(workload)
    } else {
      return nil
    }
  }

  private init(_ service: Service, _ entry: ObjectReference, _ inventory: Inventory) throws(Missing) {
    let type = try service.type.get()
    let evidence = Evidence(FieldPath().appending("spec.type"), type.map { .string($0) } ?? .absent)
    let reach: Reach
    switch try service.balancer() {
    case .open: reach = .open
    case .inner: reach = .inner
    case .none:
      let hasAddresses = try service.externalIPs.get()?.isEmpty == false
      reach = type == "NodePort" || hasAddresses ? .nodes : .cluster
    }
    let ports = try service.ports.get() ?? []
    self.init(reach: reach, front: .service, evidence: evidence, servesHTTP: ports.contains(where: \.servesHTTP))
    workloads = inventory.selection.workloads(of: entry)
    let serving = inventory.controllers(behindService: entry)
    let served =
      serving.compactMap(\.ingressController) + [service.selector.known.flatMap(IngressController.init(labels:))]
    controllers = Set(served.compactMap { $0 }).sorted { $0.rawValue < $1.rawValue }
    if !controllers.isEmpty { servesHTTP = true }
    ranges = try service.allowedRanges().map(\.range)
    if !NetworkAddress.open(ranges).isEmpty { ranges = [] }
    isGuardedByCloud = ranges.isEmpty && service.isGuardedByCloud
    // Azure reads this one without regard to case, unlike the one for internal load balancers.
    let link = service.annotations.value(of: "service.beta.kubernetes.io/azure-pls-create")
    hasPrivateLink = link?.map({ $0.filter { !$0.isWhitespace } }).lowercasedASCII == "true"
    ingressesDecide = controllers.contains(.ingressNginx) && inventory.entries.ingressesHaveFirewalls
    hasFirewall = serving.contains { target in
      target.ingressController == .ingressNginx && inventory.settings(of: target)?.value.hasFirewall == true
    }
  }

  private init(_ ingress: Ingress, _ entry: ObjectReference, _ inventory: Inventory) throws(Missing) {
    let name = try ingress.className.get() ?? (ingress.takesDefaultClass ? inventory.entries.defaultClass : nil) ?? ""
    let controller = inventory.entries.controllers[name] ?? name
    let hasField = ingress.annotations.value(of: "kubernetes.io/ingress.class") != name
    let annotations = FieldPath().appending("metadata.annotations")
    let path =
      hasField
      ? FieldPath().appending("spec.ingressClassName")
      : annotations.appending(member: "kubernetes.io/ingress.class")
    func value(_ key: UntrustedText) -> UntrustedText? { ingress.annotations.value(of: key) }
    var found: (Reach, Front)
    switch controller {
    case "azure/application-gateway", "azure-application-gateway":
      found = (
        value("appgw.ingress.kubernetes.io/use-private-ip")?.isGoTrue == true ? .inner : .open, .applicationGateway
      )
    case "azure-alb-external", "alb.networking.azure.io/alb-controller": found = (.open, .applicationGateway)
    case "alb", "ingress.k8s.aws/alb":
      found = (value("alb.ingress.kubernetes.io/scheme") == "internet-facing" ? .open : .inner, .cloud)
    case "gce": found = (.open, .cloud)
    case "gce-internal": found = (.inner, .cloud)
    default: found = (.cluster, .controller)
    }
    self.init(
      reach: found.0, front: found.1, evidence: Evidence(path, ingress.className.isAbsent ? .absent : .string(name)),
      servesHTTP: true
    )
    let firewalls: [UntrustedText] = [
      "appgw.ingress.kubernetes.io/waf-policy-for-path", "alb.ingress.kubernetes.io/wafv2-acl-arn",
      "alb.ingress.kubernetes.io/waf-acl-id",
    ]
    hasFirewall =
      firewalls.contains { value($0).map { !$0.isEmpty } ?? false } || inventory.entries.hasFirewall(before: entry)
    let routes = (try ingress.rules.get() ?? []).flatMap(\.routes).map(\.backend)
    workloads = inventory.workloads(behind: routes + [ingress.defaultBackend].compactMap { $0 })
  }

  fileprivate init(_ gateway: Gateway, _ entry: ObjectReference, _ inventory: Inventory) {
    let name = gateway.className
    let reach: Reach
    let front: Front
    if name.hasPrefix("azure-alb-external") {
      (reach, front) = (.open, .applicationGateway)
    } else if name.hasPrefix("gke-l7-") {
      (reach, front) = (name.hasPrefix("gke-l7-rilb") || name.contains("internal") ? .inner : .open, .cloud)
    } else {
      (reach, front) = (.cluster, .controller)
    }
    self.init(
      reach: reach, front: front,
      evidence: Evidence(FieldPath().appending("spec.gatewayClassName"), .string(name)), servesHTTP: true)
    hasFirewall = inventory.entries.hasFirewall(before: entry)
  }

  /// A route is reached as the widest of the Gateways is that take it in, and leads nowhere where none does.
  private init(_ route: GatewayRoute, _ entry: ObjectReference, _ inventory: Inventory) throws(Missing) {
    let path = FieldPath().appending("spec.parentRefs")
    self.init(reach: .cluster, front: .controller, evidence: Evidence(path, .absent), servesHTTP: true)
    var isTaken = false
    var undecided: Missing?
    for parent in route.parents {
      do throws(Missing) {
        guard let way = try inventory.way(through: parent, of: route, entry) else { continue }
        if !isTaken || way.reach > reach { (reach, evidence) = (way.reach, way.evidence) }
        isTaken = true
      } catch {
        undecided = undecided ?? error
      }
    }
    // One that is not known may be wider.
    if reach < .open, let undecided { throw undecided }
    guard isTaken else { return }
    var backends: [Backend] = []
    for backend in try route.backends.get() ?? []
    where try inventory.maySend(entry.kind, from: entry.namespace, to: backend) { backends.append(backend) }
    workloads = inventory.workloads(behind: backends)
  }

  /// A workload that takes ports of its nodes, as `hostPort` or on their network; nil for others.
  private init?(_ workload: Workload) throws(Missing) {
    guard let evidence = try workload.hostEvidence() else { return nil }
    self.init(reach: .nodes, front: .host, evidence: evidence, servesHTTP: false)
    workloads = [workload.reference]
    controllers = workload.ingressController.map { [$0] } ?? []
    servesHTTP = !controllers.isEmpty
  }
}

extension Workload {
  /// It takes traffic in by itself, or for others.
  var isEntry: Bool {
    if ingressController != nil { return true }
    do { return try hostEvidence() != nil } catch { return true }
  }

  /// The first port of its nodes that it takes, else that it listens on their network; nil where it does neither.
  fileprivate func hostEvidence() throws(Missing) -> Evidence? {
    let isOnHost = try template.content.hostNetwork.get() == true
    var listens = false
    for container in template.containers where container.role != .ephemeral {
      for (index, port) in (try container.ports.get() ?? []).enumerated() {
        listens = true
        guard let number = try port.hostPort.get(), number > 0 else { continue }
        let place = container.path.appending("ports").appending(element: port.name.known ?? "", index: index)
        return Evidence(place.appending("hostPort").resolved(pod: kind.podPrefix), .integer(number))
      }
    }
    guard isOnHost, listens else { return nil }
    return Evidence(FieldPath.podSpec.appending("hostNetwork").resolved(pod: kind.podPrefix), true)
  }
}

extension Inventory {
  /// How far a route is reached through one of its parents, and the field that says so; nil where that does not take it in.
  func way(
    through parent: GatewayRoute.Parent, of route: GatewayRoute, _ entry: ObjectReference
  ) throws(Missing) -> (reach: Exposure.Reach, evidence: Evidence)? {
    let name = parent.path.appending("name")
    if parent.object.kind == "Service", parent.object.group.isEmpty {
      // Of a mesh: it serves what is in the cluster.
      return (.cluster, Evidence(name, .string("Service \(parent.object.namespace)/\(parent.object.name)")))
    }
    guard parent.object.kind == "Gateway", parent.object.group == Gateway.group,
      let gateway = entries.gateways[parent.object]
    else {
      // Whoever writes routes often has no part in the Gateway.
      if completeness.input == .manifests { throw Missing(.gateways, .notInInput) }
      try completeness.require(.gateways)
      return nil
    }
    let claim = RouteClaim(
      group: entry.group, kind: entry.kind, namespace: entry.namespace, hostnames: route.hostnames,
      section: parent.section, port: parent.port)
    guard let listener = try listener(of: gateway, in: parent.object.namespace, for: claim) else { return nil }
    let reach = Exposure(gateway, parent.object, self).reach
    return (
      reach,
      Evidence(
        name, .string("Gateway \(parent.object.namespace)/\(parent.object.name), listener \(listener.name)"))
    )
  }

  /// The workloads of ingress controllers that a Service selects, in order.
  func controllers(behindService reference: ObjectReference) -> [Workload] {
    selection.workloads(of: reference, among: entryWorkloads).compactMap { workloads[$0] }
      .filter { $0.ingressController != nil }
  }

  fileprivate func workloads(behind backends: [Backend]) -> [ObjectReference] {
    var services: Set<ObjectReference> = []
    for backend in backends {
      guard case .service(let namespace, let name, _) = backend.kind else { continue }
      services.insert(ObjectReference(group: "", kind: "Service", namespace: namespace, name: name))
    }
    let found = services.reduce(into: Set()) { $0.formUnion(selection.workloads(of: $1)) }
    return Array(found.sorted().prefix(FirstMembers.told))
  }

  /// The settings of an ingress-nginx controller, and the ConfigMap that has them; nil where none are set.
  func settings(of controller: Workload) -> (object: ObjectReference, value: ControllerSettings)? {
    for container in controller.template.containers where container.role == .regular {
      for word in (container.arguments.known ?? []) + (container.command.known ?? []) {
        guard let value = word.droppingPrefix("--configmap=") else { continue }
        let parts = value.split("/")
        guard parts.count == 2 else { continue }
        let namespace = parts[0].hasPrefix("$") ? controller.namespace : parts[0]
        let object = ObjectReference(group: "", kind: "ConfigMap", namespace: namespace, name: parts[1])
        return entries.settings[object].map { (object: object, value: $0) }
      }
    }
    return nil
  }
}
