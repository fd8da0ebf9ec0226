import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Sessions one after another")
struct CachedSessionTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    try fleet.write("prod/web.yaml", Manifests.privileged("web", namespace: "shop"))
  }

  @Test("begin with what the last one found, also when nothing can be read any more")
  func restart() async throws {
    let first = try await fleet.open("prod")
    let page = try await first.page()
    let detail = try await first.finding(page.rows[0].id)
    await first.close()
    try fleet.remove("prod")
    fleet.now += 500
    let second = try await fleet.open("prod")
    #expect(try await second.page().rows == page.rows)
    let again = try await second.finding(page.rows[0].id)
    #expect(again.finding == detail.finding)
    #expect(again.kubectl == detail.kubectl)
    let cluster = try await second.fleet().clusters[0]
    guard case .away = cluster.state else {
      Issue.record("the folder is gone")
      return
    }
    #expect(cluster.summary.observedAt == fleet.now - 500)
  }

  @Test("say alike what is kept and what was just read")
  func liveAndKept() async throws {
    let session = try await fleet.open("prod")
    let rows = try await session.page("", states: Set(FindingState.allCases)).rows
    var live: [FindingDetail] = []
    for row in rows { live.append(try await session.finding(row.id)) }
    await session.close()
    let next = try await fleet.open("prod")
    for detail in live {
      var kept = try await next.finding(detail.key)
      kept.finding.lastSeen = detail.finding.lastSeen
      #expect(kept == detail)
    }
  }

  @Test("call new what came since the last visit, and a visit what looked at findings")
  func visits() async throws {
    var session = try await fleet.open("prod")
    _ = try await session.page()
    fleet.now += 100
    await session.close()
    fleet.now += Cache.pause
    try fleet.write("prod/new.yaml", Manifests.privileged("new", namespace: "shop"))
    session = try await fleet.open("prod")
    #expect(try await session.fleet().lastVisit == fleet.now - Cache.pause)
    #expect(try await session.page("is:new check:privileged").names == ["privileged deploy/new [web]"])
    #expect(try await session.one("check:privileged name:new").isNew)
    #expect(try await session.one("check:privileged name:api").isNew == false)
    #expect(try await session.fleet().clusters[0].new > 0)
    // A session that was stopped leaves no visit.
    session = try await fleet.open("prod")
    #expect(try await session.one("check:privileged name:new").isNew)
    await session.close()
    // Who comes back soon is still on the same visit.
    fleet.now += 100
    session = try await fleet.open("prod")
    #expect(try await session.one("check:privileged name:new").isNew)
    await session.close()
    fleet.now += Cache.pause
    session = try await fleet.open("prod")
    #expect(try await session.page("is:new").total == 0)
  }

  @Test("keep ids and ages through a rescan, and when the cache is deleted lose nothing that was decided")
  func deletedCache() async throws {
    let start = fleet.now
    var session = try await fleet.open("prod")
    let row = try await session.one("check:privileged name:api")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id], reason: "known"))
    await session.close()
    fleet.now += 1000
    session = try await fleet.open("prod")
    #expect(try await session.one("check:privileged name:api").firstSeen == start)
    await session.close()
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fleet.state.cache + suffix) }
    session = try await fleet.open("prod")
    let again = try await session.one("check:privileged name:api")
    #expect(again.id == row.id)
    #expect(again.state == .acknowledged)
    #expect(again.firstSeen == start + 1000)
  }

  @Test("remember what areas came to on earlier days, today not among them")
  func days() async throws {
    var session = try await fleet.open("prod")
    #expect(try await session.fleet().clusters[0].history.isEmpty)
    let first = try await session.fleet()
    await session.close()
    fleet.now += 3 * 86_400
    try fleet.write("prod/new.yaml", Manifests.privileged("new", namespace: "shop"))
    session = try await fleet.open("prod")
    let later = try await session.fleet()
    #expect(later.today == first.today + 3)
    let workload = try #require(later.clusters[0].history.first { $0.area == .workload })
    #expect(workload.day == first.today)
    #expect(workload.tally == first.clusters[0].summary.areas.first { $0.area == .workload }?.tally)
    #expect(workload.open > 0)
    #expect(later.clusters[0].history.allSatisfy { $0.day == first.today })
    await session.close()
    // Older than a month is not shown.
    fleet.now += 31 * 86_400
    session = try await fleet.open("prod")
    #expect(try await session.fleet().clusters[0].history.isEmpty)
    await session.close()
  }

  @Test("set a cache aside that is damaged inside, say so, and keep again")
  func damagedInside() async throws {
    var session = try await fleet.open("prod")
    await session.close()
    let file = URL(fileURLWithPath: fleet.state.cache)
    var bytes = try Data(contentsOf: file)
    let start = 5 * 4096
    try #require(bytes.count > 2 * start, "the journal was taken in")
    bytes.replaceSubrange(start..., with: Data(repeating: 0x5A, count: bytes.count - start))
    try bytes.write(to: file)
    fleet.now += 1000
    session = try await fleet.open("prod")
    #expect(try await session.page().total > 0)
    await session.keepAll()
    let told = try await session.sources().notices.map(\.text.safe.description)
    #expect(told.count == 1 && told.first?.contains("set aside") == true, "\(told)")
    await session.close()
    let renewed = fleet.now
    fleet.now += 1000
    session = try await fleet.open("prod")
    let later = try await session.sources().notices.map(\.text.safe.description)
    #expect(later.isEmpty, "\(later)")
    #expect(try await session.one("check:privileged name:api").firstSeen == renewed)
    await session.close()
  }

  @Test("give one cluster that several sources show its id by their order, whichever is read first, and leave it there")
  func sharedID() async throws {
    let system = "apiVersion: v1\nkind: Namespace\nmetadata: {name: kube-system, uid: u-1}\n"
    for name in ["mon", "tue", "wed"] { try fleet.write("\(name)/system.yaml", system) }
    // The first takes longest.
    try fleet.write(
      "mon/many.yaml", (0..<60).map { Manifests.privileged("api-\($0)", namespace: "shop") }.joined(separator: "---\n"))
    for _ in 0..<4 {
      let session = try await fleet.open("mon", "tue", "wed")
      let clusters = try await session.fleet().clusters.map(\.summary)
      #expect(Set(clusters.map(\.id)) == ["u-1", "u-1 (tue)", "u-1 (wed)"])
      #expect(clusters.first { $0.id == "u-1" }?.name == "mon")
      await session.close()
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fleet.state.cache + suffix) }
    }
    // Who had it has it, in another order too; to be named first is no proof of being the cluster.
    var session = try await fleet.open("tue", "wed", "mon")
    await session.close()
    session = try await fleet.open("mon", "tue", "wed")
    let clusters = try await session.fleet().clusters.map(\.summary)
    #expect(Set(clusters.map(\.id)) == ["u-1", "u-1 (mon)", "u-1 (wed)"])
    #expect(clusters.first { $0.id == "u-1" }?.name == "tue")
    #expect(try await session.sources().notices.isEmpty)
    await session.close()
  }

  @Test("keep no part of a cluster in the place of the whole, nor another folder of its name")
  func parts() async throws {
    try fleet.write("other/prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    var session = try await fleet.open("prod")
    let whole = try await session.page("", states: Set(FindingState.allCases)).rows
    await session.close()
    for folder in ["prod/api.yaml", "other/prod"] {
      fleet.now += 1000
      let source = FileSource(name: "prod", paths: [fleet.path + "/" + folder])
      let part = try await LocalSession.open(
        LocalSession.Configuration(
          sources: [source], settings: Settings(), state: fleet.state,
          clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt))
      try await part.settle()
      let rows = try await part.page().rows
      #expect(!rows.isEmpty && rows.allSatisfy { $0.firstSeen == fleet.now }, "\(folder)")
      let notices = try await part.sources().notices
      #expect(notices.count == 1 && notices[0].why.contains("is kept as read from"), "\(folder)")
      await part.close()
      session = try await fleet.open("prod")
      #expect(try await session.page("", states: Set(FindingState.allCases)).rows == whole, "\(folder)")
      await session.close()
    }
  }

  @Test("take a folder for the whole of which a part was read before, and keep its ages")
  func wholes() async throws {
    func open(_ path: String) async throws -> LocalSession {
      let session = try await LocalSession.open(
        LocalSession.Configuration(
          sources: [FileSource(name: "prod", paths: [fleet.path + "/" + path])], settings: Settings(),
          state: fleet.state, clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt))
      try await session.settle()
      return session
    }
    let start = fleet.now
    await (try open("prod/api.yaml")).close()
    fleet.now += 1000
    let session = try await open("prod")
    #expect(try await session.one("check:privileged name:api").firstSeen == start)
    #expect(try await session.one("check:privileged name:web").firstSeen == start + 1000)
    #expect(try await session.sources().notices.isEmpty)
    await session.close()
    let again = try await open("prod")
    #expect(try await again.one("check:privileged name:api").firstSeen == start)
    await again.close()
  }

  @Test("work without a cache, and say so once", arguments: ["junk", "folder", "newer"])
  func noCache(kind: String) async throws {
    try fleet.state.create()
    switch kind {
    case "junk": try Data(repeating: 1, count: 5000).write(to: URL(fileURLWithPath: fleet.state.cache))
    case "folder": try FileManager.default.createDirectory(atPath: fleet.state.cache, withIntermediateDirectories: true)
    default:
      let session = try await fleet.open("prod")
      await session.close()
      try SQLite.run(fleet.state.cache, "INSERT INTO grdb_migrations VALUES ('later')")
    }
    let session = try await fleet.open("prod")
    let notices = try await session.sources().notices
    #expect(notices.count == 1)
    if kind == "newer" { #expect(notices.first?.why == "a later version of Bulwark wrote it") }
    let row = try await session.one("check:privileged name:api")
    #expect(try await session.finding(row.id).finding.evidence.isEmpty == false)
    #expect(try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id])).findings == 1)
    await session.close()
    if kind == "junk" {
      #expect(try await fleet.open("prod").sources().notices.isEmpty, "it was made anew")
    }
  }
}
