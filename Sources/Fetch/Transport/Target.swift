import Foundation
import TextSafety

/// An endpoint as a transfer needs it: addresses taken apart, the proxy chosen.
struct Target: Sendable {
  let server: Address
  let proxy: Address?
  let trust: Endpoint.Trust
  let serverName: UntrustedText?
  let impersonation: Impersonation?

  /// Throws where the endpoint says nothing that can be asked. No message repeats an address: it may hold a password.
  init(_ endpoint: Endpoint, environment: ProxyEnvironment) throws(FetchError) {
    guard let server = Address(endpoint.server), server.scheme.hasPrefix("http") else {
      throw Self.unusable(
        "the server's address", "it is no URL that begins with https:// or http://",
        next: "correct the server's address")
    }
    guard server.user == nil, server.password == nil, !server.hasQuery else {
      throw Self.unusable(
        UntrustedText(server.origin), "its address holds a user, a password or a query",
        next: "leave scheme, host, port and path in it")
    }
    self.server = server
    trust = endpoint.trust
    impersonation = endpoint.impersonation
    serverName = endpoint.serverName.flatMap { $0.isEmpty ? nil : $0 }
    if let name = serverName, !name.matches(Self.isHost) {
      throw Self.unusable(
        UntrustedText(server.origin), "the name for its certificate is no name of a host",
        next: "correct tls-server-name")
    }
    switch endpoint.proxy {
    case .environment:
      guard let url = environment.proxy(for: server) else {
        proxy = nil
        return
      }
      proxy = try Self.proxy(Address(string: url, defaultScheme: "http"), of: server, from: "HTTPS_PROXY or HTTP_PROXY")
    case .url(let url): proxy = try Self.proxy(Address(url, defaultScheme: "http"), of: server, from: "proxy-url")
    }
  }

  private static func proxy(
    _ proxy: Address?, of server: Address, from source: UntrustedText
  ) throws(FetchError) -> Address {
    guard let proxy else {
      throw unusable(
        UntrustedText(server.origin), "its proxy is no URL that begins with http, https, socks5 or socks5h",
        next: "correct \(source)")
    }
    return proxy
  }

  private static func unusable(_ what: UntrustedText, _ why: UntrustedText, next: UntrustedText) -> FetchError {
    FetchError(.configuration, what: what, why: why, next: next)
  }

  /// Letters, digits and what else names and addresses are made of: nothing that ends a host within a URL.
  private static func isHost(_ name: String) -> Bool {
    name.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 128
        || [45, 46, 58, 91, 93, 95].contains(byte)
    }
  }

  /// The URL of a request; throws where the path holds what would end it early or begin another line.
  func url(_ path: UntrustedText) throws(FetchError) -> String {
    let url = path.parsed { path -> String? in
      guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "#") }) else {
        return nil
      }
      return server.origin + server.path + path
    }
    guard let url else {
      throw FetchError(
        .protocolViolation, what: UntrustedText(server.origin),
        why: "what is to be asked for is no path of a URL: \(path)", next: "report this: names are to be encoded")
    }
    return url
  }

  /// The URL as libcurl gets it: by the name of the certificate, which it then sends and checks; `connectTo` leads to the
  /// server all the same.
  func dialled(_ url: String) -> String {
    guard let serverName else { return url }
    // An address that was led to may leave the usual port out.
    let place = url.range(of: "://")?.upperBound ?? url.startIndex
    let rest = url[place...].drop { $0 != "/" && $0 != "?" }
    let name = serverName.parsed { name in
      let bare = name.trimmingCharacters(in: ["[", "]"])
      return bare.contains(":") ? "[\(bare)]" : bare
    }
    return "\(server.scheme)://\(name ?? server.host):\(server.port)\(rest)"
  }

  /// What CURLOPT_CONNECT_TO takes: any host and port, and where they really are.
  var connectTo: String? { serverName == nil ? nil : "::\(server.host):\(server.port)" }

  /// As a Host header has it.
  var hostHeader: String {
    let isUsual = server.port == (server.scheme == "https" ? 443 : 80)
    return isUsual ? server.host : "\(server.host):\(server.port)"
  }

  /// Whose requests are counted together.
  var place: String { server.origin + " " + (proxy?.origin ?? "") }
}
