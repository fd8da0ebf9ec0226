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

  @Test("have data or files, and are refused where they have both, as by kubectl")
  func dataOrFiles() async throws {
    let (own, key) = (Data("OWN".utf8).base64EncodedString(), Data("KEY".utf8).base64EncodedString())
    let refused = try failure(
      "{token: t}", cluster: "{server: https://h, certificate-authority-data: \(own), certificate-authority: /a}")
    #expect(
      refused.why == "it has certificate-authority-data beside certificate-authority; kubectl refuses that too")
    for (user, what) in [
      ("client-certificate-data: \(own), client-certificate: /a, client-key-data: \(key)", "client-certificate"),
      ("client-certificate-data: \(own), client-key-data: \(key), client-key: /a", "client-key"),
    ] {
      let error = try failure("{\(user)}")
      #expect(error.why.matches { $0 == "it has \(what)-data beside \(what); kubectl refuses that too" })
      #expect(error.next.hasPrefix("leave one of them in /"))
    }
    let context = try context(
      "{client-certificate-data: \(own), client-certificate: \"\", client-key-data: \(key)}",
      cluster: "{server: https://h, certificate-authority-data: \(own), certificate-authority: \"\"}")
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

  @Test("have a token that counts until the file of another can be read")
  func tokenAndFile() async throws {
    let credentials = try context("{tokenFile: \(folder.path)/token, token: given}").endpoint.credentials
    #expect(try await credentials.credential().token == Secret("given"))
    try folder.write("token", "written")
    #expect(try await credentials.credential().token == Secret("written"))
  }

  @Test("may have a plugin beside a token or a certificate: it is not run, and must be one all the same")
  func idlePlugins() async throws {
    let ran = folder.path + "/ran"
    try folder.write(program: "plugin", "#!/bin/sh\ntouch \(ran)\n")
    func exec(_ mode: String = "Never", version: String = "v1") -> String {
      "exec: {apiVersion: client.authentication.k8s.io/\(version), command: ./plugin, interactiveMode: \(mode)}"
    }
    let data = Data("PEM".utf8).base64EncodedString()
    #expect(try await context("{token: t, \(exec())}").endpoint.credentials.credential().token == Secret("t"))
    let pair = "client-certificate-data: \(data), client-key-data: \(data)"
    let certificate = try await context("{\(pair), \(exec("Always"))}").endpoint.credentials.credential()
    #expect(certificate.certificate != nil && certificate.token == nil)
    #expect(!FileManager.default.fileExists(atPath: ran))
    #expect(try failure("{token: t, \(exec(version: "v0"))}").why.matches { $0.contains("speaks") })
    #expect(try failure("{token: t, \(exec("Sometimes"))}").why.matches { $0.contains("interactiveMode") })
    // A key alone is nothing: the plugin runs.
    let alone = try context("{client-key-data: \(data), \(exec())}").endpoint.credentials
    await #expect(throws: FetchError.self) { try await alone.credential() }
    #expect(FileManager.default.fileExists(atPath: ran))
  }

  @Test("give nothing away without TLS, as kubectl does not")
  func withoutTLS() async throws {
    let context = try context("{token: t, as: jane}", cluster: "{server: HTTP://h:1}")
    #expect(try await context.endpoint.credentials.credential().isEmpty)
    #expect(context.endpoint.impersonation == Impersonation(user: "jane"))
    #expect(context.warnings.first?.matches { $0.contains("without TLS") } == true)
    #expect(try self.context("{}", cluster: "{server: http://h:1}").warnings.isEmpty)
    let upper = try self.context("{token: t}", cluster: "{server: HTTPS://h:1}")
    #expect(try await upper.endpoint.credentials.credential().token == Secret("t"))
  }

  @Test("say as whom somebody acts")
  func impersonation() throws {
    let context = try context(
      """
      {token: t, as: jane, as-uid: u-1, as-groups: [dev, "a b"],
       as-user-extra: {"acme.org/Pro ject": [x, "y"], "a%b_c": [""], none: []}}
      """)
    #expect(
      context.endpoint.impersonation?.headers == [
        "Impersonate-User: jane", "Impersonate-Uid: u-1", "Impersonate-Group: dev", "Impersonate-Group: a b",
        "Impersonate-Extra-acme.org%2Fpro%20ject: x", "Impersonate-Extra-acme.org%2Fpro%20ject: y",
        "Impersonate-Extra-a%25b_c;",
      ])
    #expect(try self.context("{token: t, as: \"\", as-groups: [], as-user-extra: null}").endpoint.impersonation == nil)
    for lonely in ["as-groups: [a]", "as-uid: a", "as-user-extra: {a: [b]}"] {
      #expect(try failure("{token: t, \(lonely)}").why.matches { $0.contains("whom no \"as\" names") })
    }
    #expect(try failure("{token: t, as: a, as-groups: g}").why == "its as-groups is no list of texts")
    #expect(try failure("{token: t, as: a, as-groups: [{a: b}]}").why == "its as-groups is no list of texts")
    #expect(try failure("{token: t, as: a, as-user-extra: {k: v}}").why == "its as-user-extra is no list of texts")
    #expect(try failure("{token: t, as: a, as-user-extra: [k]}").why == "its as-user-extra is no map of lists")
  }

  @Test("cannot smuggle headers in by whom somebody acts as")
  func hostileImpersonation() throws {
    for hostile in [#""a\r\nX-Evil: b""#, #""a\nb""#, #""a\tb""#, #""a\0b""#, #""a\x7f""#, #""a\x85b""#] {
      for user in [
        "as: \(hostile)", "as: a, as-uid: \(hostile)", "as: a, as-groups: [b, \(hostile)]",
        "as: a, as-user-extra: {k: [\(hostile)]}",
      ] {
        #expect(try failure("{token: t, \(user)}").why.matches { $0.contains("control characters") }, "\(user)")
      }
    }
    #expect(try failure("{token: t, as: \" \"}").why.matches { $0.contains("blank") })
    let key = try context("{token: t, as: a, as-user-extra: {\"k\\r\\nX-Evil: \": [v]}}").endpoint.impersonation
    #expect(key?.headers == ["Impersonate-User: a", "Impersonate-Extra-k%0D%0Ax-evil%3A%20: v"])
  }

  @Test("say what they want that cannot be had")
  func refusals() throws {
    #expect(try failure("{username: a, password: hunter2}").why.matches { $0.contains("name and password") })
    #expect(try failure("{auth-provider: {name: azure}}").next == "run kubelogin convert-kubeconfig")
    #expect(try failure("{client-certificate: /a}").why == "it has a client certificate and no key")
    #expect(try failure("{client-key: /a}").why == "it has a client key and no certificate")
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

  @Test("that cannot be read are told, each in a line, and the others count")
  func unreadable() throws {
    try folder.write("good", Self.config("{}", cluster: "{server: https://h}"))
    try folder.write("folder/file", "")
    try folder.link("loop", to: "loop")
    try folder.link("dangling", to: "nowhere")
    let config = read(["folder", "good/file", "loop", "dangling", "missing", "good"])
    #expect(config.context("prod") != nil)
    #expect(
      config.errors.map { $0.what.matches { String($0.dropFirst(folder.path.count)) == "/folder" } } == [
        true, false, false,
      ])
    #expect(
      config.errors.map(\.why) == ["it is a folder", "no such file or folder", "its symbolic links lead in a circle"])
    for error in config.errors { #expect(error.next.hasSuffix(", or leave it out of KUBECONFIG")) }
    // At home too.
    try folder.write(".kube/config/file", "")
    let home = read([])
    #expect(home.errors.map(\.why) == ["it is a folder"])
    #expect(home.errors.first?.next == "name a file in it, or name another one with KUBECONFIG")
  }

  @Test("that may not be read are told too; in a pod its own account counts then", .enabled(if: geteuid() != 0))
  func denied() throws {
    try folder.write("account/token", "of-the-pod")
    try folder.write("account/ca.crt", "AUTHORITY")
    try folder.write(".kube/config", Self.config("{}", cluster: "{server: https://h}"))
    #expect(chmod(folder.path + "/.kube", 0) == 0)
    defer { chmod(folder.path + "/.kube", 0o755) }
    let pod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]
    let home = read([], pod)
    #expect(home.errors.map(\.code) == [.denied])
    #expect(home.current == "in-cluster")
    // Whoever names a file means it.
    let named = read([".kube/config"], pod)
    #expect(named.errors.map(\.code) == [.denied])
    #expect(named.contexts.isEmpty)
  }

  @Test("are none where KUBECONFIG names none, that at home neither")
  func noNames() throws {
    try folder.write(".kube/config", Self.config("{}", cluster: "{server: https://h}"))
    func names(_ list: String) -> Int {
      Kubeconfig.read(environment: ["HOME": folder.path, "KUBECONFIG": list], account: folder.path + "/account")
        .contexts.count
    }
    #expect(names("") == 1)
    #expect(names(":") == 0)
    #expect(names(":\(folder.path)/.kube/config:") == 1)
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
    try folder.write("account/namespace", " tools\n")
    let config = read([], ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"])
    let context = try #require(config.context("in-cluster")).get()
    #expect(context.endpoint.server == "https://[fd00::1]:443")
    #expect(context.namespace == "tools")
    #expect(try await context.endpoint.credentials.credential().token == Secret("of-the-pod"))
    try folder.write("account/namespace", "\n")
    let blank = read([], ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"])
    #expect(try #require(blank.context("in-cluster")).get().namespace == nil)
  }

  @Test("never have a secret in what is said of them")
  func secrets() throws {
    let planted = "planted-7f3a"
    let users = [
      "{token: \(planted), as-uid: x}", "{username: a, password: \(planted)}", "{client-key-data: \(planted)}",
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
