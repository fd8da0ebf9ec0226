import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Three processes that decide at once and are killed at any moment", .serialized)
struct StormTests {
  /// Few in the suite; `make storm` has a thousand.
  static let runs: Range<UInt64> =
    0..<(ProcessInfo.processInfo.environment["BULWARK_STORM_RUNS"].flatMap { UInt64($0) } ?? 6)

  @Test("lose nothing that was confirmed, have it once and in order, and all come to the same", arguments: runs)
  func storm(seed: UInt64) async throws {
    let fleet = try Fleet()
    for cluster in ["prod", "stage"] {
      try fleet.write("\(cluster)/api.yaml", Manifests.privileged("api", namespace: "payments"))
    }
    let session = try await fleet.open("prod", "stage")
    await session.keepAll()
    if seed % 3 == 0 { try makeOlder(fleet.state) }
    let random = SeededGenerator(seed: seed)
    // On a thread of its own: it blocks, and others have tests to run.
    let confirmed = try await Work.run { [random] in Result { try StormTests.decide(fleet, seed, random) } }.get()
    try await check(confirmed, session, fleet)
    await session.close()
  }

  /// - Returns: what each process had confirmed.
  private static func decide(_ fleet: Fleet, _ seed: UInt64, _ start: SeededGenerator) throws -> [[ULID]] {
    var random = start
    var confirmed: [[ULID]] = []
    var workers: [StormWorker] = []
    for number in 0..<3 {
      workers.append(try StormWorker(fleet.state, in: fleet.path, seed: seed * 100 + UInt64(number)))
    }
    // Each is killed after some acts, in the midst of the next, and another takes its place.
    for round in 0..<6 {
      let index = Int.random(in: 0..<3, using: &random)
      workers[index].read(lines: Int.random(in: 0...6, using: &random))
      spin(Int.random(in: 0..<400_000, using: &random))
      confirmed.append(try workers[index].kill())
      workers[index] = try StormWorker(fleet.state, in: fleet.path, seed: seed * 100 + UInt64(10 + round))
    }
    for worker in workers {
      worker.read(lines: 1)
      confirmed.append(try worker.kill())
    }
    return confirmed
  }

  private func check(_ confirmed: [[ULID]], _ session: LocalSession, _ fleet: Fleet) async throws {
    let batch = try DecisionLog(in: fleet.state).read()
    for notice in batch.notices { #expect(notice.why.contains("stopped while it wrote"), "\(notice.text.safe)") }
    var places: [ULID: Int] = [:]
    for (place, decision) in batch.decisions.enumerated() {
      #expect(places.updateValue(place, forKey: decision.id) == nil, "\(decision.id) is there twice")
    }
    #expect(confirmed.contains { !$0.isEmpty })
    for ids in confirmed {
      let found = ids.compactMap { places[$0] }
      #expect(found.count == ids.count, "an act that was confirmed is gone")
      #expect(found == found.sorted(), "acts of one process are out of order")
    }
    // Who saw it grow, and who reads it now.
    await session.readOthers()
    let again = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
    #expect(try await session.decisions().entries == again.decisions().entries)
    let states = Set(FindingState.allCases)
    #expect(try await session.page("is:folded", states: states).rows == again.page("is:folded", states: states).rows)
    #expect(try await session.page("", states: states).rows == again.page("", states: states).rows)
    #expect(try await session.fleet().clusters.map(\.summary.areas) == again.fleet().clusters.map(\.summary.areas))
  }

  /// Makes the cache one of the first version, to be migrated by whoever is first.
  private func makeOlder(_ state: StateFolder) throws {
    let statements =
      "DROP TABLE visits; DROP TABLE days; DELETE FROM grdb_migrations WHERE identifier = 'visits and days';"
    try SQLite.run(state.cache, statements)
  }

  private static func spin(_ count: Int) {
    var number = 1
    for step in 0..<count { number = number &* 31 &+ step }
    #expect(number != 0 || count == 0)
  }
}

/// A process that decides, and what it says that it did.
private final class StormWorker {
  private let running: Running
  private let descriptor: Int32
  private let errors: String
  private var text: [UInt8] = []

  struct EndedByItself: Error { var errors: String }

  init(_ state: StateFolder, in folder: String, seed: UInt64) throws {
    let pipe = "\(folder)/worker-\(seed)"
    guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.EIO) }
    errors = "\(pipe).errors"
    // Open on both ends, or whoever opens it first would wait for the other.
    descriptor = open(pipe, O_RDWR | O_CLOEXEC | O_NONBLOCK)
    running = try Running(
      Program.built("triage-storm"), [state.path, String(seed)],
      streams: ("/dev/null", pipe, errors), home: folder)
  }

  deinit { close(descriptor) }

  /// Waits until so many acts were confirmed, or the process has ended by itself.
  func read(lines: Int) {
    while text.count(where: { $0 == UInt8(ascii: "\n") }) < lines {
      var watched = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      // It may have ended, which no reading end of a pipe that is open on both tells.
      if poll(&watched, 1, 1000) == 0, running.hasEnded { return }
      drain()
    }
  }

  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Foundation.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return }
      text += buffer[..<count]
    }
  }

  /// Kills the process, as a machine that loses its power would.
  /// - Returns: what it had confirmed, in order.
  func kill() throws -> [ULID] {
    running.signal(SIGKILL)
    guard running.wait() == 128 + SIGKILL else {
      throw EndedByItself(errors: try String(contentsOfFile: errors, encoding: .utf8))
    }
    drain()
    return String(decoding: text, as: UTF8.self).split { $0 == " " || $0 == "\n" }.compactMap { ULID(String($0)) }
  }
}
