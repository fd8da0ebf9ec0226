import Documents
import Foundation
import TextSafety

/// Credentials by a plugin: kept until they expire, got anew once a server refuses them, by one run however many ask.
actor ExecCredential {
  private let plugin: ExecPlugin
  private let runner: @Sendable (ExecPlugin) async -> Result<[UInt8], FetchError>
  private let now: @Sendable () -> Date
  private typealias Answer = (credential: Credential, until: Date?)
  private var kept: Answer?
  private var run: Task<Result<Answer, FetchError>, Never>?
  /// Since a credential was refused; until one lasts.
  private var isDoubted = false
  /// When the one that is kept was got.
  private var got = Date.distantPast
  /// The last whose refusal is worth no other run.
  private var hopeless: Credential?

  init(
    _ plugin: ExecPlugin, now: @escaping @Sendable () -> Date = { Date() },
    runner: @escaping @Sendable (ExecPlugin) async -> Result<[UInt8], FetchError> = { await ExecRun.output(of: $0) }
  ) {
    self.plugin = plugin
    self.now = now
    self.runner = runner
  }

  func credential() async throws(FetchError) -> Credential {
    // A request that is under way when they expire would be refused.
    if let kept, kept.until.map({ $0.timeIntervalSince(now()) > 10 }) ?? true { return kept.credential }
    // It was good to its end.
    if kept != nil { isDoubted = false }
    let task: Task<Result<Answer, FetchError>, Never>
    if let run {
      task = run
    } else {
      task = Task { [plugin, runner] in
        switch await runner(plugin) {
        case .failure(let error): return .failure(error)
        case .success(let bytes):
          do throws(FetchError) { return .success(try ExecCredential.read(bytes, of: plugin)) } catch {
            return .failure(error)
          }
        }
      }
      run = task
    }
    let result = await task.value
    // The first of those that waited keeps it: what the others find then may have been refused already.
    if run == task {
      run = nil
      kept = try result.get()
      got = now()
    }
    return try result.get().credential
  }

  /// Forgets what was refused. Another run is worth it, unless that already was one: a credential that was got because
  /// another had been refused, and is refused within a minute, says that the next would be too. The next request runs the
  /// plugin all the same, in case somebody signed in meanwhile.
  func refused(_ credential: Credential) -> Bool {
    // Somebody else said so before.
    guard let kept else { return credential != hopeless }
    // Somebody else got fresh ones meanwhile.
    if kept.credential != credential { return true }
    let isSecond = isDoubted && now().timeIntervalSince(got) < 60
    self.kept = nil
    isDoubted = true
    hopeless = isSecond ? credential : nil
    return !isSecond
  }

  /// What a plugin printed. Nothing of it stands in any message.
  static func read(
    _ bytes: [UInt8], of plugin: ExecPlugin
  ) throws(FetchError) -> (credential: Credential, until: Date?) {
    func wrong(_ why: UntrustedText) -> FetchError {
      FetchError(
        .refused, what: plugin.user, why: "\(plugin.name) \(why)", next: "run it by hand to see what it says")
    }
    guard let root = try? JSONValue.parse(bytes), root.kind == .map,
      root["kind"].map({ $0.equals("ExecCredential") }) ?? true
    else { throw wrong("printed no ExecCredential") }
    guard root["apiVersion"]?.text == plugin.apiVersion else {
      throw wrong("answered in another version than it was asked in")
    }
    let status = root["status"]
    var credential = Credential()
    if let token = status?["token"]?.text, !token.isEmpty { credential.token = Secret(token) }
    let own = status?["clientCertificateData"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    let key = status?["clientKeyData"]?.text.flatMap { $0.isEmpty ? nil : $0 }
    guard (own == nil) == (key == nil) else {
      throw wrong("gave \(own == nil ? "a key without its certificate" : "a certificate without its key")")
    }
    if let own, let key {
      credential.certificate = Credential.Certificate(
        certificate: own.parsed { Array($0.utf8) } ?? [], key: Secret(key))
    }
    guard !credential.isEmpty else { throw wrong("gave neither a token nor a certificate") }
    guard let written = status?["expirationTimestamp"], !written.isNull else { return (credential, nil) }
    guard let until = written.text?.parsed({ ExecCredential.time($0) }) else {
      throw wrong("gave an expirationTimestamp that is no time of RFC 3339")
    }
    return (credential, until)
  }

  /// RFC 3339, with or without fractions of seconds.
  private static func time(_ text: String) -> Date? {
    guard text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/) != nil else { return nil }
    return (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}

extension ExecPlugin {
  /// The command without its folder.
  var name: UntrustedText { UntrustedText(command.split(separator: "/").last.map(String.init) ?? command) }
}
