import Fetch
import Foundation
import TestSupport
import Testing
import TextSafety

@Suite("Transport: answers")
struct TransportAnswerTests {
  @Test("an answer is its status, its headers by name in lower case, and its body")
  func plain() async throws {
    let fixture = try TransportFixture()
    let answer = try await fixture.fetch("/plain")
    #expect(answer.status == 200 && answer.isSuccess)
    #expect(answer.headers["content-type"] == "text/plain")
    #expect(answer.body == Array("hello".utf8))
  }

  @Test("whatever its status, an answer has its body", arguments: [200, 204, 403, 404, 409, 410, 500, 503])
  func status(_ code: Int) async throws {
    let answer = try await TransportFixture().fetch("/status?code=\(code)")
    #expect(answer.status == code)
    #expect(code == 204 || answer.body == Array("a body all the same".utf8))
  }

  @Test("heads that precede the answer are none; a header that comes twice is joined")
  func early() async throws {
    let answer = try await TransportFixture().fetch("/early")
    #expect(answer.status == 200)
    #expect(answer.headers["x-early"] == nil)
    #expect(answer.headers["x-two"] == "a, b")
  }

  @Test("a request says who asks, what it takes, and carries its token and body; the path follows the server's")
  func request() async throws {
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("http", path: "/echo", credentials: Tokens(TransportFixture.token))
    let answer = try await fixture.transport.fetch(
      HTTPRequest(
        .post, "/apis/reviews?id=request&a=%2Fb", accept: "application/json;as=Table", body: Array("{}".utf8)),
      from: endpoint)
    let seen = try JSONDecoder().decode(FaultReport.Seen.self, from: Data(answer.body))
    #expect(seen.method == "POST" && seen.target == "/echo/apis/reviews?id=request&a=%2Fb" && seen.body == "{}")
    #expect(seen.headers["user-agent"] == "bulwark/0.0-test")
    #expect(seen.headers["accept"] == "application/json;as=Table")
    #expect(seen.headers["accept-encoding"] == "gzip")
    #expect(seen.headers["content-type"] == "application/json")
    #expect(seen.headers["authorization"] == "Bearer " + TransportFixture.token)
    #expect(seen.headers["host"] == "127.0.0.1:\(fixture.server.port("http"))")
    #expect(seen.headers["expect"] == nil)
  }

  @Test("POST without a body has an empty one")
  func emptyBody() async throws {
    let fixture = try TransportFixture()
    let answer = try await fixture.transport.fetch(HTTPRequest(.post, "/echo?id=empty"), from: fixture.endpoint("http"))
    let seen = try JSONDecoder().decode(FaultReport.Seen.self, from: Data(answer.body))
    #expect(seen.headers["content-length"] == "0")
  }

  @Test("what is packed is unpacked")
  func gzip() async throws {
    #expect(try await TransportFixture().text("/gzip") == String(repeating: "packed ", count: 1000))
  }

  @Test("a body above the limit is refused, packed or endless; one as large as the limit is not")
  func limits() async throws {
    let fixture = try TransportFixture()
    #expect(try await fixture.fetch("/body?size=100000", most: 100_000).body.count == 100_000)
    for path: UntrustedText in ["/body?size=100001", "/bomb", "/endless?id=limits"] {
      let error = try await fixture.error { try await fixture.fetch(path, most: 100_000, retries: 4) }
      #expect(error.code == .tooLarge)
      #expect(error.why.text.contains("100000 bytes"))
    }
    #expect(fixture.pauses.all.isEmpty)
    try await fixture.wait(for: "limits") { $0.inside == 0 }
  }

  @Test("headers without end are refused")
  func heads() async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error { try await fixture.fetch("/heads") }
    #expect(error.code == .protocolViolation)
  }

  @Test("requests one after the other share a connection; one that was reset is replaced")
  func reuse() async throws {
    let fixture = try TransportFixture()
    for _ in 0..<5 { _ = try await fixture.fetch("/plain?id=reuse") }
    let seen = try await fixture.report(of: "reuse").seen
    #expect(seen.count == 5 && Set(seen.map(\.connection)).count == 1)
  }

  @Test(
    "so many answers are under way at once for a server, and no more; streams are not counted",
    arguments: ["http", "good"])
  func atOnce(_ name: String) async throws {
    let fixture = try TransportFixture { $0.atOnce = 3 }
    let endpoint = try fixture.endpoint(name)
    let streams = try await withThrowingTaskGroup { group in
      for number in 0..<6 {
        group.addTask {
          try await fixture.transport.stream(fixture.request("/drip?id=at-once-\(name)-\(number)"), from: endpoint)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    async let answers = withThrowingTaskGroup { group in
      for _ in 0..<12 { group.addTask { try await fixture.fetch("/gate?id=at-once-\(name)", from: name).status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    try await fixture.wait(for: "at-once-\(name)") { $0.inside == 3 }
    try await fixture.open("at-once-\(name)")
    #expect(try await answers == Array(repeating: 200, count: 12))
    #expect(try await fixture.report(of: "at-once-\(name)").most == 3)
    for stream in streams { stream.cancel() }
  }

  @Test(
    "a path that would end the URL or begin a line is not sent",
    arguments: ["plain", "/a b", "/a\r\nX: y", "/a#b", "/ä", ""])
  func hostilePaths(_ path: String) async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error { try await fixture.fetch(UntrustedText(path)) }
    #expect(error.code == .protocolViolation)
  }

  @Test(
    "addresses that cannot be asked are told apart from servers that do not answer, and never repeated",
    arguments: [
      "", "127.0.0.1:80", "ftp://127.0.0.1", "https://", "https://user:planted-password@127.0.0.1",
      "https://a?b=planted-password",
      "https://planted-password@127.0.0.1/", "https://a b", "https://a\u{1B}[31m/", "file:///etc/passwd",
    ])
  func hostileAddresses(_ address: String) async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error {
      try await fixture.transport.fetch(fixture.request("/"), from: Endpoint(server: UntrustedText(address)))
    }
    #expect(error.code == .configuration)
    #expect(!error.everything.contains("planted"))
  }
}
