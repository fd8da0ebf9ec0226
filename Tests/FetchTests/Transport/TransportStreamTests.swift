import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Fetch

@Suite("Transport: streams, breaks and silence")
struct TransportStreamTests {
  private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  @Test("a stream gives what there is when it is there, and ends with the answer")
  func drip() async throws {
    let fixture = try TransportFixture()
    let stream = try await fixture.transport.stream(
      fixture.request("/drip?id=drip&n=2"), from: fixture.endpoint("good"))
    #expect(stream.status == 200)
    #expect(text(try await stream.next()) == "line 0\n")
    try await fixture.open("drip/0")
    #expect(text(try await stream.next()) == "line 1\n")
    try await fixture.open("drip/1")
    #expect(try await stream.next() == nil)
    #expect(try await stream.next() == nil)
  }

  @Test("a stream of an answer that is no success has its status and body")
  func refusal() async throws {
    let fixture = try TransportFixture()
    let stream = try await fixture.transport.stream(
      fixture.request("/status?code=410"), from: fixture.endpoint("http"))
    #expect(stream.status == 410)
    #expect(text(try await stream.next()) == "a body all the same")
    #expect(try await stream.next() == nil)
  }

  @Test("a packed stream is unpacked")
  func packed() async throws {
    let fixture = try TransportFixture()
    let stream = try await fixture.transport.stream(fixture.request("/gzip"), from: fixture.endpoint("http"))
    var text = ""
    while let bytes = try await stream.next() { text += String(decoding: bytes, as: UTF8.self) }
    #expect(text == String(repeating: "packed ", count: 1000))
  }

  @Test("who reads slowly slows the server down, and loses nothing")
  func backPressure() async throws {
    let fixture = try TransportFixture { $0.ahead = 1 << 16 }
    let size = 40 << 20
    let stream = try await fixture.transport.stream(
      fixture.request("/body?size=\(size)"), from: fixture.endpoint("http"))
    var sum = 0
    var largest = 0
    while let bytes = try await stream.next() {
      sum += bytes.count
      largest = max(largest, bytes.count)
    }
    #expect(sum == size)
    // What libcurl hands on at once is at most 16 KiB beyond.
    #expect(largest <= 1 << 16 + 16 << 10)
  }

  @Test("of a stream that nobody reads only so much is taken; a server that waits for its reader is not silent")
  func unread() async throws {
    let fixture = try TransportFixture()
    let stream = try await fixture.transport.stream(
      fixture.request("/endless?id=unread"), from: fixture.endpoint("http"))
    let kept = try #require(stream as? CurlStream)
    while !kept.waitsForReader { try await Task.sleep(for: .milliseconds(5)) }
    let blocks = try await fixture.report(of: "unread/blocks").count
    #expect(blocks >= 16)
    fixture.time.pass(.seconds(100_000))
    fixture.transport.timeHasPassed()
    var sum = 0
    while sum < 20 << 20 { sum += try #require(try await stream.next()).count }
    stream.cancel()
    try await fixture.wait(for: "unread") { $0.inside == 0 }
  }

  @Test("a stream that is let go of ends the request; one that is cancelled says so")
  func letGo() async throws {
    let fixture = try TransportFixture()
    var stream: (any HTTPStream)? = try await fixture.transport.stream(
      fixture.request("/stall-body?id=let-go"), from: fixture.endpoint("good"))
    #expect(text(try await stream?.next()) == "begin")
    try await fixture.wait(for: "let-go") { $0.inside == 1 }
    stream = nil
    try await fixture.wait(for: "let-go") { $0.inside == 0 }

    let other = try await fixture.transport.stream(
      fixture.request("/stall-body?id=let-go"), from: fixture.endpoint("good"))
    _ = try await other.next()
    other.cancel()
    #expect(try await fixture.error { try await other.next() ?? [] }.code == .cancelled)
  }

  @Test("cancelling the task ends a request at once, before its head, in its body and while it waits its turn")
  func cancelled() async throws {
    let fixture = try TransportFixture { $0.atOnce = 1 }
    let endpoint = try fixture.endpoint("http")
    let asked = Task { try await fixture.fetch("/stall?id=cancelled") }
    try await fixture.wait(for: "cancelled") { $0.inside == 1 }
    let queued = Task { try await fixture.fetch("/stall?id=cancelled-queued") }
    queued.cancel()
    #expect(try await fixture.error { try await queued.value }.code == .cancelled)
    asked.cancel()
    #expect(try await fixture.error { try await asked.value }.code == .cancelled)
    try await fixture.wait(for: "cancelled") { $0.inside == 0 }
    #expect(try await fixture.report(of: "cancelled-queued").count == 0)

    let opened = Task { try await fixture.transport.stream(fixture.request("/stall?id=cancelled"), from: endpoint) }
    try await fixture.wait(for: "cancelled") { $0.inside == 1 }
    opened.cancel()
    #expect(try await fixture.error { try await opened.value }.code == .cancelled)

    let stream = try await fixture.transport.stream(fixture.request("/stall-body?id=cancelled"), from: endpoint)
    _ = try await stream.next()
    let reading = Task { try await stream.next() ?? [] }
    reading.cancel()
    #expect(try await fixture.error { try await reading.value }.code == .cancelled)
    try await fixture.wait(for: "cancelled") { $0.inside == 0 }
    #expect(try await fixture.fetch("/plain").status == 200)
  }

  @Test("a server that is silent before its answer or in it ends as silent", arguments: ["/stall", "/stall-body"])
  func silent(_ path: String) async throws {
    let fixture = try TransportFixture()
    let task = Task { try await fixture.fetch(UntrustedText("\(path)?id=silent-\(path.count)"), from: "good") }
    let error = try await fixture.error { try await fixture.passTime(until: task) }
    #expect(error.code == .silent)
    #expect(error.why.text == "the server said nothing for 3600 s")
    try await fixture.wait(for: "silent-\(path.count)") { $0.inside == 0 }
    // Nobody is put on that connection again.
    #expect(try await fixture.fetch("/plain", from: "good").status == 200)
  }

  @Test("a stream that falls silent gives what came, then says so")
  func silentStream() async throws {
    let fixture = try TransportFixture()
    let stream = try await fixture.transport.stream(
      fixture.request("/stall-body?id=silent-stream"), from: fixture.endpoint("http"))
    #expect(text(try await stream.next()) == "begin")
    let task = Task { try await stream.next() ?? [] }
    #expect(try await fixture.error { try await fixture.passTime(until: task) }.code == .silent)
  }

  @Test("an answer that takes longer than the patience for it ends, however much comes")
  func late() async throws {
    let fixture = try TransportFixture()
    let stream = try await fixture.transport.stream(
      HTTPRequest(.get, "/drip?id=late", patience: .seconds(1000), silence: .seconds(1_000_000)),
      from: fixture.endpoint("http"))
    #expect(text(try await stream.next()) == "line 0\n")
    fixture.time.pass(.seconds(999))
    try await fixture.open("late/0")
    #expect(text(try await stream.next()) == "line 1\n")
    fixture.time.pass(.seconds(2))
    fixture.transport.timeHasPassed()
    let error = try await fixture.error { try await stream.next() ?? [] }
    #expect(error.code == .silent && error.why.text == "the answer took longer than 1000 s")
  }

  @Test("a head may be given less time than the silence behind it")
  func lateHead() async throws {
    let fixture = try TransportFixture()
    func request(_ path: UntrustedText) -> HTTPRequest {
      HTTPRequest(.get, path, patience: nil, silence: .seconds(1000), headTime: .seconds(30))
    }
    let stream = try await fixture.transport.stream(request("/drip?id=head"), from: fixture.endpoint("http"))
    #expect(text(try await stream.next()) == "line 0\n")
    fixture.time.pass(.seconds(900))
    fixture.transport.timeHasPassed()
    try await fixture.open("head/0")
    #expect(text(try await stream.next()) == "line 1\n")
    let asking = Task { try await fixture.transport.stream(request("/stall?id=head2"), from: fixture.endpoint("http")) }
    try await fixture.wait(for: "head2") { $0.inside == 1 }
    fixture.time.pass(.seconds(31))
    fixture.transport.timeHasPassed()
    let error = try await fixture.error { try await asking.value }
    #expect(error.code == .silent && error.why.text == "the server said nothing for 30 s")
  }

  @Test("of an answer that is no success so much is taken, for so long: its status says enough")
  func endlessRefusal() async throws {
    let fixture = try TransportFixture()
    let much = try await fixture.fetch("/endless?code=403")
    #expect(much.status == 403 && much.body.count <= 64 << 10)
    let asking = Task { try await fixture.fetch("/stall-body?id=refusal&code=500") }
    try await fixture.wait(for: "refusal") { $0.inside == 1 }
    let late = try await fixture.passTime(until: asking)
    #expect(late.status == 500 && late.body.count <= 5)
  }

  @Test("connections that leave from one port to two servers are two")
  func onePort() throws {
    func listener() throws -> (socket: Int32, address: sockaddr_in) {
      let made = try socketOnLoopback(port: 0)
      try #require(listen(made.socket, 1) == 0)
      return made
    }
    let (one, other) = (try listener(), try listener())
    let first = try socketOnLoopback(port: 0)
    let second = try socketOnLoopback(port: first.address.sin_port)
    defer { for made in [one, other, first, second] { close(made.socket) } }
    for (made, there) in [(first, one), (second, other)] {
      var address = there.address
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isConnected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(made.socket, $0, size) == 0 }
      }
      try #require(isConnected)
    }
    let (a, b) = (try #require(Connection(socket: first.socket)), try #require(Connection(socket: second.socket)))
    #expect(a.here == b.here && a.there != b.there && a != b)
    #expect(a.there == Connection.End(address: "127.0.0.1", port: Int(UInt16(bigEndian: one.address.sin_port))))
    #expect(Connection(socket: one.socket) == nil && Connection(socket: -1) == nil)
  }

  /// A socket that shares its port with others.
  private func socketOnLoopback(port: in_port_t) throws -> (socket: Int32, address: sockaddr_in) {
    let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    try #require(made >= 0)
    var on: Int32 = 1
    setsockopt(made, SOL_SOCKET, SO_REUSEPORT, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(made, $0, size) == 0 && getsockname(made, $0, &size) == 0
      }
    }
    try #require(isBound)
    return (made, address)
  }

  @Test(
    "what breaks in the middle is told as that, and what is no HTTP as that",
    arguments: [
      ("/reset", FetchError.Code.unreachable), ("/truncated", .unreachable), ("/corrupt", .protocolViolation),
      ("/corrupt-gzip", .protocolViolation), ("/nonsense", .protocolViolation),
    ])
  func broken(_ path: String, _ code: FetchError.Code) async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error { try await fixture.fetch(UntrustedText(path)) }
    #expect(error.code == code, "\(error.everything)")
    #expect(!error.what.isEmpty && !error.why.isEmpty && !error.next.isEmpty)
    let streamed = try await fixture.error {
      let stream = try await fixture.transport.stream(
        fixture.request(UntrustedText(path)), from: fixture.endpoint("http"))
      while let bytes = try await stream.next() { #expect(text(bytes) == "begin") }
      return 0
    }
    #expect(streamed.code == code)
  }

  @Test("where nothing listens, no connection is made")
  func refused() async throws {
    let fixture = try TransportFixture()
    let error = try await fixture.error {
      try await fixture.transport.fetch(
        HTTPRequest(.get, "/", retries: 2), from: Endpoint(server: "https://127.0.0.1:1"))
    }
    #expect(error.code == .unreachable && error.what.text == "https://127.0.0.1:1/")
    #expect(error.why.text == "the server refuses connections: nothing listens there")
    #expect(fixture.pauses.all.count == 2)
  }

  @Test("an address of IPv6 is one")
  func six() async throws {
    let fixture = try TransportFixture()
    for name in [nil, "cluster.example", "fd00::1"] as [UntrustedText?] {
      let error = try await fixture.error {
        try await fixture.transport.fetch(
          fixture.request("/"), from: Endpoint(server: "https://[::1]:1", serverName: name))
      }
      #expect(error.code == .unreachable && error.what.text == "https://[::1]:1/")
      #expect(!error.why.text.contains("resolved"))
    }
  }

  @Test("a name that leads nowhere is named; a handshake that does not come ends in time")
  func nowhere() async throws {
    let fixture = try TransportFixture { $0.connectTime = .milliseconds(300) }
    let nameless = try await fixture.error {
      try await fixture.transport.fetch(
        fixture.request("/"), from: Endpoint(server: "https://\(TransportFixture.nowhere)"))
    }
    #expect(nameless.code == .unreachable)
    #expect(nameless.why.text == "the name \(TransportFixture.nowhere) cannot be resolved")
    let mute = try await fixture.error { try await fixture.fetch("/", from: "mute") }
    #expect(mute.code == .unreachable && mute.why.text == "no connection to it within 0.3 s")
  }
}
