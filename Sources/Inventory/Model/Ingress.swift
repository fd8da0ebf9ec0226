package import Hardening
package import TextSafety

/// An Ingress (networking.k8s.io), of v1 and of the versions before it.
package struct Ingress: Hashable, Sendable {
  /// `spec.ingressClassName`, else the annotation that came before it.
  package var className: Field<UntrustedText>
  /// It names no class, and no server has looked at it: the default class will be its own.
  package var takesDefaultClass: Bool
  /// Of ingress controllers and clouds; others are not kept. Snippets of configuration are kept without their text.
  package var annotations: [LabelPair]
  package var rules: Field<[Rule]>
  package var defaultBackend: Backend?
  /// ModSecurity as its annotations set it, with rules that are enforced; nil where they say nothing.
  package var hasFirewall: Bool?
  /// cert-manager made it to answer a certificate authority.
  package var answersChallenge: Bool
  package var tls: Field<[Certificate]>

  package struct Rule: Hashable, Sendable {
    /// Lower case; empty for any.
    package var host: UntrustedText
    package var path: FieldPath
    package var routes: [Route]
  }

  package struct Route: Hashable, Sendable {
    /// `/` where absent; without a slash at its end.
    package var urlPath: UntrustedText
    package var backend: Backend
  }

  package struct Certificate: Hashable, Sendable {
    /// Lower case; empty for all.
    package var hosts: [UntrustedText]
    package var path: FieldPath
  }

  package static let firewallAnnotation: UntrustedText = "nginx.ingress.kubernetes.io/enable-modsecurity"

  package static let prefixesOfAnnotations = [
    "nginx.ingress.kubernetes.io/", "nginx.org/", "ingress.kubernetes.io/", "kubernetes.io/ingress",
    "appgw.ingress.kubernetes.io/", "alb.ingress.kubernetes.io/", "alb.networking.azure.io/",
    "ingress.gcp.kubernetes.io/", "networking.gke.io/", "traefik.ingress.kubernetes.io/", "haproxy.org/",
    "haproxy-ingress.github.io/", "route.openshift.io/",
  ]
}

/// What a rule of an Ingress or of a route leads to.
package struct Backend: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case service(namespace: UntrustedText, name: UntrustedText, port: Port)
    /// A resource that is no Service.
    case other
    /// Nothing that could be named.
    case unnamed
  }

  package enum Port: Hashable, Sendable {
    case number(Int64)
    case name(UntrustedText)
    case unset
  }

  package var kind: Kind
  package var path: FieldPath
}

/// Settings of ingress-nginx in a ConfigMap; nil where the key is not set.
package struct ControllerSettings: Hashable, Sendable {
  /// `allow-snippet-annotations`.
  package var allowsSnippets: Bool?
  /// `enable-modsecurity`, with rules that are enforced.
  package var hasFirewall: Bool?
}
