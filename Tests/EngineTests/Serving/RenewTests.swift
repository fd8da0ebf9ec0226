import Hardening
import Session
import Store
import Testing
import TextSafety

@testable import Engine

@Suite("Suppressions with another end")
struct RenewTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    for name in ["api", "web"] { try fleet.write("prod/\(name).yaml", Manifests.privileged(name, namespace: "shop")) }
  }

  private func suppress(_ session: LocalSession) async throws -> [ULID] {
    let row = try await session.one("check:privileged name:api")
    let receipt = try await session.decide(
      DecisionRequest(
        act: .suppress, targets: [row.id], scope: .workload, reason: "until the migration",
        until: fleet.now + 86_400))
    return receipt.decisions.map(\.id)
  }

  @Test("reach what they reached, until the new day, for the new reason; it is one act, and undone as one")
  func renew() async throws {
    let session = try await fleet.open("prod")
    let old = try await suppress(session)
    let until = fleet.now + 40 * 86_400
    let receipt = try await session.renew(old, reason: "the migration is late", until: until)
    #expect(receipt.findings == 0, "they were hidden and are")
    fleet.now += 2 * 86_400
    #expect(try await session.one("check:privileged name:api").state == .suppressed)
    var entries = try await session.decisions().entries
    #expect(entries.map(\.status) == [.inForce, .undone])
    #expect(entries[0].first.until == until && entries[0].first.reason == "the migration is late")
    #expect(entries[0].verbatim == ["suppress"] && entries[0].covers >= 1)
    let rules = entries.map(\.first.rule)
    #expect(rules[0] == rules[1])
    _ = try await session.undo()
    #expect(try await session.one("check:privileged name:api").state == .open, "the old one is over")
    _ = try await session.redo()
    #expect(try await session.one("check:privileged name:api").state == .suppressed)
    entries = try await session.decisions().entries
    #expect(entries.contains { $0.status == .inForce && $0.first.until == until })
    await session.close()
  }

  @Test("one whose time is over holds again")
  func over() async throws {
    let session = try await fleet.open("prod")
    let old = try await suppress(session)
    fleet.now += 2 * 86_400
    #expect(try await session.one("check:privileged name:api").state == .open)
    _ = try await session.renew(old, reason: "still", until: nil)
    #expect(try await session.one("check:privileged name:api").state == .suppressed)
    #expect(try await session.one("check:privileged name:web").state == .open)
    await session.close()
  }

  @Test("what was taken back, has no reason or would end before now is refused, and nothing changes")
  func refused() async throws {
    let session = try await fleet.open("prod")
    let old = try await suppress(session)
    let before = try await session.decisions().entries
    await #expect(throws: SessionError.self) { try await session.renew(old, reason: " ", until: nil) }
    await #expect(throws: SessionError.self) { try await session.renew(old, reason: "x", until: fleet.now) }
    await #expect(throws: SessionError.self) { try await session.renew([], reason: "x", until: nil) }
    #expect(try await session.decisions().entries == before)
    _ = try await session.withdraw(old)
    await #expect(throws: SessionError.self) { try await session.renew(old, reason: "x", until: nil) }
    await session.close()
  }
}

extension DecisionsSnapshot.Entry {
  fileprivate var verbatim: [String] { decisions.map(\.act.rawValue) }
}
