import Hardening
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("Decisions, and the findings that they concern")
struct DecisionsTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    try fleet.write("prod/web.yaml", Manifests.privileged("web", namespace: "shop"))
    try fleet.write("prod/dns.yaml", Manifests.privileged("coredns", namespace: "kube-system"))
  }

  private func selected(_ query: UntrustedText, in session: LocalSession) async throws -> [String] {
    try await session.page(query, states: Set(FindingState.allCases)).names
  }

  @Test("a decision's query selects what it concerns, in any state, and nothing beside it")
  func query() async throws {
    let session = try await fleet.open("prod")
    let api = try await session.one("check:privileged ns:payments")
    _ = try await session.decide(
      DecisionRequest(act: .suppress, targets: [api.id], scope: .check, reason: "agents"))
    let entry = try #require(try await session.decisions().entries.first)
    #expect(entry.covers == 3, "the platform's too")
    #expect(
      Set(try await selected(entry.query, in: session)) == [
        "privileged deploy/api [web]", "privileged deploy/web [web]", "privileged deploy/coredns [web]",
      ])
    #expect(try await selected("\(entry.query) ns:shop", in: session) == ["privileged deploy/web [web]"])
    #expect(try await session.page(entry.query).hidden.suppressed == 3)
    let heads = try await session.page(entry.query, states: Set(FindingState.allCases)).rows
    #expect(entry.beneath == heads.reduce(0) { $0 + $1.folded } && entry.beneath > 0)
    let cluster = try #require(try await session.fleet().clusters.first)
    #expect(cluster.suppressed == 2, "yours, as lists show them")
    #expect(cluster.suppressedByArea == [.workload: 2])
    _ = try await session.undo()
    let undo = try #require(try await session.decisions().entries.first)
    #expect(try await selected(undo.query, in: session).count == 3, "an undo is about what it takes back")
    #expect(try await selected("!\(entry.query) check:privileged", in: session).isEmpty)
    #expect(try await selected("act:01ARZ3NDEKTSV4RRFFQ69G5FAV", in: session).isEmpty)
  }

  @Test("says how many acknowledged findings are back, and that what was reopened is covered no longer")
  func resurfaced() async throws {
    let session = try await fleet.open("prod")
    let digest = try await session.one("check:image-digest ns:payments container:web")
    let privileged = try await session.one("check:privileged ns:payments")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [digest.id, privileged.id]))
    #expect(try await session.decisions().entries.first?.covers == 2)
    fleet.now += 1000
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments", tag: "2.0"))
    try await session.refresh()
    try await session.settle()
    let entry = try #require(try await session.decisions().entries.first)
    #expect((entry.covers, entry.resurfaced) == (1, 1))
    #expect(try await selected(entry.query, in: session).count == 2)
    _ = try await session.decide(DecisionRequest(act: .reopen, targets: [digest.id, privileged.id]))
    let acknowledged = try #require(try await session.decisions().entries.last)
    #expect((acknowledged.covers, acknowledged.resurfaced) == (0, 0))
  }

  @Test("a decision about what folds beneath another finding shows it")
  func folded() async throws {
    let session = try await fleet.open("prod")
    let row = try await session.one("is:folded check:sys-admin ns:shop")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id]))
    let entry = try #require(try await session.decisions().entries.first)
    #expect(entry.covers == 1)
    #expect(try await selected(entry.query, in: session) == ["sys-admin deploy/web [web]"])
  }
}
