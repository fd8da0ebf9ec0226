import Foundation
import GRDB
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("The cache")
struct CacheTests {
  private let folder: TemporaryFolder
  private var state: StateFolder { StateFolder(path: folder.path + "/state") }

  init() throws { folder = try TemporaryFolder() }

  private func open() throws -> Cache { try Cache.open(in: state, now: 42).cache }

  /// The findings as the rows say it, without the columns that are kept beside them.
  private func rebuilt(_ cache: Cache) throws -> FindingTable {
    try cache.pool.write { db in try db.execute(sql: "DELETE FROM tables") }
    return try #require(try cache.cluster(at: "prod\n/x/prod")).table
  }

  @Test("gives back what it was given, from columns and from rows", arguments: 0..<6 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let cache = try open()
    #expect(try cache.cluster(at: "prod\n/x/prod") == nil)
    var last: ClusterReading?
    for step in 0..<6 {
      let reading = RandomReading.make(
        rows: RandomReading.rows(&random), observedAt: Int64(1000 + step), evidence: UInt64(step / 2),
        absent: step > 2 ? [(0, 100 + step), (1, 40)] : [])
      _ = try cache.save(reading)
      last = reading
      let cached = try #require(try cache.cluster(at: reading.location))
      #expect(cached.summary == reading.summary)
      #expect(cached.notices == reading.notices)
      #expect(rows(of: cached.table) == rows(of: reading.table))
      for row in 0..<reading.table.count {
        let found = try cache.finding(FindingKey(cluster: "files:prod", finding: reading.table.fingerprints[row]))
        guard let place = reading.places[row] else { continue }
        #expect(found?.explanation == reading.explanations[Int(place.explanation)])
        let file = place.file == ClusterReading.Place.none ? nil : reading.files[Int(place.file)]
        #expect(found?.source?.file == file)
        #expect(file == nil || found?.source?.line == Int(place.line))
      }
    }
    let reading = try #require(last)
    #expect(Set(rows(of: try rebuilt(cache))) == Set(rows(of: reading.table)))
    let ledgers = try cache.pool.read { db in try Row.fetchAll(db, sql: "SELECT * FROM subjects WHERE ledger NOT NULL")
    }
    #expect(ledgers.count == reading.ledgers.count)
    #expect(try cache.finding(FindingKey(cluster: "files:prod", finding: Fingerprint(high: 1, low: 1))) == nil)
  }

  @Test("writes nothing where nothing changed, and only what did")
  func economy() throws {
    let cache = try open()
    let all = (0..<30).flatMap { subject in (0..<3).map { (check: $0, subject: subject) } }
    let first = RandomReading.make(rows: all)
    #expect(try cache.save(first) > 90)
    let before = try Data(contentsOf: URL(fileURLWithPath: state.cache + "-wal"))
    #expect(try cache.save(RandomReading.make(rows: all, observedAt: 2000)) == 0)
    #expect(try cache.save(RandomReading.make(rows: all.shuffled(), observedAt: 3000)) == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: state.cache + "-wal")) == before)
    // One finding, its subject's ledger, the cluster, the columns.
    let fewer = try cache.save(RandomReading.make(rows: Array(all.dropLast()), observedAt: 4000))
    #expect(fewer > 0 && fewer <= 8, "\(fewer)")
    try cache.note(readings: ["files:prod": 5000])
    #expect(try cache.cluster(at: first.location)?.summary.observedAt == 5000)
  }

  @Test("keeps what explains a finding when it is gone")
  func absent() throws {
    let cache = try open()
    _ = try cache.save(RandomReading.make(rows: [(0, 1), (0, 2)]))
    _ = try cache.save(RandomReading.make(rows: [(0, 2)], absent: [(0, 1)], subjects: 1))
    let key = FindingKey(
      cluster: "files:prod", finding: Fingerprint(check: "privileged", subject: RandomReading.subject(1)))
    #expect(try cache.finding(key)?.explanation != nil)
    #expect(rows(of: try rebuilt(cache)).count == 2)
  }

  @Test("is its owner's alone")
  func permissions() throws {
    let cache = try open()
    _ = try cache.save(RandomReading.make(rows: [(0, 1)]))
    for suffix in ["", "-wal", "-shm"] {
      let mode = try FileManager.default.attributesOfItem(atPath: state.cache + suffix)[.posixPermissions] as? Int
      #expect(mode == 0o600, "\(suffix)")
    }
  }

  @Test("is set aside when it is damaged, named, and made anew", arguments: ["junk", "cut", "schema"])
  func damage(kind: String) throws {
    var cache: Cache? = try open()
    _ = try cache?.save(RandomReading.make(rows: [(0, 1)]))
    if kind == "schema" { try cache?.pool.write { db in try db.execute(sql: "DROP TABLE clusters") } }
    cache = nil
    let file = URL(fileURLWithPath: state.cache)
    if kind == "junk" { try Data(repeating: 0x5A, count: 9000).write(to: file) }
    if kind == "cut" {
      let bytes = try Data(contentsOf: file)
      try bytes.prefix(bytes.count / 3).write(to: file)
      try? FileManager.default.removeItem(atPath: state.cache + "-wal")
    }
    func use(_ cache: Cache) throws {
      _ = try cache.cluster(at: "prod\n/x/prod")
      _ = try cache.save(RandomReading.make(rows: [(0, 2)]))
    }
    var (opened, notices) = try Cache.open(in: state, now: 42)
    // Damage that opening does not come upon is found by whoever comes upon it, and the cache made anew then.
    if notices.isEmpty {
      #expect(kind != "junk")
      let error = #expect(throws: StoreError.self) { try use(opened) }
      #expect(error?.code == .damaged)
      let renewed = try Cache.renew(in: state, now: 42, why: "it is damaged")
      (opened, notices) = (renewed.cache, [renewed.notice])
    }
    #expect(notices.count == 1)
    #expect(notices.first?.why.contains("cache.sqlite.damaged-42") == true)
    #expect(FileManager.default.fileExists(atPath: state.cache + ".damaged-42"))
    try use(opened)
    let (again, more) = try Cache.open(in: state, now: 43)
    #expect(more.isEmpty)
    #expect(try again.cluster(at: "prod\n/x/prod")?.table.count == 1)
  }

  @Test("of a later version is left as it is, of an earlier one brought up to date")
  func versions() throws {
    var cache: Cache? = try open()
    try cache?.pool.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('from the future')") }
    cache = nil
    let error = #expect(throws: StoreError.self) { try Cache.open(in: state, now: 42) }
    #expect(error?.code == .newer)
    #expect(FileManager.default.fileExists(atPath: state.cache + ".damaged-42") == false)
    let other = StateFolder(path: folder.path + "/old")
    try other.create()
    let queue = try DatabaseQueue(path: other.cache)
    try CacheSchema.migrator.migrate(queue, upTo: "clusters and findings")
    try queue.close()
    let migrated = try Cache.open(in: other, now: 42)
    #expect(migrated.notices.isEmpty)
    #expect(try migrated.cache.lastVisit(before: 1_000_000) == nil)
  }

  @Test("knows visits and days")
  func history() throws {
    let cache = try open()
    let hour: Int64 = 3600
    #expect(try cache.lastVisit(before: 100 * hour) == nil)
    for time in [1, 3, 2, 20, 22, 25] as [Int64] { try cache.noteVisit(at: time * hour) }
    #expect(try cache.lastVisit(before: 29 * hour) == 25 * hour)
    #expect(try cache.lastVisit(before: 28 * hour) == 3 * hour, "they follow one another within four hours")
    #expect(try cache.lastVisit(before: 24 * hour) == 3 * hour, "the clock was put back")
    #expect(try cache.lastVisit(before: 6 * hour) == nil)
    _ = try cache.save(RandomReading.make(rows: [(0, 1)]))
    var tally = Tally()
    tally.add(.fail, .high, count: 3)
    let count = DailyCount(day: 20_000, area: .workload, open: [0, 1, 2, 3, 4], tally: tally)
    try cache.note([count], of: "files:prod")
    #expect(try cache.days(from: 0) == ["files:prod": [count]])
    let before = try Data(contentsOf: URL(fileURLWithPath: state.cache + "-wal"))
    try cache.note([count], of: "files:prod")
    #expect(try Data(contentsOf: URL(fileURLWithPath: state.cache + "-wal")) == before)
    let next = DailyCount(day: 20_001, area: .workload, open: [0, 0, 0, 0, 0], tally: Tally())
    try cache.note([next], of: "files:prod")
    #expect(try cache.days(from: 20_001) == ["files:prod": [next]])
    // What nobody can have counted is left out.
    try SQLite.run(state.cache, "UPDATE days SET critical = 9223372036854775807 WHERE day = 20000")
    try SQLite.run(state.cache, "UPDATE days SET passedWeight = -1 WHERE day = 20001")
    #expect(try cache.days(from: 0).values.allSatisfy(\.isEmpty))
    try cache.note([count], of: "files:prod")
    #expect(try cache.days(from: 0) == ["files:prod": [count]])
  }

  @Test("may be used by several at once")
  func sharing() throws {
    let one = try open()
    let other = try open()
    _ = try one.save(RandomReading.make(rows: [(0, 1), (1, 1)]))
    _ = try other.save(RandomReading.make(rows: [(0, 2)], observedAt: 2000))
    _ = try one.save(RandomReading.make(rows: [(0, 1), (1, 1)], observedAt: 3000))
    #expect(try other.cluster(at: "prod\n/x/prod")?.table.count == 2)
    #expect(rows(of: try rebuilt(other)).count == 2)
  }

  @Test("says where it cannot be")
  func places() throws {
    try folder.write("file", "")
    #expect(throws: StoreError.self) { try Cache.open(in: StateFolder(path: folder.path + "/file/x"), now: 0) }
    let blocked = StateFolder(path: folder.path + "/blocked")
    try FileManager.default.createDirectory(atPath: blocked.cache, withIntermediateDirectories: true)
    #expect(throws: StoreError.self) { try Cache.open(in: blocked, now: 0) }
  }
}
