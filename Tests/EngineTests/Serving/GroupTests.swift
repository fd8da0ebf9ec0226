import Foundation
import Hardening
import Session
import Testing
import TextSafety

@testable import Engine

@Suite("Groups and environments of clusters")
struct GroupTests {
  @Test("are what filters name and suppressions reach, as the configuration has them now")
  func groups() async throws {
    let fleet = try Fleet()
    for cluster in ["prod-a", "prod-b", "stage"] {
      try fleet.write("\(cluster)/api.yaml", Manifests.privileged("api", namespace: "payments"))
    }
    var settings = Settings()
    settings.grouping.groups = [ClusterGrouping.Group("production", members: [TextPattern(parts: ["prod-", ""])])]
    settings.grouping.environments = [ClusterGrouping.Group("live", members: [TextPattern(literal: "prod-a")])]
    var session = try await fleet.open("prod-a", "prod-b", "stage", settings: settings)
    func clusters(_ query: UntrustedText) async throws -> [UntrustedText] {
      try await session.page("check:privileged \(query)", states: Set(FindingState.allCases)).rows.map(\.cluster)
    }
    #expect(try await clusters("group:production") == ["prod-a", "prod-b"])
    #expect(try await clusters("!group:prod*") == ["stage"])
    #expect(try await clusters("env:live") == ["prod-a"])
    #expect(try await clusters("env:\"\"") == ["prod-b", "stage"])
    #expect(try await session.fleet().clusters.map(\.environment) == ["live", "", ""])
    #expect(try await session.fleet().environments == ["live"])
    let spaces = try await session.namespaces(NamespacesRequest(query: "group:production")).namespaces
    #expect(spaces.map(\.cluster) == ["prod-a", "prod-b"])
    let row = try await session.page("check:privileged cluster:stage").rows[0]
    let act = DecisionRequest(
      act: .suppress, targets: [row.id], clusters: .group("production"), reason: "everywhere but here")
    #expect(try await session.preview(act).findings == 2)
    _ = try await session.decide(act)
    #expect(try await clusters("state:suppressed") == ["prod-a", "prod-b"])
    let everywhere = DecisionRequest(
      act: .suppress, targets: [row.id], scope: .check, clusters: .group("production"), reason: "again")
    #expect(try await session.decide(everywhere).summary == "suppressed privileged in group production")
    #expect(try await session.undo().summary == "took back: suppressed privileged in group production")
    let here = DecisionRequest(act: .suppress, targets: [row.id], scope: .check, reason: "here")
    #expect(try await session.decide(here).summary == "suppressed privileged in stage")
    _ = try await session.undo()
    await session.close()
    // Another configuration, another reach: the log names the group.
    settings.grouping.groups[0].members.append(TextPattern(literal: "stage"))
    session = try await fleet.open("prod-a", "prod-b", "stage", settings: settings)
    #expect(try await clusters("state:suppressed") == ["prod-a", "prod-b", "stage"])
    await session.close()
    session = try await fleet.open("prod-a", "prod-b", "stage")
    #expect(try await clusters("state:suppressed").isEmpty)
  }
}
