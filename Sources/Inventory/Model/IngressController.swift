package import TextSafety

/// A program that serves Ingresses or Gateways from pods of the cluster, recognised by its image or its pods' labels.
package enum IngressController: String, Hashable, Sendable, CaseIterable {
  case contour = "Contour"
  case emissary = "Emissary"
  case envoyGateway = "Envoy Gateway"
  case haProxy = "HAProxy"
  case ingressNginx = "ingress-nginx"
  case istio = "Istio gateway"
  case kong = "Kong"
  /// NGINX Inc.'s own, which is another program than ingress-nginx.
  case nginx = "NGINX Ingress Controller"
  case traefik = "Traefik"

  package init?(image: UntrustedText, labels: [LabelPair]) {
    if let found = image.parsed(IngressController.of) ?? IngressController(labels: labels) {
      self = found
    } else {
      return nil
    }
  }

  /// By what the pods, or the selector of a Service for them, are labelled.
  package init?(labels: [LabelPair]) {
    // Jobs and pages beside ingress-nginx carry its name too.
    let besides: [UntrustedText] = ["admission-webhook", "default-backend"]
    if let component = labels.value(of: "app.kubernetes.io/component"), besides.contains(component) { return nil }
    if labels.value(of: "istio").map({ $0.contains("ingressgateway") }) == true {
      self = .istio
      return
    }
    let found = IngressController.labels.first { mark in labels.value(of: mark.key).map(mark.values.contains) ?? false }
    guard let found else { return nil }
    self = found.is
  }

  private static let labels: [(key: UntrustedText, values: [UntrustedText], is: IngressController)] = [
    ("app.kubernetes.io/name", ["ingress-nginx"], .ingressNginx), ("app.kubernetes.io/name", ["traefik"], .traefik),
    ("app.kubernetes.io/name", ["kong"], .kong), ("app.kubernetes.io/name", ["contour"], .contour),
    ("app.kubernetes.io/name", ["haproxy-ingress", "kubernetes-ingress"], .haProxy),
    ("app.kubernetes.io/name", ["emissary-ingress"], .emissary), ("app.kubernetes.io/name", ["nginx-ingress"], .nginx),
    ("app.kubernetes.io/managed-by", ["envoy-gateway"], .envoyGateway),
    ("app", ["istio-ingressgateway"], .istio),
  ]

  /// The image without its registry, tag and digest decides.
  private static func of(image: String) -> IngressController? {
    let path = image.prefix { $0 != "@" }.split(separator: "/")
    guard let last = path.last?.prefix(while: { $0 != ":" }) else { return nil }
    let folder = path.dropLast().last ?? ""
    switch (folder, last) {
    case ("ingress-nginx", "controller"), ("ingress-nginx", "controller-chroot"), (_, "nginx-ingress-controller"),
      (_, "ingress-nginx-controller"),
      (_, "nginx-controller"):
      return .ingressNginx
    case ("nginx", "nginx-ingress"), (_, "nginx-plus-ingress"): return .nginx
    case (_, "traefik"): return .traefik
    case ("haproxytech", "kubernetes-ingress"), (_, "haproxy-ingress"), (_, "haproxy-ingress-controller"):
      return .haProxy
    case ("projectcontour", "contour"): return .contour
    case (_, "kong"), ("kong", "kong-gateway"), ("kong", "kubernetes-ingress-controller"): return .kong
    case (_, "emissary"), ("datawire", "ambassador"), ("datawire", "aes"): return .emissary
    default: return nil
    }
  }
}
