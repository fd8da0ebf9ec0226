package import Documents
import Foundation
package import TextSafety

/// Asks one API server. Every answer that is no success becomes an error which says what to do.
package struct KubeClient: Sendable {
  package let http: any HTTPClient
  package let endpoint: Endpoint
  /// What the server is called in messages: the context's name.
  package let name: UntrustedText
  /// Nobody asks again by himself: what fails says so.
  package var isAskedOnce = false

  package init(_ http: any HTTPClient, _ endpoint: Endpoint, name: UntrustedText) {
    self.http = http
    self.endpoint = endpoint
    self.name = name
  }

  /// The answer's JSON.
  package func json(_ request: HTTPRequest) async throws(FetchError) -> Node {
    let response = try await http.fetch(request, from: endpoint)
    guard response.isSuccess else { throw error(response.status, response.body, response.redaction, of: request) }
    do { return try JSONValue.parse(response.body) } catch { throw unreadable(error) }
  }

  /// A stream of JSON whose head said success.
  func stream(_ request: HTTPRequest, time: TransportTime) async throws(FetchError) -> any HTTPStream {
    let stream = try await http.stream(request, from: endpoint)
    guard (200..<300).contains(stream.status) else {
      let body = await body(of: stream, time)
      throw error(stream.status, body, stream.redaction, of: request)
    }
    return stream
  }

  /// What a stream says that is no success: what came of it in 5 s, and 64 KiB at most. Its status says enough.
  private func body(of refusal: any HTTPStream, _ time: TransportTime) async -> [UInt8] {
    let clock = Task {
      try await time.sleep(.seconds(5))
      refusal.cancel()
    }
    defer {
      clock.cancel()
      refusal.cancel()
    }
    var body: [UInt8] = []
    while body.count < 1 << 16, let more = try? await refusal.next() { body += more }
    return Array(body.prefix(1 << 16))
  }

  func unreadable(_ error: DocumentError) -> FetchError {
    FetchError(
      error.code == .tooLarge ? .tooLarge : .protocolViolation, what: name,
      why: "its answer cannot be read: \(error.why)", next: again, underlying: error)
  }

  /// What is done about what may go better the next time.
  var again: UntrustedText { isAskedOnce ? "ask again later" : "it is asked again" }

  /// What an answer means that is no success. A `Status` of Kubernetes says why in its message.
  /// - Parameter redaction: what was sent with the request.
  func error(_ status: Int, _ body: [UInt8], _ redaction: Redaction, of request: HTTPRequest) -> FetchError {
    error(status, said: (try? JSONValue.parse(body))?["message"]?.text, redaction, path: request.path)
  }

  func error(_ status: Int, said: UntrustedText?, _ redaction: Redaction, path: UntrustedText) -> FetchError {
    let code: FetchError.Code
    let next: UntrustedText
    switch status {
    case 401: (code, next) = (.refused, "sign in again: its token, certificate or plugin counts no more")
    case 403: (code, next) = (.forbidden, "ask for the right to read it")
    case 404: (code, next) = (.notServed, "the server does not have it")
    case 410: (code, next) = (.expired, isAskedOnce ? again : "the list is read anew")
    case 429, 500...599: (code, next) = (.overloaded, again)
    default: (code, next) = (.protocolViolation, again)
    }
    let short = path.map { String($0.prefix { $0 != "?" }) }
    let message: UntrustedText = said.flatMap { $0.isEmpty ? nil : $0 } ?? "HTTP \(status) for \(short)"
    return FetchError(code, what: name, why: redaction.clean(message, most: 300), next: next)
  }
}

/// What a server says of itself.
package struct KubeVersion: Sendable, Hashable {
  /// `v1.33.2`.
  package var text: UntrustedText
  package var major: Int
  package var minor: Int
}

extension KubeClient {
  /// GET /version, which anonymous people may ask too.
  package func version() async throws(FetchError) -> KubeVersion {
    let answer = try await json(HTTPRequest(.get, "/version", most: 1 << 16, retries: 1))
    func number(_ node: Node?) -> Int { node?.text?.parsed { Int($0.prefix { $0.isASCII && $0.isNumber }) } ?? 0 }
    return KubeVersion(
      text: answer["gitVersion"]?.text ?? "", major: number(answer["major"]), minor: number(answer["minor"]))
  }
}

extension UntrustedText {
  /// For a value in a URL's query, and for a segment of its path.
  package var percentEncoded: UntrustedText {
    map { $0.addingPercentEncoding(withAllowedCharacters: .unreserved) ?? "" }
  }
}

extension CharacterSet {
  /// RFC 3986, section 2.3.
  fileprivate static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
