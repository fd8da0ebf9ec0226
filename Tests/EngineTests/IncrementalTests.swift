import Checks
import Documents
import Hardening
import Inventory
import TestSupport
import Testing
import TextSafety

@testable import Engine

@Suite("Incremental scans")
struct IncrementalTests {
  private let judge = Judge(Registry.all, CheckPlan(Registry.all))

  @Test("say the same as full ones after any sequence of changes", arguments: 0..<12 as Range<UInt64>)
  func equality(seed: UInt64) throws { try compare(seed, RandomObject.make) }

  @Test("say the same of network policies and what they reach", arguments: 0..<12 as Range<UInt64>)
  func policies(seed: UInt64) throws { try compare(seed, RandomObject.network) }

  @Test("say the same of entries and what they lead to", arguments: 0..<12 as Range<UInt64>)
  func entries(seed: UInt64) throws { try compare(seed, RandomObject.entry) }

  @Test("say the same of admission policies and what they hold", arguments: 0..<6 as Range<UInt64>)
  func admission(seed: UInt64) throws { try compare(seed, RandomObject.admission) }

  @Test("say the same of rights, whatever grants them", arguments: 0..<12 as Range<UInt64>)
  func access(seed: UInt64) throws { try compare(seed, RandomObject.access) }

  private func compare(_ seed: UInt64, _ object: (inout SeededGenerator) -> String) throws {
    var random = SeededGenerator(seed: seed)
    let input: Completeness.Input = [.manifests, .everything, .dump][Int(seed % 3)]
    var assessment = Assessment(Inventory(Completeness(input)), by: judge)
    var present: [ObjectReference: DecodedObject] = [:]
    for step in 0..<60 {
      // One change, or several at once.
      let text = (0..<Int.random(in: 1...(step % 2 == 0 ? 1 : 9), using: &random)).map { _ in object(&random) }
        .joined(separator: "\n---\n")
      var updates: [Assessment.Update] = []
      for object in try decode(text).objects {
        if Int.random(in: 0..<4, using: &random) == 0 {
          updates.append(.remove(object.reference))
          present[object.reference] = nil
        } else {
          updates.append(.upsert(object))
          present[object.reference] = object
        }
      }
      assessment.apply(updates)
      let full = Assessment(assessment.inventory, by: judge)
      let isSame = assessment.hasSameVerdicts(as: full)
      #expect(isSame, "seed \(seed), step \(step): \(text)")
    }
    // What came and went leaves nothing behind, and the order in which the rest came does not matter.
    var fresh = Inventory(Completeness(input))
    for object in present.values { fresh.load(object) }
    fresh.assembleAll()
    let differing = assessment.differing(from: Assessment(fresh, by: judge))
    #expect(differing.isEmpty, "seed \(seed)")
  }

  @Test("judge nothing but what a change touches")
  func economy() throws {
    var inventory = Inventory(Completeness(.manifests))
    for index in 0..<50 {
      for object in try decode(RandomObject.deployment("app-\(index)", namespace: "team-\(index % 5)")).objects {
        inventory.load(object)
      }
    }
    inventory.assembleAll()
    var assessment = Assessment(inventory, by: judge)
    let before = assessment.judgedUnits
    for object in try decode(RandomObject.deployment("app-7", namespace: "team-2", replicas: 3)).objects {
      assessment.upsert(object)
    }
    // The workload itself, and its namespace for what is said of the namespace's workloads.
    #expect(assessment.judgedUnits - before <= 12)
    let again = assessment.judgedUnits
    for object in try decode(RandomObject.deployment("app-7", namespace: "team-2", replicas: 3)).objects {
      assessment.upsert(object)
    }
    #expect(assessment.judgedUnits == again, "an equal object touches nothing")
  }
}

extension Assessment {
  /// The names of what two assessments do not say the same of.
  func differing(from other: Assessment) -> [String] {
    let rows = Set(workloads.keys).union(other.workloads.keys).filter { workloads[$0] != other.workloads[$0] }
    let units = Set(objects.keys).union(other.objects.keys).filter { objects[$0] != other.objects[$0] }
    return (rows.map(\.text) + units.map(\.object.text)).map { SafeText($0).description }.sorted()
  }
}

/// Objects of a small world, in which random ones meet.
enum RandomObject {
  static func make(_ random: inout SeededGenerator) -> String {
    let namespace = "team-\(Int.random(in: 0..<2, using: &random))"
    let name = "app-\(Int.random(in: 0..<3, using: &random))"
    switch Int.random(in: 0..<14, using: &random) {
    case 12:
      let place = Bool.random(using: &random) ? ", namespace: default" : ""
      let owner = Int.random(in: 0..<3, using: &random) == 0 ? ", ownerReferences: [{kind: Cart, name: a}]" : ""
      return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \(name)\(place)\(owner)}\n"
    case 13:
      return deployment(name, namespace: Bool.random(using: &random) ? "default" : "kube-system")
    case 0, 1: return deployment(name, namespace: namespace, replicas: Int.random(in: 0..<4, using: &random))
    case 2: return deployment(name, namespace: namespace, spec: "hostNetwork: \(Bool.random(using: &random))")
    case 3:
      let owners = ["ReplicaSet \(name)-5d9c", "ReplicaSet \(name)-5d9c", "Pod app-0-x", "Pod app-1-x", nil]
      return pod(
        name, namespace: namespace, owner: owners.randomElement(using: &random) ?? nil,
        isPrivileged: Bool.random(using: &random), uid: Int.random(in: 0..<2, using: &random))
    case 4:
      return replicaSet(
        "\(name)-5d9c", namespace: namespace, owner: Bool.random(using: &random) ? name : nil,
        replicas: Int.random(in: 0..<2, using: &random), uid: Int.random(in: 0..<2, using: &random))
    case 5:
      return
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: \(namespace), labels: {pod-security.kubernetes.io/enforce: \(["privileged", "baseline", "restricted"].randomElement(using: &random) ?? "baseline")}}\n"
    case 6:
      return
        "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: \(Bool.random(using: &random) ? "default" : name), namespace: \(namespace)}\nautomountServiceAccountToken: \(Bool.random(using: &random))\n"
    case 7:
      return
        "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: \(name), namespace: \(namespace)}\nspec:\n  \(Bool.random(using: &random) ? "maxUnavailable: 0" : "minAvailable: 2")\n  selector: {matchLabels: {app: \(name)}}\n"
    case 8:
      return
        "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: \(name), namespace: \(namespace)}\nspec: {minReplicas: \(Int.random(in: 1..<4, using: &random)), maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: \(name)}}\n"
    case 9:
      return
        "apiVersion: v1\nkind: LimitRange\nmetadata: {name: limits, namespace: \(namespace)}\nspec: {limits: [{type: Container, default: {memory: 1Gi, cpu: 1}, defaultRequest: {memory: 1Gi, cpu: 1}}]}\n"
    case 10:
      return
        "apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: quota, namespace: \(namespace)}\nspec: {hard: {pods: 10}}\n"
    default:
      return
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: \(name), namespace: \(namespace)}\nroleRef: {kind: Role, name: reader}\nsubjects: [{kind: ServiceAccount, name: \(Bool.random(using: &random) ? "default" : name)}]\n"
    }
  }

  static func deployment(_ name: String, namespace: String, replicas: Int = 1, spec: String = "hostIPC: false")
    -> String
  {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: \(name), namespace: \(namespace), uid: d\(replicas % 2), resourceVersion: "1"}
    spec:
      replicas: \(replicas)
      template:
        metadata: {labels: {app: \(name)}}
        spec:
          serviceAccountName: \(name)
          \(spec)
          containers: [{name: web, image: "nginx:1.27"}]

    """
  }

  static func replicaSet(_ name: String, namespace: String, owner: String?, replicas: Int, uid: Int) -> String {
    """
    apiVersion: apps/v1
    kind: ReplicaSet
    metadata:
      name: \(name)
      namespace: \(namespace)
      uid: r\(uid)
      resourceVersion: "1"
      labels: {pod-template-hash: 5d9c}
      \(owner.map { "ownerReferences: [{apiVersion: apps/v1, kind: Deployment, name: \($0), uid: d1, controller: true}]" } ?? "")
    spec:
      replicas: \(replicas)
      template:
        metadata: {labels: {app: x}}
        spec: {containers: [{name: web, image: "nginx:1.26", securityContext: {privileged: true}}]}

    """
  }

  static func pod(_ name: String, namespace: String, owner: String?, isPrivileged: Bool = false, uid: Int = 0) -> String
  {
    let parts = owner?.split(separator: " ").map(String.init) ?? []
    let reference =
      parts.count == 2
      ? "ownerReferences: [{apiVersion: \(parts[0] == "Pod" ? "v1" : "apps/v1"), kind: \(parts[0]), name: \(parts[1]), uid: r1, controller: true}]"
      : ""
    return """
      apiVersion: v1
      kind: Pod
      metadata:
        name: \(name)-x
        namespace: \(namespace)
        uid: r\(uid)
        resourceVersion: "1"
        labels: {app: \(name), pod-template-hash: 5d9c}
        \(reference)
      spec:
        containers: [{name: web, image: "nginx:1.26", securityContext: {privileged: \(isPrivileged)}}, {name: injected, image: "proxy:1"}]

      """
  }
}
