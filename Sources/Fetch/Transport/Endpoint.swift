package import TextSafety

/// A server and how to talk to it: what requests to it have in common. Connections are shared by
/// endpoints only where all that they are made with is the same: server, trust, name, proxy and certificate.
package struct Endpoint: Sendable {
  /// Whom to believe that they are the server.
  package enum Trust: Sendable, Hashable {
    /// The system's authorities.
    case system
    /// Those alone that stand in these PEM certificates.
    case authorities(pem: [UInt8])
    /// Anybody: `insecure-skip-tls-verify`. To be told for as long as it is so.
    case anybody
  }

  /// Which proxy stands between.
  package enum Proxy: Sendable, Hashable {
    /// By HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
    case environment
    /// `http://`, `https://`, `socks5://` or `socks5h://`, whatever the environment says.
    case url(UntrustedText)
  }

  /// The server's address: scheme, host, port, and a path that stands before those of requests, without a slash at its
  /// end (`https://10.0.0.1:6443/k8s/clusters/c-1`).
  package var server: UntrustedText
  package var trust: Trust
  /// The name that the server's certificate is for, where it is not the address's host; also what SNI says.
  package var serverName: UntrustedText?
  package var proxy: Proxy
  package var credentials: any CredentialSource
  /// As whom they make their requests, where that is somebody else.
  package var impersonation: Impersonation?

  package init(
    server: UntrustedText, trust: Trust = .system, serverName: UntrustedText? = nil, proxy: Proxy = .environment,
    credentials: any CredentialSource = NoCredentials(), impersonation: Impersonation? = nil
  ) {
    self.server = server
    self.trust = trust
    self.serverName = serverName
    self.proxy = proxy
    self.credentials = credentials
    self.impersonation = impersonation
  }
}

/// Who asks. Both parts may be there.
package struct Credential: Sendable, Equatable {
  /// A certificate with its key, both PEM.
  package struct Certificate: Sendable, Equatable {
    package var certificate: [UInt8]
    package var key: Secret

    package init(certificate: [UInt8], key: Secret) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// What stands behind `Authorization: Bearer `.
  package var token: Secret?
  package var certificate: Certificate?

  package init(token: Secret? = nil, certificate: Certificate? = nil) {
    self.token = token
    self.certificate = certificate
  }

  package var isEmpty: Bool { token == nil && certificate == nil }
}

/// Where credentials come from, asked for each request: a token's file may have another content by then.
package protocol CredentialSource: Sendable {
  /// Throws where they cannot be had; nothing is sent then.
  func credential() async throws(FetchError) -> Credential

  /// The server answered 401 to a request with this credential: what was kept of it counts no more.
  /// - Returns: whether asking again may give another, so that the request is worth another try.
  func refused(_ credential: Credential) async -> Bool
}

/// Nobody: anonymous requests.
package struct NoCredentials: CredentialSource {
  package init() {}
  package func credential() async throws(FetchError) -> Credential { Credential() }
  package func refused(_ credential: Credential) async -> Bool { false }
}
