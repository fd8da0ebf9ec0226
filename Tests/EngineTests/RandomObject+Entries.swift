import TestSupport

extension RandomObject {
  /// Services, Ingresses, routes, what they lead to and what serves them, in a small world in which random ones meet.
  static func entry(_ random: inout SeededGenerator) -> String {
    let namespace = "team-\(Int.random(in: 0..<2, using: &random))"
    let other = "team-\(Int.random(in: 0..<2, using: &random))"
    let name = "app-\(Int.random(in: 0..<3, using: &random))"
    let target = "app-\(Int.random(in: 0..<3, using: &random))"
    func one(_ choices: String...) -> String { choices.randomElement(using: &random) ?? "" }
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: return deployment(name, namespace: namespace)
    case 2, 3:
      return """
        apiVersion: v1
        kind: Service
        metadata: {name: \(name), namespace: \(namespace), annotations: {\(one("", "service.beta.kubernetes.io/azure-load-balancer-internal: 'true'", "service.beta.kubernetes.io/azure-pls-create: 'true'"))}}
        spec: {type: \(one("ClusterIP", "NodePort", "LoadBalancer", "[]")), selector: {app: \(target)}, ports: [{name: http, port: \(one("80", "8080"))}]}

        """
    case 4, 5:
      return """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: \(name), namespace: \(namespace), annotations: {\(one("", "nginx.ingress.kubernetes.io/server-snippet: x", "nginx.ingress.kubernetes.io/canary: 'true'"))}}
        spec: {\(one("", "ingressClassName: azure-application-gateway,", "ingressClassName: own,")) rules: [{host: \(one("a.example", "b.example", "''")), http: {paths: [{path: \(one("/", "/x", "/x/")), backend: {service: {name: \(target), port: {number: 80}}}}]}}]}

        """
    case 6:
      return """
        apiVersion: gateway.networking.k8s.io/v1
        kind: HTTPRoute
        metadata: {name: \(name), namespace: \(namespace)}
        spec: {parentRefs: [{name: edge, namespace: \(other)}], rules: [{backendRefs: [{name: \(target), namespace: \(other), port: 80}]}]}

        """
    case 7:
      return """
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: \(namespace)}
        spec: {gatewayClassName: \(one("azure-alb-external", "envoy")), listeners: [{name: web, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: \(one("Same", "All", "Selector")), selector: {matchLabels: {team: "\(one("a", "b"))"}}}}}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: IngressClass
        metadata: {name: own, annotations: {ingressclass.kubernetes.io/is-default-class: "\(one("true", "false"))"}}
        spec: {controller: \(one("azure/application-gateway", "k8s.io/ingress-nginx"))}

        """
    case 8:
      return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: nginx, namespace: \(namespace)}
        data: {\(one("", "allow-snippet-annotations: 'true'", "enable-modsecurity: 'true', modsecurity-snippet: SecRuleEngine On"))}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: \(name), namespace: \(namespace)}
        ---
        apiVersion: gateway.networking.k8s.io/v1beta1
        kind: ReferenceGrant
        metadata: {name: \(name), namespace: \(namespace)}
        spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: \(other)}], to: [{group: "", kind: Service\(one("", ", name: \(target)"))}]}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: \(namespace), labels: {team: "\(one("a", "b"))"}}

        """
    default:
      return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: \(name), namespace: \(namespace)}
        spec:
          template:
            metadata: {labels: {app: \(name)}}
            spec: {containers: [{name: web, image: "\(one("traefik:v3", "ingress-nginx/controller:v1.8.0", "ingress-nginx/controller:v1.12.0"))", args: ["--configmap=$(POD_NAMESPACE)/nginx"], ports: [{containerPort: 80\(one("", ", hostPort: 80"))}]}]}

        """
    }
  }

  /// Policies of admission, namespaces and workloads with images.
  static func admission(_ random: inout SeededGenerator) -> String {
    let namespace = "team-\(Int.random(in: 0..<2, using: &random))"
    func one(_ choices: String...) -> String { choices.randomElement(using: &random) ?? "" }
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1: return deployment(one("app-0", "app-1"), namespace: namespace)
    case 2:
      return
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(namespace), labels: {policy.sigstore.dev/include: '\(one("true", "false"))'}}\n"
    case 3:
      return
        "apiVersion: constraints.gatekeeper.sh/v1beta1\nkind: K8sAllowedRepos\nmetadata: {name: one}\nspec: {parameters: {repos: [\(one("nginx", "nginx/", "[]"))]}}\n"
    case 4:
      return """
        apiVersion: policy.sigstore.dev/v1beta1
        kind: ClusterImagePolicy
        metadata: {name: one}
        spec: {images: [{glob: "\(one("**", "ghcr.io/**"))"}], authorities: [{keyless: {}}]}

        """
    default:
      return """
        apiVersion: kyverno.io/v1
        kind: ClusterPolicy
        metadata: {name: one}
        spec:
          validationFailureAction: \(one("Enforce", "Audit"))
          rules:
          - match: {any: [{resources: {kinds: [Pod], namespaces: [\(namespace)]}}]}
            verifyImages: [{imageReferences: ["*"]}]

        """
    }
  }
}
