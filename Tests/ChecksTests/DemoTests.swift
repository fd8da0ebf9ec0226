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

  private static let clusters =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()

  private func objects(_ cluster: String) throws -> Objects {
    let folder = DemoTests.folder.appendingPathComponent(cluster)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try Objects(
      files.sorted { $0.path < $1.path }.map { try String(contentsOf: $0, encoding: .utf8) }.joined(
        separator: "\n---\n"))
  }

  @Test("asks for nothing that an API server refuses", arguments: clusters)
  func valid(cluster: String) throws {
    let workloads = WorkloadSubject.all(in: try objects(cluster).inventory, namespace: nil)
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

  @Test("has no pod that Pod Security would keep out of its namespace", arguments: clusters)
  func admitted(cluster: String) throws {
    let objects = try objects(cluster)
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
