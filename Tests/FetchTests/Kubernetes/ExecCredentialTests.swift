import Documents
import Foundation
import Synchronization
import TestSupport
import Testing
import TextSafety

@testable import Fetch

@Suite("Plugins for credentials")
struct ExecCredentialTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The plugin of a kubeconfig whose command is a script.
  private func plugin(_ script: String, _ more: String = "", version: String = "v1beta1") throws -> ExecPlugin {
    try folder.write(program: "bin/plugin", "#!/bin/sh\n" + script)
    try folder.write(
      "config",
      """
      clusters: [{name: one, cluster: {server: "https://h:1", tls-server-name: api}}]
      users:
      - name: me
        user:
          exec:
            apiVersion: client.authentication.k8s.io/\(version)
            command: bin/plugin
            args: [get-token, --of, me]
            env: [{name: FLAVOUR, value: sweet}]
            \(more)
      contexts: [{name: prod, context: {cluster: one, user: me}}]
      """)
    let file = try KubeconfigFile(folder.path + "/config")
    let exec = try #require(file.root["users"]?[element: 0]?["user"]?["exec"])
    let cluster = try #require(file.root["clusters"]?[element: 0]?["cluster"])
    return try ExecPlugin(
      KubeconfigEntry(file: file, node: exec), of: "user me",
      cluster: Endpoint(server: "https://h:1", serverName: "api"),
      clusterEntry: KubeconfigEntry(file: file, node: cluster), ["PATH": "/usr/bin:/bin"])
  }

  private static func answer(_ status: String, version: String = "v1beta1") -> String {
    #"{"apiVersion":"client.authentication.k8s.io/\#(version)","kind":"ExecCredential","status":\#(status)}"#
  }

  private static func failure(of credentials: ExecCredential) async -> FetchError? {
    do throws(FetchError) {
      _ = try await credentials.credential()
      return nil
    } catch { return error }
  }

  @Test("are run with their arguments, their environment, and what they are to know")
  func run() async throws {
    let plugin = try plugin(
      #"""
      test "$1 $2 $3 $FLAVOUR" = "get-token --of me sweet" || exit 3
      test -t 0 && exit 4
      echo "$KUBERNETES_EXEC_INFO" > "$(dirname "$0")/info"
      echo '\#(Self.answer(#"{"token":"of-plugin"}"#))'
      """#, "provideClusterInfo: true")
    let credential = try await ExecCredential(plugin).credential()
    #expect(credential.token == Secret("of-plugin"))
    let info = try folder.text("bin/info")
    #expect(info.contains(#""interactive":false"#))
    #expect(info.contains(#""server":"https://h:1""#))
    #expect(info.contains(#""tls-server-name":"api""#))
  }

  @Test("give certificates too")
  func certificates() throws {
    let plugin = try plugin("exit 1")
    let answer = Self.answer(#"{"clientCertificateData":"OWN","clientKeyData":"KEY"}"#)
    let read = try ExecCredential.read(Array(answer.utf8), of: plugin)
    #expect(read.credential.certificate == Credential.Certificate(certificate: Array("OWN".utf8), key: Secret("KEY")))
    #expect(read.until == nil)
  }

  @Test("are kept until they expire, and run once for all who ask at once")
  func cache() async throws {
    let plugin = try plugin("exit 1")
    let runs = Mutex(0)
    let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
    let credentials = ExecCredential(
      plugin, now: { time.withLock { $0 } },
      runner: { _ in
        let number = runs.withLock { runs -> Int in
          runs += 1
          return runs
        }
        await Task.yield()
        let status = #"{"token":"t\#(number)","expirationTimestamp":"2027-01-15T08:10:00Z"}"#
        return .success(Array(Self.answer(status).utf8))
      })
    let all = try await withThrowingTaskGroup(of: Credential.self) { group in
      for _ in 0..<20 { group.addTask { try await credentials.credential() } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(all.allSatisfy { $0.token == Secret("t1") })
    #expect(runs.withLock { $0 } == 1)
    time.withLock { $0 = Date(timeIntervalSince1970: 1_800_000_595) }
    #expect(try await credentials.credential().token == Secret("t2"))
    #expect(await credentials.refused(Credential(token: Secret("t2"))))
    time.withLock { $0 = Date(timeIntervalSince1970: 1_800_000_000) }
    #expect(try await credentials.credential().token == Secret("t3"))
  }

  @Test("that fail say why, in their own last words and never in what they printed")
  func failures() async throws {
    func why(_ script: String, _ more: String = "") async throws -> FetchError {
      let plugin = try plugin(script, more)
      return try #require(await Self.failure(of: ExecCredential(plugin)))
    }
    let failed = try await why("echo planted-secret; echo 'please run az login' >&2; exit 7")
    #expect(failed.why == "plugin ended with status 7: please run az login")
    let garbage = try await why("echo planted-secret")
    #expect(garbage.why == "plugin printed no ExecCredential")
    let version = try await why("echo '\(Self.answer(#"{"token":"planted-secret"}"#, version: "v1"))'")
    #expect(version.why == "plugin answered in another version than it was asked in")
    let empty = try await why("echo '\(Self.answer("{}"))'")
    #expect(empty.why == "plugin gave neither a token nor a certificate")
    let much = try await why("while :; do echo planted-secret-planted-secret; done")
    #expect(much.why == "plugin printed more than a credential has")
    let lone = try await why("echo '\(Self.answer(#"{"token":"t","clientCertificateData":"planted-secret"}"#))'")
    #expect(lone.why == "plugin gave a certificate without its key")
    let key = try await why("echo '\(Self.answer(#"{"clientKeyData":"planted-secret"}"#))'")
    #expect(key.why == "plugin gave a key without its certificate")
    for error in [failed, garbage, version, empty, much, lone, key] { #expect(!"\(error)".contains("planted")) }
  }

  @Test("are got anew when refused, and not at once again where the new ones are refused too")
  func refused() async throws {
    let plugin = try plugin("exit 1")
    let runs = Mutex(0)
    let time = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
    let credentials = ExecCredential(
      plugin, now: { time.withLock { $0 } },
      runner: { _ in
        let number = runs.withLock { runs -> Int in
          runs += 1
          return runs
        }
        return .success(Array(Self.answer(#"{"token":"t\#(number)"}"#).utf8))
      })
    let first = try await credentials.credential()
    #expect(await credentials.refused(first))
    // Also for those who were refused with it at the same time.
    #expect(await credentials.refused(first))
    let second = try await credentials.credential()
    #expect(second.token == Secret("t2"))
    #expect(await credentials.refused(first))
    #expect(await !credentials.refused(second))
    #expect(await !credentials.refused(second))
    // Whoever asks next has the plugin run: somebody may have signed in.
    let third = try await credentials.credential()
    #expect(third.token == Secret("t3"))
    #expect(await credentials.refused(second))
    #expect(await !credentials.refused(third))
    // One that lasted was good.
    let fourth = try await credentials.credential()
    time.withLock { $0 += 61 }
    #expect(await credentials.refused(fourth))
    #expect(runs.withLock { $0 } == 4)
  }

  @Test("expire when they say so, in RFC 3339 alone")
  func expiry() throws {
    let plugin = try plugin("exit 1")
    func until(_ time: String) throws -> Date? {
      try ExecCredential.read(
        Array(Self.answer(#"{"token":"t","expirationTimestamp":\#(time)}"#).utf8), of: plugin
      ).until
    }
    let time = Date(timeIntervalSince1970: 1_800_000_000)
    #expect(try until("null") == nil)
    #expect(try until(#""2027-01-15T08:00:00Z""#) == time)
    #expect(try until(#""2027-01-15T10:00:00+02:00""#) == time)
    let fraction = try until(#""2027-01-15T08:00:00.123456789Z""#)
    #expect(abs(try #require(fraction).timeIntervalSince(time) - 0.123) < 0.01)
    for wrong in [
      #""""#, #""tomorrow""#, "5", #""2027-01-15t08:00:00z""#, #""2027-01-15T08:00:00""#, #""2027-01-15""#,
      #""2027-13-15T08:00:00Z""#,
    ] {
      #expect(throws: FetchError.self, "\(wrong)") { try until(wrong) }
    }
  }

  @Test("need not say their kind, as with kubectl, but their version and no other kind")
  func kind() throws {
    let plugin = try plugin("exit 1")
    func read(_ head: String) throws -> Credential {
      try ExecCredential.read(Array((#"{"# + head + #""status":{"token":"t"}}"#).utf8), of: plugin).credential
    }
    let version = #""apiVersion":"client.authentication.k8s.io/v1beta1","#
    #expect(try read(version).token == Secret("t"))
    #expect(throws: FetchError.self) { try read(version + #""kind":"Status","#) }
    #expect(throws: FetchError.self) { try read(#""kind":"ExecCredential","#) }
  }

  @Test("are looked for in our own PATH and not in that of their env, nor in the folder that we are in")
  func path() async throws {
    var plugin = try plugin(
      "echo '\(Self.answer(#"{"token":"found"}"#))'", "installHint: get it from your provider")
    plugin.command = "plugin"
    plugin.environment["PATH"] = folder.path + "/bin:/usr/bin:/bin"
    let error = try #require(await Self.failure(of: ExecCredential(plugin)))
    #expect(error.why == "plugin is in the PATH of its own env alone, where kubectl does not look either")
    #expect(error.next == "write its whole path")
    plugin.searchPath = folder.path + "/bin"
    #expect(try await ExecCredential(plugin).credential().token == Secret("found"))
    // A folder of its name is none.
    try folder.write("other/plugin/file", "")
    plugin.searchPath = "\(folder.path)/other:\(folder.path)/bin"
    #expect(try await ExecCredential(plugin).credential().token == Secret("found"))
    plugin.environment["PATH"] = "/usr/bin:/bin"
    for searchPath in ["", ".", "bin", ":"] {
      plugin.searchPath = searchPath
      #expect(try #require(await Self.failure(of: ExecCredential(plugin))).why == "plugin is not there")
    }
  }

  @Test("that are not there say how to get them, and those that want to ask are refused")
  func refusals() async throws {
    var gone = try plugin("exit 1", "installHint: get it from your provider")
    gone.command = "no-such-plugin"
    let error = try #require(await Self.failure(of: ExecCredential(gone)))
    #expect(error.why == "no-such-plugin is not there")
    #expect(error.next == "get it from your provider")
    #expect(throws: FetchError.self) { try plugin("exit 1", "interactiveMode: Always") }
    #expect(throws: FetchError.self) { try plugin("exit 1", version: "v1") }
    #expect(throws: Never.self) { try plugin("exit 1", "interactiveMode: Never", version: "v1") }
    #expect(throws: FetchError.self) { try plugin("exit 1", version: "v1alpha1") }
    func why(_ more: String, version: String = "v1") -> UntrustedText? {
      do {
        _ = try plugin("exit 1", more, version: version)
        return nil
      } catch { return (error as? FetchError)?.why }
    }
    for version in ["v1", "v1beta1"] {
      #expect(
        why("interactiveMode: Sometimes", version: version)
          == "its interactiveMode \"Sometimes\" is none of Never, IfAvailable, Always")
    }
    #expect(why("interactiveMode: never") == "its interactiveMode \"never\" is none of Never, IfAvailable, Always")
    #expect(why("interactiveMode: IfAvailable") == nil)
  }
}
