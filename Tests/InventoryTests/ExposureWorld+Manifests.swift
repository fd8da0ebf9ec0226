/// The world as people write it.
extension ExposureWorld {
  var manifests: [String] {
    workloads.map(manifest) + services.map(manifest) + ingresses.map(manifest) + gateways.map(manifest)
      + routes.map(manifest) + firewalls.map(manifest) + settings.map(manifest) + grants.map(manifest)
      + namespaceLabels.sorted { $0.key < $1.key }.map { object("v1", "Namespace", nil, $0, labels: $1, "") }
      + classes.sorted { $0.key < $1.key }.map { name, value in
        object(
          "networking.k8s.io/v1", "IngressClass", nil, name,
          annotations: value.isDefault ? ["ingressclass.kubernetes.io/is-default-class": "true"] : [:],
          "spec: {controller: \(value.controller)}")
      }
  }

  private func object(
    _ version: String, _ kind: String, _ namespace: String?, _ name: String, labels: [String: String] = [:],
    annotations: [String: String] = [:], _ rest: String
  ) -> String {
    var metadata = "name: \(name), labels: \(map(labels)), annotations: \(map(annotations))"
    if let namespace { metadata += ", namespace: \(namespace)" }
    return "apiVersion: \(version)\nkind: \(kind)\nmetadata: {\(metadata)}\n\(rest)\n"
  }

  private func map(_ pairs: [String: String]) -> String {
    "{" + pairs.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ", ") + "}"
  }

  private func list(_ words: [String]) -> String { "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }

  private func manifest(_ workload: Workload) -> String {
    let image =
      switch workload.program {
      case "traefik": "docker.io/library/traefik:v3.1"
      case "ingress-nginx": "registry.k8s.io/ingress-nginx/controller:v1.12.0"
      default: "registry.example/web:1"
      }
    let arguments = workload.settings.map { "[\"--configmap=\($0.namespace)/\($0.name)\"]" } ?? "[]"
    let ports = workload.ports.enumerated().map { index, host in
      "{containerPort: \(8000 + index)\(host.map { ", hostPort: \($0)" } ?? "")}"
    }
    let main = "name: main, image: \"\(image)\", args: \(arguments), ports: [\(ports.joined(separator: ", "))]"
    let spec = "{hostNetwork: \(workload.isOnHost), containers: [{\(main)}]}"
    let template = "{metadata: {labels: \(map(workload.labels))}, spec: \(spec)}"
    switch workload.kind {
    case "Pod": return object("v1", "Pod", workload.namespace, workload.name, labels: workload.labels, "spec: \(spec)")
    case "CronJob":
      return object(
        "batch/v1", "CronJob", workload.namespace, workload.name, "spec: {jobTemplate: {spec: {template: \(template)}}}"
      )
    default:
      return object(
        workload.kind == "Job" ? "batch/v1" : "apps/v1", workload.kind, workload.namespace, workload.name,
        "spec: {template: \(template)}")
    }
  }

  private func manifest(_ service: Service) -> String {
    var annotations = service.cloud.annotations
    let beta = "service.beta.kubernetes.io/"
    func set(_ key: String, _ words: [String]) {
      if !words.isEmpty { annotations[beta + key] = words.joined(separator: ", ") }
    }
    set("load-balancer-source-ranges", service.rangesAnnotation)
    set("azure-allowed-ip-ranges", service.azureRanges)
    set("azure-allowed-service-tags", service.azureTags)
    if service.hasNoFloatingAddress { annotations[beta + "azure-disable-load-balancer-floating-ip"] = "True" }
    if let value = service.privateLink { annotations[beta + "azure-pls-create"] = value }
    if service.securityGroups { annotations[beta + "aws-load-balancer-security-groups"] = "sg-1" }
    var spec = ["ports: [" + service.ports.map(port).joined(separator: ", ") + "]"]
    if let type = service.type { spec.append("type: \(type)") }
    if let selector = service.selector { spec.append("selector: \(map(selector))") }
    if let ranges = service.ranges { spec.append("loadBalancerSourceRanges: \(list(ranges))") }
    if let addresses = service.externalIPs { spec.append("externalIPs: \(list(addresses))") }
    if let name = service.cloud.loadBalancerClass { spec.append("loadBalancerClass: \(name)") }
    var status = ""
    if service.hasStatus {
      let found = service.addresses.map { "{ip: \"\($0)\"}" }.joined(separator: ", ")
      status = "\nstatus: {loadBalancer: {ingress: [\(found)]}}"
    } else if let wanted = service.addresses.first {
      spec.append("loadBalancerIP: \"\(wanted)\"")
    }
    return object(
      "v1", "Service", service.namespace, service.name, annotations: annotations,
      "spec: {\(spec.joined(separator: ", "))}\(status)")
  }

  private func port(_ port: (name: String, number: Int, application: String)) -> String {
    var fields = "port: \(port.number)"
    if !port.name.isEmpty { fields += ", name: \(port.name)" }
    if !port.application.isEmpty { fields += ", appProtocol: \(port.application)" }
    return "{\(fields)}"
  }

  private func manifest(_ ingress: Ingress) -> String {
    var annotations = ingress.annotations
    var spec: [String] = []
    switch ingress.className {
    case .none: break
    case .field(let name): spec.append("ingressClassName: \(name)")
    case .annotation(let name): annotations["kubernetes.io/ingress.class"] = name
    }
    func backend(_ name: String) -> String {
      ingress.isBeta ? "{serviceName: \(name), servicePort: 80}" : "{service: {name: \(name), port: {number: 80}}}"
    }
    if let name = ingress.defaultBackend {
      spec.append("\(ingress.isBeta ? "backend" : "defaultBackend"): \(backend(name))")
    }
    let rules = ingress.backends.enumerated().map { index, name in
      "{host: h\(index).example, http: {paths: [{path: /, backend: \(backend(name))}]}}"
    }
    spec.append("rules: [\(rules.joined(separator: ", "))]")
    return object(
      ingress.isBeta ? "networking.k8s.io/v1beta1" : "networking.k8s.io/v1", "Ingress", ingress.namespace, ingress.name,
      annotations: annotations, "spec: {\(spec.joined(separator: ", "))}")
  }

  private func manifest(_ gateway: Gateway) -> String {
    let listeners = gateway.listeners.map(listener).joined(separator: ", ")
    return object(
      "gateway.networking.k8s.io/v1", "Gateway", gateway.namespace, gateway.name,
      "spec: {gatewayClassName: \(gateway.className), listeners: [\(listeners)]}")
  }

  private func listener(_ listener: Listener) -> String {
    var fields = "name: \(listener.name), port: \(listener.port), protocol: \(listener.transport)"
    if let host = listener.hostname { fields += ", hostname: \"\(host)\"" }
    var allowed: [String] = []
    if let from = listener.from {
      let wanted = listener.wanted
      let requirement =
        "{key: \(wanted.key), operator: \(wanted.isNegated ? "NotIn" : "In"), values: [\(wanted.value)]}"
      let selector = from == "Selector" ? ", selector: {matchExpressions: [\(requirement)]}" : ""
      allowed.append("namespaces: {from: \(from)\(selector)}")
    }
    if let kinds = listener.kinds {
      allowed.append("kinds: [" + kinds.map { "{kind: \($0)}" }.joined(separator: ", ") + "]")
    }
    if !allowed.isEmpty { fields += ", allowedRoutes: {\(allowed.joined(separator: ", "))}" }
    return "{\(fields)}"
  }

  private func manifest(_ grant: Grant) -> String {
    let name = grant.service.map { ", name: \($0)" } ?? ""
    return object(
      "gateway.networking.k8s.io/v1beta1", "ReferenceGrant", grant.namespace, grant.name,
      "spec: {from: [{group: gateway.networking.k8s.io, kind: \(grant.kind), namespace: \(grant.from)}], "
        + "to: [{group: \"\", kind: \(grant.target)\(name)}]}")
  }

  private func manifest(_ route: Route) -> String {
    func reference(_ target: (kind: String, namespace: String?, name: String), isBackend: Bool) -> String {
      var fields = "name: \(target.name)"
      // Gateways are meant where a parent's kind is not written, Services where a backend's is not.
      if target.kind != (isBackend ? "Service" : "Gateway") { fields += ", kind: \(target.kind), group: \"\"" }
      if let namespace = target.namespace { fields += ", namespace: \(namespace)" }
      return "{\(fields)}"
    }
    let parents = route.parents.map { parent in
      var fields = String(reference((parent.kind, parent.namespace, parent.name), isBackend: false).dropLast())
      if let section = parent.section { fields += ", sectionName: \(section)" }
      if let port = parent.port { fields += ", port: \(port)" }
      return fields + "}"
    }.joined(separator: ", ")
    let backends = route.backends.map { reference($0, isBackend: true) }.joined(separator: ", ")
    return object(
      "gateway.networking.k8s.io/v1", route.kind, route.namespace, route.name,
      "spec: {hostnames: \(list(route.hostnames)), parentRefs: [\(parents)], rules: [{backendRefs: [\(backends)]}]}")
  }

  private func manifest(_ firewall: Firewall) -> String {
    var target = "group: \(firewall.group), kind: \(firewall.kind), name: \(firewall.target)"
    if let namespace = firewall.targetNamespace { target += ", namespace: \(namespace)" }
    return object(
      "alb.networking.azure.io/v1", "WebApplicationFirewallPolicy", firewall.namespace, firewall.name,
      "spec: {targetRef: {\(target)}}")
  }

  private func manifest(_ settings: Settings) -> String {
    var data: [String: String] = [:]
    if let firewall = settings.firewall { data["enable-modsecurity"] = firewall }
    if let rules = settings.rules { data["modsecurity-snippet"] = rules }
    return object("v1", "ConfigMap", settings.namespace, settings.name, "data: \(map(data))")
  }
}
