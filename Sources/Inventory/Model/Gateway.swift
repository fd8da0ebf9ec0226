package import Hardening
package import TextSafety

/// A Gateway of the Gateway API (gateway-api.sigs.k8s.io, Gateway).
package struct Gateway: Hashable, Sendable {
  package var className: UntrustedText
  package var annotations: [LabelPair]
  package var listeners: Field<[Listener]>

  package static let group: UntrustedText = "gateway.networking.k8s.io"

  /// Where a Gateway takes traffic in, and which routes may hang on it there.
  package struct Listener: Hashable, Sendable {
    package var name: UntrustedText
    package var port: Int64?
    /// HTTP, HTTPS, TLS, TCP, UDP, or one of a maker's own.
    package var transport: UntrustedText
    /// Lower case; empty for all.
    package var hostname: UntrustedText
    package var namespaces: Admitted
    /// `allowedRoutes.kinds`, where they are written.
    package var kinds: [RouteKind]?
  }

  /// The namespaces whose routes a listener admits.
  package enum Admitted: Hashable, Sendable {
    /// Its own, which is the default.
    case own
    case all
    case labelled(LabelSelector)
    /// Something that cannot be read, or that is not known here.
    case undecided
  }

  package struct RouteKind: Hashable, Sendable {
    package var group: UntrustedText
    package var kind: UntrustedText
  }
}

/// A route of the Gateway API: HTTPRoute, GRPCRoute, TCPRoute, TLSRoute, UDPRoute.
package struct GatewayRoute: Hashable, Sendable {
  /// The Gateways (or Services of a mesh) that it wants to hang on.
  package var parents: [Parent]
  /// Lower case; empty for all.
  package var hostnames: [UntrustedText]
  package var backends: Field<[Backend]>

  package struct Parent: Hashable, Sendable {
    package var object: ObjectReference
    /// The listener that is meant; empty for all.
    package var section: UntrustedText
    package var port: Int64?
    package var path: FieldPath
  }
}

/// A ReferenceGrant: lets routes of other namespaces lead to what is in its own.
package struct ReferenceGrant: Hashable, Sendable {
  package var sources: [Source]
  /// The names of Services that may be led to; nil: all. Other kinds are not kept.
  package var services: Set<UntrustedText>?

  package struct Source: Hashable, Sendable {
    package var kind: UntrustedText
    package var namespace: UntrustedText
  }
}
