import Export
import Foundation
import Hardening
import Session
import Store
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Folding: reports and the dashboard fold alike")
struct FoldingTests {
  @Test("over the demo fleet", arguments: ["edge-01", "prod-weu", "stg-weu"])
  func demo(cluster: String) async throws {
    let demo = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../Demo/\(cluster)")
    let fleet = try Fleet()
    try FileManager.default.copyItem(at: demo.standardizedFileURL, to: URL(fileURLWithPath: fleet.path + "/demo"))
    let folded = try await compare(fleet, "demo")
    #expect(folded > 0)
  }

  @Test("over worlds made up at random", arguments: 0..<10 as Range<UInt64>)
  func worlds(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let fleet = try Fleet()
    let makers = [
      RandomObject.make, RandomObject.network, RandomObject.entry, RandomObject.admission, RandomObject.access,
    ]
    let objects = (0..<60).map { makers[$0 % makers.count](&random) }
    try fleet.write("world/all.yaml", objects.joined(separator: "\n---\n"))
    _ = try await compare(fleet, "world")
  }

  @Test("beneath heads on other subjects: a workload's check beneath its container's, and that beneath another")
  func nested() async throws {
    let fleet = try Fleet()
    try fleet.write("prod/api.yaml", Manifests.privileged("api", namespace: "payments"))
    _ = try await compare(fleet, "prod")
    let session = try await fleet.open("prod")
    let row = try await session.one("check:mem-limit")
    let detail = try await session.finding(row.id)
    #expect(detail.folded.contains { $0.check == "qos" && $0.subject == "deploy/api" })
    #expect(row.folded == detail.folded.count)
    #expect(try await session.one("check:qos").folded == 0)
    #expect(try await session.page().rows.contains { $0.check == "qos" } == false)
  }

  @Test("nothing beneath a right that holds in another namespace")
  func namespaces() async throws {
    func binding(_ name: String, in namespace: String, _ role: String) -> String {
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: \(name), namespace: \(namespace)}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: \(role)}
      subjects: [{kind: Group, name: devs}]

      """
    }
    let reader = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: reader}
      rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]

      """
    let fleet = try Fleet()
    let administrator = binding("all", in: "shop", "cluster-admin")
    for (cluster, namespace, rows) in [("same", "shop", 1), ("other", "payments", 2)] {
      let objects = [reader, administrator, binding("read", in: namespace, "reader")]
      try fleet.write("\(cluster)/all.yaml", objects.joined(separator: "---\n"))
      let session = try await fleet.open(cluster)
      #expect(try await session.page("name:devs").rows.count == rows, "\(cluster)")
      _ = try await compare(fleet, cluster)
      await session.close()
    }
  }

  /// Holds the rows and counts of a session to those of a scan.
  /// - Returns: how many findings fold.
  private func compare(_ fleet: Fleet, _ cluster: String) async throws -> Int {
    let session = try await fleet.open(cluster)
    let page = try await session.page(states: [.open])
    let result = Scan.run(
      paths: [fleet.path + "/" + cluster], now: Date(timeIntervalSince1970: TimeInterval(fleet.now)))
    let (entries, hidden) = result.selected(ReportSelection(isBrief: true))
    let reported = entries.map { Fingerprint(check: result.info(of: $0).firstID, subject: result.reference(of: $0)) }
    #expect(Set(page.rows.map(\.id.finding)) == Set(reported))
    #expect(page.rows.count == Set(reported).count)
    #expect(page.hidden.folded == hidden.folded)
    #expect(page.hidden.info == hidden.info)
    #expect(page.hidden.platform == hidden.platform)
    let open = try #require(try await session.fleet().clusters.first).open
    #expect(open.total - open.info == page.total)
    // Heads are the same ones too, at whatever depth.
    let view = await session.view
    for entry in result.entries() {
      let id = Fingerprint(check: result.info(of: entry).firstID, subject: result.reference(of: entry))
      let row = try #require(view.data.parts[0].table.row(of: id))
      let finding = try view.finding(0, row)
      #expect(finding.foldedUnder == result.head(of: entry))
    }
    return hidden.folded
  }
}
