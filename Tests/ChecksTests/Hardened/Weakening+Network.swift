import Hardening
import TextSafety

/// Weaknesses of what may talk to what.
extension Weakening {
  static let policies: [Weakening] = [
    .several(
      [
        ("NetworkPolicy default-deny /metadata/namespace", "other"), ("NetworkPolicy api /metadata/namespace", "other"),
      ],
      "netpol-missing-ns", "netpol-default-deny", "netpol-missing-pod", "netpol-dangling"),
    .several(
      [
        ("NetworkPolicy default-deny /spec/podSelector", "{matchLabels: {app: db}}"),
        ("NetworkPolicy api /spec/podSelector", "{matchLabels: {app: db}}"),
      ], "netpol-default-deny", "netpol-missing-pod", "netpol-dangling"),
    .set("NetworkPolicy default-deny /spec/podSelector", "{matchLabels: {app: api}}", "netpol-default-deny"),
    .set("NetworkPolicy default-deny /spec/policyTypes", "[Egress]"),
    .several(
      [
        ("NetworkPolicy default-deny /spec/policyTypes", "[Ingress]"),
        ("NetworkPolicy api /spec/policyTypes", "[Ingress]"),
      ], "netpol-one-direction"),
    .set("NetworkPolicy api /spec/ingress/-", "{}", "netpol-allow-all"),
    .set(
      "NetworkPolicy api /spec/egress/-", "{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}", "netpol-allow-all", "egress-wide-cidr"
    ),
    .set(
      "NetworkPolicy api /spec/egress/-", "{to: [{ipBlock: {cidr: \"::/0\"}}], ports: [{port: 443}]}",
      "egress-wide-cidr"),
    .set("NetworkPolicy api /spec/egress/-", "{to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}]}"),
    .set(
      "NetworkPolicy api /spec/ingress/-", "{from: [{podSelector: {matchLabels: {app: gateway}}}]}", "netpol-dangling"),
    .set("NetworkPolicy api /spec/ingress/-", "{from: [{podSelector: {}}]}"),
  ]

  static let entries: [Weakening] = [
    .set("Service /spec/type", "NodePort", "nodeport"),
    .set("Service /spec/type", "LoadBalancer", "lb-public", "lb-source-ranges", "edge-in-front", "waf-present"),
    .several(
      [("Service /spec/type", "LoadBalancer"), ("Service /spec/loadBalancerSourceRanges", "[198.51.100.0/24]")],
      "lb-public"),
    .several([
      ("Service /spec/type", "LoadBalancer"),
      ("Service /metadata/annotations", "{service.beta.kubernetes.io/azure-load-balancer-internal: \"true\"}"),
    ]),
    .several(
      [
        ("Service /spec/type", "LoadBalancer"), ("Service /spec/ports/0/name", "amqp"),
        ("Service /spec/ports/0/port", "5672"),
        ("Ingress /spec/rules/0/http/paths/0/backend/service/port/name", "amqp"),
      ], "lb-public", "lb-source-ranges", "edge-in-front"),
    .several(
      [
        ("Service /spec/type", "LoadBalancer"), ("Service /spec/loadBalancerSourceRanges", "[198.51.100.0/24]"),
        ("pod /metadata/labels/istio", "ingressgateway"),
      ], "lb-public", "ingress-controller-internal"),
    .set("Service /spec/externalIPs", "[198.51.100.7]", "external-ips"),
    .several(
      [("Service /spec/type", "ExternalName"), ("Service /spec/externalName", "db.example.com")], "externalname"),
    .several([], parameters: ["ports": .list(["443"])], "allowed-ports"),
    .several([], parameters: ["ports": .list(["8000-8999"])]),
    .set("Ingress /spec/tls/0/hosts", "[www.shop.example]", "ingress-tls"),
    .set("Ingress /spec/tls/0/hosts", "[\"*.shop.example\"]"),
    .set("Ingress /metadata/annotations", "{nginx.ingress.kubernetes.io/ssl-redirect: \"false\"}", "ingress-tls"),
    .set("Ingress /metadata/annotations", "{nginx.ingress.kubernetes.io/server-snippet: x}", "nginx-snippets"),
    .set("Ingress /spec/rules/0/host", "\"*\"", "ingress-wildcard", "ingress-tls"),
    .set("Ingress /spec/rules/0/http/paths/0/backend/service/name", "other", "ingress-backend-missing"),
    .set("Ingress /spec/rules/0/http/paths/0/backend/service/port", "{number: 81}", "ingress-backend-missing"),
    .set("Service /spec/selector", "{app: other}", "ingress-backend-missing"),
    .set("K8sAllowedRepos /spec/parameters/repos", "[registry.example]", "open-ended-prefix"),
    .set(
      "api /image",
      "registry.example/ingress-nginx/controller:v1.12.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "nginx-eol"),
  ]
}
