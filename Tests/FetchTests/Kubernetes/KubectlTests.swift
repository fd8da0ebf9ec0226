import Documents
import Foundation
import TestSupport
import Testing
import TextSafety

@testable import Fetch

/// kubectl is the judge of what a kubeconfig means.
@Suite("Kubeconfigs mean to us what they mean to kubectl")
struct KubectlTests {
  private static let kubectl = Program.find("kubectl")

  /// What we read of the namespaces; nil where we are refused.
  private func ours(_ variant: KubectlVariant) async throws -> [[String]?] {
    let place = try KubeconfigPlace()
    try variant.prepare(place)
    let transport = try TransportFixture().transport
    let config = Kubeconfig.read(
      environment: [
        "KUBECONFIG": variant.files.map { "\(place.folder.path)/\($0)" }.joined(separator: ":"),
        "HOME": place.folder.path, "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      ], account: place.folder.path + "/account")
    #expect(config.errors.isEmpty)
    let name = try #require(variant.context.map { UntrustedText($0) } ?? config.current)
    var seen: [[String]?] = []
    for number in variant.seen.indices {
      if number > 0 { try variant.between(place) }
      do throws(FetchError) {
        guard let context = config.context(name) else { throw .notAFile(name) }
        let client = KubeClient(transport, try context.get().endpoint, name: name)
        let answer = try await client.json(
          HTTPRequest(.get, "/api/v1/namespaces?limit=500", patience: nil, silence: .seconds(3600), retries: 0))
        seen.append(answer["items"]?.elements.compactMap { $0["metadata"]?["name"]?.text?.text })
      } catch {
        #expect(!error.why.isEmpty && !error.next.isEmpty)
        #expect(!error.why.contains("\n") && !error.next.contains("\n"))
        seen.append(nil)
      }
    }
    return seen
  }

  /// What kubectl prints of them; nil where it is refused.
  private func theirs(_ variant: KubectlVariant, _ kubectl: String) throws -> [[String]?] {
    let place = try KubeconfigPlace()
    try variant.prepare(place)
    var seen: [[String]?] = []
    for number in variant.seen.indices {
      if number > 0 { try variant.between(place) }
      let outcome = try Program.run(
        kubectl, ["get", "namespaces", "-o", "name"] + (variant.context.map { ["--context", $0] } ?? []),
        environment: ["KUBECONFIG": variant.files.map { "\(place.folder.path)/\($0)" }.joined(separator: ":")])
      let names = outcome.text.split(separator: "\n").map { String($0.trimmingPrefix("namespace/")) }
      seen.append(outcome.status == 0 ? names : nil)
    }
    return seen
  }

  @Test("what the server sees of us", .timeLimit(.minutes(10)), arguments: KubectlVariant.all)
  func ourSide(_ variant: KubectlVariant) async throws {
    #expect(try await ours(variant) == variant.seen)
  }

  @Test(
    "what the server sees of kubectl",
    .enabled(if: kubectl != nil, "there is no kubectl in PATH: nothing was compared with it"),
    .timeLimit(.minutes(10)), arguments: KubectlVariant.all)
  func theirSide(_ variant: KubectlVariant) throws {
    #expect(try theirs(variant, #require(Self.kubectl)) == variant.seen)
  }
}
