import Documents
import Synchronization
import TextSafety

@testable import Fetch

/// An API server in memory that answers as a test says. Time passes where it is slept and where a script says so.
final class ScriptedServer: HTTPClient {
  enum Answer: Sendable {
    /// To a whole request or, as a body that comes at once, to a stream.
    case says(Int, String)
    /// Whole values or parts of them, and what else becomes of the stream; it ends behind the last step.
    case streams(Int, [Step])
    case fails(FetchError.Code)
    /// The test has seen enough: whoever asks is given up.
    case over
  }

  enum Step: Sendable {
    case says(String)
    /// The same again and again, for ever.
    case drips(String)
    case passes(Duration)
    /// The connection breaks.
    case breaks
    /// Nothing comes until the stream is given up.
    case hangs
  }

  struct Asked: Sendable {
    var number: Int
    var path: String
    var request: HTTPRequest
    var at: Duration

    var isWatch: Bool { path.contains("watch=1") }
    var isStreamedList: Bool { path.contains("sendInitialEvents=true") }

    func value(_ key: String) -> String? {
      let query = path.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
      for pair in query.split(separator: "&") where pair.hasPrefix(key + "=") {
        return String(pair.dropFirst(key.count + 1))
      }
      return nil
    }
  }

  private struct State {
    var asked: [Asked] = []
    var now = Duration.zero
    var pauses: [Duration] = []
  }

  private let state = Mutex(State())
  private let redaction: Redaction
  private let script: @Sendable (Asked) -> Answer

  init(redaction: Redaction = Redaction(), _ script: @escaping @Sendable (Asked) -> Answer) {
    self.redaction = redaction
    self.script = script
  }

  var asked: [Asked] { state.withLock { $0.asked } }
  /// What was slept between requests.
  var pauses: [Duration] { state.withLock { $0.pauses } }

  /// Chance is always in the middle.
  var time: TransportTime {
    TransportTime(
      now: { [self] in state.withLock { $0.now } },
      sleep: { [self] time in
        try Task.checkCancellation()
        // How long a body may take that says why: other than every pause of a feed.
        if time == .seconds(5) { return }
        state.withLock {
          $0.now += time
          $0.pauses.append(time)
        }
        await Task.yield()
      }, chance: { 0.5 })
  }

  private func answer(to request: HTTPRequest) -> Answer {
    script(
      state.withLock { state in
        let asked = Asked(
          number: state.asked.count, path: request.path.text, request: request, at: state.now)
        state.asked.append(asked)
        return asked
      })
  }

  private func error(_ code: FetchError.Code) -> FetchError {
    FetchError(code, what: "fake", why: "it is to be so", next: "nothing")
  }

  func fetch(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> HTTPResponse {
    switch answer(to: request) {
    case .says(let status, let body):
      var response = HTTPResponse(status: status, body: Array(body.utf8))
      response.redaction = redaction
      return response
    case .streams: throw error(.configuration)
    case .fails(let code): throw error(code)
    case .over: throw error(.cancelled)
    }
  }

  func stream(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> any HTTPStream {
    switch answer(to: request) {
    case .says(let status, let body): Stream(self, status, [.says(body)])
    case .streams(let status, let steps): Stream(self, status, steps)
    case .fails(let code): throw error(code)
    case .over: throw error(.cancelled)
    }
  }

  private final class Stream: HTTPStream {
    let status: Int
    var redaction: Redaction { server.redaction }
    private let server: ScriptedServer
    private let steps: Mutex<ArraySlice<Step>>
    private let life: AsyncStream<Void>
    private let end: AsyncStream<Void>.Continuation

    init(_ server: ScriptedServer, _ status: Int, _ steps: [Step]) {
      self.server = server
      self.status = status
      self.steps = Mutex(steps[...])
      (life, end) = AsyncStream.makeStream(of: Void.self)
    }

    func cancel() { end.finish() }

    private func take() -> Step? {
      steps.withLock { steps in
        guard case .drips = steps.first else { return steps.popFirst() }
        return steps.first
      }
    }

    func next() async throws(FetchError) -> [UInt8]? {
      while let step = take() {
        switch step {
        case .says(let text), .drips(let text): return Array(text.utf8)
        case .passes(let time): server.state.withLock { $0.now += time }
        case .breaks: throw server.error(.unreachable)
        case .hangs: for await _ in life {}
        }
      }
      return nil
    }
  }
}

/// What a server says, in JSON.
enum Said {
  static func object(_ name: String, _ version: String, _ rest: String = "") -> String {
    "{\"metadata\":{\"name\":\"\(name)\",\"resourceVersion\":\"\(version)\"\(rest)}}"
  }

  static func list(_ names: [String] = [], version: String = "10", token: String = "") -> ScriptedServer.Answer {
    .says(
      200,
      "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"\(version)\","
        + "\"continue\":\"\(token)\"},\"items\":[\(names.map { object($0, version) }.joined(separator: ","))]}")
  }

  static func event(_ type: String, _ name: String, _ version: String) -> String {
    "{\"type\":\"\(type)\",\"object\":\(object(name, version))}\n"
  }

  static func bookmark(_ version: String, ends: Bool = false) -> String {
    let mark = ends ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : ""
    return "{\"type\":\"BOOKMARK\",\"object\":\(object("", version, mark))}\n"
  }

  static func status(_ code: Int, _ message: String = "no") -> String {
    "{\"kind\":\"Status\",\"code\":\(code),\"message\":\"\(message)\"}"
  }

  static func error(_ code: Int, _ message: String = "no") -> String {
    "{\"type\":\"ERROR\",\"object\":\(status(code, message))}\n"
  }
}

/// What a feed of pods says, in words.
final class FeedLog: Sendable {
  private let events = Mutex<[FeedEvent]>([])

  var all: [FeedEvent] { events.withLock { $0 } }
  var words: [String] { all.map(FeedLog.words) }

  static let pods = ServedKind(
    group: "", version: "v1", resource: "pods", kind: "Pod", isNamespaced: true, verbs: ["list", "watch"])

  /// Runs a feed until it ends, which a script's end makes it do.
  static func of(
    _ server: ScriptedServer, once: Bool = false, isMetadataOnly: Bool = false, streamsLists: Bool = false,
    most: (objects: Int, pages: Int)? = nil
  ) async -> FeedLog {
    let log = FeedLog()
    let client = KubeClient(server, Endpoint(server: "https://fake"), name: "fake")
    var feed = KindFeed(
      pods, client, isMetadataOnly: isMetadataOnly, streamsLists: streamsLists, pacing: server.time)
    feed.most = most ?? feed.most
    if once {
      await feed.list { event in log.events.withLock { $0.append(event) } }
    } else {
      await feed.run { event in log.events.withLock { $0.append(event) } }
    }
    return log
  }

  /// The errors that were told.
  var errors: [FetchError] {
    all.compactMap { event in
      switch event {
      case .away(let error), .forbidden(let error): error
      default: nil
      }
    }
  }

  /// The objects that were delivered.
  var objects: [Document] {
    all.flatMap { event in
      switch event {
      case .page(let documents): documents
      case .changed(let changes): changes.map(\.object)
      default: [Document]()
      }
    }
  }

  private static func words(_ event: FeedEvent) -> String {
    func name(_ document: Document) -> String { document.root["metadata"]?["name"]?.text?.text ?? "?" }
    switch event {
    case .listing: return "listing"
    case .page(let documents): return "page " + documents.map(name).joined(separator: ",")
    case .listed: return "listed"
    case .changed(let changes):
      return "changed " + changes.map { ($0.isDeleted ? "-" : "+") + name($0.object) }.joined(separator: ",")
    case .forbidden: return "forbidden"
    case .notServed: return "notServed"
    case .away(let error): return "away \(error.code.name)"
    case .back: return "back"
    }
  }
}
