package import TextSafety

/// What is asked of an endpoint.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  package var method: Method
  /// What follows the endpoint's address, with its query, percent-encoded: `/api/v1/pods?limit=500`.
  package var path: UntrustedText
  /// The media types that the answer may have.
  package var accept: String
  /// Sent as JSON with POST.
  package var body: [UInt8]
  /// The largest body that is taken, after it is unpacked, in bytes. Streams have no limit for the whole.
  package var most: Int
  /// How long the answer may take from its first to its last byte; nil is without end.
  package var patience: Duration?
  /// How long the server may be silent, before the answer begins and in it, before the connection counts as dead.
  package var silence: Duration
  /// How long the answer's head may take from the start of the request; nil is as long as the server may be silent.
  package var headTime: Duration?
  /// Tries after the first, of what fails on its way or is answered with 429 or 5xx. With jitter; Retry-After counts.
  package var retries: Int

  package init(
    _ method: Method = .get, _ path: UntrustedText, accept: String = "application/json", body: [UInt8] = [],
    most: Int = 64 << 20, patience: Duration? = .seconds(120), silence: Duration = .seconds(30),
    headTime: Duration? = nil,
    retries: Int = 4
  ) {
    self.method = method
    self.path = path
    self.accept = accept
    self.body = body
    self.most = most
    self.patience = patience
    self.silence = silence
    self.headTime = headTime
    self.retries = retries
  }
}

package struct HTTPResponse: Sendable {
  package var status: Int
  /// By name in lower case.
  package var headers: [String: UntrustedText]
  /// Unpacked. Of an answer that is no success no more than 64 KiB, and what came within 5 s.
  package var body: [UInt8]
  /// What was sent with the request and must not be told to anybody, whatever the answer repeats.
  package var redaction = Redaction()

  package init(status: Int, headers: [String: UntrustedText] = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// An answer that is taken as it comes. Who takes slowly slows the server down; who lets go of it ends the request.
package protocol HTTPStream: Sendable {
  var status: Int { get }
  /// What was sent with the request and must not be told to anybody, whatever the answer repeats.
  var redaction: Redaction { get }
  /// The next bytes, unpacked; nil at the end. Throws where the connection breaks or is silent for too long.
  func next() async throws(FetchError) -> [UInt8]?
  /// Ends the request.
  func cancel()
}

extension HTTPStream {
  /// Of streams that nothing is sent with.
  package var redaction: Redaction { Redaction() }
}

/// Sends requests.
package protocol HTTPClient: Sendable {
  /// The whole answer, whatever its status (a 401 after fresh credentials were tried too). Throws where there is none:
  /// every code of `FetchError` says what to do. Cancelling the task ends the request.
  func fetch(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> HTTPResponse

  /// The answer as it comes, once its head is there; one that is no success has its body all the same. No retries but
  /// that with fresh credentials after a 401.
  func stream(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> any HTTPStream
}
