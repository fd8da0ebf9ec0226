import TestSupport

/// A small random world of workloads, Services, Ingresses and Gateways that knows by itself, by trying every pair,
/// what leads to what and from where it is reached: no code of the program is used for that.
struct ExposureWorld {
  struct Workload {
    var kind: String
    var namespace: String
    var name: String
    var labels: [String: String]
    /// What runs there: traefik, ingress-nginx, or something that serves no Ingresses.
    var program: String
    /// The ConfigMap that ingress-nginx is told to read: namespace and name.
    var settings: (namespace: String, name: String)?
    /// Its container's ports: what each is on the node; nil: nothing.
    var ports: [Int?]
    var isOnHost: Bool
  }

  /// What a Service says to one cloud, and whether that makes its load balancer a private one.
  struct Cloud {
    var annotations: [String: String]
    var loadBalancerClass: String?
    var isInner: Bool
  }

  struct Service {
    var namespace: String
    var name: String
    var type: String?
    var selector: [String: String]?
    var cloud: Cloud
    var addresses: [String]
    var hasStatus: Bool
    var ranges: [String]?
    var rangesAnnotation: [String]
    var azureRanges: [String]
    var azureTags: [String]
    /// Azure's load balancer leads to node ports.
    var hasNoFloatingAddress: Bool
    var externalIPs: [String]?
    var privateLink: String?
    var securityGroups: Bool
    var ports: [(name: String, number: Int, application: String)]
  }

  struct Ingress {
    enum Class {
      case none
      case field(String)
      case annotation(String)
    }

    var namespace: String
    var name: String
    var className: Class
    var annotations: [String: String]
    var backends: [String]
    var defaultBackend: String?
    var isBeta: Bool
  }

  struct Gateway {
    var namespace: String
    var name: String
    var className: String
    var listeners: [Listener]
  }

  struct Listener {
    var name: String
    var port: Int
    var transport: String
    var hostname: String?
    /// Same, All, Selector, or nil where nothing is written.
    var from: String?
    /// What a label of the namespace has to be, or must not be.
    var wanted: (key: String, value: String, isNegated: Bool)
    var kinds: [String]?
  }

  /// Lets routes of one kind and namespace lead to Services, to one of them by its name.
  struct Grant {
    var namespace: String
    var name: String
    var kind: String
    var from: String
    var target: String
    var service: String?
  }

  struct Route {
    var kind: String
    var namespace: String
    var name: String
    /// No namespace: its own.
    var parents: [(kind: String, namespace: String?, name: String, section: String?, port: Int?)]
    var hostnames: [String]
    var backends: [(kind: String, namespace: String?, name: String)]
  }

  /// A policy of Application Gateway for Containers.
  struct Firewall {
    var namespace: String
    var name: String
    var group: String
    var kind: String
    var targetNamespace: String?
    var target: String
  }

  struct Settings {
    var namespace: String
    var name: String
    var firewall: String?
    var rules: String?
  }

  static let namespaces = ["one", "two"]
  static let names = ["a", "b", "c"]
  /// Which controller a class's object names.
  var classes: [String: (controller: String, isDefault: Bool)] = [:]
  var workloads: [Workload] = []
  var services: [Service] = []
  var ingresses: [Ingress] = []
  var gateways: [Gateway] = []
  var routes: [Route] = []
  var firewalls: [Firewall] = []
  var settings: [Settings] = []
  var grants: [Grant] = []
  /// The labels of the namespaces whose objects are in the input.
  var namespaceLabels: [String: [String: String]] = [:]

  init(_ random: inout SeededGenerator) {
    func one<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }
    func often(_ share: Int) -> Bool { Int.random(in: 0..<share, using: &random) == 0 }
    func some(_ most: Int, _ choices: [String]) -> [String] {
      (0..<Int.random(in: 0...most, using: &random)).map { _ in one(choices) }
    }
    func labels(_ keys: [String]) -> [String: String] {
      var found: [String: String] = [:]
      for key in keys where Bool.random(using: &random) { found[key] = one(["a", "b"]) }
      return found
    }
    /// Every namespace and name once at most.
    func places(_ most: Int) -> [(namespace: String, name: String)] {
      let all = ExposureWorld.namespaces.flatMap { namespace in ExposureWorld.names.map { (namespace, $0) } }
      return Array(all.shuffled(using: &random).prefix(Int.random(in: 0...most, using: &random)))
    }
    for place in places(5) {
      let kinds = ["Deployment", "Deployment", "StatefulSet", "Pod", "Job", "CronJob"]
      workloads.append(
        Workload(
          kind: one(kinds), namespace: place.namespace, name: place.name, labels: labels(["app", "tier"]),
          program: one(["web", "traefik", "ingress-nginx", "ingress-nginx"]),
          settings: Bool.random(using: &random) ? (one(ExposureWorld.namespaces), one(["nginx", "other"])) : nil,
          ports: (0..<Int.random(in: 0...2, using: &random)).map { _ in one([nil, nil, nil, 80, 9000]) },
          isOnHost: often(4)))
    }
    let ranges = ["203.0.113.0/24", "198.51.100.7/32", "0.0.0.0/0", "::/0", "10.0.0.0/8"]
    for place in places(5) {
      var selector: [String: String]? = often(5) ? nil : labels(["app", "tier"])
      if often(5) { selector?[one(["pod-template-hash", "controller-revision-hash"])] = "5d9c" }
      services.append(
        Service(
          namespace: place.namespace, name: place.name,
          type: one([nil, "ClusterIP", "NodePort", "LoadBalancer", "LoadBalancer", "LoadBalancer", "ExternalName"]),
          selector: selector, cloud: one(ExposureWorld.clouds),
          addresses: often(3) ? some(2, ["10.1.2.3", "203.0.113.9", "192.168.0.1", "172.32.0.1", "fd00::1"]) : [],
          hasStatus: Bool.random(using: &random), ranges: often(3) ? some(2, ranges) : nil,
          rangesAnnotation: often(4) ? some(2, ranges) : [], azureRanges: often(6) ? some(2, ranges) : [],
          azureTags: often(4)
            ? some(2, ["AzureFrontDoor.Backend", "ApiManagement", "internet", "AzureCloud.northeurope"]) : [],
          hasNoFloatingAddress: often(5),
          externalIPs: often(4) ? some(1, ["198.51.100.7"]) : nil,
          privateLink: often(4) ? one(["true", "True", "false", "yes"]) : nil, securityGroups: often(8),
          ports: (0..<Int.random(in: 1...2, using: &random)).map { _ in
            (one(["", "http", "amqp", "grpc"]), one([80, 5672, 8443]), one(["", "", "kubernetes.io/h2c", "redis"]))
          }))
    }
    let controllers = ["azure/application-gateway", "ingress.k8s.aws/alb", "k8s.io/ingress-nginx"]
    for name in ["edge", "own", "nginx"] where Bool.random(using: &random) {
      classes[name] = (one(controllers), often(3))
    }
    for place in places(3) {
      ingresses.append(
        Ingress(
          namespace: place.namespace, name: place.name,
          className: one([
            .none, .field(one(ExposureWorld.classNames)), .field(one(ExposureWorld.classNames)),
            .annotation(one(ExposureWorld.classNames)),
          ]), annotations: one(ExposureWorld.annotations), backends: some(2, ExposureWorld.names),
          defaultBackend: often(3) ? one(ExposureWorld.names) : nil, isBeta: often(5)))
    }
    for place in places(2) {
      gateways.append(
        Gateway(
          namespace: place.namespace, name: place.name,
          className: one([
            "azure-alb-external", "gke-l7-global-external-managed", "gke-l7-rilb",
            "gke-l7-cross-regional-internal-managed",
            "istio",
          ]),
          listeners: (0..<Int.random(in: 0...2, using: &random)).map { number in
            Listener(
              name: "l\(number)", port: one([80, 443]), transport: one(["HTTP", "HTTP", "HTTPS", "TLS", "TCP", "own"]),
              hostname: often(3) ? one(ExposureWorld.hosts) : nil,
              from: one([nil, "Same", "All", "All", "Selector", "Selector"]),
              wanted: (one(["team", "kubernetes.io/metadata.name"]), one(["one", "two"]), often(3)),
              kinds: often(4) ? some(2, ["HTTPRoute", "GRPCRoute", "TCPRoute"]) : nil)
          }))
    }
    for namespace in ExposureWorld.namespaces where Bool.random(using: &random) {
      namespaceLabels[namespace] = often(3) ? [:] : ["team": one(ExposureWorld.namespaces)]
    }
    for place in places(3) {
      grants.append(
        Grant(
          namespace: place.namespace, name: place.name, kind: one(["HTTPRoute", "HTTPRoute", "GRPCRoute"]),
          from: one(ExposureWorld.namespaces), target: one(["Service", "Service", "Service", "Secret"]),
          service: often(3) ? one(ExposureWorld.names) : nil))
    }
    for place in places(3) {
      routes.append(
        Route(
          kind: one(["HTTPRoute", "GRPCRoute", "TCPRoute"]), namespace: place.namespace, name: place.name,
          parents: (0..<Int.random(in: 0...2, using: &random)).map { _ in
            (
              one(["Gateway", "Gateway", "Service"]), Bool.random(using: &random) ? one(ExposureWorld.namespaces) : nil,
              one(ExposureWorld.names), often(4) ? one(["l0", "l1"]) : nil, often(5) ? one([80, 443]) : nil
            )
          }, hostnames: often(3) ? some(2, ExposureWorld.hosts) : [],
          backends: (0..<Int.random(in: 0...2, using: &random)).map { _ in
            (
              one(["Service", "Service", "Bucket"]), Bool.random(using: &random) ? one(ExposureWorld.namespaces) : nil,
              one(ExposureWorld.names)
            )
          }))
    }
    for place in places(1) {
      let target = one([("networking.k8s.io", "Ingress"), ("gateway.networking.k8s.io", "Gateway")])
      firewalls.append(
        Firewall(
          namespace: place.namespace, name: place.name, group: target.0, kind: target.1,
          targetNamespace: Bool.random(using: &random) ? one(ExposureWorld.namespaces) : nil,
          target: one(ExposureWorld.names)))
    }
    for namespace in ExposureWorld.namespaces where Bool.random(using: &random) {
      settings.append(
        Settings(
          namespace: namespace, name: "nginx", firewall: one([nil, "true", "false"]),
          rules: one([nil, "SecRuleEngine On", "SecRuleEngine DetectionOnly"])))
    }
  }

  private static let hosts = [
    "shop.example", "a.shop.example", "*.example", "*.shop.example", "Shop.Example", "example", "b.other",
  ]

  private static let classNames = [
    "edge", "own", "nginx", "alb", "azure-application-gateway", "azure-alb-external", "gce", "gce-internal",
  ]

  private static let annotations: [[String: String]] = [
    [:], [:], ["appgw.ingress.kubernetes.io/use-private-ip": "true"],
    ["appgw.ingress.kubernetes.io/use-private-ip": "True"], ["appgw.ingress.kubernetes.io/use-private-ip": "yes"],
    ["alb.ingress.kubernetes.io/scheme": "internet-facing"],
    ["alb.ingress.kubernetes.io/scheme": "internal", "alb.ingress.kubernetes.io/wafv2-acl-arn": "arn:x"],
    ["alb.ingress.kubernetes.io/waf-acl-id": ""], ["appgw.ingress.kubernetes.io/waf-policy-for-path": "/p"],
    ["nginx.ingress.kubernetes.io/enable-modsecurity": "true"],
    [
      "nginx.ingress.kubernetes.io/enable-modsecurity": "true",
      "nginx.ingress.kubernetes.io/modsecurity-snippet": "SecRuleEngine On",
    ],
    [
      "nginx.ingress.kubernetes.io/enable-modsecurity": "true",
      "nginx.ingress.kubernetes.io/modsecurity-snippet": "SecRuleEngine On",
    ],
    [
      "nginx.ingress.kubernetes.io/enable-modsecurity": "true",
      "nginx.ingress.kubernetes.io/modsecurity-snippet": "SecRuleEngine On",
    ],
  ]

  private static let clouds: [Cloud] = {
    let beta = "service.beta.kubernetes.io/"
    func say(_ annotations: [String: String], _ isInner: Bool, class name: String? = nil) -> Cloud {
      Cloud(annotations: annotations, loadBalancerClass: name, isInner: isInner)
    }
    return [
      say([:], false), say([:], false), say([:], false),
      say(["\(beta)azure-load-balancer-internal": "true"], true),
      say(["\(beta)azure-load-balancer-internal": "True"], false),
      say(["\(beta)aws-load-balancer-internal": "0.0.0.0/0"], true),
      say(["\(beta)aws-load-balancer-internal": "false"], false),
      say(["networking.gke.io/load-balancer-type": "Internal"], true),
      say(
        ["networking.gke.io/load-balancer-type": "External", "cloud.google.com/load-balancer-type": "Internal"], false),
      say(["\(beta)oci-load-balancer-internal": "1"], true),
      say([:], true, class: "tailscale"), say([:], true, class: "service.k8s.aws/nlb"),
      say(["\(beta)aws-load-balancer-scheme": "internet-facing"], false, class: "service.k8s.aws/nlb"),
      say([:], false, class: "example.com/balancer"),
    ]
  }()
}
