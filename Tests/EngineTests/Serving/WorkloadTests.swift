import Foundation
import Hardening
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("One object of a session")
struct WorkloadTests {
  @Test("has its parts, its findings with what was decided, what passes and what is unknown, and nothing of others")
  func workload() async throws {
    let fleet = try Fleet()
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    try fleet.write("prod/other.yaml", Manifests.privileged("api", namespace: "shop"))
    let session = try await fleet.open("prod")
    let row = try await session.one("check:privileged ns:payments")
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: [row.id]))
    let snapshot = try await session.workload(of: row.id)
    #expect(snapshot.history.map(\.decision.act) == [.acknowledge])
    #expect(snapshot.history.first?.checks == ["privileged"] && snapshot.firstSeen == fleet.now)
    #expect(Set(snapshot.parts.map { "\(SafeText($0.subject.shortText))" }).count == snapshot.parts.count, "each once")
    #expect(snapshot.object.kind == "Deployment" && snapshot.object.namespace == "payments")
    #expect(snapshot.parts.contains { $0.subject.container == "web" && !$0.image.isEmpty })
    #expect(snapshot.findings.allSatisfy { $0.namespace == "payments" })
    #expect(snapshot.findings.first { $0.check == "privileged" }?.state == .acknowledged)
    #expect(snapshot.findings.map(\.severity) == snapshot.findings.map(\.severity).sorted(by: >))
    let failed = Set(snapshot.findings.filter { !$0.subject.contains("[") }.map(\.check))
    #expect(snapshot.judged.contains { $0.verdict == .pass })
    #expect(snapshot.judged.allSatisfy { $0.verdict == .pass || $0.verdict == .unknown })
    #expect(Set(snapshot.judged.map(\.check)).isDisjoint(with: failed))
    let listed = try await session.page(
      "ns:payments name:api kind:Deployment sev>=info managed:you", states: Set(FindingState.allCases))
    #expect(Set(snapshot.findings.map(\.id)) == Set(listed.rows.map(\.id)))
    try fleet.remove("prod/api.yaml")
    await session.close()
    let kept = try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state, zone: .gmt, includesKept: true))
    let again = try await kept.workload(of: row.id)
    #expect(again.judged == snapshot.judged && again.parts == snapshot.parts && again.history == snapshot.history)
    await #expect(throws: SessionError.self) {
      try await kept.workload(of: FindingKey(cluster: "nowhere", finding: row.id.finding))
    }
  }
}
