import Documents
import Hardening
import TestSupport
import Testing
import TextSafety

@testable import Inventory

@Suite("Rights")
struct RightsTests {
  private func decoded(_ manifests: [String]) throws -> [DecodedObject] {
    var decoder = ObjectDecoder()
    var objects: [DecodedObject] = []
    try DocumentReader.read(MemorySource(manifests.joined(separator: "---\n"))) { event in
      switch event {
      case .document(let document):
        let (object, notices) = decoder.decode(document, file: 0)
        #expect(notices.isEmpty, "\(notices)")
        if let object { objects.append(object) }
      case .problem(let problem): Issue.record("\(problem)")
      }
    }
    return objects
  }

  private func facts(_ objects: [DecodedObject], _ completeness: Completeness = Completeness(.manifests))
    -> ClusterFacts
  {
    var inventory = Inventory(completeness)
    for object in objects { inventory.load(object) }
    inventory.assembleAll()
    return ClusterFacts(inventory)
  }

  private func reference(_ subject: AccessWorld.Subject) -> ObjectReference {
    .grantee(
      kind: UntrustedText(subject.kind), namespace: UntrustedText(subject.namespace), name: UntrustedText(subject.name))
  }

  private func allows(_ rights: Rights, _ request: AccessWorld.Request) -> Bool {
    let resource = APIResource(
      UntrustedText(request.resource), group: UntrustedText(request.group), isNamespaced: request.isNamespaced)
    let pattern = AccessPattern(
      [UntrustedText(request.verb)], [resource], names: request.name.isEmpty ? [] : [UntrustedText(request.name)])
    return !rights.ways(to: pattern, in: UntrustedText(request.namespace)).isEmpty
  }

  @Test("are what asking every binding and rule says", arguments: 0..<10 as Range<UInt64>)
  func bruteForce(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for round in 0..<200 {
      let world = AccessWorld(&random)
      let facts = facts(try decoded(world.manifests.shuffled(using: &random)))
      for subject in AccessWorld.accounts + AccessWorld.people {
        let grantee = GranteeSubject(reference(subject))
        for (withGroups, fact) in [(false, ClusterFact.rights), (true, ClusterFact.effectiveRights)] {
          let rights = try facts.get(fact, grantee)
          #expect(rights.missing.isEmpty)
          let wrong = AccessWorld.requests.filter {
            allows(rights, $0) != world.allows(subject, $0, withGroups: withGroups)
          }
          #expect(
            wrong.isEmpty,
            "seed \(seed), round \(round), \(subject), \(wrong)\n\(world.manifests.joined(separator: "---\n"))")
        }
      }
    }
  }

  @Test("do not depend on the order in which objects come, nor on how", arguments: 0..<6 as Range<UInt64>)
  func order(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let objects = try decoded(AccessWorld(&random).manifests)
      let loaded = facts(objects.shuffled(using: &random))
      var inventory = Inventory(Completeness(.manifests))
      for object in objects.shuffled(using: &random) { _ = inventory.upsert(object) }
      // One that came and went leaves nothing behind.
      for object in objects where Bool.random(using: &random) {
        _ = inventory.remove(object.reference)
        _ = inventory.upsert(object)
      }
      let stepwise = ClusterFacts(inventory)
      let grantees = GranteeSubject.all(in: loaded.inventory, namespace: nil)
      #expect(grantees == GranteeSubject.all(in: inventory, namespace: nil))
      for grantee in grantees {
        #expect(try loaded.get(ClusterFact.rights, grantee) == stepwise.get(ClusterFact.rights, grantee))
      }
      for role in RoleSubject.all(in: inventory, namespace: nil) {
        #expect(try loaded.get(ClusterFact.roleRules, role) == stepwise.get(ClusterFact.roleRules, role))
        #expect(try loaded.get(ClusterFact.roleIsBound, role) == stepwise.get(ClusterFact.roleIsBound, role))
      }
    }
  }

  private let bound = """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: web, namespace: shop}
    roleRef: {kind: ClusterRole, name: NAME}
    subjects: [{kind: User, name: ada}]

    """

  private func rights(
    toRole name: String, _ completeness: Completeness = Completeness(.manifests), beside others: String = ""
  ) throws -> Rights {
    let objects = try decoded([bound.replacing("NAME", with: name)] + (others.isEmpty ? [] : [others]))
    return try facts(objects, completeness).get(ClusterFact.rights, GranteeSubject(.user("ada")))
  }

  @Test("know the roles that every API server has, in files that do not hold them")
  func defaults() throws {
    let secrets = AccessPattern(["get"], [APIResource("secrets")])
    let edit = try rights(toRole: "edit")
    #expect(edit.missing.isEmpty)
    #expect(edit.ways(to: secrets).map(\.rule.role.name) == ["system:aggregate-to-edit"])
    let bindings = AccessPattern(
      ["create"], [APIResource("rolebindings", group: ObjectReference.accessGroup)])
    #expect(try rights(toRole: "admin").ways(to: bindings).count == 1)
    #expect(try rights(toRole: "view").ways(to: secrets).isEmpty)
    #expect(try rights(toRole: "view").ways(to: AccessPattern(["list"], [APIResource("pods")])).count == 1)
    #expect(try rights(toRole: "cluster-admin").grants.first?.rules.first?.rule.grantsEverything == true)
  }

  @Test("of a role that is not there are none in files, and unknown where roles were not listed")
  func missing() throws {
    /// The binding stands, and grants nothing.
    func expectNothing(_ rights: Rights) {
      #expect(rights.grants.isEmpty && rights.missing.isEmpty)
      #expect(rights.unresolved.map(\.binding.kind) == ["RoleBinding"])
      #expect(rights.unresolved.allSatisfy { $0.rules.isEmpty })
    }
    expectNothing(try rights(toRole: "gone"))
    #expect(try rights(toRole: "system:of-a-cloud").missing == [Missing(.clusterRoles, .notInInput)])
    let dump = Completeness(.dump, listed: [.roleBindings, .clusterRoleBindings])
    #expect(try rights(toRole: "gone", dump).missing == [Missing(.clusterRoles, .notInInput)])
    let all = Completeness(.dump, listed: [.roleBindings, .clusterRoleBindings, .clusterRoles])
    let administrator = """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: cluster-admin}
      rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]

      """
    expectNothing(try rights(toRole: "gone", all, beside: administrator))
    // A server that lists its roles without edit has none.
    expectNothing(try rights(toRole: "edit", all, beside: administrator))
    #expect(try rights(toRole: "edit", dump).missing.isEmpty)
  }

  @Test("are known where somebody asked a server for some of its roles only")
  func partOfRoles() throws {
    let all = Completeness(.dump, listed: [.roleBindings, .clusterRoleBindings, .clusterRoles])
    #expect(try rights(toRole: "cluster-admin", all).grants.first?.rules.first?.rule.grantsEverything == true)
    #expect(try rights(toRole: "edit", all).grants.count == 1)
    #expect(try rights(toRole: "gone", all).missing == [Missing(.clusterRoles, .notInInput)])
  }

  private func circle(_ count: Int) throws -> [ObjectReference: Role] {
    let manifests = (0..<count).map { number in
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: r\(number), labels: {all: "yes"}}
      rules:
      - {apiGroups: [""], resources: [pods], verbs: [get]}
      - {apiGroups: [""], resources: [pods], verbs: [get], resourceNames: [n\(number)]}
      aggregationRule: {clusterRoleSelectors: [{matchLabels: {all: "yes"}}]}

      """
    }
    var roles: [ObjectReference: Role] = [:]
    for object in try decoded(manifests) {
      if case .role(let role) = object.content { roles[object.reference] = role }
    }
    return roles
  }

  @Test("of roles that take over one another are all, equal rules once")
  func circle() throws {
    let roles = try circle(30)
    let aggregation = Aggregation(roles)
    #expect(!aggregation.isCut)
    for reference in roles.keys {
      #expect(try aggregation.rules(of: reference)?.get().count == 31)
      #expect(aggregation.givers(to: reference).count == 29)
      #expect(aggregation.takers(of: reference).count == 29)
    }
  }

  @Test("that come to more than is followed are unknown, and no less is said of the others")
  func bounds() throws {
    let roles = try circle(30)
    for bounds in [Aggregation.Bounds(steps: 4_000_000, taken: 300), Aggregation.Bounds(steps: 40, taken: 50_000)] {
      let aggregation = Aggregation(roles, bounds: bounds)
      #expect(aggregation.isCut)
      let rules = roles.keys.compactMap { aggregation.rules(of: $0) }
      #expect(rules.count == 30)
      #expect(rules.contains { $0 == .failure(Aggregation.tooMany) })
      #expect(rules.allSatisfy { $0 == .failure(Aggregation.tooMany) || (try? $0.get().count) == 31 })
      let taken = roles.keys.reduce(0) { $0 + aggregation.givers(to: $1).count }
      #expect(taken <= bounds.taken)
    }
  }

  @Test("of hundreds that take over one another stay below the bound")
  func manyRoles() throws {
    let aggregation = Aggregation(try circle(400))
    let roles = try circle(400).keys
    #expect(aggregation.isCut)
    #expect(roles.reduce(0) { $0 + ((try? aggregation.rules(of: $1)?.get().count) ?? 0) } < 60_000)
  }

  @Test("on paths that are no resources come with the cluster, not with a namespace")
  func paths() throws {
    let objects = try decoded([
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: metrics}
      rules: [{nonResourceURLs: [/metrics, /healthz/*], verbs: [get]}]

      """,
      bound.replacing("NAME", with: "metrics"),
      bound.replacing("NAME", with: "metrics").replacing("RoleBinding", with: "ClusterRoleBinding")
        .replacing(", namespace: shop", with: "").replacing("ada", with: "bob"),
    ])
    let facts = facts(objects)
    let bob = try facts.get(ClusterFact.rights, GranteeSubject(.user("bob")))
    #expect(bob.grants("get", url: "/metrics"))
    #expect(bob.grants("get", url: "/healthz/etcd"))
    #expect(!bob.grants("get", url: "/healthz"))
    #expect(!bob.grants("post", url: "/metrics"))
    #expect(try !facts.get(ClusterFact.rights, GranteeSubject(.user("ada"))).grants("get", url: "/metrics"))
  }
}
