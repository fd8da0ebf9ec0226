import Hardening
import Session
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Groups of findings, counted over columns")
struct OutlineTests {
  private func open(_ fleet: Fleet) async throws -> LocalSession {
    for cluster in ["prod", "stage"] {
      try fleet.write("\(cluster)/api.yaml", Manifests.privileged("api", namespace: "payments"))
      try fleet.write("\(cluster)/web.yaml", Manifests.privileged("web", namespace: "shop"))
    }
    return try await fleet.open("prod", "stage")
  }

  private func request(
    _ grouping: OutlineRequest.Grouping, _ query: UntrustedText = "", unfolded: Set<FindingsGroup.ID> = [],
    anchor: OutlineLine.ID? = nil, order: FindingsRequest.Order = .standard,
    window: FindingsRequest.Window = .init(before: 0, after: 10_000)
  ) -> OutlineRequest {
    OutlineRequest(
      FindingsRequest(query: query, order: order, window: window), by: grouping, unfolded: unfolded, anchor: anchor)
  }

  @Test("hold every finding once, whatever they are gathered by", arguments: OutlineRequest.Grouping.allCases)
  func whole(_ grouping: OutlineRequest.Grouping) async throws {
    let session = try await open(try Fleet())
    let all = try await session.page().rows
    let folded = try await session.outline(request(grouping))
    let groups = folded.lines.compactMap(\.group)
    #expect(folded.lines.count == folded.groups)
    #expect(folded.findings == all.count)
    #expect(groups.reduce(0) { $0 + $1.count } == all.count)
    #expect(groups.reduce(0) { $0 + $1.open } == all.count)
    let unfolded = try await session.outline(request(grouping, unfolded: Set(groups.map(\.id))))
    #expect(Set(unfolded.lines.compactMap(\.finding?.id)) == Set(all.map(\.id)))
    #expect(unfolded.page.total == all.count + groups.count)
    for group in groups {
      let members = try await session.findings(of: group.id, request(grouping).findings)
      #expect(members.rows.count == group.count)
      #expect(members.counts == group.counts)
    }
  }

  @Test("namespaces and workloads of two clusters are two groups, checks and images are one")
  func clusters() async throws {
    let session = try await open(try Fleet())
    let namespaces = try await session.outline(request(.namespace, "ns:payments")).lines.compactMap(\.group)
    #expect(namespaces.map(\.title) == ["payments", "payments"])
    #expect(Set(namespaces.map(\.cluster)) == ["prod", "stage"])
    let checks = try await session.outline(request(.check, "check:privileged")).lines.compactMap(\.group)
    #expect(checks.map(\.title) == ["privileged"])
    #expect(checks.first?.count == 4)
  }

  @Test("the worst group comes first, and in another order the one whose finding does")
  func order() async throws {
    let session = try await open(try Fleet())
    let worst = try await session.outline(request(.check)).lines.compactMap(\.group)
    #expect(worst.first?.worst == .critical)
    #expect(zip(worst, worst.dropFirst()).allSatisfy { $0.worst >= $1.worst })
    let named = try await session.outline(request(.check, order: .init(.check, ascending: true)))
    #expect(named.lines.compactMap(\.group?.title) == named.lines.compactMap(\.group?.title).sorted())
  }

  @Test("every window of every folding is a part of the whole, and anchors are where they say")
  func windows() async throws {
    let session = try await open(try Fleet())
    let groups = try await session.outline(request(.workload)).lines.compactMap(\.group)
    for mask in 0..<(1 << min(4, groups.count)) {
      let unfolded = Set(groups.indices.filter { mask >> $0 & 1 == 1 }.map { groups[$0].id })
      let whole = try await session.outline(request(.workload, unfolded: unfolded)).lines
      for start in stride(from: 0, to: whole.count, by: 3) {
        let part = try await session.outline(
          request(.workload, unfolded: unfolded, window: .init(index: start, before: 1, after: 2)))
        #expect(part.page.offset == max(0, start - 1))
        #expect(part.lines == Array(whole[max(0, start - 1)..<min(whole.count, start + 3)]))
        let found = try await session.outline(request(.workload, unfolded: unfolded, anchor: whole[start].id))
        #expect(found.page.anchor == start)
      }
    }
    let key = try await session.one("cluster:prod ns:shop check:privileged").id
    let folded = try await session.outline(request(.check, anchor: .finding(key)))
    let anchor = try #require(folded.page.anchor)
    #expect(folded.lines[anchor].group?.title == "privileged", "a folded finding is found at its group")
  }

  @Test("what was decided moves a group's counts, and a group that is gone has no findings")
  func decided() async throws {
    let session = try await open(try Fleet())
    let before = try await session.outline(request(.check, "check:privileged")).lines.compactMap(\.group)
    let group = try #require(before.first)
    let keys = try await session.findings(of: group.id, request(.check).findings).rows.map(\.id)
    _ = try await session.decide(DecisionRequest(act: .acknowledge, targets: Array(keys.prefix(3))))
    let after = try #require(try await session.outline(request(.check, "check:privileged")).lines.first?.group)
    #expect((after.open, after.acknowledged, after.count) == (1, 3, 4))
    let gone = FindingsGroup.ID(.check, value: "nothing")
    #expect(try await session.findings(of: gone, request(.check).findings).rows.isEmpty)
    let anchored = try await session.outline(request(.check, anchor: .group(gone)))
    #expect(anchored.page.anchor == nil)
  }
}
