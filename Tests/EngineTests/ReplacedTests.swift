import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("An object that several files have")
struct ReplacedTests {
  @Test("is judged as the last has it, and a notice says so")
  func replaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.yaml", Manifests.privileged("api", namespace: "shop", tag: "1"))
    try folder.write("b.yaml", Manifests.privileged("api", namespace: "shop", tag: "2"))
    try folder.write("c.yaml", Manifests.privileged("api", namespace: "other"))
    let result = Scan.run(paths: [folder.path])
    let notices = result.notices.map(\.text)
    #expect(notices.count == 1)
    #expect(notices.first?.contains("b.yaml: apps/Deployment shop/api stands in ") == true)
    #expect(notices.first?.contains("a.yaml too, and the last one counts (") == true)
    #expect(!result.isPartial)
    let images = result.entries().map { result.finding($0) }.filter { $0.subject.object.namespace == "shop" }.map(
      \.image)
    #expect(Set(images).isSubset(of: ["", "registry.example/app:2"]))
  }
}
