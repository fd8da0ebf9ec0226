package import Hardening
package import TextSafety

/// A network policy of Kubernetes, Calico or Cilium in the terms that the three have in common.
package struct NetworkPolicy: Hashable, Sendable {
  package enum Engine: Hashable, Sendable { case kubernetes, calico, cilium }

  /// Pods, and what they may exchange with whom. Cilium's policies may have several, the others have one.
  package struct Section: Hashable, Sendable {
    /// `spec`, or an element of `specs`.
    package var path: FieldPath
    /// The selector's field below it.
    package var selectorPath: FieldPath
    /// The pods that it applies to; of a namespaced policy those of its namespace.
    package var pods: PodCondition
    package var ingress: Side
    package var egress: Side
  }

  /// One direction of a section.
  package struct Side: Hashable, Sendable {
    /// What no rule allows is denied. Where it is false, the section says nothing of the direction.
    package var isolates: Bool
    package var rules: [PolicyRule]

    package static let open = Side(isolates: false, rules: [])
  }

  package var engine: Engine
  /// Calico's tier; empty for the default one and for other engines.
  package var tier: UntrustedText
  /// Malformed where it cannot be said whom the policy concerns or what it allows.
  package var sections: Field<[Section]>
}

extension NetworkPolicy {
  /// Calico's tiers for the policies of Kubernetes' administrators, which pass by themselves.
  static let passingTiers: Set<UntrustedText> = [
    "adminnetworkpolicy", "baselineadminnetworkpolicy", "kube-admin", "kube-baseline",
  ]
}

package enum TrafficDirection: Hashable, Sendable, CaseIterable { case ingress, egress }

extension NetworkPolicy.Section {
  package func side(_ direction: TrafficDirection) -> NetworkPolicy.Side {
    direction == .ingress ? ingress : egress
  }
}

extension NetworkPolicy.Side {
  /// It isolates, and allows nothing but the resolution of names.
  package var deniesByDefault: Bool {
    isolates && rules.allSatisfy { $0.action == .deny || $0.action == .log || $0.allowsNobody || $0.isNameResolution }
  }
}

package struct PolicyRule: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    case allow, deny, log
    /// Leaves it to the next tier.
    case pass
  }

  package var path: FieldPath
  package var action: Action
  /// nil: everybody; empty: nobody.
  package var peers: [PolicyPeer]?
  /// nil: all ports of all protocols.
  package var ports: [PolicyPort]?

  package var allowsNobody: Bool { peers?.isEmpty == true }

  /// All that it allows are the ports of DNS.
  package var isNameResolution: Bool { ports.map { !$0.isEmpty && $0.allSatisfy(\.isNameResolution) } ?? false }
}

/// The other end of what a rule allows.
package struct PolicyPeer: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case pods(PodCondition)
    /// Addresses, of which some may be taken out again.
    case block(UntrustedText, hasExceptions: Bool)
    /// Names of hosts (Cilium's toFQDNs, Calico's domains).
    case hosts([UntrustedText])
    /// All there is, or all there is outside of the cluster (Cilium's entities).
    case everything(UntrustedText)
    /// Something that is narrower than everything: services, sets, nodes.
    case other
  }

  package var path: FieldPath
  package var kind: Kind
  /// A peer of pods may be in another namespace than the policy.
  package var crossesNamespaces: Bool
}

package struct PolicyPort: Hashable, Sendable {
  /// TCP, UDP …; empty for all.
  package var transport: UntrustedText
  /// nil: all of the protocol, or a port by name.
  package var range: ClosedRange<Int64>?
  package var name: UntrustedText

  /// A port that DNS servers of clusters listen on.
  package var isNameResolution: Bool {
    if let range { return range == 53...53 || range == 5353...5353 }
    return name == "dns" || name == "dns-tcp" || name == "dns-udp" || name == "domain"
  }
}
