import Hardening
import TextSafety

/// A policy of the cluster's administrators (policy.networking.k8s.io): AdminNetworkPolicy, BaselineAdminNetworkPolicy,
/// ClusterNetworkPolicy. Its rules are explicit: it denies nothing that no rule names.
package struct AdminPolicy: Hashable, Sendable {
  static let group: UntrustedText = "policy.networking.k8s.io"

  package enum Tier: Hashable, Sendable {
    /// Before all network policies, which cannot undo it.
    case admin
    /// Where no network policy isolates the pods.
    case baseline
  }

  package enum Action: Hashable, Sendable { case allow, deny, pass }

  /// One direction, as far as it is about the whole of it.
  package struct Side: Hashable, Sendable {
    /// What the first rule says that is about everything that such rules can name, on all ports; nil where none is.
    package var onEverything: Action?
    /// Some rule denies something.
    package var denies = false
  }

  package var tier: Tier
  /// Lower ones come first.
  package var priority: Int64
  package var pods: PodCondition
  package var ingress: Side
  package var egress: Side

  package subscript(direction: TrafficDirection) -> Side { direction == .ingress ? ingress : egress }
}
