import CCurl
import Foundation
import TextSafety

/// Why a transfer came to no answer.
struct TransferFailure: Error {
  var error: FetchError
  /// Whether it may go better the next time: what broke on its way, not what is wrong at either end.
  var isWorthAnother = false

  init(_ error: FetchError, isWorthAnother: Bool = false) {
    self.error = error
    self.isWorthAnother = isWorthAnother
  }

  init(
    _ code: FetchError.Code, _ what: UntrustedText, _ why: UntrustedText, next: UntrustedText,
    isWorthAnother: Bool = false
  ) {
    self.init(FetchError(code, what: what, why: why, next: next), isWorthAnother: isWorthAnother)
  }

  static func cancelled(_ what: UntrustedText) -> TransferFailure {
    TransferFailure(.cancelled, what, "it was given up", next: "ask again")
  }

  static func silent(_ what: UntrustedText, for time: Duration) -> TransferFailure {
    TransferFailure(
      .silent, what, "the server said nothing for \(time.components.seconds) s",
      next: "wait; where that does not help, the server is overloaded or the connection is dead",
      isWorthAnother: true)
  }

  static func late(_ what: UntrustedText, after time: Duration) -> TransferFailure {
    TransferFailure(
      .silent, what, "the answer took longer than \(time.components.seconds) s",
      next: "wait; where that does not help, the server or the way to it is too slow")
  }

  static func tooLarge(_ what: UntrustedText, limit: Int) -> TransferFailure {
    TransferFailure(
      .tooLarge, what, "the answer is larger than \(UntrustedText.size(limit))", next: "ask for it in parts")
  }
}

/// What libcurl says of a transfer that failed.
struct TransferEnd {
  var code: CURLcode
  /// CURLOPT_ERRORBUFFER.
  var message: String
  /// CURLINFO_SSL_VERIFYRESULT: what OpenSSL says of the server's certificate.
  var verification: Int
  /// CURLINFO_PROXY_SSL_VERIFYRESULT: the same of a proxy's.
  var proxyVerification: Int
  /// CURLINFO_OS_ERRNO.
  var systemError: Int32
  /// CURLINFO_HTTP_CONNECTCODE: the proxy's answer.
  var proxyStatus: Int

  /// The failure that a person is told.
  /// - Parameters:
  ///   - what: what was asked for.
  ///   - connectTime: how long a connection could take to be made.
  func failure(
    of what: UntrustedText, at target: Target, _ redaction: Redaction, connectTime: Duration
  ) -> TransferFailure {
    let said = UntrustedText(redaction.clean(message.isEmpty ? String(cString: curl_easy_strerror(code)) : message))
    let proxy = target.proxy.map { UntrustedText($0.origin) }
    let network: UntrustedText =
      proxy == nil ? "check the network, the VPN and the address" : "check the network, the VPN and the proxy"
    if let proxyStatus = proxyRefusal {
      return TransferFailure(
        .unreachable, what, "the proxy \(proxy ?? "") answers \(proxyStatus)",
        next: proxyStatus == 407 ? "give the proxy's user and password in its address" : network,
        isWorthAnother: BackOff.isWorthAnother(proxyStatus))
    }
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return TransferFailure(
        .unreachable, what, "the name \(UntrustedText(target.server.host)) cannot be resolved", next: network)
    case CURLE_COULDNT_RESOLVE_PROXY:
      return TransferFailure(
        .unreachable, what, "the name of the proxy \(proxy ?? "") cannot be resolved", next: network)
    case CURLE_COULDNT_CONNECT:
      return TransferFailure(.unreachable, what, connectWhy(proxy, said), next: network, isWorthAnother: true)
    case CURLE_OPERATION_TIMEDOUT:
      return TransferFailure(
        .unreachable, what, "no connection to \(proxy ?? "it") within \(UntrustedText.seconds(connectTime))",
        next: network, isWorthAnother: true)
    case CURLE_PROXY:
      return TransferFailure(.unreachable, what, "the proxy \(proxy ?? "") does not lead there: \(said)", next: network)
    case CURLE_PEER_FAILED_VERIFICATION: return untrusted(what, target, said)
    case CURLE_SSL_CONNECT_ERROR where isReset:
      return broken(what, said, next: network)
    case CURLE_SSL_CACERT_BADFILE:
      return TransferFailure(
        .configuration, what, "the certificate authority's data holds no certificates that can be read",
        next: "correct certificate-authority-data")
    case CURLE_SSL_CERTPROBLEM:
      return TransferFailure(
        .configuration, what, "the client certificate and its key cannot be used: \(said)",
        next: "correct client-certificate-data and client-key-data; a key may have no passphrase")
    case CURLE_URL_MALFORMAT,
      CURLE_UNSUPPORTED_PROTOCOL where !said.contains("HTTP/0.9"):
      return TransferFailure(.configuration, what, "its address cannot be used: \(said)", next: "correct the address")
    default: break
    }
    if isTurnedAway {
      return TransferFailure(
        .refused, what, "the server does not take the client certificate, or wants one: \(said)",
        next: "sign in again, or correct client-certificate-data")
    }
    if code == CURLE_SSL_CONNECT_ERROR {
      return TransferFailure(
        .protocolViolation, what, "no TLS was agreed on: \(said)", next: "check the address' scheme and port")
    }
    if isViolation {
      return TransferFailure(
        .protocolViolation, what, "the answer is none that HTTP has: \(said)",
        next: "check the address, and what stands between")
    }
    return broken(what, said, next: network)
  }

  private func broken(_ what: UntrustedText, _ said: UntrustedText, next: UntrustedText) -> TransferFailure {
    TransferFailure(.unreachable, what, "the connection broke: \(said)", next: next, isWorthAnother: true)
  }

  private func connectWhy(_ proxy: UntrustedText?, _ said: UntrustedText) -> UntrustedText {
    let whom: UntrustedText = proxy.map { "the proxy \($0)" } ?? "the server"
    switch systemError {
    case ECONNREFUSED: return "\(whom) refuses connections: nothing listens there"
    case EHOSTUNREACH, ENETUNREACH: return "there is no route to \(whom)"
    case ETIMEDOUT: return "\(whom) does not answer"
    default: return "no connection to \(whom): \(said)"
    }
  }

  /// Whose certificate it is, the server's or that of a proxy with TLS, and what OpenSSL says of it (X509_V_ERR_*).
  private func untrusted(_ what: UntrustedText, _ target: Target, _ said: UntrustedText) -> TransferFailure {
    let proxy = target.proxy.flatMap { $0.scheme == "https" && proxyStatus == 0 ? $0 : nil }
    let whose: UntrustedText =
      proxy.map { "the proxy's certificate (\(UntrustedText($0.origin)))" } ?? "its certificate"
    let authorities: UntrustedText =
      proxy == nil ? "check certificate-authority-data" : "add the proxy's authority to those of the system"
    if message.contains("subject name") {
      let name = UntrustedText(proxy?.host ?? target.server.host)
      return TransferFailure(
        .untrusted, what, "\(whose) is for another name than \(proxy == nil ? target.serverName ?? name : name)",
        next: proxy == nil
          ? "ask for it by a name that its certificate has, or set tls-server-name" : "name the proxy by that name")
    }
    switch proxy == nil ? verification : proxyVerification {
    case 10:
      return TransferFailure(
        .untrusted, what, "\(whose) has expired", next: "renew it, or check this machine's clock")
    case 9:
      return TransferFailure(.untrusted, what, "\(whose) is not valid yet", next: "check this machine's clock")
    case 2, 7, 18, 19, 20, 21:
      return TransferFailure(
        .untrusted, what, "\(whose) is from an authority that is not trusted here",
        next: "\(authorities); somebody may stand between")
    default: return TransferFailure(.untrusted, what, "\(whose) is not trusted: \(said)", next: authorities)
    }
  }

  private var isReset: Bool {
    systemError == ECONNRESET || message.contains("reset by peer") || message.contains("SSL_ERROR_SYSCALL")
      || message.contains("unexpected eof")
  }

  private var proxyRefusal: Int? {
    proxyStatus >= 300 && [CURLE_RECV_ERROR, CURLE_COULDNT_CONNECT].contains(code) ? proxyStatus : nil
  }

  /// Alerts by which servers of TLS say so; those of 1.3 come when the handshake is over for the client.
  private var isTurnedAway: Bool {
    message.contains("alert")
      && [
        "certificate required", "bad certificate", "unknown ca", "certificate expired", "certificate revoked",
        "certificate unknown", "access denied", "handshake failure",
      ].contains { message.contains($0) }
  }

  private var isViolation: Bool {
    [CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_UNSUPPORTED_PROTOCOL, CURLE_OUT_OF_MEMORY]
      .contains(code) || message.contains("chunk")
  }
}

extension UntrustedText {
  /// `10 s`, `0.1 s`
  static func seconds(_ time: Duration) -> UntrustedText {
    let (seconds, attoseconds) = time.components
    let tenths = attoseconds / 100_000_000_000_000_000
    return tenths == 0 ? "\(seconds) s" : "\(seconds).\(tenths) s"
  }
}
