import Checks
import Foundation
import Hardening
import Inventory
import Testing
import TextSafety

@Suite("The demo fleet")
struct DemoTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Demo")

  private static let clusters = ["edge-01", "prod-weu", "stg-weu"]

  /// Clusters as they are, and as they were so many days ago.
  private static let times = clusters.flatMap { cluster in [0, 1, 3, 7, 14, 21].map { (cluster, $0) } }

  /// The objects of a cluster so many days ago: each file is the youngest one of those that are as old or older.
  private func objects(_ cluster: String, daysAgo: Int = 0) throws -> Objects {
    var texts: [String: String] = [:]
    for folder in [cluster] + (1...21).filter({ $0 <= daysAgo }).map({ "past/\($0)/\(cluster)" }) {
      let path = DemoTests.folder.appendingPathComponent(folder)
      guard FileManager.default.fileExists(atPath: path.path) else { continue }
      for file in try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil) {
        texts[file.lastPathComponent] = try String(contentsOf: file, encoding: .utf8)
      }
    }
    return try Objects(texts.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n---\n"))
  }

  @Test("is three clusters, with hundreds of objects and a dozen namespaces in each big one")
  func size() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: DemoTests.folder.path)
    #expect(folders.filter { $0 != "past" && !$0.hasSuffix(".yaml") }.sorted() == DemoTests.clusters)
    var objects = 0
    for cluster in DemoTests.clusters {
      let trees = try self.objects(cluster).trees
      objects += trees.count
      #expect(Set(trees.map(\.reference)).count == trees.count, "\(cluster) has an object twice")
      let namespaces = trees.count { $0.reference.kind == "Namespace" }
      #expect(namespaces >= (cluster == "edge-01" ? 5 : 12), "\(cluster) has \(namespaces) namespaces")
      let missing = Set(trees.map(\.reference.namespace)).subtracting(trees.map(\.reference.name)).subtracting([""])
      #expect(missing.isEmpty, "\(cluster) lacks the namespaces \(missing)")
    }
    #expect((300...520).contains(objects), "\(objects)")
  }

  @Test("has teams of whose workloads nobody hears", arguments: ["prod-weu", "stg-weu"])
  func hardened(cluster: String) throws {
    let infos = Dictionary(Registry.all.infos.map { ($0.id, $0) }) { first, _ in first }
    let teams: Set<UntrustedText> = ["payments", "identity", "gateway", "gatekeeper-system"]
    var judged = 0
    for verdict in judge(try objects(cluster)) where teams.contains(verdict.subject.object.namespace) {
      guard let info = infos[verdict.check], info.area == .workload, info.severity >= .medium else { continue }
      judged += 1
      // Who serves admission has to ask the API server.
      if verdict.subject.object.namespace == "gatekeeper-system", verdict.check == "sa-token-automount" { continue }
      #expect(verdict.judgement.verdict != .fail, "\(verdict.check) \(verdict.subject.object)")
    }
    #expect(judged > 100)
  }

  @Test("asks for nothing that an API server refuses, now or then", arguments: times)
  func valid(cluster: String, daysAgo: Int) throws {
    let workloads = WorkloadSubject.all(in: try objects(cluster, daysAgo: daysAgo).inventory, namespace: nil)
    #expect(!workloads.isEmpty)
    for workload in workloads {
      let template = try #require(workload.partOf).template
      let sharesNode = [template.content.hostPID, template.content.hostIPC, template.content.hostNetwork]
        .contains { $0.known == true }
      #expect(!(sharesNode && template.content.hostUsers.known == false), "\(workload.reference.object)")
      for container in template.containers {
        let context = container.securityContext
        let needsEscalation =
          context.privileged.known == true || context.addedCapabilities.known?.contains("CAP_SYS_ADMIN") == true
        #expect(!(needsEscalation && context.allowPrivilegeEscalation.known == false), "\(workload.reference.object)")
      }
    }
  }

  @Test("has no pod that Pod Security would keep out of its namespace", arguments: times)
  func admitted(cluster: String, daysAgo: Int) throws {
    let objects = try objects(cluster, daysAgo: daysAgo)
    // What the levels forbid, by the checks that say so.
    let baseline: Set<CheckID> = [
      "privileged", "host-pid", "host-ipc", "host-network", "host-port", "host-path", "added-caps", "proc-mount",
      "seccomp-unconfined",
    ]
    let restricted = baseline.union([
      "priv-escalation", "run-as-non-root", "run-as-user-zero", "drop-all-caps", "seccomp", "volume-types",
    ])
    for judged in judge(objects) where judged.judgement.verdict == .fail {
      let labels = objects.inventory.namespaces[judged.subject.object.namespace]?.labels ?? []
      let level = labels.first { $0.key == "pod-security.kubernetes.io/enforce" }?.value
      let forbidden = level == "restricted" ? restricted : level == "baseline" ? baseline : []
      #expect(!forbidden.contains(judged.check), "\(judged.check) \(judged.subject.object)")
    }
  }
}
