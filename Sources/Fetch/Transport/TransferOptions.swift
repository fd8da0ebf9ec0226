import CCurl
import Foundation
import TextSafety

/// Sets options of a libcurl handle and remembers the first that it refuses: none is left out in silence.
struct TransferOptions {
  let easy: UnsafeMutableRawPointer
  private(set) var refusal: CURLcode = CURLE_OK
  /// To be freed when the transfer is over.
  private(set) var lists: [UnsafeMutablePointer<curl_slist>] = []

  init(_ easy: UnsafeMutableRawPointer) { self.easy = easy }

  private mutating func note(_ code: CURLcode) { if refusal == CURLE_OK { refusal = code } }

  mutating func set(_ option: CURLoption, _ value: Int) { note(ccurl_set_long(easy, option, value)) }
  mutating func set(_ option: CURLoption, _ value: String?) { note(ccurl_set_text(easy, option, value)) }
  mutating func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) {
    note(ccurl_set_pointer(easy, option, value))
  }
  mutating func set(_ option: CURLoption, list: [String]) {
    var head: UnsafeMutablePointer<curl_slist>?
    for line in list {
      guard let longer = curl_slist_append(head, line) else {
        note(CURLE_OUT_OF_MEMORY)
        break
      }
      head = longer
    }
    if let head { lists.append(head) }
    note(ccurl_set_list(easy, option, head))
  }
  mutating func set(_ option: CURLoption, blob: [UInt8]) {
    note(blob.withUnsafeBytes { ccurl_set_blob(easy, option, $0.baseAddress, $0.count) })
  }
  mutating func set(_ option: CURLoption, taker: @escaping curl_write_callback) {
    note(ccurl_set_taker(easy, option, taker))
  }

  mutating func setBody(_ bytes: [UInt8]) {
    note(bytes.withUnsafeBytes { ccurl_set_body(easy, $0.baseAddress ?? UnsafeRawPointer(easy), $0.count) })
  }

  /// What is told of sockets that are opened and closed.
  mutating func setSockets(
    _ owner: UnsafeMutableRawPointer, _ opener: curl_opensocket_callback, _ closer: curl_closesocket_callback
  ) {
    set(CURLOPT_OPENSOCKETDATA, owner)
    set(CURLOPT_CLOSESOCKETDATA, owner)
    note(ccurl_set_opener(easy, opener))
    note(ccurl_set_closer(easy, closer))
  }

  /// Before 8.0, libcurl may leave the end of an answer lying that came over one HTTP/2 connection with others, until
  /// something else happens there ("http2: set drain on stream end"): whole answers, which somebody waits for, then have
  /// connections of HTTP/1.1 to themselves. Streams need no end.
  private static let forgetsEnds = (curl_version_info(CURLVERSION_FIRST)?.pointee.version_num ?? 0) < 0x08_0000

  /// What all transfers have in common.
  /// - Parameter isWhole: it is no stream.
  mutating func setManners(scheme: String, isWhole: Bool, userAgent: String, connectTime: Duration) {
    set(CURLOPT_NOSIGNAL, 1)
    // Two minutes by itself: a cluster that is asked now and then would shake hands each time.
    set(CURLOPT_MAXAGE_CONN, 3600)
    // Who gives up a request does not wait for its name to be resolved, nor do all others meanwhile.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_PROTOCOLS_STR, scheme)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_PATH_AS_IS, 1)
    let isAlone = isWhole && Self.forgetsEnds
    set(CURLOPT_HTTP_VERSION, Int(isAlone ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS))
    // The handshake says whether one connection carries several requests, and the others wait for that. Without TLS
    // nothing says it, and they would wait for the end of the first.
    set(CURLOPT_PIPEWAIT, scheme == "https" && !isAlone ? 1 : 0)
    set(CURLOPT_ACCEPT_ENCODING, "gzip")
    set(CURLOPT_USERAGENT, userAgent)
    set(CURLOPT_CONNECTTIMEOUT_MS, max(1, connectTime.milliseconds))
  }

  mutating func setTrust(_ target: Target, _ certificate: Credential.Certificate?) {
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    switch target.trust {
    case .system: break
    case .authorities(let pem):
      // The system's folder of authorities would count beside them.
      set(CURLOPT_CAPATH, nil as String?)
      set(CURLOPT_CAINFO, nil as String?)
      set(CURLOPT_CAINFO_BLOB, blob: pem)
    case .anybody:
      set(CURLOPT_SSL_VERIFYPEER, 0)
      set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    // Connections are shared only where the certificate's bytes are the same. The key stands with it, so that none rides
    // on another's connection with the certificate, which is no secret, alone.
    if let certificate {
      let key = certificate.key.reveal { Array($0.utf8) }
      set(CURLOPT_SSLCERT_BLOB, blob: certificate.certificate + [UInt8(ascii: "\n")] + key)
      set(CURLOPT_SSLKEY_BLOB, blob: key)
      // Without one, OpenSSL would ask the terminal.
      set(CURLOPT_KEYPASSWD, "")
    }
    if let place = target.connectTo { set(CURLOPT_CONNECT_TO, list: [place]) }
  }

  mutating func setProxy(_ proxy: Address?) {
    // libcurl reads no environment: both are said.
    set(CURLOPT_NOPROXY, "")
    guard let proxy else {
      set(CURLOPT_PROXY, "")
      return
    }
    // Names are resolved by the proxy, as Kubernetes' own clients do it with both.
    let scheme = proxy.scheme == "socks5" ? "socks5h" : proxy.scheme
    // Options of their own for both are decoded once more by some versions; what stands in the URL is by none.
    func encoded(_ secret: Secret?) -> String {
      secret?.reveal { $0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) } ?? ""
    }
    let who = proxy.user == nil ? "" : "\(encoded(proxy.user)):\(encoded(proxy.password))@"
    set(CURLOPT_PROXY, "\(scheme)://\(who)\(proxy.host):\(proxy.port)")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
  }
}

extension Duration {
  var milliseconds: Int {
    Int(clamping: components.seconds.multipliedReportingOverflow(by: 1000).partialValue)
      + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
