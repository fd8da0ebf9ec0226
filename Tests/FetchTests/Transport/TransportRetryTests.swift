import Fetch
import Foundation
import TestSupport
import Testing
import TextSafety

@Suite("Transport: what is asked again, and where answers lead")
struct TransportRetryTests {
  @Test("429 and 5xx are asked again, with pauses that double", arguments: [429, 500, 502, 503, 504])
  func again(_ code: Int) async throws {
    let fixture = try TransportFixture()
    let answer = try await fixture.fetch("/fails?id=again-\(code)&code=\(code)&n=4", retries: 4)
    #expect(answer.status == 200 && answer.body == Array("now".utf8))
    #expect(fixture.pauses.all == [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2)])
  }

  @Test("pauses are a part by chance, and none is above 10 s")
  func jitter() async throws {
    let fixture = try TransportFixture(chance: 0.5)
    _ = try await fixture.fetch("/fails?id=jitter&code=503&n=9", retries: 9)
    #expect(fixture.pauses.all.prefix(2) == [.milliseconds(125), .milliseconds(250)])
    #expect(fixture.pauses.all.suffix(2) == [.seconds(5), .seconds(5)])
  }

  @Test("when no tries are left, the last answer is the answer; other statuses are asked for once")
  func givenUp() async throws {
    let fixture = try TransportFixture()
    #expect(try await fixture.fetch("/fails?id=given-up&code=503&n=99", retries: 2).status == 503)
    #expect(try await fixture.report(of: "given-up").count == 3)
    for code in [400, 403, 404, 409, 410, 501] {
      #expect(try await fixture.fetch("/fails?id=once-\(code)&code=\(code)&n=99", retries: 2).status == code)
      #expect(try await fixture.report(of: "once-\(code)").count == 1)
    }
  }

  @Test(
    "Retry-After counts in seconds and as a date, up to a minute; nonsense does not",
    arguments: [
      ("7", Duration.seconds(7)), ("0", .zero), ("86400", .seconds(60)), ("99999999999999999999", .seconds(60)),
      ("Sun, 06 Nov 1994 08:49:47 GMT", .seconds(10)), ("Sun, 06 Nov 1994 08:00:00 GMT", .zero),
      ("-5", .milliseconds(250)), ("soon", .milliseconds(250)), ("", .milliseconds(250)),
    ])
  func retryAfter(_ value: String, _ pause: Duration) async throws {
    // The fixture's date is Sun, 06 Nov 1994 08:49:37 GMT.
    let fixture = try TransportFixture()
    let encoded = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let path: UntrustedText = "/fails?id=after-\(encoded)&code=429&n=1&after=\(encoded)"
    #expect(try await fixture.fetch(path, retries: 1).status == 200)
    #expect(fixture.pauses.all == [pause])
  }

  @Test("what broke on its way is asked again; a stream is not")
  func reset() async throws {
    let fixture = try TransportFixture()
    #expect(try await fixture.fetch("/reset-once?id=reset", retries: 1).body == Array("whole".utf8))
    #expect(fixture.pauses.all.count == 1)
    let stream = try await fixture.transport.stream(
      fixture.request("/reset-once?id=reset-stream", retries: 3), from: fixture.endpoint("http"))
    _ = try await stream.next()
    #expect(try await fixture.error { try await stream.next() ?? [] }.code == .unreachable)
    #expect(try await fixture.report(of: "reset-stream").count == 1)
  }

  @Test("a token that is refused is asked for once more, and the new one is sent", arguments: ["stream", "fetch"])
  func freshToken(_ kind: String) async throws {
    let fixture = try TransportFixture()
    let tokens = Tokens("old-planted-token", "new-planted-token")
    let endpoint = try fixture.endpoint("http", credentials: tokens)
    let request = fixture.request("/token?id=fresh-\(kind)&token=new-planted-token")
    let status =
      kind == "stream"
      ? try await fixture.transport.stream(request, from: endpoint).status
      : try await fixture.transport.fetch(request, from: endpoint).status
    #expect(status == 200 && tokens.refused == 1)
    #expect(try await fixture.report(of: "fresh-\(kind)").count == 2)
  }

  @Test("401 after fresh credentials, or where there are none, is the answer", arguments: ["stream", "fetch"])
  func refused(_ kind: String) async throws {
    let fixture = try TransportFixture()
    for (number, source) in [Tokens("a-planted-token", "another-planted-token"), Tokens()].enumerated() {
      let endpoint = try fixture.endpoint("http", credentials: source)
      let request = fixture.request("/token?id=refused-\(kind)-\(number)&token=x", retries: 4)
      let status =
        kind == "stream"
        ? try await fixture.transport.stream(request, from: endpoint).status
        : try await fixture.transport.fetch(request, from: endpoint).status
      #expect(status == 401 && source.refused == 1)
      #expect(try await fixture.report(of: "refused-\(kind)-\(number)").count == 2 - number)
    }
  }

  @Test("who gives up while a pause lasts is told so")
  func givenUpInPause() async throws {
    let fixture = try TransportFixture { $0.time.sleep = { _ in throw CancellationError() } }
    let error = try await fixture.error {
      try await fixture.fetch("/fails?id=pause&code=503&n=9", retries: 3)
    }
    #expect(error.code == .cancelled)
    #expect(try await fixture.report(of: "pause").count == 1)
  }

  @Test("credentials that cannot be had send nothing")
  func noCredentials() async throws {
    struct Broken: CredentialSource {
      func credential() async throws(FetchError) -> Credential {
        throw FetchError(.configuration, what: "the token", why: "it is gone", next: "sign in")
      }
      func refused(_ credential: Credential) async -> Bool { true }
    }
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("http", credentials: Broken())
    let error = try await fixture.error {
      try await fixture.transport.fetch(fixture.request("/plain?id=no-credentials"), from: endpoint)
    }
    #expect(error.what == "the token")
    #expect(try await fixture.report(of: "no-credentials").count == 0)
  }

  @Test(
    "a token with a line break or another character that no header has is not sent",
    arguments: ["a\r\nX: y", "a b", "ä", ""])
  func hostileToken(_ token: String) async throws {
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("http", credentials: Tokens(token))
    let error = try await fixture.error {
      try await fixture.transport.fetch(fixture.request("/plain"), from: endpoint)
    }
    #expect(error.code == .configuration)
  }

  @Test("a redirect within the server is followed, with the token", arguments: [301, 302, 303, 307, 308])
  func within(_ code: Int) async throws {
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("http", credentials: Tokens(TransportFixture.token))
    let there = "http%3A%2F%2F127.0.0.1%3A\(fixture.server.port("http"))%2Fecho%3Fid%3Dwithin-\(code)"
    for to in [there, "%2Fecho%3Fid%3Dwithin-\(code)", "echo%3Fid%3Dwithin-\(code)"] {
      let answer = try await fixture.transport.fetch(
        fixture.request("/redirect?code=\(code)&to=\(to)"), from: endpoint)
      #expect(answer.status == 200)
    }
    let seen = try await fixture.report(of: "within-\(code)").seen
    #expect(seen.count == 3)
    #expect(seen.allSatisfy { $0.headers["authorization"] == "Bearer " + TransportFixture.token })
  }

  @Test("a redirect elsewhere is followed by nobody, and says where it led without what acts on terminals")
  func elsewhere() async throws {
    let fixture = try TransportFixture()
    let endpoint = try fixture.endpoint("http", credentials: Tokens(TransportFixture.token))
    let other = fixture.server.port("other")
    let places = [
      "http://127.0.0.1:\(other)/echo?id=elsewhere", "//127.0.0.1:\(other)/echo?id=elsewhere",
      "http://localhost:\(fixture.server.port("http"))/echo?id=elsewhere",
      "https://127.0.0.1:\(fixture.server.port("http"))/echo?id=elsewhere",
      "http://user:planted-password@127.0.0.1:\(fixture.server.port("http"))/echo?id=elsewhere",
      "file:///etc/passwd", "gopher://127.0.0.1:\(other)/", "http://\u{1B}[31m/", "http:// a",
    ]
    for place in places {
      let encoded = place.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      for isStream in [true, false] {
        let request = fixture.request("/redirect?to=\(encoded)")
        let error = try await fixture.error {
          isStream
            ? try await fixture.transport.stream(request, from: endpoint).status
            : try await fixture.transport.fetch(request, from: endpoint).status
        }
        #expect(error.code == .configuration)
        #expect(!error.everything.contains("planted"))
        if place.hasPrefix("http://127") { #expect(error.why.text.contains("127.0.0.1:\(other)")) }
      }
    }
    #expect(try await fixture.report(of: "elsewhere").count == 0)
  }

  @Test("redirects without end are given up; a question that is sent is not sent to a redirect that would change it")
  func endless() async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error { try await fixture.fetch("/loop?id=endless") }
    #expect(error.code == .protocolViolation)
    #expect(try await fixture.report(of: "endless").count == 4)
    let answer = try await fixture.transport.fetch(
      HTTPRequest(.post, "/redirect?to=%2Fecho%3Fid%3Dposted", body: [1]), from: fixture.endpoint("http"))
    #expect(answer.status == 302)
    #expect(try await fixture.report(of: "posted").count == 0)
  }
}
