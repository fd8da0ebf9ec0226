import Export
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("A Deployment that says nothing")
struct BareWorkloadTests {
  @Test("fails many checks and shows a person few rows, the worst first")
  func brief() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "web.yaml",
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: "registry.example/web:1"}]
      """)
    let result = Scan.run(paths: [folder.path])
    let failed = result.entries()
    let (shown, _) = result.selected(ReportSelection(isBrief: true))
    let names = shown.map { result.info(of: $0) }.filter { [.workload, .resources].contains($0.area) }.map(\.id.name)
    #expect(failed.count >= 24)
    #expect(
      names == [
        "run-as-non-root", "mem-limit", "drop-all-caps", "ro-rootfs", "sa-token-automount", "liveness",
      ])
    let quality = try #require(failed.first { result.info(of: $0).id == "qos" })
    #expect(result.head(of: quality) == "mem-limit")
  }
}
