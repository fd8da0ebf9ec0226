package import Hardening
import TextSafety

/// What network policies hold, by direction: of a workload, those that restrict its pods; of a namespace, those that
/// deny by default what its pods exchange.
package struct PolicyCoverage: Hashable, Sendable {
  package struct Side: Hashable, Sendable {
    /// In order; of very many the first hundred.
    package var policies: [ObjectReference] = []
    /// Why there may be others.
    package var missing: Missing?

    /// Whether there is any. Throws where none is known and some may exist.
    package func isHeld() throws(Missing) -> Bool {
      if !policies.isEmpty { return true }
      if let missing { throw missing }
      return false
    }
  }

  package var ingress = Side()
  package var egress = Side()

  package subscript(direction: TrafficDirection) -> Side {
    get { direction == .ingress ? ingress : egress }
    set { if direction == .ingress { ingress = newValue } else { egress = newValue } }
  }
}

/// The policies that a namespace knows at all.
package struct PolicyPresence: Hashable, Sendable {
  /// Its own, and those of the cluster that apply to a workload in it, in order; of very many the first hundred.
  package var policies: [ObjectReference] = []
  /// Those of them that allow egress by names of hosts.
  package var byHostNames: [ObjectReference] = []
  /// Why there may be others.
  package var missing: Missing?

  /// Whether there is none. Throws where none is known and some may exist.
  package func isEmpty() throws(Missing) -> Bool {
    if !policies.isEmpty { return false }
    if let missing { throw missing }
    return true
  }
}

/// What a policy's selectors select.
package struct PolicyReach: Hashable, Sendable {
  /// Selectors that select no pod: of the policy itself, of peers.
  package var dangling: [FieldPath] = []
  /// Why others may select nothing too.
  package var missing: Missing?

  /// Whether every selector selects something. Throws where none is known to dangle and some may.
  package func isWhole() throws(Missing) -> Bool {
    if !dangling.isEmpty { return false }
    if let missing { throw missing }
    return true
  }
}

extension PolicyCoverage {
  /// The policies that restrict the pods of a workload.
  init(of workload: Workload, _ inventory: Inventory) {
    let pod = inventory.identity(of: workload)
    self.init(
      inventory, in: workload.namespace, labels: workload.podLabels, of: workload,
      what: { $0.isolates }, applies: { pod.meets($0.pods) })
    overrule(
      by: inventory, known: { $0.ruling($1, $2, of: workload.reference) },
      selects: { pod.meets($0) })
  }

  /// The policies that deny by default what pods of a namespace exchange: they select all of them.
  init(denyingIn namespace: UntrustedText, _ inventory: Inventory) {
    let labels = inventory.labels(ofNamespace: namespace)
    self.init(
      inventory, in: namespace, labels: [], of: nil, what: { $0.deniesByDefault },
      applies: { $0.pods.holdsForAllPods(of: namespace, labels: labels) })
    overrule(
      by: inventory, known: { $0.ruling($1, $2, ofNamespace: namespace) },
      selects: { $0.holdsForAllPods(of: namespace, labels: labels) })
  }

  private init(
    _ inventory: Inventory, in namespace: UntrustedText, labels: [LabelPair], of workload: Workload?,
    what: (NetworkPolicy.Side) -> Bool, applies: (NetworkPolicy.Section) -> Bool?
  ) {
    let table = inventory.networkPolicies
    /// - Returns: false where what comes behind the group in its order alters nothing: enough is told.
    func judge(_ group: PolicyTable.Group, _ direction: TrafficDirection, _ side: inout Side) -> Bool {
      let members = table.firstMembers(of: group)
      guard let first = members.first, side.needs(first) else { return false }
      let policy = group.outline
      if inventory.passingTiers.contains(policy.tier) { return true }
      var holds = false
      for section in policy.sections.known ?? [] where what(section.side(direction)) {
        switch applies(section) {
        case true?: holds = true
        case nil: side.miss(Missing(.namespaces, .notInInput))
        case false?: continue
        }
      }
      if holds { side.tell(members) }
      return true
    }
    let chosen = table.chosen(in: namespace, by: labels)
    let unselective = table.unselective(in: namespace)
    for direction in TrafficDirection.allCases {
      for group in chosen { _ = judge(group, direction, &self[direction]) }
      for (place, groups) in unselective {
        if let held = PolicyCoverage.held(
          workload, namespace, by: groups, of: place, direction, inventory)
        {
          for group in held.groups
          where !self[direction].tell(firstOf: table.firstMembers(of: group)) { break }
          if held.isUnsure { self[direction].miss(Missing(.namespaces, .notInInput)) }
        } else {
          for group in groups[direction] where !judge(group, direction, &self[direction]) { break }
        }
      }
    }
    for group in chosen + unselective.flatMap(\.groups.unreadable)
    where !inventory.passingTiers.contains(group.outline.tier) {
      if case .malformed(let path) = group.outline.sections { miss(Missing(.field(path), .malformed)) }
    }
    do throws(Missing) { try inventory.requirePolicies() } catch { miss(error) }
    // What is found is enough: nothing is missing then.
    for direction in TrafficDirection.allCases where !self[direction].policies.isEmpty { self[direction].missing = nil }
  }

  /// Fewer groups are tried one by one, which needs no index.
  private static let few = 16

  /// Those of many groups, in their order, that hold a workload, or without one all pods of a namespace; nil where they
  /// are few, or it is not in the input as it is asked about.
  private static func held(
    _ workload: Workload?, _ namespace: UntrustedText, by groups: PolicyTable.Unselective,
    of place: UntrustedText,
    _ direction: TrafficDirection, _ inventory: Inventory
  ) -> (groups: [PolicyTable.Group], isUnsure: Bool)? {
    let all = groups[direction]
    if all.count <= few { return nil }
    let held: HeldPods
    let object: ObjectReference
    if let workload {
      guard let known = inventory.workloads[workload.reference], known.isSelected(as: workload)
      else { return nil }
      held = inventory.podIndexes.held(by: groups, of: place, inventory)
      object = workload.reference
    } else {
      // The policies of one namespace are tried on it alone.
      if !place.isEmpty { return nil }
      held = inventory.podIndexes.denied(by: groups, inventory)
      object = PodIndex.reference(namespace)
    }
    guard let number = held.pods.number(of: object) else { return nil }
    let side = held[direction]
    return (side.groups[number].map { all[Int($0)] }, side.unsure.contains(number))
  }

  private mutating func miss(_ missing: Missing) {
    ingress.miss(missing)
    egress.miss(missing)
  }
}

extension PolicyCoverage.Side {
  /// Whether a policy would be told of.
  fileprivate func needs(_ policy: ObjectReference) -> Bool {
    guard policies.count == FirstMembers.told, let last = policies.last else { return true }
    return policy < last
  }

  /// - Parameter members: in order.
  fileprivate mutating func tell(_ members: [ObjectReference]) {
    for member in members where !policies.insertAmongFirst(member) { return }
  }

  /// Tells members in order of a group; false where it is not needed, and none behind it in its order is.
  fileprivate mutating func tell(firstOf members: [ObjectReference]) -> Bool {
    guard let first = members.first, needs(first) else { return false }
    tell(members)
    return true
  }

  /// Of several reasons the first by its words is kept, so that the order of policies does not matter.
  fileprivate mutating func miss(_ another: Missing) {
    if let missing, missing.text <= another.text { return }
    missing = another
  }
}

extension PolicyPresence {
  /// Fewer policies of the cluster are tried one by one, which needs no index.
  private static let few = 16

  init(in namespace: UntrustedText, _ inventory: Inventory) {
    for (reference, policy) in inventory.networkPolicies.ofNamespace(namespace) {
      take(reference, policy)
    }
    if inventory.networkPolicies.clusterwideCount + inventory.adminPolicies.count
      > PolicyPresence.few
    {
      let reach = inventory.podIndexes.presence(in: inventory)[namespace]
      policies += reach.policies
      byHostNames += reach.byHostNames
      if reach.isUnsure { missing = Missing(.namespaces, .notInInput) }
    } else {
      tryEach(in: namespace, inventory)
    }
    policies.sort()
    byHostNames.sort()
    if missing == nil {
      do throws(Missing) { try inventory.requirePolicies() } catch { missing = error }
    }
    if !policies.isEmpty { missing = nil }
    policies = Array(policies.prefix(FirstMembers.told))
    byHostNames = Array(byHostNames.prefix(FirstMembers.told))
  }

  private mutating func tryEach(in namespace: UntrustedText, _ inventory: Inventory) {
    // Pods that look alike to selectors are tried once.
    let pods = Set(inventory.workloads(in: namespace).map(inventory.identity))
    for group in inventory.networkPolicies.clusterwide(pods: Array(Set(pods.flatMap(\.labels)))) {
      let sections = group.outline.sections.known ?? []
      if sections.contains(where: { section in pods.contains { $0.meets(section.pods) == true } }) {
        for reference in inventory.networkPolicies.members(of: group) {
          if let policy = inventory.networkPolicies[reference] { take(reference, policy) }
        }
      } else if sections.contains(where: { section in pods.contains { $0.meets(section.pods) == nil } }) {
        missing = Missing(.namespaces, .notInInput)
      }
    }
    for (reference, condition) in inventory.denyingAdminPolicies {
      if pods.contains(where: { $0.meets(condition) == true }) {
        policies.append(reference)
      } else if pods.contains(where: { $0.meets(condition) == nil }) {
        missing = Missing(.namespaces, .notInInput)
      }
    }
  }

  private mutating func take(_ reference: ObjectReference, _ policy: NetworkPolicy) {
    policies.append(reference)
    if policy.namesHosts { byHostNames.append(reference) }
  }
}

extension NetworkPolicy {
  /// It allows egress by names of hosts.
  var namesHosts: Bool {
    let rules = (sections.known ?? []).flatMap(\.egress.rules).filter { $0.action == .allow }
    return rules.contains { rule in
      rule.peers?.contains { if case .hosts = $0.kind { true } else { false } } ?? false
    }
  }
}

extension PolicyReach {
  init(of reference: ObjectReference, _ policy: NetworkPolicy, _ inventory: Inventory) throws(Missing) {
    for section in try policy.sections.get() ?? [] {
      judge(
        section.pods, at: section.selectorPath, in: reference.namespace.isEmpty ? nil : reference.namespace, inventory)
      for direction in TrafficDirection.allCases {
        for peer in section.side(direction).rules.flatMap({ $0.peers ?? [] }) {
          guard case .pods(let condition) = peer.kind else { continue }
          judge(condition, at: peer.path, in: peer.crossesNamespaces ? nil : reference.namespace, inventory)
        }
      }
    }
    dangling.sort { $0.text < $1.text }
  }

  /// - Parameter namespace: nil: all of them.
  private mutating func judge(
    _ condition: PodCondition, at path: FieldPath, in namespace: UntrustedText?, _ inventory: Inventory
  ) {
    // A selector of everything is right before the first pod is there.
    if condition.selectsAll(in: namespace) { return }
    // Most selectors ask for a label that somebody has.
    let required = condition.requiredLabels
    for name in namespace.map({ [$0] }) ?? condition.requiredNamespaces ?? [] {
      let examples = inventory.census.examples(required, in: name) ?? []
      if examples.contains(where: { inventory.meets($0, condition) }) { return }
    }
    let answer = inventory.podIndexes.pods(in: namespace, of: inventory).answer(condition)
    if !answer.met.isEmpty { return }
    let isUnsure = !answer.unsure.isEmpty
    do throws(Missing) {
      if isUnsure { throw Missing(.namespaces, .notInInput) }
      try inventory.completeness.require(.pods)
      // Pods of other namespaces are somebody else's files.
      if namespace == nil { try inventory.completeness.require(.namespaces) }
      dangling.append(path)
    } catch {
      missing = error
    }
  }
}

extension PodCondition {
  fileprivate func selectsAll(in namespace: UntrustedText?) -> Bool {
    guard let namespace else { return holds { _ in .unknown } == true }
    return holdsForAllPods(of: namespace, labels: []) == true
  }
}

extension Inventory {
  /// A workload's pods as selectors see them.
  func identity(of workload: Workload) -> PodIdentity {
    PodIdentity(
      namespace: workload.namespace, labels: workload.podLabels,
      namespaceLabels: labels(ofNamespace: workload.namespace), account: workload.selectedAccount)
  }

  /// Whether a workload's pods are known to meet a condition.
  fileprivate func meets(_ workload: ObjectReference, _ condition: PodCondition) -> Bool {
    workloads[workload].map { identity(of: $0).meets(condition) == true } ?? false
  }

  /// nil where they are not known.
  func labels(ofNamespace name: UntrustedText) -> [LabelPair]? {
    namespaces[name]?.labels ?? (completeness.input == .everything ? [] : nil)
  }

  /// Throws unless all network policies that exist are in the input.
  func requirePolicies() throws(Missing) {
    try completeness.require(.networkPolicies)
    for group in CustomGroup.allCases where !completeness.isFromServer || completeness.served.contains(group) {
      for need in group.needs { try completeness.require(need) }
    }
  }
}

extension Workload {
  /// The account that selectors see its pods run as.
  var selectedAccount: UntrustedText {
    let name = template.content.serviceAccountName.known ?? template.content.serviceAccount.known ?? ""
    return name.isEmpty ? "default" : name
  }
}
