import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("The collector's lock")
struct CollectorLockTests {
  private let folder: TemporaryFolder
  private var state: StateFolder { StateFolder(path: folder.path) }

  init() throws { folder = try TemporaryFolder() }

  @Test("lets one write at a time, and names it to who waits")
  func one() throws {
    let first = try CollectorLock(state)
    let error = #expect(throws: StoreError.self) { try CollectorLock(state, patience: .zero).release() }
    #expect(error?.code == .busy)
    #expect(error?.why == "process \(getpid()) writes the cache")
    first.release()
    try CollectorLock(state, patience: .zero).release()
  }

  @Test(
    "is not held by a file that a dead process left, whatever stands in it", arguments: ["1\n", "", "x\u{1B}[2J", "99"])
  func stale(text: String) throws {
    try folder.write("collector.lock", text)
    chmod(state.collectorLock, 0o600)
    try CollectorLock(state, patience: .zero).release()
    #expect(try folder.text("collector.lock") == "\(getpid())\n")
    #expect(FileStatus(state.collectorLock)?.mode == 0o600)
  }

  @Test("is no link to somewhere else, and nothing that others may write to")
  func pretenders() throws {
    try folder.write("precious", "text")
    try folder.link("collector.lock", to: folder.path + "/precious")
    #expect(throws: StoreError.self) { try CollectorLock(state, patience: .zero).release() }
    #expect(try folder.text("precious") == "text")
    try FileManager.default.removeItem(atPath: state.collectorLock)
    try folder.write("collector.lock", "")
    chmod(state.collectorLock, 0o666)
    #expect(throws: StoreError.self) { try CollectorLock(state, patience: .zero).release() }
  }

  @Test("is needed to write the cache, not to read it, nor to keep what changes nothing")
  func cache() throws {
    let cache = try Cache.open(in: state, now: 42).cache
    let reading = RandomReading.make(rows: [(0, 1), (1, 2)])
    _ = try cache.save(reading)
    let lock = try CollectorLock(state)
    defer { lock.release() }
    #expect(try cache.cluster(at: reading.location)?.table.count == 2)
    #expect(try cache.save(RandomReading.make(rows: [(0, 1), (1, 2)], observedAt: 2000)) == 0)
  }
}
