import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Fetch

@Suite("Transport: TLS")
struct TransportTrustTests {
  @Test("a server is believed by the authority that is given, and by no other")
  func authorities() async throws {
    let fixture = try TransportFixture()
    #expect(try await fixture.fetch("/plain", from: "good").status == 200)
    // Over the connection that is there already, all the same.
    for trust in [Endpoint.Trust.system, .authorities(pem: try fixture.server.file("stranger.pem"))] {
      let error = try await fixture.error {
        try await fixture.transport.fetch(fixture.request("/plain"), from: fixture.endpoint("good", trust: trust))
      }
      #expect(error.code == .untrusted)
      #expect(error.why.text.contains("authority"))
    }
  }

  @Test("an expired certificate and one for another name are told apart")
  func reasons() async throws {
    let fixture = try TransportFixture()
    let expired = try await fixture.error { try await fixture.fetch("/plain", from: "expired") }
    #expect(expired.code == .untrusted && expired.why.text == "its certificate has expired")
    let named = try await fixture.error { try await fixture.fetch("/plain", from: "named") }
    #expect(named.code == .untrusted)
    #expect(named.why.text == "its certificate is for another name than 127.0.0.1")
  }

  @Test("with verification switched off all are believed; who verifies does not ride on such connections")
  func anybody() async throws {
    let fixture = try TransportFixture()
    for name in ["named", "expired"] {
      let endpoint = try fixture.endpoint(name, trust: .anybody)
      #expect(try await fixture.transport.fetch(fixture.request("/plain"), from: endpoint).status == 200)
      #expect(try await fixture.error { try await fixture.fetch("/plain", from: name) }.code == .untrusted)
    }
  }

  @Test("tls-server-name is what the certificate is checked against and SNI says; the Host header is the server's")
  func serverName() async throws {
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("named", serverName: "cluster.example")
    let answer = try await fixture.transport.fetch(fixture.request("/echo?id=named"), from: endpoint)
    let seen = try JSONDecoder().decode(FaultReport.Seen.self, from: Data(answer.body))
    #expect(seen.headers["host"] == "127.0.0.1:\(fixture.server.port("named"))")
    #expect(seen.name == "cluster.example")
    let error = try await fixture.error {
      try await fixture.transport.fetch(
        fixture.request("/plain"), from: fixture.endpoint("named", serverName: "other.example"))
    }
    #expect(error.code == .untrusted && error.why.text.contains("other.example"))
    #expect(try await fixture.error { try await fixture.fetch("/plain", from: "named") }.code == .untrusted)
  }

  @Test("a redirect of a server that has another name is within it by its address")
  func serverNameRedirect() async throws {
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("named", serverName: "cluster.example")
    for to in ["%2Fplain", "https%3A%2F%2F127.0.0.1%3A\(fixture.server.port("named"))%2Fplain"] {
      let answer = try await fixture.transport.fetch(fixture.request("/redirect?to=\(to)"), from: endpoint)
      #expect(answer.status == 200)
    }
  }

  @Test(
    "an address that leaves the usual port out keeps its path under another name",
    arguments: [
      ("https://a.example", "https://a.example/apis", "https://c.example:443/apis"),
      ("https://a.example", "https://a.example:443/apis?x=/", "https://c.example:443/apis?x=/"),
      ("https://a.example:6443/k8s", "https://a.example:6443/k8s/a", "https://c.example:6443/k8s/a"),
      ("https://[fd00::1]", "https://[fd00::1]/a", "https://c.example:443/a"),
      ("http://a.example", "http://a.example/a", "http://c.example:80/a"),
      ("https://a.example", "https://A.EXAMPLE?a", "https://c.example:443?a"),
    ])
  func dialled(_ server: String, _ url: String, _ dialled: String) throws {
    let target = try Target(
      Endpoint(server: UntrustedText(server), serverName: "c.example"), environment: ProxyEnvironment([:]))
    #expect(target.dialled(url) == dialled)
  }

  @Test("a client certificate is sent where it is asked for; connections of two are two")
  func certificates() async throws {
    let fixture = try TransportFixture()
    for _ in 0..<2 {
      for name in ["client-a", "client-b", nil] {
        let credentials: any CredentialSource =
          try name.map { try Certificates(fixture.server, $0) } ?? NoCredentials()
        let endpoint = try fixture.endpoint("maybe", credentials: credentials)
        let answer = try await fixture.transport.fetch(fixture.request("/echo?id=certificates"), from: endpoint)
        let seen = try JSONDecoder().decode(FaultReport.Seen.self, from: Data(answer.body))
        #expect(seen.client == name)
      }
    }
    let seen = try await fixture.report(of: "certificates").seen
    #expect(Set(seen.map(\.connection)).count == 3)
  }

  @Test("a certificate with another's key opens no connection, nor rides on one")
  func foreignKey() async throws {
    let fixture = try TransportFixture()
    let right = try fixture.endpoint("client", credentials: Certificates(fixture.server, "client-a"))
    #expect(try await fixture.transport.fetch(fixture.request("/plain"), from: right).status == 200)
    let wrong = try fixture.endpoint("client", credentials: Certificates(fixture.server, "client-a", key: "client-b"))
    let error = try await fixture.error { try await fixture.transport.fetch(fixture.request("/plain"), from: wrong) }
    #expect(error.code == .configuration)
    let key = String(decoding: try fixture.server.file("client-b.key"), as: UTF8.self)
    for line in key.split(separator: "\n") where !line.hasPrefix("-") {
      #expect(!error.everything.contains(line))
    }
  }

  @Test("a key with a passphrase is refused, and nobody is asked for it; so is what is no certificate or authority")
  func unusable() async throws {
    let fixture = try TransportFixture()
    let locked = try fixture.endpoint(
      "client", credentials: Certificates(fixture.server, "client-a", key: "client-a.locked"))
    struct Nonsense: CredentialSource {
      func credential() async throws(FetchError) -> Credential {
        Credential(certificate: .init(certificate: Array("nonsense".utf8), key: Secret("planted-key")))
      }
      func refused(_ credential: Credential) async -> Bool { false }
    }
    let nonsense = try fixture.endpoint("client", credentials: Nonsense())
    let noAuthority = try fixture.endpoint("good", trust: .authorities(pem: Array("nonsense".utf8)))
    let nothing = try fixture.endpoint("good", trust: .authorities(pem: []))
    for endpoint in [locked, nonsense, noAuthority, nothing] {
      let error = try await fixture.error {
        try await fixture.transport.fetch(fixture.request("/plain"), from: endpoint)
      }
      #expect(error.code == .configuration, "\(error.everything)")
      #expect(!error.everything.contains("planted"))
    }
  }

  @Test("a server that wants a certificate, or another one, refuses", arguments: ["", "outsider"])
  func wanted(_ name: String) async throws {
    let fixture = try TransportFixture()
    let credentials: any CredentialSource =
      name.isEmpty ? NoCredentials() : try Certificates(fixture.server, name)
    let error = try await fixture.error {
      try await fixture.transport.fetch(
        fixture.request("/plain"), from: fixture.endpoint("client", credentials: credentials))
    }
    #expect(error.code == .refused, "\(error.everything)")
  }

  @Test("a server without TLS is told from one with another certificate")
  func plainServer() async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error {
      try await fixture.transport.fetch(
        fixture.request("/plain"), from: Endpoint(server: "https://127.0.0.1:\(fixture.server.port("greeter"))"))
    }
    #expect(error.code == .protocolViolation)
  }
}
