import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Filters that ask for labels")
struct LabelQueryTests {
  private let fleet: Fleet

  init() throws {
    fleet = try Fleet()
    try fleet.write(
      "prod/all.yaml",
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop, labels: {team: payments}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: shop, labels: {of: the-deployment}}
      spec:
        selector: {matchLabels: {app: api}}
        template:
          metadata: {labels: {app: api, tier: "1", "evil\\e[31m": "\\e]52;c;x\\a"}}
          spec: {containers: [{name: api, image: nginx, securityContext: {privileged: true}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop, labels: {app: web}}
      spec: {containers: [{name: web, image: nginx, securityContext: {privileged: true}}]}
      """)
  }

  private static let expected: [(query: UntrustedText, names: [String])] = [
    ("check:privileged label:app", ["api", "web"]), ("check:privileged label:app=api", ["api"]),
    ("check:privileged !label:tier", ["web"]), ("check:privileged label:app=api label:app=web", ["api", "web"]),
    ("check:privileged label:tier=1 ns:shop", ["api"]), ("check:privileged label:of", []),
    ("check:psa-labels label:team=pay*", ["shop"]), ("check:psa-labels label:app", []),
  ]

  @Test("find them in a session, in a scan, in the cache, and in one that was kept before there were any")
  func everywhere() async throws {
    let session = try await fleet.open("prod")
    for (query, wanted) in Self.expected {
      #expect(try await names(session, query) == wanted, "\(SafeText(query).description)")
      #expect(try scanned(query) == wanted, "scan: \(SafeText(query).description)")
    }
    await session.close()
    let cached = try await kept()
    for (query, wanted) in Self.expected { #expect(try await names(cached, query) == wanted) }
    await cached.close()

    // As an earlier version left it: no labels, and columns of another format.
    try SQLite.run(
      fleet.state.cache,
      "ALTER TABLE subjects DROP COLUMN labels; UPDATE tables SET content = x'00'; UPDATE clusters SET digest = x'00';"
        + "UPDATE subjects SET hash = 0; DELETE FROM grdb_migrations WHERE identifier = 'labels of subjects'")
    let old = try await kept()
    #expect(try await names(old, "check:privileged") == ["api", "web"])
    #expect(try await names(old, "check:privileged label:app") == [])
    await old.close()
    let again = try await fleet.open("prod")
    #expect(try await names(again, "check:privileged label:app") == ["api", "web"])
    await again.close()
    let last = try await kept()
    for (query, wanted) in Self.expected { #expect(try await names(last, query) == wanted) }
    await last.close()
  }

  /// What the cache has, and nothing else.
  private func kept() async throws -> LocalSession {
    try await LocalSession.open(
      LocalSession.Configuration(
        sources: [], settings: Settings(), state: fleet.state,
        clock: { [fleet] in Date(timeIntervalSince1970: TimeInterval(fleet.now)) }, zone: .gmt, includesKept: true))
  }

  private func names(_ session: LocalSession, _ query: UntrustedText) async throws -> [String] {
    try await session.page(query, states: Set(FindingState.allCases)).rows
      .map { String(SafeText($0.subject).description.split(whereSeparator: { $0 == "/" || $0 == " " })[1]) }.sorted()
  }

  private func scanned(_ query: UntrustedText) throws -> [String] {
    let result = Scan.run(
      paths: [fleet.path + "/prod"], options: ScanOptions(cluster: "prod"),
      now: Date(timeIntervalSince1970: TimeInterval(fleet.now)))
    return try result.selected(ReportSelection(query: Query(parsing: query))).entries
      .map { SafeText(result.reference(of: $0).object.name).description }.sorted()
  }
}
