import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Fetch

@Suite("Transport: proxies")
struct TransportProxyTests {
  private static let password = "planted-proxy-password@:/%41"
  private static var encoded: String {
    password.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  private func ask(
    _ fixture: TransportFixture, host: String, _ name: String = "named", proxy: Endpoint.Proxy = .environment
  ) async throws -> FaultReport.Seen {
    let endpoint = try fixture.endpoint(
      name, host: host, proxy: proxy, credentials: Tokens(TransportFixture.token))
    let answer = try await fixture.transport.fetch(fixture.request("/echo?id=proxy-\(host)"), from: endpoint)
    return try JSONDecoder().decode(FaultReport.Seen.self, from: Data(answer.body))
  }

  @Test(
    "proxy-url leads to the server, through a tunnel; the proxy sees no token", arguments: ["web", "socks5", "socks5h"])
  func url(_ kind: String) async throws {
    let fixture = try TransportFixture()
    let port = fixture.server.port(kind == "web" ? "web" : "socks")
    let scheme = kind == "web" ? "http" : kind
    let seen = try await ask(
      fixture, host: "cluster.example", proxy: .url("\(scheme)://127.0.0.1:\(port)"))
    #expect(seen.headers["authorization"] == "Bearer " + TransportFixture.token)
    let notes = try await fixture.notes()
    let target = "cluster.example:\(fixture.server.port("named"))"
    let note = try #require((kind == "web" ? notes.web : notes.socks).last { $0.target == target })
    #expect(!"\(note)".contains(TransportFixture.token))
  }

  @Test("HTTPS_PROXY stands before servers with TLS, HTTP_PROXY before others, NO_PROXY before none that it names")
  func environment() async throws {
    let server = try FaultServer.shared.get()
    let (web, socks) = ("127.0.0.1:\(server.port("web"))", "socks5://127.0.0.1:\(server.port("socks"))")
    let fixture = try TransportFixture(proxies: [
      "HTTPS_PROXY": web, "http_proxy": socks, "NO_PROXY": "other.example, \(TransportFixture.nowhere)",
    ])
    func count(_ host: String, _ notes: [ProxyNotes.Note]) -> Int {
      notes.filter { $0.target.hasPrefix(host + ":") }.count
    }
    _ = try await ask(fixture, host: "sub.plain.example", "http")
    #expect(count("sub.plain.example", try await fixture.notes().socks) == 1)
    let endpoint = try fixture.endpoint("named", host: "tls.example", serverName: "cluster.example")
    _ = try await fixture.transport.fetch(fixture.request("/plain"), from: endpoint)
    #expect(count("tls.example", try await fixture.notes().web) == 1)
    let error = try await fixture.error {
      try await fixture.transport.fetch(
        fixture.request("/plain"), from: fixture.endpoint("named", host: TransportFixture.nowhere))
    }
    #expect(error.why.text == "the name \(TransportFixture.nowhere) cannot be resolved")
    // This machine is never behind a proxy.
    #expect(try await fixture.fetch("/plain", from: "good").status == 200)
  }

  @Test("the proxy's user and password are decoded and sent to it")
  func password() async throws {
    let fixture = try TransportFixture()
    let who = "user:\(Self.encoded)@127.0.0.1"
    _ = try await ask(
      fixture, host: "cluster.example", proxy: .url("http://\(who):\(fixture.server.port("locked"))"))
    _ = try await ask(
      fixture, host: "cluster.example", proxy: .url("socks5://\(who):\(fixture.server.port("socks"))"))
    #expect(try await fixture.notes().socks.contains { $0.user == "user:" + Self.password })
  }

  @Test("no error names the proxy's user and password", arguments: ["locked", "socks", "mute", "closed", "ftp"])
  func secrets(_ kind: String) async throws {
    let fixture = try TransportFixture()
    let port = kind == "closed" ? 1 : kind == "ftp" ? 21 : fixture.server.port(kind)
    let scheme = kind == "socks" ? "socks5" : kind == "ftp" ? "ftp" : "http"
    let proxy: UntrustedText = "\(scheme)://planted-user:planted-password@127.0.0.1:\(port)"
    for source in [Endpoint.Proxy.url(proxy), .environment] {
      let here = try TransportFixture(proxies: ["HTTPS_PROXY": proxy.text]) {
        if kind == "mute" { $0.connectTime = .milliseconds(500) }
      }
      // Nothing listens behind the proxy of SOCKS.
      let endpoint = Endpoint(
        server: "https://cluster.example:\(kind == "socks" ? 1 : fixture.server.port("named"))", proxy: source,
        credentials: Tokens(TransportFixture.token))
      let error = try await fixture.error {
        try await here.transport.fetch(fixture.request("/plain"), from: endpoint)
      }
      #expect(error.code == (kind == "ftp" ? .configuration : .unreachable), "\(error.everything)")
      #expect(!error.everything.contains("planted"))
      if kind == "locked" { #expect(error.why.text.contains("407")) }
      if kind == "closed" { #expect(error.why.text.contains("the proxy http://127.0.0.1:1 refuses")) }
    }
  }

  @Test("a proxy with TLS is believed by the system's authorities, and it is said whose certificate is not trusted")
  func secure() async throws {
    let fixture = try TransportFixture()
    let proxy: UntrustedText = "https://127.0.0.1:\(fixture.server.port("secure"))"
    let error = try await fixture.error {
      try await self.ask(fixture, host: "cluster.example", proxy: .url(proxy))
    }
    #expect(error.code == .untrusted && error.why.text.hasPrefix("the proxy's certificate (https://127.0.0.1:"))
    #expect(error.why.text.contains("authority"))
  }

  @Test("what libcurl says holds no secret, as it is or encoded")
  func redaction() throws {
    let key = "-----BEGIN PRIVATE KEY-----\nplanted-key\n-----END PRIVATE KEY-----\n"
    let target = try Target(
      Endpoint(server: "https://a.example", proxy: .url("http://planted-user:planted%40password@proxy.example")),
      environment: ProxyEnvironment([:]))
    let credential = Credential(
      token: Secret("planted-token"), certificate: .init(certificate: [], key: Secret(key)))
    let said =
      "at planted-user:planted@password, planted%2Duser:planted%40password: planted-token and \(key) of a.example"
    let clean = Redaction(credential, target).clean(said)
    #expect(!clean.contains("planted"))
    #expect(clean.hasSuffix("of a.example"))
  }

  @Test(
    "NO_PROXY knows names, what is below them, addresses, blocks, ports and the star",
    arguments: [
      ("example.org", "https://example.org", true), ("example.org", "https://a.example.org", true),
      ("example.org", "https://badexample.org", false), (".example.org", "https://a.example.org", true),
      (".example.org", "https://example.org", false), ("*.example.org", "https://a.example.org", true),
      ("EXAMPLE.org", "https://Example.ORG", true), ("*", "https://anything.example", true),
      ("10.0.0.0/8", "https://10.2.3.4", true), ("10.0.0.0/8", "https://11.2.3.4", false),
      ("10.0.0.0/8", "https://ten.example", false), ("10.0.0.0/33", "https://10.0.0.0", false),
      ("10.0.0.0/-1", "https://10.0.0.0", false), ("0.0.0.0/0", "https://10.2.3.4", true),
      ("fd00::/8", "https://[fd00::1]:6443", true), ("fd00::/8", "https://[fe80::1]:6443", false),
      ("10.1.1.1", "https://10.1.1.1:6443", true), ("10.1.1.1", "https://10.1.1.10", false),
      ("fd00::1", "https://[fd00:0::1]", true), ("[fd00::1]", "https://[fd00::1]", true),
      ("a.example:6443", "https://a.example:6443", true), ("a.example:6443", "https://a.example", false),
      ("a.example:443", "https://a.example", true), (" b.example , a.example", "https://a.example", true),
      ("", "https://a.example", false), (",,/,:", "https://a.example", false), ("*", "https://127.0.0.1", true),
    ])
  func exceptions(_ list: String, _ address: String, _ isException: Bool) throws {
    let environment = ProxyEnvironment(["https_proxy": "http://proxy.example", "NO_PROXY": list])
    let address = try #require(Address(string: address))
    #expect((environment.proxy(for: address) == nil) == isException)
  }
}
