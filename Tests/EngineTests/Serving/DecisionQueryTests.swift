import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Filters that ask for what was decided")
struct DecisionQueryTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    for name in ["api", "web", "job"] {
      try fleet.write("prod/\(name).yaml", Manifests.privileged(name, namespace: "shop"))
    }
  }

  @Test("by whom, for whom, until when; in sessions and in scans alike")
  func keys() async throws {
    let session = try await fleet.open("prod")
    func decide(_ act: Decision.Act, _ name: UntrustedText, until: Int64? = nil, assignee: UntrustedText = "")
      async throws
    {
      let row = try await session.one("check:privileged name:\(name)")
      _ = try await session.decide(
        DecisionRequest(act: act, targets: [row.id], reason: "x", until: until, assignee: assignee))
    }
    try await decide(.acknowledge, "api", until: fleet.now + 3 * 86_400)
    try await decide(.suppress, "web")
    try await decide(.note, "web", assignee: "bob")
    try await decide(.note, "web", assignee: "carol")
    func scanned(_ query: UntrustedText) throws -> [String] {
      let memory = ScanMemory(
        paths: [fleet.path + "/prod"], cluster: "prod", state: fleet.state, settings: Settings(), usesCache: false)
      let result = memory.recall(
        Scan.run(
          paths: [fleet.path + "/prod"], options: ScanOptions(cluster: "prod"),
          now: Date(timeIntervalSince1970: TimeInterval(fleet.now))))
      return try result.selected(ReportSelection(includesSuppressed: true, query: Query(parsing: query))).entries
        .map { SafeText(result.reference(of: $0).object.name).description }.sorted()
    }
    for (query, names): (UntrustedText, [String]) in [
      ("by:ada", ["api", "web"]), ("by:a*", ["api", "web"]), ("by:bob", []), ("by:\"\"", ["job"]),
      ("!by:ada", ["job"]), ("assignee:carol", ["web"]), ("assignee:bob", []), ("assignee:\"\"", ["api", "job"]),
      ("expires:7d", ["api"]), ("expires:2d", []), ("expires<7d", ["api"]), ("expires:never", ["web"]),
      ("expires:2025-11-27", ["api"]),
      ("expires:2025-11-26", []), ("by:ada expires:never", ["web"]),
    ] {
      let query: UntrustedText = "check:privileged \(query)"
      let rows = try await session.page(query, states: Set(FindingState.allCases)).rows
      let found = rows.map { SafeText($0.subject).description.split(whereSeparator: { $0 == "/" || $0 == " " })[1] }
      #expect(found.map(String.init).sorted() == names, "\(SafeText(query).description)")
      #expect(try scanned(query) == names, "scan: \(SafeText(query).description)")
    }
    await session.close()
  }

  @Test("say what is wrong with them")
  func errors() {
    func next(_ text: String) -> String? {
      do throws(QueryError) {
        _ = try Query(parsing: text)
        return nil
      } catch { return error.next.safe.description }
    }
    #expect(next("expires:soon") == "7d, 12h, 2w, 2026-12-31 or never")
    #expect(next("asignee:bob") == "did you mean assignee?")
    #expect(next("expries:7d") == "did you mean expires?")
    #expect(next("by>ada") == "write by:")
  }
}
