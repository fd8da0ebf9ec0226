import Foundation
import GRDB
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("A look into the state folder")
struct StateInspectionTests {
  private let folder: TemporaryFolder
  private var state: StateFolder { StateFolder(path: folder.path + "/state") }

  init() throws { folder = try TemporaryFolder() }

  @Test("says who holds files, as the system tells it")
  func holders() throws {
    let text = """
      1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF
      1: -> FLOCK  ADVISORY  WRITE 99 08:01:5678 0 EOF
      2: POSIX  ADVISORY  READ 77 08:01:9 124 124
      3: OFDLCK ADVISORY  READ -1 08:01:9 0 EOF
      4: FLOCK  ADVISORY  WRITE 5 00:2a:5678 0 EOF
      garbage
      5: FLOCK ADVISORY WRITE x 08:01:5678 0 EOF
      """
    let found = StateInspection.holders(in: text, of: ["08:01:5678": "collector.lock", "08:01:9": "cache.sqlite-shm"])
    #expect(
      found.map { "\($0.file) \($0.process) \($0.isExclusive)" } == [
        "cache.sqlite-shm 0 false", "cache.sqlite-shm 77 false", "collector.lock 0 true", "collector.lock 1234 true",
      ])
  }

  @Test("finds a lock among hundreds, which the kernel tells of page by page")
  func crowd() throws {
    try state.create()
    let lock = try CollectorLock(state)
    defer { lock.release() }
    // Locks that came later are told of first.
    var others: [Int32] = []
    defer { for descriptor in others { close(descriptor) } }
    for number in 0..<200 {
      let descriptor = open("\(folder.path)/other-\(number)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      try #require(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
      others.append(descriptor)
    }
    // Where the system tells of locks at all, it tells of this one: if not in this look then in another, for other locks
    // that come and go between two pages may hide it.
    guard FileManager.default.isReadableFile(atPath: "/proc/locks") else { return }
    let isTold = (0..<1000).contains { _ in
      StateInspection(state).holders.contains { $0.file == "collector.lock" && $0.isExclusive }
    }
    #expect(isTold)
  }

  @Test("leaves no trace")
  func inspection() throws {
    #expect(StateInspection(state).cache() == .absent)
    var cache: Cache? = try Cache.open(in: state, now: 42).cache
    _ = try cache?.save(RandomReading.make(rows: [(0, 1), (1, 2)]))
    func bytes() throws -> [String: Data] {
      var bytes: [String: Data] = [:]
      for name in folder.names where name != "state" {
        bytes[name] = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
      }
      return bytes
    }
    func look() throws -> StateInspection.CacheState {
      let before = try bytes()
      defer { #expect((try? bytes()) == before) }
      return StateInspection(state).cache()
    }
    let cluster = StateInspection.Cluster(name: "prod", location: "prod\n/x/prod", observedAt: 1000, findings: 2)
    #expect(try look() == .sound(clusters: [cluster], isOld: false), "while it is open")
    cache?.close()
    cache = nil
    #expect(try look() == .sound(clusters: [cluster], isOld: false), "when it is closed")
    cache = try Cache.open(in: state, now: 42).cache
    try cache?.pool.write { db in try db.execute(sql: "INSERT INTO grdb_migrations VALUES ('from the future')") }
    #expect(try look() == .newer)
    cache = nil
    try Data(repeating: 0x5A, count: 9000).write(to: URL(fileURLWithPath: state.cache))
    guard case .damaged = try look() else {
      Issue.record("it is junk")
      return
    }
  }
}
