import Synchronization
import Testing
import TextSafety

@testable import Fetch

@Suite("Kinds that are followed")
struct KindFeedTests {
  typealias Answer = ScriptedServer.Answer

  /// A server that gives one list, and to watches one answer after the other.
  private func watches(_ answers: [Answer], then: Answer = .over) -> ScriptedServer {
    let left = Mutex(answers)
    return ScriptedServer { asked in
      if !asked.isWatch { return Said.list(["a"]) }
      return left.withLock { $0.isEmpty ? then : $0.removeFirst() }
    }
  }

  @Test("a list and what a watch tells of it are delivered; the watch begins at the list")
  func follows() async {
    let server = watches([
      .streams(200, [.says(Said.event("ADDED", "b", "11") + Said.event("DELETED", "a", "12")), .passes(.seconds(5))])
    ])
    let log = await FeedLog.of(server)
    #expect(log.words == ["listing", "page a", "listed", "changed +b,-a"])
    #expect(server.asked.map { $0.value("resourceVersion") } == [nil, "10", "12"])
  }

  @Test(
    "404 is told, and asked again ten seconds later; only the third in a row ends the feed", arguments: [true, false])
  func absent(onWatch: Bool) async {
    let server = ScriptedServer { asked in
      asked.isWatch == onWatch ? .says(404, Said.status(404)) : Said.list(["a"])
    }
    let log = await FeedLog.of(server)
    let begin = onWatch ? ["listing", "page a", "listed"] : []
    let rest = log.words.filter { $0 != "listing" }
    #expect(rest == begin.filter { $0 != "listing" } + ["away notServed", "away notServed", "notServed"])
    #expect(server.pauses == [.seconds(10), .seconds(10)])
  }

  @Test("404 that is followed by something else ends nothing")
  func absentOnce() async {
    let answers = Mutex<[Answer]>([
      .says(404, ""), .says(404, ""), Said.list(["a"]), .says(404, ""), .says(404, ""), .says(503, ""), .says(404, ""),
      .says(404, ""), .streams(200, [.passes(.seconds(5))]), .says(404, ""), .says(404, ""), .over,
    ])
    let server = ScriptedServer { _ in answers.withLock { $0.removeFirst() } }
    let log = await FeedLog.of(server)
    #expect(!log.words.contains("notServed"))
    #expect(log.words.filter { $0 == "back" }.count == 1)
  }

  @Test("404 inside of streams counts as one")
  func absentInside() async {
    let log = await FeedLog.of(watches([], then: .streams(200, [.says(Said.error(404))])))
    #expect(log.words == ["listing", "page a", "listed", "away notServed", "away notServed", "notServed"])
  }

  @Test("405 and 406 are no protocol, and end nothing", arguments: [405, 406])
  func method(status: Int) async {
    let server = ScriptedServer { $0.number < 6 ? .says(status, Said.status(status)) : .over }
    let log = await FeedLog.of(server)
    #expect(log.errors.count == 6 && log.errors.allSatisfy { $0.code == .protocolViolation })
  }

  @Test("what comes back is told once the server has answered")
  func back() async {
    let server = watches([
      .fails(.unreachable), .fails(.unreachable), .fails(.unreachable),
      .streams(200, [.passes(.seconds(5)), .says(Said.event("ADDED", "b", "11"))]),
    ])
    let log = await FeedLog.of(server)
    let begin = ["listing", "page a", "listed"]
    #expect(log.words == begin + ["away unreachable", "away unreachable", "back", "changed +b"])
    let early = await FeedLog.of(watches([.fails(.unreachable), .fails(.unreachable), .fails(.unreachable)]))
    #expect(early.words == begin + ["away unreachable", "away unreachable"])
    #expect(server.asked.filter(\.isWatch).allSatisfy { $0.request.headTime == .seconds(30) })
  }

  @Test("a list that is whole after a server was away needs no other word")
  func backByList() async {
    let answers = Mutex<[Answer]>([
      .fails(.unreachable), Said.list(["a"]), .streams(200, [.passes(.seconds(5))]), .over,
    ])
    let log = await FeedLog.of(ScriptedServer { _ in answers.withLock { $0.removeFirst() } })
    #expect(log.words == ["listing", "away unreachable", "listing", "page a", "listed"])
  }

  /// Answers for five minutes.
  private func forMinutes(_ answer: @escaping @Sendable (ScriptedServer.Asked) -> Answer) -> ScriptedServer {
    ScriptedServer { $0.at < .seconds(300) ? answer($0) : .over }
  }

  @Test("watches that expire at once, again and again, back off")
  func expires() async {
    let server = forMinutes { $0.isWatch ? .streams(200, [.says(Said.error(410))]) : Said.list(["a"]) }
    let log = await FeedLog.of(server)
    #expect(server.asked.filter { !$0.isWatch }.count < 30)
    #expect(log.words.filter { $0 == "listed" }.count > 5)
    // With a word before the end of each too.
    let word = forMinutes { asked in
      asked.isWatch
        ? .streams(200, [.says(Said.bookmark("11") + Said.error(410))]) : Said.list(["a"])
    }
    _ = await FeedLog.of(word)
    #expect(word.asked.count < 60)
  }

  @Test("a watch that expires is begun anew by a list at once")
  func expiresOnce() async {
    let server = watches([.streams(200, [.passes(.seconds(60)), .says(Said.error(410))]), .says(410, "")])
    let log = await FeedLog.of(server)
    let list = ["listing", "page a", "listed"]
    #expect(log.words == list + list + list)
    #expect(server.pauses.first == .zero)
  }

  @Test("a server that fails inside of every watch is away, and is asked ever more seldom")
  func failsInside() async {
    let server = forMinutes { $0.isWatch ? .streams(200, [.says(Said.error(500, "etcd"))]) : Said.list(["a"]) }
    let log = await FeedLog.of(server)
    #expect(server.asked.count < 30)
    #expect(log.words.dropFirst(3).allSatisfy { $0 == "away overloaded" } && log.errors.count > 5)
    #expect(log.errors.first?.why.text == "etcd")
    // After that, the head of a stream is no sign of life yet; an event is.
    let mended = watches([
      .streams(200, [.says(Said.error(500))]), .streams(200, [.says(Said.error(500))]),
      .streams(200, [.says(Said.bookmark("11")), .passes(.seconds(5))]),
    ])
    #expect(await FeedLog.of(mended).words.suffix(2) == ["away overloaded", "back"])
  }

  @Test("watches that end at once without a word back off, and are no news")
  func endsAtOnce() async {
    let server = forMinutes { $0.isWatch ? .streams(200, []) : Said.list(["a"]) }
    let log = await FeedLog.of(server)
    #expect(server.asked.count < 30)
    #expect(log.words == ["listing", "page a", "listed"])
    // Those that last are begun anew at once.
    let lasting = forMinutes { $0.isWatch ? .streams(200, [.passes(.seconds(10))]) : Said.list(["a"]) }
    _ = await FeedLog.of(lasting)
    #expect(lasting.pauses.allSatisfy { $0 == .milliseconds(250) })
  }

  @Test("a stream that breaks goes on from the last version heard of")
  func breaks() async {
    let server = watches([
      .streams(200, [.says(Said.event("ADDED", "b", "11") + Said.event("MODIFIED", "b", "12")), .breaks]),
      .streams(200, [.says(Said.bookmark("20")), .says("{\"type\":\"ADDED\",\"object\":{\"meta"), .breaks]),
    ])
    let log = await FeedLog.of(server)
    #expect(log.words == ["listing", "page a", "listed", "changed +b,+b"])
    #expect(server.asked.filter(\.isWatch).map { $0.value("resourceVersion") } == ["10", "12", "20"])
  }

  @Test(
    "what is no event loses no change before it",
    arguments: [
      "]", "{\"type\": x}", "{}", "{\"type\":\"ADDED\"}", "{\"type\":\"SOLD\",\"object\":{}}",
      "{\"type\":\"ADDED\",\"object\":[]}",
    ])
  func unreadable(text: String) async {
    let server = watches([.streams(200, [.says(Said.event("ADDED", "b", "11") + text)])])
    let log = await FeedLog.of(server)
    #expect(log.words == ["listing", "page a", "listed", "changed +b"])
    #expect(server.asked.filter(\.isWatch).map { $0.value("resourceVersion") } == ["10", "11"])
    let always = forMinutes { $0.isWatch ? .streams(200, [.says(text)]) : Said.list(["a"]) }
    #expect(await FeedLog.of(always).words.contains("away protocol"))
    #expect(always.asked.count < 40)
    // It is read anew now and then: perhaps the fault is in what lies between.
    #expect(always.asked.filter { !$0.isWatch }.count > 1)
  }

  @Test("errors inside of streams and in answers do not repeat what was sent")
  func redacted() async throws {
    let planted = "planted-token+with/signs-5f2c"
    let target = try Target(Endpoint(server: "https://a.example"), environment: ProxyEnvironment([:]))
    let redaction = Redaction(Credential(token: Secret(planted)), target)
    let said = "no, Bearer \(planted)"
    let inside = ScriptedServer(redaction: redaction) { asked in
      asked.number > 2
        ? .over : asked.isWatch ? .streams(200, [.says(Said.error(500, said))]) : Said.list()
    }
    let errors = await FeedLog.of(inside).errors
    #expect(errors.map(\.why) == ["no, Bearer •••"])
    for status in [400, 401, 403, 404, 410, 500] {
      for isWatch in [false, true] {
        let server = ScriptedServer(redaction: redaction) { asked in
          asked.number > 5 ? .over : asked.isWatch == isWatch ? .says(status, Said.status(status, said)) : Said.list()
        }
        let log = await FeedLog.of(server)
        if isWatch && status == 410 { continue }
        #expect(!log.errors.isEmpty, "\(status)")
        #expect(log.errors.allSatisfy { !$0.everything.contains("planted") && $0.why == "no, Bearer •••" })
      }
    }
  }

  @Test("an error's body that never ends costs its words alone")
  func endlessRefusal() async {
    for steps: [ScriptedServer.Step] in [
      [.drips("x")], [.says("{\"message\":"), .hangs],
      [.says("{\"message\":\"" + String(repeating: "x", count: 70_000) + "\"}")],
    ] {
      let log = await FeedLog.of(watches([.streams(403, steps)]))
      #expect(log.errors.map(\.why) == ["HTTP 403 for /api/v1/pods"])
    }
  }

  @Test("a change within a list that streams is one: what was deleted is gone")
  func streamed() async {
    let server = ScriptedServer { asked in
      guard asked.number == 0 else { return .over }
      return .streams(
        200,
        [
          .says(Said.event("ADDED", "a", "1") + Said.event("ADDED", "b", "2") + Said.event("DELETED", "a", "3")),
          .says(Said.event("ADDED", "c", "4") + Said.bookmark("9", ends: true) + Said.event("DELETED", "b", "10")),
          .passes(.seconds(5)),
        ])
    }
    let log = await FeedLog.of(server, streamsLists: true)
    #expect(
      log.words == ["listing", "page a,b", "changed -a", "page c", "listed", "changed -b"])
    #expect(server.asked[1].value("resourceVersion") == "10" && !server.asked[1].isStreamedList)
  }

  @Test(
    "where a list cannot be had as a stream it is asked for in pages, from then on",
    arguments: [
      Answer.says(400, ""), .says(403, ""), .says(404, ""), .says(410, ""), .says(422, ""), .says(500, ""),
      .fails(.unreachable), .fails(.silent), .streams(200, []),
      .streams(200, [.says(Said.event("ADDED", "x", "1")), .breaks]),
      .streams(200, [.says("nonsense")]), .streams(200, [.says(Said.error(500))]),
    ])
  func fallsBack(answer: Answer) async {
    let server = ScriptedServer { asked in
      if asked.number > 4 { return .over }
      if asked.isStreamedList { return answer }
      return asked.isWatch ? .streams(200, [.passes(.seconds(60)), .says(Said.error(410))]) : Said.list(["a"])
    }
    let log = await FeedLog.of(server, streamsLists: true)
    #expect(log.words.contains("listed") && !log.words.contains { $0.hasPrefix("away") || $0 == "forbidden" })
    #expect(server.asked.map(\.isStreamedList) == [true, false, false, false, false, false])
  }

  @Test("where neither way goes both are tried, and it is told")
  func neither() async {
    let server = forMinutes { _ in .fails(.unreachable) }
    let log = await FeedLog.of(server, streamsLists: true)
    #expect(log.errors.count > 3 && server.asked.count < 40)
    #expect(server.asked.prefix(4).map(\.isStreamedList) == [true, false, true, false])
    let refused = ScriptedServer { $0.number < 3 ? .says(401, "") : .over }
    _ = await FeedLog.of(refused, streamsLists: true)
    #expect(refused.asked.allSatisfy { $0.isStreamedList })
  }
}
