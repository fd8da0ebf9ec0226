import Documents
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

@Suite("Exposure")
struct ExposureTests {
  private func facts(_ manifests: [String], _ completeness: Completeness = Completeness(.manifests)) throws
    -> ClusterFacts
  {
    var decoder = ObjectDecoder()
    var inventory = Inventory(completeness)
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
      /// - Parameter expected: nil where the world lacks what decides.
      func compare(
        _ group: String, _ kind: String, _ namespace: String, _ name: String, _ expected: ExposureWorld.Path?
      ) throws {
        let entry = ObjectReference(
          group: UntrustedText(group), kind: UntrustedText(kind), namespace: UntrustedText(namespace),
          name: UntrustedText(name))
        var found: ExposureWorld.Path?
        do throws(Missing) {
          let exposure = try facts.get(ClusterFact.exposure, EntrySubject(entry))
          found = exposure.map(ExposureWorld.Path.init)
          #expect(exposure != nil)
        } catch {
          seen["undecided", default: 0] += 1
        }
        for trait in expected?.traits ?? [] { seen[trait, default: 0] += 1 }
        #expect(
          found == expected,
          "seed \(seed), round \(round), \(kind) \(namespace)/\(name)\n\(manifests.joined(separator: "---\n"))")
      }
      for one in world.workloads {
        let entry = ObjectReference(
          group: ["Job", "CronJob"].contains(one.kind) ? "batch" : one.kind == "Pod" ? "" : "apps",
          kind: UntrustedText(one.kind), namespace: UntrustedText(one.namespace), name: UntrustedText(one.name))
        let exposure = try facts.get(ClusterFact.exposure, EntrySubject(entry))
        let expected = world.path(of: one)
        for trait in expected?.traits ?? [] { seen[trait, default: 0] += 1 }
        #expect(
          exposure.map(ExposureWorld.Path.init) == expected,
          "seed \(seed), round \(round), \(one.kind) \(one.namespace)/\(one.name)\n\(manifests.joined(separator: "---\n"))"
        )
        let isEntry = EntrySubject.objects(in: facts.inventory, namespace: nil).contains(entry)
        #expect(expected == nil || isEntry)
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

  @Test("of a route is unknown where its Gateway, or what lets it lead elsewhere, was not asked for")
  func unknownRoutes() throws {
    func object(_ kind: String, _ namespace: String, _ spec: String) -> String {
      "apiVersion: gateway.networking.k8s.io/v1\nkind: \(kind)\nmetadata: {name: web, namespace: \(namespace)}\n"
        + "spec: {\(spec)}\n"
    }
    let gateway = object(
      "Gateway", "edge",
      "gatewayClassName: azure-alb-external, listeners: [{name: web, protocol: HTTP, port: 80, allowedRoutes: "
        + "{namespaces: {from: All}}}]")
    let route = object(
      "HTTPRoute", "shop",
      "parentRefs: [{name: web, namespace: edge}], rules: [{backendRefs: [{name: web, namespace: back}]}]")
    let entry = ObjectReference(group: Gateway.group, kind: "HTTPRoute", namespace: "shop", name: "web")
    func exposure(_ objects: [String], _ completeness: Completeness) throws(Missing) -> Exposure? {
      do {
        return try facts(objects, completeness).get(ClusterFact.exposure, EntrySubject(entry))
      } catch let missing as Missing {
        throw missing
      } catch {
        Issue.record(error)
        return nil
      }
    }
    let manifests = Completeness(.manifests)
    #expect(throws: Missing(.gateways, .notInInput)) { try exposure([route], manifests) }
    let some: Set<Need> = [.routes, .services, .pods]
    #expect(throws: Missing(.gateways, .notInInput)) { try exposure([route], Completeness(.dump, listed: some)) }
    let dump = Completeness(.dump, listed: some.union([.gateways]))
    #expect(try exposure([route], dump)?.reach == .cluster)
    #expect(throws: Missing(.referenceGrants, .notInInput)) { try exposure([route, gateway], dump) }
    let found = try exposure([route, gateway], manifests)
    #expect(found?.reach == .open && found?.workloads == [])
    #expect(found?.evidence.value == "Gateway edge/web, listener web")
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
    "cluster", "nodes", "inner", "open", "service", "applicationGateway", "cloud", "controller", "host", "undecided",
    "leads somewhere",
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
