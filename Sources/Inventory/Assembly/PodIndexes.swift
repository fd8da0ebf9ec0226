import Hardening
import Synchronization
import TextSafety

/// The indexes of an inventory's pods, each made when it is asked for the first time: of one namespace, or of all. What
/// an inventory changes it leaves out, so that a change of one object costs its namespace at most.
final class PodIndexes: Sendable {
  struct Kept: Sendable {
    var pods: [UntrustedText: PodIndex] = [:]
    var everywhere: PodIndex?
    var budgeted: [UntrustedText: BudgetedPods] = [:]
    /// By the policies of a namespace, or with an empty one of the cluster.
    var held: [UntrustedText: HeldPods] = [:]

    /// The namespaces, what policies of the cluster hold all pods of, and what its administrators rule.
    var namespaces: PodIndex?
    var denied: HeldPods?
    var rulings: ClusterRulings?
    var presence: ClusterPresence?

    var isEmpty: Bool {
      pods.isEmpty && everywhere == nil && budgeted.isEmpty && held.isEmpty && namespaces == nil
    }
  }

  private let kept: Mutex<Kept>

  init() { kept = Mutex(Kept()) }

  private init(_ kept: sending Kept) { self.kept = Mutex(kept) }

  /// - Parameter namespace: nil: of all.
  func pods(in namespace: UntrustedText?, of inventory: Inventory) -> PodIndex {
    kept.withLock { kept in
      if let known = namespace.map({ kept.pods[$0] }) ?? kept.everywhere { return known }
      let made = PodIndex(inventory, in: namespace)
      if let namespace { kept.pods[namespace] = made } else { kept.everywhere = made }
      return made
    }
  }

  /// What disruption budgets select in a namespace.
  func budgeted(in namespace: UntrustedText, of inventory: Inventory) -> BudgetedPods {
    let pods = pods(in: namespace, of: inventory)
    return kept.withLock { kept in
      if let known = kept.budgeted[namespace] { return known }
      let made = BudgetedPods(pods, inventory, in: namespace)
      kept.budgeted[namespace] = made
      return made
    }
  }

  /// What the network policies of a namespace, or with an empty one of the cluster, hold that no label chooses.
  func held(by policies: PolicyTable.Unselective, of namespace: UntrustedText, _ inventory: Inventory) -> HeldPods {
    let pods = pods(in: namespace.isEmpty ? nil : namespace, of: inventory)
    return kept.withLock { kept in
      if let known = kept.held[namespace] { return known }
      let made = HeldPods(pods, by: policies, passing: inventory.passingTiers) { $0.isolates }
      kept.held[namespace] = made
      return made
    }
  }

  private func namespaces(of inventory: Inventory) -> PodIndex {
    kept.withLock { kept in
      if let known = kept.namespaces { return known }
      let made = PodIndex(namespacesOf: inventory)
      kept.namespaces = made
      return made
    }
  }

  /// The namespaces all of whose pods policies of the cluster deny by default, that no label chooses.
  func denied(by policies: PolicyTable.Unselective, _ inventory: Inventory) -> HeldPods {
    let namespaces = namespaces(of: inventory)
    return kept.withLock { kept in
      if let known = kept.denied { return known }
      let made = HeldPods(namespaces, by: policies, passing: inventory.passingTiers) {
        $0.deniesByDefault
      }
      kept.denied = made
      return made
    }
  }

  /// What the cluster's administrators rule of all pods, and of all namespaces.
  func rulings(of inventory: Inventory) -> ClusterRulings {
    let (pods, namespaces) = (pods(in: nil, of: inventory), namespaces(of: inventory))
    return kept.withLock { kept in
      if let known = kept.rulings { return known }
      let made = ClusterRulings(pods, namespaces, inventory)
      kept.rulings = made
      return made
    }
  }

  /// What policies of the cluster reach into its namespaces.
  func presence(in inventory: Inventory) -> ClusterPresence {
    let pods = pods(in: nil, of: inventory)
    return kept.withLock { kept in
      if let known = kept.presence { return known }
      let made = ClusterPresence(pods, inventory)
      kept.presence = made
      return made
    }
  }

  /// The indexes without what is about a namespace or the cluster; nil: without any. Itself where that changes nothing.
  func without(_ namespace: UntrustedText?) -> PodIndexes {
    var rest = kept.withLock { $0 }
    if rest.isEmpty { return self }
    guard let namespace else { return PodIndexes() }
    rest.pods[namespace] = nil
    rest.budgeted[namespace] = nil
    rest.held[namespace] = nil
    (rest.everywhere, rest.held[""]) = (nil, nil)
    (rest.namespaces, rest.denied, rest.rulings, rest.presence) = (nil, nil, nil, nil)
    return PodIndexes(rest)
  }
}
