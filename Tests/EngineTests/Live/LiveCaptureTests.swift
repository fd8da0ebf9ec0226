import Checks
import Documents
import Fetch
import Foundation
import Hardening
import Inventory
import Synchronization
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Captures of live clusters")
struct LiveCaptureTests {
  private let options = ScanOptions(plan: CheckPlan(Registry.all))

  /// The capture's bytes.
  private func capture(_ server: FakeServer) async throws -> (bytes: [UInt8], result: Capture.Result) {
    let context = KubeContext(name: "fake", cluster: "fake", user: "fake", endpoint: Endpoint(server: "https://fake"))
    let source = ContextSource(name: "fake", context: .success(context), http: server)
    let bytes = Mutex<[UInt8]>([])
    let result = try await LiveCapture.run(source, options: options) { some in bytes.withLock { $0 += some } }
    return (bytes.withLock { $0 }, result)
  }

  private func full(of server: FakeServer) async throws -> LiveSnapshot {
    try await LiveCluster(
      KubeClient(server, Endpoint(server: "https://fake"), name: "fake"), by: Judge(Registry.all, options.plan),
      tell: { _ in }, show: { _ in }
    ).read()
  }

  @Test("say what a scan of the cluster says, verdict by verdict")
  func equality() async throws {
    let server = FakeServer()
    server.setPage(3)
    server.forbid("poddisruptionbudgets")
    var random = SeededGenerator(seed: 3)
    try server.apply(LiveClusterTests.base)
    for _ in 0..<60 { try server.apply(RandomObject.make(&random)) }
    let (bytes, _) = try await capture(server)
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/fake.jsonl.gz"))
    let scan = Scan.run(paths: [folder.path + "/fake.jsonl.gz"], options: options)
    let live = try await full(of: server)
    #expect(scan.assessment.differing(from: live.assessment).isEmpty)
  }

  @Test("hold no value of a Secret, nor a copy of one, whatever the server sends")
  func secrets() async throws {
    let server = FakeServer()
    try server.apply(
      LiveClusterTests.base + """
        apiVersion: v1
        kind: Secret
        metadata:
          name: db
          namespace: shop
          annotations: {tool.example/copy: '{"data":{"password":"planted-1"}}'}
        data: {password: planted-2}
        """)
    let (bytes, result) = try await capture(server)
    let folder = try TemporaryFolder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/fake.jsonl.gz"))
    var seen: [String] = []
    try DocumentReader.read(try FileInputs.enumerate(paths: [folder.path]).inputs[0].open()) { event in
      guard case .document(let document) = event else { return }
      var writer = NodeWriter()
      writer.write(document.root, by: .everything)
      seen.append(String(decoding: writer.bytes, as: UTF8.self))
    }
    #expect(result.objects == 4)
    #expect(seen.contains { $0.contains(#""kind":"Secret""#) && $0.contains(#""name":"db""#) })
    #expect(!seen.contains { $0.contains("planted") || $0.contains("PartialObjectMetadata") })
  }

  @Test("hold each object once, also where a list began anew")
  func restarts() async throws {
    let server = FakeServer()
    server.setPage(2)
    try server.apply(LiveClusterTests.base)
    for index in 0..<9 { try server.apply(RandomObject.deployment("web-\(index)", namespace: "shop")) }
    server.expireTokens(after: 3)
    let (_, result) = try await capture(server)
    #expect(result.objects == 12)
    #expect(result.notices.isEmpty)
  }
}
