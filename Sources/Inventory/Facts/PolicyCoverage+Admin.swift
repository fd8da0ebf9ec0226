import Hardening
import TextSafety

extension PolicyCoverage {
  /// Lets the policies of the cluster's administrators overrule: what they allow to everybody no network policy holds,
  /// what they deny to everybody is held without one. A rule about some peers or ports makes no difference here.
  ///
  /// - Parameters:
  ///   - known: what is ruled of those that are asked about, where there are many policies.
  ///   - selects: Whether pods of a policy are those that are asked about; nil where that is not known.
  mutating func overrule(
    by inventory: Inventory,
    known: (ClusterRulings, AdminPolicy.Tier, TrafficDirection) -> ClusterRulings.Ruling?,
    selects: (PodCondition) -> Bool?
  ) {
    if inventory.adminPolicies.isEmpty { return }
    let many =
      inventory.adminPolicies.count > ClusterRulings.few
      ? inventory.podIndexes.rulings(of: inventory) : nil
    func ruling(_ tier: AdminPolicy.Tier, _ direction: TrafficDirection) -> Ruling {
      if let many, let ruling = known(many, tier, direction) {
        return Ruling(ruling, direction, many)
      }
      return Ruling(tier, direction, inventory, selects)
    }
    for direction in TrafficDirection.allCases {
      switch ruling(.admin, direction) {
      case .decided(.allow, _): self[direction] = Side()
      case .decided(.deny, let policy): self[direction] = Side(policies: [policy])
      case .unsure(let missing): self[direction] = Side(missing: missing)
      case .decided(.pass, _), .silent:
        // The baseline is for pods that no network policy isolates.
        if !self[direction].policies.isEmpty { continue }
        switch ruling(.baseline, direction) {
        case .decided(.deny, let policy): self[direction] = Side(policies: [policy])
        case .unsure(let missing): self[direction] = Side(missing: self[direction].missing ?? missing)
        case .decided, .silent: continue
        }
      }
    }
  }

  /// What a tier says of everything that pods exchange in a direction.
  private enum Ruling {
    case decided(AdminPolicy.Action, ObjectReference)
    case unsure(Missing)
    case silent

    init(_ ruling: ClusterRulings.Ruling, _ direction: TrafficDirection, _ rulings: ClusterRulings) {
      self = .silent
      switch ruling {
      case .silent: break
      case .decided(let place):
        let (reference, field) = rulings.policies[Int(place)]
        if let action = field.known?[direction].onEverything { self = .decided(action, reference) }
      case .unsure(let place):
        if case .malformed(let path) = rulings.policies[Int(place)].value {
          self = .unsure(Missing(.field(path), .malformed))
        } else {
          self = .unsure(Missing(.namespaces, .notInInput))
        }
      }
    }

    init(
      _ tier: AdminPolicy.Tier, _ direction: TrafficDirection, _ inventory: Inventory,
      _ selects: (PodCondition) -> Bool?
    ) {
      self = .silent
      for (reference, field) in inventory.adminPoliciesInOrder {
        guard case .value(let policy) = field else {
          if case .malformed(let path) = field {
            self = .unsure(Missing(.field(path), .malformed))
            return
          }
          continue
        }
        guard policy.tier == tier, let action = policy[direction].onEverything else { continue }
        switch selects(policy.pods) {
        case true?:
          self = .decided(action, reference)
          return
        case nil:
          self = .unsure(Missing(.namespaces, .notInInput))
          return
        case false?: continue
        }
      }
    }
  }
}

extension Inventory {
  /// By priority; those that cannot be read come first.
  var adminPoliciesInOrder: [(key: ObjectReference, value: Field<AdminPolicy>)] {
    adminPolicies.sorted { a, b in
      let places = (a.value.known?.priority ?? .min, b.value.known?.priority ?? .min)
      return places.0 == places.1 ? a.key < b.key : places.0 < places.1
    }
  }

  /// The policies of the cluster's administrators that deny something to or from pods, in no order.
  var denyingAdminPolicies: [(reference: ObjectReference, pods: PodCondition)] {
    adminPolicies.compactMap { reference, field in
      guard let policy = field.known, policy.ingress.denies || policy.egress.denies else { return nil }
      return (reference, policy.pods)
    }
  }
}
