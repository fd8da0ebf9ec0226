import Documents
import Fetch
import Foundation
import Synchronization
import TextSafety

@testable import Engine

/// An API server in memory: what it has is listed in pages and watched, and it fails when it is told to.
final class FakeServer: HTTPClient {
  struct Served: Hashable {
    var group: String
    var version: String
    var resource: String
    var kind: String
    var path: String { group.isEmpty ? "/api/\(version)/\(resource)" : "/apis/\(group)/\(version)/\(resource)" }
    var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
  }

  fileprivate struct Event {
    var version: Int
    var path: String
    var type: String
    var object: [UInt8]
  }

  fileprivate struct Content {
    var served: [Served] = []
    var version = 100
    /// By path, then by namespace and name.
    var objects: [String: [String: (version: Int, json: [UInt8])]] = [:]
    var events: [Event] = []
    /// The oldest version that a watch or a list may go on from.
    var oldest = 0
    var streams: [Int: (path: String, stream: FakeStream)] = [:]
    var next = 0
    var isDown = false
    var forbidden: Set<String> = []
    /// How many pages behind a first there are until a token has run out; once.
    var expiresTokens: Int?
    /// What it does not name, and answers 404 for.
    var hidden: Set<String> = []
    var named: [Served] { served.filter { !hidden.contains($0.resource) } }
    var requests: [String] = []
    /// A page of a list has so many objects at most, whatever is asked for.
    var page = 500
  }

  private let content: Mutex<Content>

  init() {
    var content = Content()
    content.served = WatchedKind.all.compactMap { kind in
      func text(_ value: UntrustedText) -> String { value.parsed { $0 } ?? "" }
      // Groups that a plain server has.
      let group = text(kind.group)
      guard !group.contains(".") || group.hasSuffix(".k8s.io"), !group.hasPrefix("gateway"),
        !group.hasPrefix("policy."),
        group != "constraints.gatekeeper.sh"
      else { return nil }
      let version = group == "autoscaling" ? "v2" : "v1"
      return Served(group: group, version: version, resource: text(kind.resource), kind: text(kind.kind))
    }
    self.content = Mutex(content)
  }

  // MARK: What happens in the cluster

  /// Takes the objects of manifests in.
  func apply(_ manifests: String) throws {
    for var object in try FakeServer.objects(manifests) {
      content.withLock { content in
        let kind = object["kind"] as? String ?? ""
        guard let served = content.served.first(where: { $0.kind == kind }) else { return }
        content.version += 1
        var metadata = object["metadata"] as? [String: Any] ?? [:]
        let key = FakeServer.key(metadata)
        if metadata["uid"] == nil { metadata["uid"] = "uid-\(kind)-\(key)" }
        metadata["resourceVersion"] = "\(content.version)"
        object["metadata"] = metadata
        object["apiVersion"] = served.apiVersion
        // Items of lists do not say what they are.
        var item = object
        item["kind"] = nil
        item["apiVersion"] = nil
        let isThere = content.objects[served.path]?[key] != nil
        content.objects[served.path, default: [:]][key] = (content.version, FakeServer.json(item))
        content.tell(isThere ? "MODIFIED" : "ADDED", served.path, FakeServer.json(object))
      }
    }
  }

  /// Lists an object, as it says itself what it is, among those of another kind.
  func smuggle(_ manifest: String, into resource: String) throws {
    for var object in try FakeServer.objects(manifest) {
      content.withLock { content in
        guard let served = content.served.first(where: { $0.resource == resource }) else { return }
        content.version += 1
        var metadata = object["metadata"] as? [String: Any] ?? [:]
        metadata["uid"] = "uid-smuggled"
        metadata["resourceVersion"] = "\(content.version)"
        object["metadata"] = metadata
        content.objects[served.path, default: [:]]["/smuggled"] = (content.version, FakeServer.json(object))
      }
    }
  }

  /// Tokens of lists run out with the request after so many.
  func expireTokens(after requests: Int) { content.withLock { $0.expiresTokens = requests } }

  /// Takes the objects of manifests out.
  func delete(_ manifests: String) throws {
    for var object in try FakeServer.objects(manifests) {
      content.withLock { content in
        let kind = object["kind"] as? String ?? ""
        guard let served = content.served.first(where: { $0.kind == kind }) else { return }
        var metadata = object["metadata"] as? [String: Any] ?? [:]
        guard content.objects[served.path]?.removeValue(forKey: FakeServer.key(metadata)) != nil else { return }
        content.version += 1
        metadata["resourceVersion"] = "\(content.version)"
        object["metadata"] = metadata
        object["apiVersion"] = served.apiVersion
        content.tell("DELETED", served.path, FakeServer.json(object))
      }
    }
  }

  /// All objects, as a dump of them.
  var dump: String {
    content.withLock { content in
      let items = content.served.flatMap { served in
        (content.objects[served.path] ?? [:]).sorted { $0.key < $1.key }.map { _, object in
          let text = String(decoding: object.json, as: UTF8.self)
          return "{\"kind\":\"\(served.kind)\",\"apiVersion\":\"\(served.apiVersion)\"," + text.dropFirst()
        }
      }
      return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + items.joined(separator: ",") + "]}"
    }
  }

  /// The server has another kind, with the definition that says so.
  func serve(_ kind: Served) throws {
    content.withLock { $0.served.append(kind) }
    try apply(FakeServer.definition(of: kind))
  }

  func unserve(_ kind: Served) throws {
    try delete(FakeServer.definition(of: kind))
    content.withLock { content in
      content.served.removeAll { $0 == kind }
      content.objects[kind.path] = nil
    }
    breakStreams()
  }

  private static func definition(of kind: Served) -> String {
    """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: \(kind.resource).\(kind.group)}
    spec: {scope: Namespaced}
    """
  }

  /// The server names a kind no more, or again: nothing comes of its objects.
  func hide(_ resource: String, _ isHidden: Bool = true) {
    content.withLock { content in
      if isHidden { content.hidden.insert(resource) } else { content.hidden.remove(resource) }
    }
    if isHidden { breakStreams() }
  }

  // MARK: Faults

  /// Connections break, and no new ones are to be had.
  func goAway() {
    content.withLock { $0.isDown = true }
    breakStreams()
  }

  func comeBack() { content.withLock { $0.isDown = false } }

  /// All streams break off, wherever they are.
  func breakStreams() {
    for stream in takeStreams() { stream.fail() }
  }

  /// The past is forgotten: who goes on from there has to list anew.
  func forgetPast() {
    content.withLock {
      $0.oldest = $0.version
      $0.events = []
    }
  }

  /// Streams are told inside of themselves that their past is gone.
  func expireStreams() {
    forgetPast()
    for stream in takeStreams() {
      stream.send(
        Array(#"{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}"#.utf8))
      stream.end()
    }
  }

  private func takeStreams() -> [FakeStream] {
    content.withLock { content -> [FakeStream] in
      let streams = content.streams.values.map(\.stream)
      content.streams = [:]
      return streams
    }
  }

  /// A bookmark for all who watch.
  func bookmark() {
    content.withLock { content in
      for (_, stream) in content.streams {
        stream.stream.send(
          Array(#"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"\#(content.version)"}}}"#.utf8))
      }
    }
  }

  func forbid(_ resource: String) { content.withLock { _ = $0.forbidden.insert(resource) } }
  func allow(_ resource: String) { content.withLock { _ = $0.forbidden.remove(resource) } }
  func setPage(_ size: Int) { content.withLock { $0.page = size } }

  /// `GET path` of each request so far.
  var requests: [String] { content.withLock { $0.requests } }
  var openStreams: Int { content.withLock { $0.streams.count } }

  // MARK: HTTPClient

  func fetch(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> HTTPResponse {
    let path = request.path.parsed { $0 } ?? ""
    return try content.withLock { content throws(FetchError) -> HTTPResponse in
      content.requests.append("\(request.method.rawValue) \(path)")
      if content.isDown { throw FakeServer.refused }
      if path.contains("continue="), let left = content.expiresTokens {
        content.expiresTokens = left == 0 ? nil : left - 1
        if left == 0 { return .status(410, "the continue token is too old") }
      }
      return request.method == .post ? content.review(path, request.body) : content.answer(path)
    }
  }

  func stream(_ request: HTTPRequest, from endpoint: Endpoint) async throws(FetchError) -> any HTTPStream {
    let path = request.path.parsed { $0 } ?? ""
    return try content.withLock { content throws(FetchError) -> FakeStream in
      content.requests.append("\(request.method.rawValue) \(path)")
      if content.isDown { throw FakeServer.refused }
      return content.watch(path)
    }
  }

  static let refused = FetchError(
    .unreachable, what: "fake", why: "connection refused", next: "check that the server runs")

  private static func key(_ metadata: [String: Any]) -> String {
    "\(metadata["namespace"] as? String ?? "")/\(metadata["name"] as? String ?? "")"
  }

  fileprivate static func json(_ object: [String: Any]) -> [UInt8] {
    [UInt8]((try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])) ?? Data())
  }

  private static func objects(_ manifests: String) throws -> [[String: Any]] {
    var found: [[String: Any]] = []
    try DocumentReader.read(MemorySource(manifests)) { event in
      guard case .document(let document) = event else { return }
      var writer = NodeWriter()
      writer.write(document.root, by: .everything)
      if let object = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any] {
        found.append(object)
      }
    }
    return found
  }
}

extension FakeServer.Content {
  fileprivate mutating func tell(_ type: String, _ path: String, _ object: [UInt8]) {
    let event = FakeServer.Event(version: version, path: path, type: type, object: object)
    events.append(event)
    for (_, stream) in streams where stream.path == path { stream.stream.send(event.bytes) }
  }

  /// Who somebody is and what they may do.
  fileprivate func review(_ path: String, _ body: [UInt8]) -> HTTPResponse {
    if path.hasSuffix("/selfsubjectreviews") {
      return .text(#"{"status":{"userInfo":{"username":"jane","groups":["triage","system:authenticated"]}}}"#)
    }
    let review = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any]
    let asked = (review?["spec"] as? [String: Any])?["resourceAttributes"] as? [String: Any]
    let isAllowed = !forbidden.contains(asked?["resource"] as? String ?? "")
    return .text("{\"status\":{\"allowed\":\(isAllowed)}}")
  }

  fileprivate func answer(_ path: String) -> HTTPResponse {
    let parts = path.split(separator: "?", maxSplits: 1)
    let place = String(parts[0])
    let query = FakeServer.query(parts.count > 1 ? String(parts[1]) : "")
    switch place {
    case "/version": return .text(#"{"major":"1","minor":"20","gitVersion":"v1.20.2"}"#)
    case "/api": return .text(#"{"kind":"APIVersions","versions":["v1"]}"#)
    case "/apis":
      let groups = Set(named.map { "\($0.group)/\($0.version)" }).filter { !$0.hasPrefix("/") }.sorted().map { name in
        let parts = name.split(separator: "/")
        return "{\"name\":\"\(parts[0])\",\"versions\":[{\"version\":\"\(parts[1])\"}]}"
      }
      return .text("{\"kind\":\"APIGroupList\",\"groups\":[\(groups.joined(separator: ","))]}")
    default: break
    }
    if let kind = named.first(where: { $0.path == place }) { return list(kind, query) }
    let resources = named.filter { ($0.group.isEmpty ? "/api/" : "/apis/\($0.group)/") + $0.version == place }
    guard !resources.isEmpty else { return .status(404, "not found") }
    let items = resources.map {
      "{\"name\":\"\($0.resource)\",\"kind\":\"\($0.kind)\",\"namespaced\":true,\"verbs\":[\"list\",\"watch\"]}"
    }
    return .text("{\"kind\":\"APIResourceList\",\"resources\":[\(items.joined(separator: ","))]}")
  }

  private func list(_ kind: FakeServer.Served, _ query: [String: String]) -> HTTPResponse {
    if forbidden.contains(kind.resource) { return .status(403, "\(kind.resource) is forbidden") }
    let all = (objects[kind.path] ?? [:]).sorted { $0.key < $1.key }
    let limit = min(page, Int(query["limit"] ?? "") ?? .max)
    // A token is where the next page begins and how old the list is.
    let token = (query["continue"] ?? "").split(separator: ".").compactMap { Int($0) }
    if token.count == 2, token[1] < oldest { return .status(410, "the continue token is too old") }
    let start = token.first ?? 0
    let items = all.dropFirst(start).prefix(limit).map { item -> String in
      let text = String(decoding: item.value.json, as: UTF8.self)
      // Of Secrets it is asked for metadata alone, and says so in every item.
      return kind.resource == "secrets"
        ? "{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/v1\",\(text.dropFirst())" : text
    }
    let more = start + limit < all.count ? ",\"continue\":\"\(start + limit).\(token.last ?? version)\"" : ""
    return .text(
      "{\"kind\":\"\(kind.kind)List\",\"apiVersion\":\"\(kind.apiVersion)\","
        + "\"metadata\":{\"resourceVersion\":\"\(token.last ?? version)\"\(more)},"
        + "\"items\":[\(items.joined(separator: ","))]}")
  }

  fileprivate mutating func watch(_ path: String) -> FakeStream {
    let parts = path.split(separator: "?", maxSplits: 1)
    let query = FakeServer.query(parts.count > 1 ? String(parts[1]) : "")
    guard let kind = named.first(where: { $0.path == String(parts[0]) }) else { return FakeStream(status: 404) }
    if forbidden.contains(kind.resource) { return FakeStream(status: 403) }
    let from = Int(query["resourceVersion"] ?? "") ?? 0
    let stream = FakeStream(status: 200)
    if from < oldest {
      stream.send(Array(#"{"type":"ERROR","object":{"kind":"Status","code":410,"message":"too old"}}"#.utf8))
      stream.end()
      return stream
    }
    for event in events where event.path == kind.path && event.version > from { stream.send(event.bytes) }
    next += 1
    streams[next] = (kind.path, stream)
    return stream
  }
}

extension FakeServer {
  fileprivate static func query(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      found[String(parts[0])] = parts.count > 1 ? String(parts[1]).removingPercentEncoding : ""
    }
    return found
  }
}

extension FakeServer.Event {
  fileprivate var bytes: [UInt8] { Array("{\"type\":\"\(type)\",\"object\":".utf8) + object + Array("}".utf8) }
}

extension HTTPResponse {
  fileprivate static func text(_ body: String) -> HTTPResponse { HTTPResponse(status: 200, body: Array(body.utf8)) }

  fileprivate static func status(_ code: Int, _ message: String) -> HTTPResponse {
    HTTPResponse(status: code, body: Array("{\"kind\":\"Status\",\"code\":\(code),\"message\":\"\(message)\"}".utf8))
  }
}

/// A stream that is fed by hand.
final class FakeStream: HTTPStream {
  let status: Int
  private let chunks: AsyncStream<[UInt8]?>
  private let input: AsyncStream<[UInt8]?>.Continuation
  private let reader: Mutex<AsyncStream<[UInt8]?>.AsyncIterator?>

  init(status: Int) {
    self.status = status
    (chunks, input) = AsyncStream.makeStream(of: [UInt8]?.self)
    reader = Mutex(nil)
    if status != 200 { input.finish() }
  }

  /// Hands bytes on in two pieces: values do not end where packets do.
  func send(_ bytes: [UInt8]) {
    input.yield(Array(bytes.prefix(bytes.count / 2)))
    input.yield(Array(bytes.suffix(bytes.count - bytes.count / 2)))
  }
  func end() { input.finish() }

  /// The connection breaks.
  func fail() {
    input.yield(nil)
    input.finish()
  }

  func next() async throws(FetchError) -> [UInt8]? {
    for await chunk in chunks {
      guard let chunk else {
        throw FetchError(.unreachable, what: "fake", why: "connection reset", next: "it is tried again")
      }
      return chunk
    }
    if Task.isCancelled { throw FetchError(.cancelled, what: "fake", why: "cancelled", next: "") }
    return nil
  }

  func cancel() { input.finish() }
}
