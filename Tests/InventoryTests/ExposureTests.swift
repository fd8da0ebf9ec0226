import Documents
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

@Suite("Exposure")
struct ExposureTests {
  private func facts(_ manifests: [String]) throws -> ClusterFacts {
    var decoder = ObjectDecoder()
    var inventory = Inventory(Completeness(.manifests))
    try DocumentReader.read(MemorySource(manifests.joined(separator: "---\n"))) { event in
      switch event {
      case .document(let document):
        let (object, notices) = decoder.decode(document, file: 0)
        #expect(notices.isEmpty, "\(notices)")
        if let object { inventory.load(object) }
      case .problem(let problem): Issue.record("\(problem)")
      }
    }
    inventory.assembleAll()
    return ClusterFacts(inventory)
  }

  @Test("is what trying every pair says, in whatever order the objects come", arguments: 0..<8 as Range<UInt64>)
  func bruteForce(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var seen: [String: Int] = [:]
    for round in 0..<400 {
      let world = ExposureWorld(&random)
      let manifests = world.manifests
      let facts = try facts(manifests.shuffled(using: &random))
      func compare(_ group: String, _ kind: String, _ namespace: String, _ name: String, _ expected: ExposureWorld.Path)
        throws
      {
        let entry = ObjectReference(
          group: UntrustedText(group), kind: UntrustedText(kind), namespace: UntrustedText(namespace),
          name: UntrustedText(name))
        let exposure = try #require(try facts.get(ClusterFact.exposure, EntrySubject(entry)))
        for trait in expected.traits { seen[trait, default: 0] += 1 }
        #expect(
          ExposureWorld.Path(exposure) == expected,
          "seed \(seed), round \(round), \(kind) \(namespace)/\(name)\n\(manifests.joined(separator: "---\n"))")
      }
      for one in world.services { try compare("", "Service", one.namespace, one.name, world.path(of: one)) }
      for one in world.ingresses {
        try compare("networking.k8s.io", "Ingress", one.namespace, one.name, world.path(of: one))
      }
      for one in world.gateways {
        try compare("gateway.networking.k8s.io", "Gateway", one.namespace, one.name, world.path(of: one))
      }
      for one in world.routes {
        try compare("gateway.networking.k8s.io", one.kind, one.namespace, one.name, world.path(of: one))
      }
    }
    // All that there is to tell was there to be told.
    for trait in ExposureWorld.Path.allTraits { #expect(seen[trait, default: 0] > 5, "\(trait)") }
  }

  @Test("a default class is for Ingresses that no server has seen")
  func defaultClass() throws {
    let ingressClass =
      "apiVersion: networking.k8s.io/v1\nkind: IngressClass\n"
      + "metadata: {name: edge, annotations: {ingressclass.kubernetes.io/is-default-class: \"true\"}}\n"
      + "spec: {controller: azure/application-gateway}\n"
    func reach(_ metadata: String) throws -> Exposure.Reach? {
      let ingress =
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: one\(metadata)}\n"
        + "spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n"
      let facts = try facts([ingress, ingressClass])
      let entry = ObjectReference(group: "networking.k8s.io", kind: "Ingress", namespace: "one", name: "web")
      return try facts.get(ClusterFact.exposure, EntrySubject(entry))?.reach
    }
    #expect(try reach("") == .open)
    #expect(try reach(", uid: u1, resourceVersion: \"1\"") == .cluster)
  }
}

extension ExposureWorld.Path {
  static let allTraits = [
    "cluster", "nodes", "inner", "open", "service", "applicationGateway", "cloud", "controller", "leads somewhere",
    "leads to controllers", "ranges", "guarded", "link", "firewall", "Ingresses decide",
  ]

  var traits: [String] {
    let own: [(String, Bool)] = [
      ("leads somewhere", !workloads.isEmpty), ("leads to controllers", !controllers.isEmpty),
      ("ranges", !ranges.isEmpty), ("guarded", isGuardedByCloud), ("link", hasPrivateLink),
      ("firewall", hasFirewall), ("Ingresses decide", ingressesDecide),
    ]
    return [reach, front] + own.filter(\.1).map(\.0)
  }

  fileprivate init(_ exposure: Exposure) {
    func text(_ value: UntrustedText) -> String { value.parsed { $0 } ?? "" }
    self.init(reach: "\(exposure.reach)", front: "\(exposure.front)")
    workloads = Set(exposure.workloads.map { text("\($0.kind) \($0.namespace)/\($0.name)") })
    controllers = Set(exposure.controllers.map { $0 == .traefik ? "traefik" : $0.rawValue })
    ranges = Set(exposure.ranges.map(text))
    servesHTTP = exposure.servesHTTP
    isGuardedByCloud = exposure.isGuardedByCloud
    hasPrivateLink = exposure.hasPrivateLink
    hasFirewall = exposure.hasFirewall
    ingressesDecide = exposure.ingressesDecide
  }
}
