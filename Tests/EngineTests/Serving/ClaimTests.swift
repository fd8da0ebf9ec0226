import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Files that say which cluster they are of")
struct ClaimTests {
  private let fleet: Fleet

  private static let system = "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system, uid: u-1}\n---\n"
  private static let header =
    #"{"apiVersion":"bulwark/1","cluster":"prod","complete":false,"kind":"Capture","observedAt":"2025-11-24T16:00:00Z"}"#
  private static let object = #"""
    {"apiVersion":"v1","kind":"Pod","metadata":{"name":"api","namespace":"shop"},"spec":{"containers":[{"name":"web",\#
    "image":"a","securityContext":{"privileged":true}}]}}
    """#

  /// `uid` says it by the uid of kube-system, `capture` by the header of a capture.
  private static let kinds = ["uid", "capture"]

  init() throws { fleet = try Fleet() }

  private func write(_ folder: String, _ kind: String) throws {
    if kind == "uid" {
      try fleet.write("\(folder)/all.yaml", ClaimTests.system + Manifests.privileged("api", namespace: "shop"))
    } else {
      let end = #"{"apiVersion":"bulwark/1","kind":"CaptureEnd","objects":1,"unread":0}"#
      try fleet.write("\(folder)/all.jsonl", [ClaimTests.header, ClaimTests.object, end, ""].joined(separator: "\n"))
    }
  }

  private func open(_ given: String...) async throws -> LocalSession {
    var settings = Settings()
    settings.author = "ada"
    let session = try await LocalSession.open(
      LocalSession.Configuration(
        sources: FileSource.each(of: given), settings: settings, state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt))
    try await session.settle()
    return session
  }

  private func path(_ folder: String) -> String { fleet.path + "/" + folder }

  /// Reads the cluster prod from `live`, and suppresses its finding there alone.
  private func decide(_ kind: String) async throws {
    try write("live", kind)
    let session = try await open((kind == "uid" ? "prod=" : "") + path("live"))
    let row = try await session.one("check:privileged name:api")
    _ = try await session.decide(
      DecisionRequest(
        act: .suppress, targets: [row.id], scope: .finding, clusters: .this, reason: "x"))
    await session.close()
    fleet.now += 1000
  }

  private struct Seen {
    var state: FindingState?
    var cluster: UntrustedText
    var notices: [String]
  }

  private func scan(_ paths: [String], cluster: String? = nil, usesCache: Bool = true) throws -> Seen {
    let memory = ScanMemory(
      paths: paths, cluster: cluster, state: fleet.state, settings: Settings(), usesCache: usesCache)
    let result = memory.recall(
      Scan.run(
        paths: paths, options: ScanOptions(cluster: cluster),
        now: Date(timeIntervalSince1970: TimeInterval(fleet.now))))
    memory.keep()
    let query: UntrustedText = "check:privileged name:api"
    let entry = try result.selected(ReportSelection(includesSuppressed: true, query: Query(parsing: query))).entries
      .first
    return Seen(
      state: entry?.state, cluster: result.cluster.id,
      notices: memory.takeNotices().map(\.text.safe.description))
  }

  private func look(_ session: LocalSession) async throws -> Seen {
    let row = try await session.one("check:privileged name:api")
    await session.keepAll()
    let notices = try await session.sources().notices.map(\.text.safe.description)
    await session.close()
    return Seen(state: row.state, cluster: row.id.cluster, notices: notices)
  }

  private func kept(_ id: UntrustedText) throws -> CachedCluster? {
    try Cache.open(in: fleet.state, now: fleet.now).cache.cluster(id)
  }

  private func isTold(_ seen: Seen, _ option: String) -> Bool {
    seen.notices.count == 1
      && seen.notices[0].contains("it claims to be cluster prod, which was read from")
      && seen.notices[0].contains(option)
  }

  @Test("get no decisions of a cluster that was read from elsewhere, nor its place", arguments: kinds)
  func posing(kind: String) async throws {
    try await decide(kind)
    let id: UntrustedText = kind == "uid" ? "u-1" : "files:prod"
    let before = try #require(try kept(id))
    try write("evil", kind)
    for usesCache in [false, true] {
      let seen = try scan([path("evil")], usesCache: usesCache)
      #expect(seen.state == .open && seen.cluster == "\(id) (evil)")
      #expect(isTold(seen, "pass --cluster prod if"), "\(seen.notices)")
    }
    // Called after another cluster, or something else, it is no more of prod.
    #expect(try kind == "capture" || scan([path("evil")], cluster: "stage").state == .open)
    for _ in 0..<2 {
      let seen = try await look(open(path("evil")))
      #expect(seen.state == .open && seen.cluster == "\(id) (evil)")
      #expect(isTold(seen, "pass --from prod="), "\(seen.notices)")
    }
    let after = try #require(try kept(id))
    #expect(
      after.location == before.location && after.summary == before.summary && after.table.bytes == before.table.bytes)
    #expect(try scan([path("live")]).state == .suppressed)
  }

  @Test("count again without a word where they were read before, also below it", arguments: kinds)
  func again(kind: String) async throws {
    try await decide(kind)
    for usesCache in [false, true] {
      let seen = try scan([path("live")], usesCache: usesCache)
      #expect(seen.state == .suppressed && seen.notices.isEmpty, "\(seen.notices)")
    }
    let session = try await look(open(path("live")))
    #expect(session.state == .suppressed && session.notices.isEmpty, "\(session.notices)")
    if kind == "uid" {
      try FileManager.default.createDirectory(atPath: path("live/old"), withIntermediateDirectories: true)
      let whole = try scan([path("live"), path("live/old")])
      #expect(whole.state == .suppressed)
    }
  }

  @Test("count where a person names the cluster, wherever they lie", arguments: kinds)
  func named(kind: String) async throws {
    try await decide(kind)
    try write("dump", kind)
    let session = try await look(open("prod=" + path("dump")))
    #expect(session.state == .suppressed)
    let named = try scan([path("dump")], cluster: "prod")
    #expect(named.state == .suppressed)
    #expect(session.notices.isEmpty && named.notices.isEmpty, "\(session.notices) \(named.notices)")
    let location = try #require(try kept(kind == "uid" ? "u-1" : "files:prod")).location
    #expect(location == FileSource(name: "prod", paths: [path("dump")]).location)
  }

  @Test("count at the first reading, and where the cache is gone", arguments: kinds)
  func first(kind: String) async throws {
    try await decide(kind)
    try write("dump", kind)
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fleet.state.cache + suffix) }
    let seen = try scan([path("dump")], usesCache: false)
    #expect(seen.state == .suppressed && seen.notices.isEmpty)
    let kept = try scan([path("dump")])
    #expect(kept.state == .suppressed && kept.notices.isEmpty)
  }

  @Test("give way to the cluster beside them, whatever their order and names")
  func beside() async throws {
    try await decide("uid")
    try write("evil", "uid")
    for _ in 0..<2 {
      let session = try await open(path("evil"), "prod=" + path("live"))
      let rows = try await session.page("check:privileged name:api", states: Set(FindingState.allCases)).rows
      #expect(Set(rows.map(\.id.cluster)) == ["u-1", "u-1 (evil)"])
      #expect(rows.allSatisfy { ($0.state == .suppressed) == ($0.id.cluster == "u-1") })
      await session.close()
    }
    // What calls itself the same from a third place is not the second.
    try write("third/evil", "uid")
    let third = try scan([path("third/evil")])
    #expect(third.state == .open && third.cluster != "u-1 (evil)" && third.cluster != "u-1")
    // Line breaks in names are no more paths.
    let live = path("live")
    try write("x\n\(live)", "uid")
    let broken = try scan([path("x\n\(live)")])
    #expect(broken.state == .open)
  }

  @Test("begin to claim a cluster in the middle of a session, and do not get it")
  func later() async throws {
    try fleet.write("a/all.yaml", Manifests.privileged("api", namespace: "shop"))
    try write("live", "uid")
    let session = try await open(path("a"), "prod=" + path("live"))
    let row = try await session.one("check:privileged name:api cluster:prod")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id], reason: "x"))
    try write("a", "uid")
    for _ in 0..<2 {
      try await session.refresh()
      try await session.settle()
      #expect(try await session.one("check:privileged name:api cluster:prod").state == .acknowledged)
      #expect(try await session.one("check:privileged name:api cluster:a").state == .open)
    }
    await session.close()
  }

  @Test("come through a pipe from nowhere: only a name makes them a cluster that is known")
  func pipes() {
    let origin = ClusterOrigin(name: "prod", location: FileSource(name: "prod", paths: ["-"]).location)
    #expect(!FileSource(name: "stdin", paths: ["-"]).mayClaim(origin))
    #expect(FileSource(name: "prod", isNamed: true, paths: ["-"]).mayClaim(origin))
    #expect(!FileSource(name: "prod", paths: ["-"]).mayClaim(origin))
    let descriptor = FileSource(name: "63", paths: ["/dev/fd/63"])
    #expect(!descriptor.mayClaim(ClusterOrigin(name: "prod", location: descriptor.location)))
    #expect(descriptor.mayClaim(nil))
  }
}
