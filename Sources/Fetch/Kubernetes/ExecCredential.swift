import Documents
import Foundation
import TextSafety

/// Credentials by a plugin: kept until they expire, got anew once a server refuses them, by one run however many ask.
actor ExecCredential {
  private let plugin: ExecPlugin
  private let runner: @Sendable (ExecPlugin) async -> Result<[UInt8], FetchError>
  private let now: @Sendable () -> Date
  private var kept: (credential: Credential, until: Date?)?
  private var run: Task<Result<(credential: Credential, until: Date?), FetchError>, Never>?

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
    let task: Task<Result<(credential: Credential, until: Date?), FetchError>, Never>
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
    if run == task { run = nil }
    let got = try result.get()
    kept = got
    return got.credential
  }

  /// Forgets what was refused. Another run is worth it, unless that already was one.
  func refused(_ credential: Credential) -> Bool {
    guard let kept else { return true }
    // Somebody else got fresh ones meanwhile.
    if kept.credential != credential { return true }
    self.kept = nil
    return true
  }

  /// What a plugin printed. Nothing of it stands in any message.
  static func read(
    _ bytes: [UInt8], of plugin: ExecPlugin
  ) throws(FetchError) -> (credential: Credential, until: Date?) {
    func wrong(_ why: UntrustedText) -> FetchError {
      FetchError(
        .refused, what: plugin.user, why: "\(plugin.name) \(why)", next: "run it by hand to see what it says")
    }
    guard let root = try? JSONValue.parse(bytes), root["kind"]?.equals("ExecCredential") == true else {
      throw wrong("printed no ExecCredential")
    }
    guard root["apiVersion"]?.text == plugin.apiVersion else {
      throw wrong("answered in another version than it was asked in")
    }
    let status = root["status"]
    var credential = Credential()
    if let token = status?["token"]?.text, !token.isEmpty { credential.token = Secret(token) }
    if let own = status?["clientCertificateData"]?.text, let key = status?["clientKeyData"]?.text {
      credential.certificate = Credential.Certificate(
        certificate: own.parsed { Array($0.utf8) } ?? [], key: Secret(key))
    }
    guard !credential.isEmpty else { throw wrong("gave neither a token nor a certificate") }
    let until = status?["expirationTimestamp"]?.text?.parsed { ExecCredential.time($0) }
    return (credential, until)
  }

  /// RFC 3339, with or without fractions of seconds.
  private static func time(_ text: String) -> Date? {
    (try? Date(text, strategy: .iso8601))
      ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
  }
}

extension ExecPlugin {
  /// The command without its folder.
  var name: UntrustedText { UntrustedText(command.split(separator: "/").last.map(String.init) ?? command) }
}
