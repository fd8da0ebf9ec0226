import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("The state folder")
struct StateFolderTests {
  private let folder: TemporaryFolder
  private var state: StateFolder { StateFolder(path: folder.path + "/state") }

  init() throws { folder = try TemporaryFolder() }

  private func append() throws {
    _ = try DecisionLog(in: state).append(now: 1) { _, ids in
      let key = FindingKey(cluster: "files:a", finding: Fingerprint(high: 1, low: 2))
      return [
        Decision(id: ids.next(), time: 1, author: "ada", act: .reopen, targets: [Decision.Target(key, evidence: 3)])
      ]
    }
  }

  @Test("is made for its owner alone, and so are its files")
  func modes() throws {
    try append()
    _ = try Cache.open(in: state, now: 42).cache.noteVisit(at: 1)
    #expect(FileStatus(state.path)?.mode == 0o700)
    for path in [state.decisions, state.cache, state.collectorLock] {
      #expect(FileStatus(path)?.mode == 0o600, "\(path)")
    }
  }

  @Test("is refused where others may write to it, with what to do", arguments: [0o777, 0o1777, 0o770, 0o702])
  func writable(mode: Int) throws {
    try FileManager.default.createDirectory(atPath: state.path, withIntermediateDirectories: true)
    chmod(state.path, mode_t(mode))
    for use in [append, { _ = try Cache.open(in: state, now: 42) }, { try state.requireLocks() }] {
      let error = #expect(throws: StoreError.self) { try use() }
      #expect(error?.code == .denied)
      #expect(error?.why.contains("others may write to it") == true)
      #expect(error?.next.contains("chmod 700") == true)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: state.path).isEmpty)
    // Who may read the names in it does no harm.
    chmod(state.path, 0o755)
    try append()
  }

  @Test("is refused where it is somebody else's")
  func owner() throws {
    try state.create()
    let error = #expect(throws: StoreError.self) { try state.requireOwn(user: geteuid() + 1) }
    #expect(error?.why == "it belongs to user \(geteuid()), and this is user \(geteuid() + 1)")
    try state.requireOwn()
  }

  @Test("has files that others may write to refused, and those that others may read closed to them")
  func files() throws {
    try append()
    chmod(state.decisions, 0o644)
    try append()
    #expect(FileStatus(state.decisions)?.mode == 0o600)
    chmod(state.decisions, 0o662)
    let error = #expect(throws: StoreError.self) { try append() }
    #expect(error?.why == "others may write to it (mode 0662)")
    try Data().write(to: URL(fileURLWithPath: state.cache))
    chmod(state.cache, 0o666)
    #expect(throws: StoreError.self) { try Cache.open(in: state, now: 42) }
  }
}
