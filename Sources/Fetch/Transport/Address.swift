import CCurl
import TextSafety

/// A URL in its parts. Shown are scheme, host and port, and a path without its query: never a user or a password.
struct Address: Sendable {
  /// Lower case.
  let scheme: String
  /// Lower case; an IPv6 address in brackets.
  let host: String
  let port: Int
  /// Without a slash at its end.
  let path: String
  let hasQuery: Bool
  /// Decoded.
  let user: Secret?
  let password: Secret?

  private static let ports = ["http": 80, "https": 443, "socks5": 1080, "socks5h": 1080]

  /// Nil where it is no URL of a scheme that is known here.
  init?(_ text: UntrustedText, defaultScheme: String? = nil) {
    guard let made = text.parsed({ Address(string: $0, defaultScheme: defaultScheme) }) else { return nil }
    self = made
  }

  init?(string text: String, defaultScheme: String? = nil) {
    var text = text
    if let defaultScheme, !text.contains("://") { text = defaultScheme + "://" + text }
    guard let url = curl_url() else { return nil }
    defer { curl_url_cleanup(url) }
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_PATH_AS_IS)
    guard curl_url_set(url, CURLUPART_URL, text, flags) == CURLUE_OK,
      let scheme = Self.part(of: url, CURLUPART_SCHEME)?.lowercased(), let usual = Self.ports[scheme],
      let host = Self.part(of: url, CURLUPART_HOST)?.lowercased(), !host.isEmpty
    else { return nil }
    self.scheme = scheme
    self.host = host
    port = Self.part(of: url, CURLUPART_PORT).flatMap { Int($0) } ?? usual
    var path = Self.part(of: url, CURLUPART_PATH) ?? ""
    while path.hasSuffix("/") { path.removeLast() }
    self.path = path
    hasQuery = Self.part(of: url, CURLUPART_QUERY) != nil || Self.part(of: url, CURLUPART_FRAGMENT) != nil
    user = Self.part(of: url, CURLUPART_USER, UInt32(CURLU_URLDECODE)).map { Secret($0) }
    password = Self.part(of: url, CURLUPART_PASSWORD, UInt32(CURLU_URLDECODE)).map { Secret($0) }
  }

  private static func part(of url: OpaquePointer, _ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(url, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  /// `https://10.0.0.1:6443`: who is asked. Two addresses of one origin are one server.
  var origin: String { "\(scheme)://\(host):\(port)" }

  /// Whether nobody but this machine can be meant.
  var isLoopback: Bool { host == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && IPAddress(host) != nil) }

  /// Where a Location leads that was read at a URL; nil where it is no URL.
  static func resolve(_ location: UntrustedText, at current: String) -> String? {
    location.parsed { location in
      guard let url = curl_url() else { return nil }
      defer { curl_url_cleanup(url) }
      guard curl_url_set(url, CURLUPART_URL, current, 0) == CURLUE_OK,
        curl_url_set(url, CURLUPART_URL, location, UInt32(CURLU_NON_SUPPORT_SCHEME)) == CURLUE_OK
      else { return nil }
      return part(of: url, CURLUPART_URL)
    }
  }
}
