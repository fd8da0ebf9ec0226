import CCurl
import Foundation
import Synchronization
import TextSafety

/// One request under way. Its libcurl handle is the loop's while it is there; its state is read by whoever waits.
final class Transfer: @unchecked Sendable {
  enum Kind {
    /// Kept until it is whole, up to so many bytes.
    case whole(most: Int)
    /// Handed on as it comes; libcurl is stopped while so many bytes wait.
    case stream(ahead: Int)
  }

  struct Head: Sendable {
    var status = 0
    var headers: [String: UntrustedText] = [:]
  }

  private struct State {
    var head: Head?
    var body: [UInt8] = []
    var isPaused = false
    var end: Result<Void, TransferFailure>?
    var waiters: [@Sendable () -> Void] = []

    mutating func takeWaiters() -> [@Sendable () -> Void] {
      defer { waiters = [] }
      return waiters
    }
  }

  /// The bytes that all headers of an answer may have.
  private static let headLimit = 256 << 10
  /// What is taken of an answer that is no success, in bytes and from its head on: what it means is in its status.
  private static let refusalLimit = 64 << 10
  private static let refusalTime = Duration.seconds(5)

  let easy: UnsafeMutableRawPointer
  let what: UntrustedText
  let silence: Duration
  let patience: Duration?
  private let headTime: Duration?
  private let kind: Kind
  private let target: Target
  let redaction: Redaction
  private let connectTime: Duration
  private let message: UnsafeMutablePointer<CChar>
  private let lists: [UnsafeMutablePointer<curl_slist>]
  private let state = Mutex(State())

  // The loop's thread alone.
  private var comingHead: Head?
  private var headBytes = 0
  /// The answer's, once its head is there.
  private var status: Int?
  /// When the head was seen of an answer that is no success.
  private var refusedAt: Duration?
  /// When the loop took it, and when bytes last came.
  var began = Duration.zero
  var lastSign = Duration.zero
  /// Whether bytes came since the loop last looked.
  var hasMoved = true
  /// Whether libcurl was stopped and not yet told to go on: until then nothing can come.
  var isStopped = false

  /// - Parameters:
  ///   - url: as the server knows it.
  ///   - redaction: what must stand in no message.
  init(
    _ request: HTTPRequest, url: String, at target: Target, as credential: Credential, _ kind: Kind,
    userAgent: String, connectTime: Duration, sockets: UnsafeMutableRawPointer, opener: curl_opensocket_callback,
    closer: curl_closesocket_callback
  ) throws(TransferFailure) {
    redaction = Redaction(credential, target)
    what = UntrustedText(redaction.clean(String(url.prefix { $0 != "?" })))
    let unusable = { [what] (why: UntrustedText, next: UntrustedText) in
      TransferFailure(.configuration, what, why, next: next)
    }
    var headers = ["Accept: \(request.accept)", "Expect:"]
    if target.serverName != nil { headers.append("Host: \(target.hostHeader)") }
    if let token = credential.token {
      let line = token.reveal { token in
        token.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !token.isEmpty ? "Authorization: Bearer \(token)" : nil
      }
      guard let line else {
        throw unusable("its token holds characters that no token has", "write the token alone into its file")
      }
      headers.append(line)
    }
    headers += target.impersonation?.headers ?? []
    if request.method == .post { headers.append("Content-Type: application/json") }

    guard let easy = curl_easy_init() else { throw unusable("libcurl gives no handle", "free memory") }
    var options = TransferOptions(easy)
    let isWhole = if case .whole = kind { true } else { false }
    options.setManners(
      scheme: target.server.scheme, isWhole: isWhole, userAgent: userAgent, connectTime: connectTime)
    options.setTrust(target, credential.certificate)
    options.setProxy(target.proxy)
    options.set(CURLOPT_URL, target.dialled(url))
    if request.method == .post {
      options.set(CURLOPT_POST, 1)
      options.setBody(request.body)
    }
    options.set(CURLOPT_HTTPHEADER, list: headers)
    options.setSockets(sockets, opener, closer)

    self.easy = easy
    self.kind = kind
    self.target = target
    self.connectTime = connectTime
    silence = request.silence
    patience = request.patience
    headTime = request.headTime
    message = .allocate(capacity: Int(CURL_ERROR_SIZE))
    message.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    lists = options.lists

    let me = Unmanaged.passUnretained(self).toOpaque()
    options.set(CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(message))
    options.set(CURLOPT_PRIVATE, me)
    options.set(CURLOPT_HEADERDATA, me)
    options.set(CURLOPT_WRITEDATA, me)
    options.set(
      CURLOPT_HEADERFUNCTION,
      taker: { bytes, size, count, transfer in Transfer.from(transfer)?.takeHeader(bytes, size * count) ?? 0 })
    options.set(
      CURLOPT_WRITEFUNCTION,
      taker: { bytes, size, count, transfer in Transfer.from(transfer)?.takeBody(bytes, size * count) ?? 0 })
    guard options.refusal == CURLE_OK else {
      throw unusable(
        "libcurl refuses an option: \(String(cString: curl_easy_strerror(options.refusal)))",
        "use libcurl 7.88 or newer with OpenSSL")
    }
  }

  deinit {
    curl_easy_cleanup(easy)
    for list in lists { curl_slist_free_all(list) }
    message.deallocate()
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> Transfer? {
    pointer.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
  }
}

/// What comes, on the loop's thread.
extension Transfer {
  /// One line of a head, or of what follows the body.
  private func takeHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    hasMoved = true
    headBytes += count
    guard headBytes <= Self.headLimit else {
      finish(
        .failure(
          TransferFailure(
            .protocolViolation, what, "the answer's headers are larger than \(UntrustedText.size(Self.headLimit))",
            next: "check what stands between")))
      return 0
    }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if line.hasPrefix("HTTP/") {
      comingHead = Head(status: line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
    } else if line.isEmpty {
      // What precedes the answer, as 100, is none.
      if let head = comingHead, head.status >= 200 {
        status = status ?? head.status
        change { $0.head = $0.head ?? head }
        if case .whole(let most) = kind { reserve(head, most) }
      }
      comingHead = nil
    } else if let colon = line.firstIndex(of: ":"), comingHead != nil {
      let name = line[..<colon].lowercased()
      let value = UntrustedText(line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
      let earlier = comingHead?.headers[name]
      comingHead?.headers[name] = earlier.map { "\($0), \(value)" } ?? value
    }
    return count
  }

  private func reserve(_ head: Head, _ most: Int) {
    guard let length = head.headers["content-length"]?.parsed({ Int($0) }), head.headers["content-encoding"] == nil
    else { return }
    // A claim; but what is reserved and never written costs no memory.
    state.withLock { $0.body.reserveCapacity(max(0, min(length, most))) }
  }

  private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    hasMoved = true
    let block = UnsafeRawBufferPointer(start: bytes, count: count)
    switch kind {
    case .whole(let most):
      let most = isRefusal ? min(most, Self.refusalLimit) : most
      let fits = state.withLock { state in
        guard state.body.count + count <= most else { return false }
        state.body.append(contentsOf: block)
        return true
      }
      if !fits { finish(isRefusal ? .success(()) : .failure(.tooLarge(what, limit: most))) }
      return fits ? count : 0
    case .stream(let ahead):
      let waiters = state.withLock { state -> [@Sendable () -> Void]? in
        guard state.body.count < ahead else {
          state.isPaused = true
          return nil
        }
        state.body.append(contentsOf: block)
        return state.takeWaiters()
      }
      guard let waiters else {
        isStopped = true
        return Int(CURL_WRITEFUNC_PAUSE)
      }
      for waiter in waiters { waiter() }
      return count
    }
  }

  /// How libcurl ended it.
  func ended(_ code: CURLcode) {
    guard code != CURLE_OK else { return finish(.success(())) }
    let end = TransferEnd(
      code: code, message: String(cString: message),
      verification: ccurl_get_long(easy, CURLINFO_SSL_VERIFYRESULT),
      proxyVerification: ccurl_get_long(easy, CURLINFO_PROXY_SSL_VERIFYRESULT),
      systemError: Int32(truncatingIfNeeded: ccurl_get_long(easy, CURLINFO_OS_ERRNO)),
      proxyStatus: ccurl_get_long(easy, CURLINFO_HTTP_CONNECTCODE))
    finish(.failure(end.failure(of: what, at: target, redaction, connectTime: connectTime)))
  }

  /// Which of several transfers have one in common; nil where it has none yet.
  var connection: Connection? { Connection(of: easy) }

  /// What it ends by first as time goes on, and in how long.
  func bound(at now: Duration) -> (left: Duration, end: Result<Void, TransferFailure>, isSilent: Bool) {
    var first = (lastSign + silence - now, Result<Void, TransferFailure>.failure(.silent(what, for: silence)), true)
    func take(_ left: Duration, _ end: Result<Void, TransferFailure>, isSilent: Bool) {
      if left < first.0 { first = (left, end, isSilent) }
    }
    if let patience { take(began + patience - now, .failure(.late(what, after: patience)), isSilent: false) }
    if let headTime, status == nil {
      take(began + headTime - now, .failure(.silent(what, for: headTime)), isSilent: true)
    }
    if case .whole = kind, isRefusal {
      let since = refusedAt ?? now
      refusedAt = since
      // The status has been said.
      take(since + Self.refusalTime - now, .success(()), isSilent: false)
    }
    return first
  }

  /// The answer is no success: what comes says why.
  private var isRefusal: Bool { status.map { !(200..<300).contains($0) } ?? false }

  /// Whether it waits for its reader.
  var isPaused: Bool { state.withLock { $0.isPaused } }
}

/// What is asked of it, on any thread.
extension Transfer {
  /// The first end counts.
  func finish(_ end: Result<Void, TransferFailure>) { change { $0.end = $0.end ?? end } }

  var hasEnded: Bool { state.withLock { $0.end != nil } }

  private func change(_ body: (inout State) -> Void) {
    let waiters = state.withLock { state in
      body(&state)
      return state.takeWaiters()
    }
    for waiter in waiters { waiter() }
  }

  /// Waits until the state has what is looked for.
  private func wait<Value: Sendable>(_ look: @Sendable (inout State) -> Value?) async -> Value {
    while true {
      let value = await withCheckedContinuation { (continuation: CheckedContinuation<Value?, Never>) in
        let value = state.withLock { state -> Value? in
          if let value = look(&state) { return value }
          state.waiters.append { continuation.resume(returning: nil) }
          return nil
        }
        if let value { continuation.resume(returning: value) }
      }
      if let value { return value }
    }
  }

  /// The whole answer, once it is there.
  func whole() async -> Result<HTTPResponse, TransferFailure> {
    await wait { state in
      state.end.map { end in
        end.map { HTTPResponse(status: state.head?.status ?? 0, headers: state.head?.headers ?? [:], body: state.body) }
      }
    }
  }

  /// The head, once it is there.
  func head() async -> Result<Head, TransferFailure> {
    await wait { state in
      if let head = state.head { return .success(head) }
      return state.end.map { end in end.map { Head() } }
    }
  }

  /// All that came since; nil at the end. What came before a failure comes before it.
  /// - Parameter resume: called where libcurl was stopped and is to go on.
  func next(_ resume: @Sendable () -> Void) async -> Result<[UInt8]?, TransferFailure> {
    let (next, wasPaused) = await wait { state -> (Result<[UInt8]?, TransferFailure>, Bool)? in
      guard state.body.isEmpty else {
        let bytes = state.body
        state.body = []
        defer { state.isPaused = false }
        return (.success(bytes), state.isPaused)
      }
      return state.end.map { ($0.map { nil }, false) }
    }
    if wasPaused { resume() }
    return next
  }
}
