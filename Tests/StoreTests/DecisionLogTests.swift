import Foundation
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Store

@Suite("The decision log")
struct DecisionLogTests {
  private func note(_ id: ULID, _ reason: UntrustedText = "") -> Decision {
    let target = Decision.Target(
      FindingKey(cluster: "files:a", finding: Fingerprint(high: 1, low: 2)), evidence: 3)
    return Decision(id: id, time: id.milliseconds, author: "ada", act: .note, targets: [target], reason: reason)
  }

  private func append(_ log: DecisionLog, _ reason: UntrustedText = "", now: Int64 = 1000) throws -> Decision {
    try #require(try log.append(now: now) { _, ids in [note(ids.next(), reason)] }.own.first)
  }

  @Test("gives back what was appended, to this process and to others, for its owner alone")
  func basics() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path + "/a/b")
    let log = DecisionLog(in: state)
    #expect(try log.read().decisions.isEmpty)
    let first = try append(log, "one")
    #expect(try log.read().decisions.isEmpty, "what it appended itself is no news")
    let other = DecisionLog(in: state)
    #expect(try other.read().decisions == [first])
    let second = try append(other, "two")
    #expect(try log.read().decisions == [second])
    let third = try other.append(now: 1000) { others, ids in
      #expect(others.decisions.isEmpty)
      return [note(ids.next()), note(ids.next())]
    }
    let (others, own) = try log.append(now: 1000) { others, _ in
      #expect(others.decisions == third.own)
      return []
    }
    #expect(others.decisions.count == 2)
    #expect(own.isEmpty)
    let mode = { (path: String) in try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int }
    #expect(try mode(state.decisions) == 0o600)
    #expect(try mode(state.path) == 0o700)
    #expect(try mode(folder.path + "/a") == 0o700)
  }

  @Test("orders acts as they were done, also when clocks go backwards")
  func clocks() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    var ids: [ULID] = []
    for (index, now) in [5000, 4000, 0, 5000, -7, 6000].enumerated() {
      let log = index % 2 == 0 ? DecisionLog(in: state) : DecisionLog(in: state)
      ids.append(try append(log, now: Int64(now)).id)
    }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  @Test("hands on act by act what was there, though others append meanwhile")
  func eachAct() throws {
    let state = StateFolder(path: try TemporaryFolder().path)
    let log = DecisionLog(in: state)
    #expect(try log.each { _ in Issue.record("there is none") }.isEmpty)
    let acts = try (0..<5).map { try append(log, "\($0)") }
    nonisolated(unsafe) var found: [Decision] = []
    let notices = try log.each { act in
      found.append(act)
      #expect(throws: Never.self) { _ = try append(DecisionLog(in: state)) }
    }
    #expect(found == acts)
    #expect(notices.isEmpty)
    #expect(try DecisionLog(in: state).read().decisions.count == 10)
  }

  @Test("takes more acts at once than are written at once, or none of them")
  func manyBlocks() throws {
    let state = StateFolder(path: try TemporaryFolder().path)
    let log = DecisionLog(in: state)
    let text = UntrustedText(String(repeating: "x", count: 100_000))
    let own = try log.append(now: 1000) { _, ids in (0..<30).map { _ in note(ids.next(), text) } }.own
    #expect(try DecisionLog(in: state).read().decisions == own)
    #expect(throws: StoreError.self) {
      try log.append(now: 1000) { _, ids in
        (0..<30).map { _ in note(ids.next(), text) }
          + [note(ids.next(), UntrustedText(String(repeating: "x", count: 1 << 24)))]
      }
    }
    #expect(try DecisionLog(in: state).read().decisions == own)
    let more = try append(log)
    #expect(try DecisionLog(in: state).read().decisions == own + [more])
  }

  @Test("survives being cut off anywhere in its last line without losing a confirmed act")
  func torn() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    let first = try append(DecisionLog(in: state), "kept")
    let whole = try Data(contentsOf: URL(fileURLWithPath: state.decisions))
    let second = try append(DecisionLog(in: state), "a \u{202E}reason\n with é")
    let both = try Data(contentsOf: URL(fileURLWithPath: state.decisions))
    for length in whole.count...both.count {
      try both.prefix(length).write(to: URL(fileURLWithPath: state.decisions))
      let batch = try DecisionLog(in: state).read()
      let isThere = length >= both.count - 1
      #expect(batch.decisions == (isThere ? [first, second] : [first]))
      #expect(batch.notices.count == (isThere || length == whole.count ? 0 : 1))
      let log = DecisionLog(in: state)
      let third = try append(log, "healed")
      #expect(third.id > first.id)
      let again = try DecisionLog(in: state).read()
      #expect(again.decisions == (isThere ? [first, second, third] : [first, third]))
      // Also where another act has closed it, a line that was cut off is told apart from one that is damaged.
      #expect(again.notices.allSatisfy { $0.why.contains("stopped while it wrote") && $0.what.contains("line 2") })
      // What was torn is kept, and named.
      let text = try Data(contentsOf: URL(fileURLWithPath: state.decisions))
      #expect(text.starts(with: both.prefix(length)))
      #expect(try log.read().decisions.isEmpty)
    }
  }

  @Test("names lines that it cannot follow, keeps them, and follows the others")
  func damage() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    let first = try append(DecisionLog(in: state))
    let file = URL(fileURLWithPath: state.decisions)
    var bytes = try Data(contentsOf: file)
    bytes += Data("garbage\n\n{\"v\":7,\"act\":\"dance\"}\n".utf8)
    bytes += Data([0, 255, 254, 10, 0xC3, 10])
    bytes += Data("{\"v\":1,\"reason\":\"".utf8) + Data(repeating: 97, count: 10 << 20) + Data("\n".utf8)
    try bytes.write(to: file)
    let log = DecisionLog(in: state)
    let second = try append(log)
    let batch = try DecisionLog(in: state).read()
    #expect(batch.decisions == [first, second])
    #expect(batch.notices.count == 5)
    #expect(batch.notices.contains { $0.why.contains("later version") && $0.what.contains("line 4") })
    #expect(try Data(contentsOf: file).starts(with: bytes))
    try Data(String(repeating: "x\n", count: 1000).utf8).write(to: file)
    let many = try DecisionLog(in: state).read().notices
    #expect(many.count == 21)
    #expect(many.last?.why.contains("980") == true)
  }

  @Test("drops a line that is longer than any act, says which, and appends no such act")
  func longLines() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    let first = try append(DecisionLog(in: state))
    let file = URL(fileURLWithPath: state.decisions)
    // An act in all but its length.
    var bytes = try Data(contentsOf: file)
    let long = bytes.dropLast() + Data(repeating: 32, count: DecisionLine.longest) + Data("\n".utf8)
    bytes += long
    try bytes.write(to: file)
    let batch = try DecisionLog(in: state).read()
    #expect(batch.decisions == [first])
    #expect(batch.notices.map(\.what) == ["decisions.jsonl, line 2"])
    #expect(batch.notices.allSatisfy { $0.why.contains("16 MiB") })
    let error = #expect(throws: StoreError.self) {
      try append(DecisionLog(in: state), UntrustedText(String(repeating: "a", count: DecisionLine.longest)))
    }
    #expect(error?.why.contains("16 MiB") == true)
    #expect(try Data(contentsOf: file) == bytes)
  }

  @Test("loses nothing when several append at once")
  func concurrency() async throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    let confirmed = try await withThrowingTaskGroup(of: [Decision].self) { group in
      for writer in 0..<4 {
        group.addTask {
          let log = DecisionLog(in: state)
          return try (0..<25).map { number in try append(log, "\(writer).\(number)", now: Int64(number % 3)) }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let read = try DecisionLog(in: state).read()
    #expect(read.notices.isEmpty)
    #expect(Set(read.decisions) == Set(confirmed))
    #expect(read.decisions.map(\.id) == read.decisions.map(\.id).sorted())
    for writer in 0..<4 {
      let own = read.decisions.map(\.reason).filter { $0.hasPrefix("\(writer).") }
      #expect(own == (0..<25).map { "\(writer).\($0)" })
    }
  }

  @Test("writes nothing when the disk is full, in the middle of a line too", arguments: [0, 1, 40])
  func fullDisk(room: Int) throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    let first = try append(DecisionLog(in: state))
    let before = try Data(contentsOf: URL(fileURLWithPath: state.decisions))
    var calls = FileCalls()
    calls.write = { descriptor, bytes, count in
      var status = stat()
      fstat(descriptor, &status)
      let left = before.count + room - Int(status.st_size)
      if left > 0 { return write(descriptor, bytes, min(count, left)) }
      errno = ENOSPC
      return -1
    }
    let log = DecisionLog(in: state, calls: calls)
    let error = #expect(throws: StoreError.self) { try append(log) }
    #expect(error?.code == .full)
    #expect(try Data(contentsOf: URL(fileURLWithPath: state.decisions)) == before)
    #expect(try DecisionLog(in: state).read().decisions == [first])
    let next = try append(DecisionLog(in: state))
    #expect(try log.read().decisions == [next])
  }

  @Test("confirms nothing that is not on disk")
  func failedSync() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    var calls = FileCalls()
    calls.sync = { _ in
      errno = EIO
      return -1
    }
    #expect(throws: StoreError.self) { try append(DecisionLog(in: state, calls: calls)) }
    #expect(try DecisionLog(in: state).read().decisions.isEmpty)
  }

  @Test("refuses a file system that cannot lock with a sentence", arguments: [ENOLCK, EOPNOTSUPP, ENOSYS])
  func noLocks(number: Int32) throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    var calls = FileCalls()
    calls.lock = { _, _ in
      errno = number
      return -1
    }
    let error = #expect(throws: StoreError.self) { try append(DecisionLog(in: state, calls: calls)) }
    #expect(error?.code == .cannotLock)
    let refused = #expect(throws: StoreError.self) { try state.requireLocks(calls) }
    #expect(refused?.code == .cannotLock)
    try state.requireLocks()
    #expect(error?.why.contains("cannot lock") == true)
    #expect(error?.next.contains("BULWARK_STATE") == true)
  }

  @Test("refuses places that are no folder, and things that are no file")
  func places() throws {
    let folder = try TemporaryFolder()
    try folder.write("file", "")
    let below = #expect(throws: StoreError.self) {
      try append(DecisionLog(in: StateFolder(path: folder.path + "/file")))
    }
    #expect(below?.code == .denied)
    let deeper = StateFolder(path: folder.path + "/file/deeper")
    #expect(throws: StoreError.self) { try append(DecisionLog(in: deeper)) }
    #expect(throws: StoreError.self) { try DecisionLog(in: deeper).read() }
    let state = StateFolder(path: folder.path)
    mkfifo(state.decisions, 0o600)
    #expect(throws: StoreError.self) { try DecisionLog(in: state).read() }
  }

  @Test("begins anew when its file was replaced or removed")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let state = StateFolder(path: folder.path)
    let log = DecisionLog(in: state)
    let first = try append(log)
    try FileManager.default.moveItem(atPath: state.decisions, toPath: folder.path + "/old")
    var batch = try log.read()
    #expect(batch.isFromStart)
    #expect(batch.decisions.isEmpty)
    try FileManager.default.moveItem(atPath: folder.path + "/old", toPath: state.decisions)
    batch = try log.read()
    #expect(batch.decisions == [first])
    try Data().write(to: URL(fileURLWithPath: state.decisions))
    batch = try log.read()
    #expect(batch.isFromStart)
    #expect(batch.decisions.isEmpty)
  }

  @Test("lies where the environment says")
  func location() {
    #expect(StateFolder.find(in: ["BULWARK_STATE": "x", "XDG_STATE_HOME": "/y", "HOME": "/z"]).path == "x")
    #expect(StateFolder.find(in: ["XDG_STATE_HOME": "/y", "HOME": "/z"]).path == "/y/bulwark")
    #expect(StateFolder.find(in: ["XDG_STATE_HOME": "y", "HOME": "/z"]).path == "/z/.local/state/bulwark")
    #expect(StateFolder.find(in: ["HOME": "/z"]).decisions == "/z/.local/state/bulwark/decisions.jsonl")
  }
}
