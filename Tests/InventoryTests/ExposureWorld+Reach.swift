/// What the world itself knows of its entries.
extension ExposureWorld {
  /// From where, by what and to what an entry leads.
  struct Path: Equatable {
    /// cluster, nodes, inner, open: each wider than the one before.
    var reach: String
    var front: String
    /// Kind, namespace and name.
    var workloads: Set<String> = []
    var controllers: Set<String> = []
    var ranges: Set<String> = []
    var servesHTTP = true
    var isGuardedByCloud = false
    var hasPrivateLink = false
    var hasFirewall = false
    var ingressesDecide = false
  }

  /// Whether the pods of a workload have all labels of a selector. Those that controllers add may be there.
  private func selects(_ service: Service, _ workload: Workload) -> Bool {
    guard let selector = service.selector, !selector.isEmpty, service.type != "ExternalName" else { return false }
    if service.namespace != workload.namespace { return false }
    for (key, value) in selector {
      if let own = workload.labels[key] {
        if own != value { return false }
      } else if key == "app" || key == "tier" {
        return false
      }
    }
    return true
  }

  private func workloads(behind services: [(namespace: String, name: String)]) -> Set<String> {
    var found: Set<String> = []
    for wanted in services {
      for service in self.services where service.namespace == wanted.namespace && service.name == wanted.name {
        for workload in workloads where selects(service, workload) {
          found.insert("\(workload.kind) \(workload.namespace)/\(workload.name)")
        }
      }
    }
    return found
  }

  /// ModSecurity holds somebody off where it is on and its rules are enforced.
  private func isHeld(by settings: Settings) -> Bool {
    settings.firewall == "true" && settings.rules == "SecRuleEngine On"
  }

  private var someIngressHasFirewall: Bool {
    ingresses.contains { $0.annotations["nginx.ingress.kubernetes.io/modsecurity-snippet"] == "SecRuleEngine On" }
  }

  func path(of service: Service) -> Path {
    let privateOnes: Set<String> = ["10.1.2.3", "192.168.0.1", "fd00::1"]
    // Only one address can be asked for.
    let addresses = service.hasStatus ? service.addresses : Array(service.addresses.prefix(1))
    let hasPrivateAddresses = !addresses.isEmpty && addresses.allSatisfy(privateOnes.contains)
    let hasExternal = !(service.externalIPs ?? []).isEmpty
    var path: Path
    switch service.type {
    case "LoadBalancer":
      path = Path(reach: service.cloud.isInner || hasPrivateAddresses ? "inner" : "open", front: "service")
    case "NodePort": path = Path(reach: "nodes", front: "service")
    default: path = Path(reach: hasExternal ? "nodes" : "cluster", front: "service")
    }
    path.workloads = workloads(behind: [(service.namespace, service.name)])
    let targets = workloads.filter { selects(service, $0) && !["Job", "CronJob"].contains($0.kind) }
    path.controllers = Set(targets.map(\.program)).subtracting(["web"])
    path.servesHTTP =
      !path.controllers.isEmpty
      || service.ports.contains { port in
        ["http", "grpc"].contains(port.name) || [80, 8443].contains(port.number)
          || port.application == "kubernetes.io/h2c"
      }
    // Kubernetes' own annotation stands for the field where that is empty.
    let own = (service.ranges ?? []).isEmpty ? service.rangesAnnotation : service.ranges ?? []
    var all = own + service.azureRanges
    // What the field names, kube-proxy holds to, unless the traffic comes to node ports.
    if (service.ranges ?? []).isEmpty || service.hasNoFloatingAddress { all += service.azureTags }
    let everybody = ["0.0.0.0/0", "::/0", "internet", "AzureCloud.northeurope"]
    if !all.contains(where: everybody.contains) { path.ranges = Set(all) }
    path.isGuardedByCloud = service.securityGroups && path.ranges.isEmpty
    path.hasPrivateLink = ["true", "True"].contains(service.privateLink ?? "")
    path.ingressesDecide = path.controllers.contains("ingress-nginx") && someIngressHasFirewall
    path.hasFirewall = targets.contains { target in
      target.program == "ingress-nginx"
        && settings.contains { settings in
          settings.namespace == target.settings?.namespace && settings.name == target.settings?.name
            && isHeld(by: settings)
        }
    }
    return path
  }

  func path(of ingress: Ingress) -> Path {
    let name: String? =
      switch ingress.className {
      case .field(let name), .annotation(let name): name
      case .none: classes.filter(\.value.isDefault).map(\.key).sorted().first
      }
    let controller = name.map { classes[$0]?.controller ?? $0 } ?? ""
    var path: Path
    switch controller {
    case "azure/application-gateway", "azure-application-gateway":
      let isPrivate = ["true", "True"].contains(ingress.annotations["appgw.ingress.kubernetes.io/use-private-ip"] ?? "")
      path = Path(reach: isPrivate ? "inner" : "open", front: "applicationGateway")
    case "azure-alb-external": path = Path(reach: "open", front: "applicationGateway")
    case "alb", "ingress.k8s.aws/alb":
      let scheme = ingress.annotations["alb.ingress.kubernetes.io/scheme"]
      path = Path(reach: scheme == "internet-facing" ? "open" : "inner", front: "cloud")
    case "gce": path = Path(reach: "open", front: "cloud")
    case "gce-internal": path = Path(reach: "inner", front: "cloud")
    default: path = Path(reach: "cluster", front: "controller")
    }
    var backends = ingress.backends
    if let backend = ingress.defaultBackend { backends.append(backend) }
    path.workloads = workloads(behind: backends.map { (ingress.namespace, $0) })
    path.hasFirewall =
      ["arn:x", "/p"].contains { ingress.annotations.values.contains($0) }
      || firewalls.contains { firewall in
        firewall.kind == "Ingress" && firewall.target == ingress.name
          && firewall.targetNamespace ?? firewall.namespace == ingress.namespace
      }
    return path
  }

  func path(of gateway: Gateway) -> Path {
    var path: Path
    switch gateway.className {
    case "azure-alb-external": path = Path(reach: "open", front: "applicationGateway")
    case "gke-l7-global-external-managed": path = Path(reach: "open", front: "cloud")
    case "istio": path = Path(reach: "cluster", front: "controller")
    default: path = Path(reach: "inner", front: "cloud")
    }
    path.hasFirewall = firewalls.contains { firewall in
      firewall.kind == "Gateway" && firewall.target == gateway.name
        && firewall.targetNamespace ?? firewall.namespace == gateway.namespace
    }
    return path
  }

  /// nil where something that the world does not hold decides.
  func path(of route: Route) -> Path? {
    var reach: String?
    var isUndecided = false
    for parent in route.parents {
      if parent.kind == "Service" {
        reach = reach ?? "cluster"
        continue
      }
      let found = gateways.filter { $0.name == parent.name && $0.namespace == parent.namespace ?? route.namespace }
      if found.isEmpty { isUndecided = true }
      for gateway in found {
        let answers = gateway.listeners.map { listener in
          (parent.section == nil || parent.section == listener.name)
            && (parent.port == nil || parent.port == listener.port) && hasKind(listener, route.kind)
            && hasHost(listener, route) ? admits(listener, of: gateway, route.namespace) : false
        }
        if answers.contains(true) {
          let own = path(of: gateway).reach
          let order = ["cluster", "nodes", "inner", "open"]
          if (order.firstIndex(of: own) ?? 0) > (reach.flatMap(order.firstIndex) ?? -1) { reach = own }
        } else if answers.contains(nil) {
          isUndecided = true
        }
      }
    }
    if isUndecided, reach != "open" { return nil }
    var path = Path(reach: reach ?? "cluster", front: "controller")
    if reach == nil { return path }
    let allowed = route.backends.filter { backend in
      let place = backend.namespace ?? route.namespace
      return backend.kind == "Service"
        && (place == route.namespace
          || grants.contains { grant in
            grant.namespace == place && grant.kind == route.kind && grant.from == route.namespace
              && grant.target == "Service" && (grant.service == nil || grant.service == backend.name)
          })
    }
    path.workloads = workloads(behind: allowed.map { ($0.namespace ?? route.namespace, $0.name) })
    return path
  }

  private func hasKind(_ listener: Listener, _ kind: String) -> Bool {
    if let kinds = listener.kinds, !kinds.isEmpty { return kinds.contains(kind) }
    let usual = [
      "HTTP": ["HTTPRoute", "GRPCRoute"], "HTTPS": ["HTTPRoute", "GRPCRoute"], "TLS": ["TCPRoute"], "TCP": ["TCPRoute"],
    ]
    return usual[listener.transport]?.contains(kind) ?? true
  }

  /// By trying hosts: every pattern here means one of these, and those that meet share one.
  private func hasHost(_ listener: Listener, _ route: Route) -> Bool {
    guard let own = listener.hostname, !route.hostnames.isEmpty, listener.transport != "TCP" else { return true }
    let hosts = ["shop.example", "a.shop.example", "x.a.shop.example", "x.example", "example", "b.other"]
    func means(_ pattern: String, _ host: String) -> Bool {
      let pattern = pattern.lowercased()
      return pattern.hasPrefix("*") ? host.hasSuffix(pattern.dropFirst()) : host == pattern
    }
    return hosts.contains { host in means(own, host) && route.hostnames.contains { means($0, host) } }
  }

  /// nil where the labels of a namespace decide that are not there.
  private func admits(_ listener: Listener, of gateway: Gateway, _ namespace: String) -> Bool? {
    switch listener.from {
    case "All": return true
    case "Selector":
      let wanted = listener.wanted
      if wanted.key != "team" { return (namespace == wanted.value) != wanted.isNegated }
      guard let labels = namespaceLabels[namespace] else { return nil }
      return (labels["team"] == wanted.value) != wanted.isNegated
    default: return namespace == gateway.namespace
    }
  }

  /// nil where it takes no port of its nodes.
  func path(of workload: Workload) -> Path? {
    guard workload.ports.contains(where: { $0 != nil }) || workload.isOnHost && !workload.ports.isEmpty else {
      return nil
    }
    var path = Path(reach: "nodes", front: "host")
    path.workloads = ["\(workload.kind) \(workload.namespace)/\(workload.name)"]
    path.controllers =
      ["web"].contains(workload.program) || ["Job", "CronJob"].contains(workload.kind) ? [] : [workload.program]
    path.servesHTTP = !path.controllers.isEmpty
    return path
  }
}
