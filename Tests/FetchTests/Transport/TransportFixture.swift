import Fetch
import Foundation
import Synchronization
import TestSupport
import Testing
import TextSafety

/// A transport and the fault server; time goes on only where a test lets it, and back-off takes none.
final class TransportFixture: Sendable {
  static let token = "planted-token-5f2c"
  /// A name that no resolver asks the network for: a part of it is too long.
  static let nowhere = String(repeating: "n", count: 64) + ".invalid"

  let server: FaultServer
  let transport: CurlTransport
  /// The pauses that were slept.
  let pauses: Pauses
  let time: ManualTime

  final class Pauses: Sendable {
    private let list = Mutex<[Duration]>([])
    var all: [Duration] { list.withLock { $0 } }
    func add(_ pause: Duration) { list.withLock { $0.append(pause) } }
  }

  final class ManualTime: Sendable {
    private let passed = Mutex(Duration.zero)
    var now: Duration { passed.withLock { $0 } }
    func pass(_ time: Duration) { passed.withLock { $0 += time } }
  }

  init(
    proxies: [String: String] = [:], chance: Double = 1, date: Date = Date(timeIntervalSince1970: 784_111_777),
    _ change: (inout CurlTransport.Settings) -> Void = { _ in }
  ) throws {
    server = try FaultServer.shared.get()
    let time = ManualTime()
    let pauses = Pauses()
    var settings = CurlTransport.Settings()
    settings.userAgent = "bulwark/0.0-test"
    settings.proxies = ProxyEnvironment(proxies)
    settings.time = TransportTime(
      now: { time.now }, sleep: { pauses.add($0) }, date: { date }, chance: { chance })
    // No test is about how fast this machine is.
    settings.connectTime = .seconds(300)
    change(&settings)
    transport = CurlTransport(settings)
    self.time = time
    self.pauses = pauses
  }

  func endpoint(
    _ name: String, host: String = "127.0.0.1", path: String = "", trust: Endpoint.Trust? = nil,
    serverName: UntrustedText? = nil, proxy: Endpoint.Proxy = .environment,
    credentials: any CredentialSource = NoCredentials()
  ) throws -> Endpoint {
    let scheme = ["http", "other"].contains(name) ? "http" : "https"
    return Endpoint(
      server: UntrustedText("\(scheme)://\(host):\(server.port(name))\(path)"),
      trust: try trust ?? .authorities(pem: server.file("authority.pem")), serverName: serverName, proxy: proxy,
      credentials: credentials)
  }

  /// A request that waits for its answer as long as it takes.
  func request(_ path: UntrustedText, most: Int = 64 << 20, retries: Int = 0) -> HTTPRequest {
    HTTPRequest(.get, path, most: most, patience: nil, silence: .seconds(3600), retries: retries)
  }

  func fetch(
    _ path: UntrustedText, from name: String = "http", most: Int = 64 << 20, retries: Int = 0
  ) async throws -> HTTPResponse {
    try await transport.fetch(request(path, most: most, retries: retries), from: endpoint(name))
  }

  func text(_ path: UntrustedText, from name: String = "http") async throws -> String {
    String(decoding: try await fetch(path, from: name).body, as: UTF8.self)
  }

  /// The error of what is to fail.
  func error(of body: () async throws -> some Any) async throws -> FetchError {
    do {
      _ = try await body()
    } catch let error as FetchError {
      return error
    }
    throw NothingFailed()
  }

  struct NothingFailed: Error {}

  /// Lets time pass until a task is over.
  func passTime<Value: Sendable>(until task: Task<Value, any Error>) async throws -> Value {
    let isOver = Mutex(false)
    let watch = Task {
      _ = await task.result
      isOver.withLock { $0 = true }
    }
    while !isOver.withLock({ $0 }) {
      time.pass(.seconds(60))
      transport.timeHasPassed()
      try await Task.sleep(for: .milliseconds(1))
    }
    await watch.value
    return try await task.value
  }
}

/// What the server says of the requests of one id.
struct FaultReport: Decodable {
  struct Seen: Decodable {
    var method: String
    var target: String
    var headers: [String: String]
    var body: String
    var connection: Int
    /// The name on the client's certificate.
    var client: String?
    /// What SNI said.
    var name: String?
  }

  var count: Int
  var most: Int
  var inside: Int
  var seen: [Seen]
  var connections: [String: Int]
}

/// What a proxy says of what went through it.
struct ProxyNotes: Decodable {
  struct Note: Decodable {
    var target: String
    var headers: [String: String]?
    var user: String?
  }

  var web: [Note]
  var locked: [Note]
  var socks: [Note]
}

extension TransportFixture {
  /// Asked by a transport of its own, so that nothing of a test's is touched.
  private func ask<Answer: Decodable>(_ path: String, _ type: Answer.Type) async throws -> Answer {
    let other = CurlTransport()
    let answer = try await other.fetch(
      HTTPRequest(.get, UntrustedText(path), patience: nil, silence: .seconds(3600)),
      from: Endpoint(server: UntrustedText("http://127.0.0.1:\(server.port("http"))")))
    return try JSONDecoder().decode(type, from: Data(answer.body))
  }

  func report(of id: String) async throws -> FaultReport { try await ask("/report?of=\(id)", FaultReport.self) }
  func notes() async throws -> ProxyNotes { try await ask("/notes", ProxyNotes.self) }
  func open(_ gate: String) async throws {
    let other = CurlTransport()
    _ = try await other.fetch(
      HTTPRequest(.get, UntrustedText("/open?of=\(gate)")),
      from: Endpoint(server: UntrustedText("http://127.0.0.1:\(server.port("http"))")))
  }

  /// Waits until the server says what is wanted.
  func wait(for id: String, _ condition: (FaultReport) -> Bool) async throws {
    while try await !condition(report(of: id)) { try await Task.sleep(for: .milliseconds(5)) }
  }
}

/// A token, and perhaps another when that is refused.
final class Tokens: CredentialSource {
  private let left: Mutex<[String]>
  private let refusals = Mutex(0)

  init(_ tokens: String...) { left = Mutex(tokens) }

  var refused: Int { refusals.withLock { $0 } }

  func credential() async throws(FetchError) -> Credential {
    Credential(token: left.withLock { $0.first }.map { Secret($0) })
  }

  func refused(_ credential: Credential) async -> Bool {
    refusals.withLock { $0 += 1 }
    return left.withLock { left in
      if left.count > 1 { left.removeFirst() }
      return !left.isEmpty
    }
  }
}

/// A client certificate.
struct Certificates: CredentialSource {
  var certificate: Credential.Certificate

  init(_ server: FaultServer, _ name: String, key: String? = nil) throws {
    certificate = Credential.Certificate(
      certificate: try server.file("\(name).pem"),
      key: Secret(String(decoding: try server.file("\(key ?? name).key"), as: UTF8.self)))
  }

  func credential() async throws(FetchError) -> Credential { Credential(certificate: certificate) }
  func refused(_ credential: Credential) async -> Bool { false }
}

extension UntrustedText {
  /// To be compared in tests.
  var text: String { parsed { $0 } ?? "" }
}

extension FetchError {
  /// All that it says, its reflection too.
  var everything: String {
    var dump = ""
    Swift.dump(self, to: &dump)
    return what.text + " " + why.text + " " + next.text + " " + dump
  }
}
