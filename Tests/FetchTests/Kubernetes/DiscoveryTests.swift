import Synchronization
import Testing
import TextSafety

@testable import Fetch

@Suite("What a server serves")
struct DiscoveryTests {
  private static let core = "{\"kind\":\"APIResourceList\",\"resources\":[\(resource("pods", "Pod"))]}"

  private static func resource(_ name: String, _ kind: String) -> String {
    "{\"name\":\"\(name)\",\"kind\":\"\(kind)\",\"namespaced\":true,\"verbs\":[\"list\",\"watch\"]}"
  }

  private static func group(_ name: String, _ versions: [String]) -> String {
    let all = versions.map { "{\"version\":\"\($0)\"}" }.joined(separator: ",")
    return "{\"name\":\"\(name)\",\"versions\":[\(all)],\"preferredVersion\":{\"version\":\"v7\"}}"
  }

  private static func server(
    _ groups: String, _ resources: @escaping @Sendable (String) -> String
  ) -> ScriptedServer {
    ScriptedServer { asked in
      switch asked.path {
      case "/api": .says(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}")
      case "/api/v1": .says(200, core)
      case "/apis": .says(200, groups)
      default: .says(200, resources(asked.path))
      }
    }
  }

  private func discovery(
    _ server: ScriptedServer, _ kinds: Set<Discovery.Name>? = nil
  ) async throws(FetchError) -> Discovery {
    let client = KubeClient(server, Endpoint(server: "https://fake"), name: "fake")
    var usual: Set<Discovery.Name> = [
      .init(group: "", resource: "pods"), .init(group: "apps", resource: "deployments"),
      .init(group: "batch", resource: "jobs"),
    ]
    for version in 0..<80 { usual.insert(.init(group: "apps", resource: "r\(version)")) }
    return try await Discovery.of(client, kinds: kinds ?? usual)
  }

  @Test("a group is asked for once, in eight versions at most, the preferred one first")
  func versions() async throws {
    let many = (0..<200).map { "v\($0)" }
    let groups = "[\(Self.group("apps", many)),\(Self.group("apps", many)),\(Self.group("other", many))]"
    let server = Self.server("{\"groups\":\(groups)}") { path in
      "{\"resources\":[\(Self.resource("deployments", "Deployment"))]}"
    }
    let found = try await discovery(server)
    let expected = ["v7"] + (0..<7).map { "v\($0)" }
    #expect(Array(server.asked.map(\.path).dropFirst(3)) == expected.map { "/apis/apps/\($0)" })
    #expect(found.kinds.map(\.path) == ["/api/v1/pods", "/apis/apps/v7/deployments"])
    #expect(found.kind("apps", "deployments")?.version == "v7" && found.kind("batch", "jobs") == nil)
  }

  @Test("nothing is kept but what is wanted, of however many kinds")
  func many() async throws {
    let names = (0..<20_000).map { Self.resource("kind\($0)", "Kind\($0)") }.joined(separator: ",")
    let server = Self.server("{\"groups\":[\(Self.group("apps", ["v1"]))]}") { _ in
      "{\"resources\":[\(names),\(Self.resource("deployments/scale", "Scale")),\(Self.resource("deployments", "D"))]}"
    }
    let wanted: Set<Discovery.Name> = [
      .init(group: "apps", resource: "deployments"), .init(group: "apps", resource: "kind7"),
    ]
    #expect(try await discovery(server, wanted).kinds.map(\.name) == ["kind7.apps", "deployments.apps"])
  }

  @Test("a group of an aggregated answer counts once too, in its first versions")
  func aggregated() async throws {
    func group(_ name: String, _ first: Int) -> String {
      let versions = (first..<first + 20).map { version in
        "{\"version\":\"v\(version)\",\"resources\":[{\"resource\":\"r\(version)\",\"responseKind\":{\"kind\":\"R\"},"
          + "\"scope\":\"Cluster\",\"verbs\":[\"list\"]}]}"
      }
      return "{\"metadata\":{\"name\":\"\(name)\"},\"versions\":[\(versions.joined(separator: ","))]}"
    }
    let body =
      "{\"kind\":\"APIGroupDiscoveryList\",\"items\":[\(group("apps", 0)),\(group("apps", 50)),\(group("x", 0))]}"
    let found = try await discovery(ScriptedServer { _ in .says(200, body) })
    #expect(found.kinds.map(\.resource) == (0..<8).map { "r\($0)" })
  }

  @Test(
    "an answer that lists nothing is no server without kinds",
    arguments: ["{}", "{\"kind\":\"Status\"}", "{\"groups\":{}}", "{\"kind\":\"APIGroupDiscoveryList\"}", "[]", "x"])
  func noList(body: String) async throws {
    for place in ["/api/v1", "/apis"] {
      let server = ScriptedServer { asked in
        switch asked.path {
        case place: .says(200, body)
        case "/api": .says(200, "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}")
        case "/api/v1": .says(200, Self.core)
        default: .says(200, "{\"groups\":[]}")
        }
      }
      let error = await #expect(throws: FetchError.self) { try await self.discovery(server) }
      #expect(error?.code == .protocolViolation)
    }
    // One group's costs that group.
    let found = try await discovery(Self.server("{\"groups\":[\(Self.group("apps", []))]}") { _ in body })
    #expect(found.kinds.count == 1 && found.unavailable["apps"]?.code == .protocolViolation)
  }
}
