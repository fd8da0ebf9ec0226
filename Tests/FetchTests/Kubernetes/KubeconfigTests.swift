import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Fetch

@Suite("Kubeconfigs")
struct KubeconfigTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read(
    _ files: [String], _ environment: [String: String] = [:], explicit: String? = nil
  ) -> Kubeconfig {
    var environment = environment
    environment["HOME"] = folder.path
    if !files.isEmpty { environment["KUBECONFIG"] = files.map { "\(folder.path)/\($0)" }.joined(separator: ":") }
    return Kubeconfig.read(explicit: explicit, environment: environment, account: folder.path + "/account")
  }

  private func context(_ user: String, cluster: String = "{server: https://127.0.0.1:6443}") throws -> KubeContext {
    try folder.write("config", Self.config(user, cluster: cluster))
    return try #require(read(["config"]).context("prod")).get()
  }

  private func failure(_ user: String, cluster: String = "{server: https://127.0.0.1:6443}") throws -> FetchError {
    try folder.write("config", Self.config(user, cluster: cluster))
    switch try #require(read(["config"]).context("prod")) {
    case .success: throw Unexpected()
    case .failure(let error): return error
    }
  }

  private struct Unexpected: Error {}

  private static func config(_ user: String, cluster: String) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: prod
    clusters:
    - name: one
      cluster: \(cluster)
    users:
    - name: me
      user: \(user)
    contexts:
    - name: prod
      context: {cluster: one, user: me, namespace: shop}
    """
  }

  @Test("of several files count as one: the first that has a name, and the first that names a context")
  func merging() throws {
    try folder.write(
      "a",
      """
      clusters: [{name: one, cluster: {server: "https://a:1/"}}]
      contexts: [{name: x, context: {cluster: one}}]
      """)
    try folder.write(
      "b",
      """
      current-context: y
      clusters: [{name: one, cluster: {server: "https://b:1"}}, {name: two, cluster: {server: "https://b:2"}}]
      contexts: [{name: x, context: {cluster: two}}, {name: y, context: {cluster: two}}]
      """)
    let config = read(["a", "missing", "b", "a"])
    #expect(config.errors.isEmpty)
    #expect(config.current == "y")
    #expect(config.contexts.map(\.name) == ["x", "y"])
    #expect(try config.context("x")?.get().endpoint.server == "https://a:1")
    #expect(try config.context("y")?.get().endpoint.server == "https://b:2")
  }

  @Test("have paths that are relative to the file that they stand in")
  func relativePaths() async throws {
    try folder.write("deep/ca.pem", "AUTHORITY")
    try folder.write("deep/token", "secret-of-file\n")
    try folder.write(
      "deep/config",
      Self.config("{tokenFile: token, token: other}", cluster: "{server: https://h, certificate-authority: ca.pem}"))
    let context = try #require(read(["deep/config"]).context("prod")).get()
    #expect(context.endpoint.trust == .authorities(pem: Array("AUTHORITY".utf8)))
    // The file beats the token beside it.
    #expect(try await context.endpoint.credentials.credential().token == Secret("secret-of-file"))
    #expect(context.namespace == "shop")
  }

  @Test("have data that beats files")
  func dataFirst() async throws {
    let (own, key) = (Data("OWN".utf8).base64EncodedString(), Data("KEY".utf8).base64EncodedString())
    let context = try context(
      "{client-certificate-data: \(own), client-certificate: /nowhere, client-key-data: \(key)}",
      cluster: "{server: https://h, certificate-authority-data: \(own), certificate-authority: /nowhere}")
    #expect(context.endpoint.trust == .authorities(pem: Array("OWN".utf8)))
    let certificate = try await context.endpoint.credentials.credential().certificate
    #expect(certificate == Credential.Certificate(certificate: Array("OWN".utf8), key: Secret("KEY")))
  }

  @Test("have token files that are read again, also while they are written anew")
  func rotation() async throws {
    try folder.write("token", "first")
    let credentials = try context("{tokenFile: \(folder.path)/token}").endpoint.credentials
    let first = try await credentials.credential()
    #expect(first.token == Secret("first"))
    #expect(await !credentials.refused(first))
    try folder.write("token", "second")
    #expect(await credentials.refused(first))
    #expect(try await credentials.credential().token == Secret("second"))
    try folder.write("token", "")
    #expect(try await credentials.credential().token == Secret("second"))
  }

  @Test("say what they want that cannot be had")
  func refusals() throws {
    #expect(try failure("{username: a, password: hunter2}").why.matches { $0.contains("name and password") })
    #expect(try failure("{auth-provider: {name: azure}}").next == "run kubelogin convert-kubeconfig")
    #expect(try failure("{token: t, as: admin}").why.matches { $0.contains("acts as somebody else (as)") })
    #expect(try failure("{client-certificate: /a}").why == "it has a client certificate and no key")
    #expect(try failure("{client-key-data: \"***\", client-certificate: /a}").why == "its client-key-data is no base64")
    let insecure = "{server: https://h, insecure-skip-tls-verify: true, certificate-authority-data: QQ==}"
    #expect(try failure("{}", cluster: insecure).why.matches { $0.contains("beside a certificate authority") })
    #expect(try failure("{}", cluster: "{server: ftp://h}").why == "its server is no http or https address")
    #expect(try failure("{}", cluster: "{server: \"https://a:b@h\"}").why == "its server is no http or https address")
    #expect(try failure("{}", cluster: "{}").why == "it has no server")
    #expect(
      try failure("{}", cluster: "{server: https://h, proxy-url: ftp://p}").why.matches { $0.contains("proxy-url") })
  }

  @Test("warn of verification that is switched off, and take the rest of what a cluster says")
  func cluster() throws {
    let context = try context(
      "{}",
      cluster:
        "{server: 127.0.0.1:8443, insecure-skip-tls-verify: true, tls-server-name: api, proxy-url: \"socks5://p:1\"}")
    #expect(context.endpoint.server == "https://127.0.0.1:8443")
    #expect(context.endpoint.trust == .anybody)
    #expect(context.warnings.count == 1)
    #expect(context.endpoint.serverName == "api")
    #expect(context.endpoint.proxy == .url("socks5://p:1"))
  }

  @Test("cost nothing else where a context, a file or a line is wrong")
  func separately() throws {
    try folder.write("broken", "clusters: [\n  {name: x")
    try folder.write(
      "good",
      """
      clusters: [{name: one, cluster: {server: https://h}}]
      contexts: [{name: a, context: {cluster: gone}}, {name: b, context: {cluster: one}}]
      """)
    let config = read(["broken", "good"])
    #expect(config.errors.count == 1)
    #expect(config.errors.first?.what.matches { $0.contains("broken: line ") } == true)
    #expect(throws: FetchError.self) { try config.context("a")?.get() }
    #expect(throws: Never.self) { try config.context("b")?.get() }
  }

  @Test("must be there where one is named, and need not be where none is")
  func presence() {
    #expect(read([], explicit: folder.path + "/none").errors.first?.code == .notFound)
    let none = read([])
    #expect(none.contexts.isEmpty && none.errors.isEmpty)
  }

  @Test("are a pod's own account where there are none")
  func inCluster() async throws {
    try folder.write("account/token", "of-the-pod")
    try folder.write("account/ca.crt", "AUTHORITY")
    try folder.write("account/namespace", "tools")
    let config = read([], ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"])
    let context = try #require(config.context("in-cluster")).get()
    #expect(context.endpoint.server == "https://[fd00::1]:443")
    #expect(context.namespace == "tools")
    #expect(try await context.endpoint.credentials.credential().token == Secret("of-the-pod"))
  }

  @Test("never have a secret in what is said of them")
  func secrets() throws {
    let planted = "planted-7f3a"
    let users = [
      "{token: \(planted), as: x}", "{username: a, password: \(planted)}", "{client-key-data: \(planted)}",
      "{auth-provider: {name: oidc, config: {id-token: \(planted)}}}",
    ]
    for user in users {
      let error = try failure(user)
      #expect(!"\(error)".contains(planted))
      #expect(![error.what, error.why, error.next].contains { $0.matches { $0.contains(planted) } })
    }
    let context = try context("{token: \(planted)}")
    #expect(!"\(context)".contains(planted))
  }
}
