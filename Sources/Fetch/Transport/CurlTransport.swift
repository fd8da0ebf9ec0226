import CCurl
import Foundation
import TextSafety

/// Sends requests through libcurl. Connections of HTTP/2 carry all that is asked of an endpoint; they are shared only
/// where server, trust, server name, certificate and proxy are the same.
///
/// Nothing that it says holds a token, a key, or the user and password of a proxy.
package final class CurlTransport: HTTPClient {
  package struct Settings: Sendable {
    /// What servers are told; a version may stand in it.
    package var userAgent = "bulwark"
    /// Proxies of endpoints that name none.
    package var proxies = ProxyEnvironment()
    /// How long a connection may take to be made, its handshakes included.
    package var connectTime = Duration.seconds(10)
    /// Whole answers that are under way at once for each server; streams are not counted.
    package var atOnce = 5
    /// Bytes of a stream that are read ahead of its reader.
    package var ahead = 1 << 20
    package var time = TransportTime.system

    package init() {}
  }

  private static let redirects = 3

  private let settings: Settings
  private let loop: TransferLoop
  private let gate: Gate

  package init(_ settings: Settings = Settings()) {
    self.settings = settings
    loop = TransferLoop(now: settings.time.now)
    gate = Gate(limit: settings.atOnce)
  }

  deinit { loop.stop() }

  package func fetch(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> HTTPResponse {
    let target = try Target(endpoint, environment: settings.proxies)
    let url = try target.url(request.path)
    var retries = 0
    var isFresh = false
    while true {
      let credential = try await endpoint.credentials.credential()
      var asked: Duration?
      switch await answer(to: request, url, target, credential) {
      case .success(let response):
        if response.status == 401, !isFresh {
          isFresh = true
          if await endpoint.credentials.refused(credential) { continue }
        }
        guard BackOff.isWorthAnother(response.status), retries < request.retries else { return response }
        asked = BackOff.asked(by: response.headers["retry-after"], at: settings.time.date())
      case .failure(let failure):
        guard failure.isWorthAnother, retries < request.retries else { throw failure.error }
      }
      retries += 1
      do {
        try await settings.time.sleep(asked ?? BackOff.pause(before: retries, chance: settings.time.chance()))
      } catch {
        throw TransferFailure.cancelled(UntrustedText(target.server.origin)).error
      }
    }
  }

  package func stream(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> any HTTPStream {
    let target = try Target(endpoint, environment: settings.proxies)
    let url = try target.url(request.path)
    var isFresh = false
    while true {
      let credential = try await endpoint.credentials.credential()
      let stream: CurlStream
      switch await opened(request, url, target, credential) {
      case .success(let opened): stream = opened
      case .failure(let failure): throw failure.error
      }
      guard stream.status == 401, !isFresh else { return stream }
      isFresh = true
      guard await endpoint.credentials.refused(credential) else { return stream }
      stream.cancel()
    }
  }

  /// Has deadlines looked at: the clock that tests hand in went on.
  package func timeHasPassed() { loop.wake() }
}

extension CurlTransport {
  /// One try, its redirects followed.
  private func answer(
    to request: HTTPRequest, _ url: String, _ target: Target, _ credential: Credential
  ) async -> Result<HTTPResponse, TransferFailure> {
    let answer = await gate.enter(target.place) {
      await following(url, request, target, Redaction(credential, target)) { url throws(TransferFailure) in
        let transfer = try transfer(request, url, target, credential, .whole(most: request.most))
        var response = try await underWay(transfer) { await transfer.whole() }.get()
        response.redaction = transfer.redaction
        return (response, response.status, response.headers)
      }
    }
    return answer ?? .failure(.cancelled(UntrustedText(target.server.origin)))
  }

  private func opened(
    _ request: HTTPRequest, _ url: String, _ target: Target, _ credential: Credential
  ) async -> Result<CurlStream, TransferFailure> {
    await following(url, request, target, Redaction(credential, target)) { url throws(TransferFailure) in
      let transfer = try transfer(request, url, target, credential, .stream(ahead: settings.ahead))
      let head = try await underWay(transfer) { await transfer.head() }.get()
      return (CurlStream(status: head.status, transfer, loop, self), head.status, head.headers)
    }
  }

  /// Starts a transfer and waits for it; cancelling the task ends both.
  private func underWay<Value: Sendable>(_ transfer: Transfer, _ wait: () async -> Value) async -> Value {
    await withTaskCancellationHandler {
      loop.start(transfer)
      return await wait()
    } onCancel: {
      loop.cancel(transfer)
    }
  }

  private func transfer(
    _ request: HTTPRequest, _ url: String, _ target: Target, _ credential: Credential, _ kind: Transfer.Kind
  ) throws(TransferFailure) -> Transfer {
    try Transfer(
      request, url: url, at: target, as: credential, kind, userAgent: settings.userAgent,
      connectTime: settings.connectTime, sockets: loop.socketOwner, opener: TransferLoop.opener,
      closer: TransferLoop.closer)
  }

  /// Goes where an answer leads, on the same server alone: what is sent with a request is nobody else's.
  private func following<Answer: Sendable>(
    _ url: String, _ request: HTTPRequest, _ target: Target, _ redaction: Redaction,
    _ ask: (String) async throws(TransferFailure) -> (Answer, Int, [String: UntrustedText])
  ) async -> Result<Answer, TransferFailure> {
    var url = url
    let server = UntrustedText(target.server.origin)
    for _ in 0...Self.redirects {
      do throws(TransferFailure) {
        let (answer, status, headers) = try await ask(url)
        let leads = request.method == .get ? [301, 302, 303, 307, 308] : [307, 308]
        guard leads.contains(status), let location = headers["location"] else { return .success(answer) }
        guard let there = Address.resolve(location, at: url), let address = Address(string: there) else {
          return .failure(
            TransferFailure(
              .configuration, server, "it leads elsewhere, to no address of HTTP", next: "correct the server's address")
          )
        }
        guard address.origin == target.server.origin, address.user == nil, address.password == nil else {
          return .failure(
            TransferFailure(
              .configuration, server,
              "it leads to \(redaction.clean(UntrustedText(address.origin), most: 300)), and what is asked here is asked of nobody else",
              next: "correct the server's address, where that is the right one; a page to sign in at is none"))
        }
        url = there
      } catch {
        return .failure(error)
      }
    }
    return .failure(
      TransferFailure(.protocolViolation, server, "it leads from place to place without end", next: "ask its owner"))
  }
}

/// An answer that is read as it comes. It ends with the last reference to it.
final class CurlStream: HTTPStream {
  let status: Int
  var redaction: Redaction { transfer.redaction }
  private let transfer: Transfer
  private let loop: TransferLoop
  /// Which would end the loop.
  private let transport: CurlTransport

  init(status: Int, _ transfer: Transfer, _ loop: TransferLoop, _ transport: CurlTransport) {
    self.status = status
    self.transfer = transfer
    self.loop = loop
    self.transport = transport
  }

  deinit { cancel() }

  func next() async throws(FetchError) -> [UInt8]? {
    let next = await withTaskCancellationHandler {
      await transfer.next { loop.resume(transfer) }
    } onCancel: {
      cancel()
    }
    switch next {
    case .success(let bytes): return bytes
    case .failure(let failure): throw failure.error
    }
  }

  func cancel() { loop.cancel(transfer) }

  /// Whether as much is kept as may be, so that the server has to wait.
  var waitsForReader: Bool { transfer.isPaused }
}
