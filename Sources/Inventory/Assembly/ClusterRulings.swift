import Hardening
import TextSafety

/// What many policies of the cluster's administrators say of everything that pods exchange: each is tried on all pods,
/// and on all namespaces, at once.
struct ClusterRulings: Sendable {
  /// The first policy in order that decides, or that may.
  enum Ruling: Sendable {
    case silent
    case decided(Int32)
    case unsure(Int32)
  }

  /// Fewer are tried one by one, which needs no index.
  static let few = 16

  let policies: [(key: ObjectReference, value: Field<AdminPolicy>)]
  private let pods: PodIndex
  private let namespaces: PodIndex
  private var ofPods: [[Ruling]] = []
  private var ofNamespaces: [[Ruling]] = []

  init(_ pods: PodIndex, _ namespaces: PodIndex, _ inventory: Inventory) {
    policies = inventory.adminPoliciesInOrder
    self.pods = pods
    self.namespaces = namespaces
    for tier in [AdminPolicy.Tier.admin, .baseline] {
      for direction in TrafficDirection.allCases {
        ofPods.append(rulings(tier, direction, pods))
        ofNamespaces.append(rulings(tier, direction, namespaces))
      }
    }
  }

  private func rulings(_ tier: AdminPolicy.Tier, _ direction: TrafficDirection, _ index: PodIndex)
    -> [Ruling]
  {
    let count = index.workloads.count
    var rulings = [Ruling](repeating: .silent, count: count)
    var open = NumberSet(allBelow: count)
    for (place, (_, field)) in policies.enumerated() {
      if open.isEmpty { break }
      guard case .value(let policy) = field else {
        if case .malformed = field {
          for number in open { rulings[number] = .unsure(Int32(place)) }
          break
        }
        continue
      }
      guard policy.tier == tier, policy[direction].onEverything != nil else { continue }
      var answer = index.reach(of: policy.pods)
      answer.met.formIntersection(open)
      answer.unsure.formIntersection(open)
      for number in answer.met { rulings[number] = .decided(Int32(place)) }
      for number in answer.unsure { rulings[number] = .unsure(Int32(place)) }
      open.subtract(answer.met)
      open.subtract(answer.unsure)
    }
    return rulings
  }

  /// nil where it is not in the input.
  func ruling(_ tier: AdminPolicy.Tier, _ direction: TrafficDirection, of workload: ObjectReference)
    -> Ruling?
  {
    pods.number(of: workload).map { ofPods[place(tier, direction)][$0] }
  }

  func ruling(
    _ tier: AdminPolicy.Tier, _ direction: TrafficDirection, ofNamespace name: UntrustedText
  ) -> Ruling? {
    namespaces.number(of: PodIndex.reference(name)).map { ofNamespaces[place(tier, direction)][$0] }
  }

  private func place(_ tier: AdminPolicy.Tier, _ direction: TrafficDirection) -> Int {
    let directions = Array(TrafficDirection.allCases)
    return (tier == .admin ? 0 : directions.count) + (directions.firstIndex(of: direction) ?? 0)
  }
}

/// Which policies of the cluster select any pod of which namespace.
struct ClusterPresence: Sendable {
  struct Reach: Sendable {
    /// In order; of very many the first hundred or so.
    fileprivate(set) var policies: [ObjectReference] = []
    /// Those of them, or others, that allow egress by names of hosts.
    fileprivate(set) var byHostNames: [ObjectReference] = []
    /// It is not known whether others do.
    fileprivate(set) var isUnsure = false
  }

  private var byNamespace: [UntrustedText: Reach] = [:]

  subscript(namespace: UntrustedText) -> Reach { byNamespace[namespace] ?? Reach() }

  init(_ pods: PodIndex, _ inventory: Inventory) {
    let table = inventory.networkPolicies
    // Pods in namespaces of which enough is told.
    var (told, toldHosts) = (
      NumberSet(below: pods.workloads.count), NumberSet(below: pods.workloads.count)
    )
    func add(
      _ conditions: [PodCondition], _ members: [ObjectReference],
      _ names: WritableKeyPath<Reach, [ObjectReference]>,
      _ full: inout NumberSet
    ) {
      var (met, unsure) = (
        NumberSet(below: pods.workloads.count), NumberSet(below: pods.workloads.count)
      )
      for condition in conditions {
        let answer = pods.answer(condition)
        met.formUnion(answer.met)
        unsure.formUnion(answer.unsure)
      }
      met.subtract(full)
      unsure.subtract(full)
      pods.eachNamespace(of: met) { name, range in
        byNamespace[name, default: Reach()][keyPath: names] += members
        if (byNamespace[name]?[keyPath: names].count ?? 0) >= FirstMembers.told {
          for number in range { full.insert(number) }
        }
      }
      pods.eachNamespace(of: unsure) { name, _ in
        byNamespace[name, default: Reach()].isUnsure = true
      }
    }
    for group in table.clusterwideInOrder {
      let conditions = (group.outline.sections.known ?? []).map(\.pods)
      add(conditions, table.firstMembers(of: group), \.policies, &told)
      let hosts = table.members(of: group).filter { table[$0]?.namesHosts == true }.sorted().prefix(
        FirstMembers.told)
      if !hosts.isEmpty { add(conditions, Array(hosts), \.byHostNames, &toldHosts) }
    }
    for (reference, condition) in inventory.denyingAdminPolicies.sorted(by: {
      $0.reference < $1.reference
    }) {
      add([condition], [reference], \.policies, &told)
    }
  }
}
