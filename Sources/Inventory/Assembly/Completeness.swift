package import Hardening
package import TextSafety

/// What an input says about what it does not hold (ARCHITECTURE.md, "What absence means").
package struct Completeness: Hashable, Sendable {
  package enum Input: Hashable, Sendable {
    /// Files that people write.
    case manifests
    /// What a server listed: complete for the kinds that occur.
    case dump
    /// `--complete`: nothing else exists.
    case everything
    /// A server that was asked kind by kind: complete for those whose list succeeded, and empty for those that it does
    /// not serve.
    case live
  }

  package var input: Input
  /// Dumps: the kinds that occur. Live: those that are complete.
  package var listed: Set<Need>
  /// Dumps: the groups of custom kinds that the cluster shows signs of. Live: those that the server has. A kind that is
  /// not served has no objects.
  package var served: Set<CustomGroup>
  /// Live: why others are not complete.
  package var lacking: [Need: Why]
  /// Live: the kinds of objects whose list did not succeed.
  package var unread: Set<KindName>

  package init(
    _ input: Input, listed: Set<Need> = [], served: Set<CustomGroup> = [], lacking: [Need: Why] = [:],
    unread: Set<KindName> = []
  ) {
    self.input = input
    self.listed = listed
    self.served = served
    self.lacking = lacking
    self.unread = unread
  }

  /// A server said what it has, whether it was asked or somebody kept its answer.
  package var isFromServer: Bool { input == .dump || input == .live }

  /// Kinds that people write beside workloads, so that manifests without them say that there are none.
  private static let written: Set<Need> = [
    .services, .serviceAccounts, .disruptionBudgets, .autoscalers, .pods,
    .roles, .clusterRoles, .roleBindings, .clusterRoleBindings,
    .networkPolicies, .calicoPolicies, .globalCalicoPolicies, .ciliumPolicies, .clusterwideCiliumPolicies,
    .ingresses, .configMaps, .gateways, .routes, .referenceGrants,
  ]

  /// Throws unless what the input holds of this need is all there is.
  package func require(_ need: Need) throws(Missing) {
    switch input {
    case .everything: return
    case .manifests where Completeness.written.contains(need): return
    case .dump where listed.contains(need), .live where listed.contains(need): return
    default: throw Missing(need, lacking[need] ?? .notInInput)
    }
  }
}

/// A kind of objects.
package struct KindName: Hashable, Sendable {
  package var group: UntrustedText
  package var kind: UntrustedText

  package init(group: UntrustedText, kind: UntrustedText) {
    self.group = group
    self.kind = kind
  }
}

/// Groups of custom kinds beside which those of Kubernetes are not the whole.
package enum CustomGroup: Hashable, Sendable, CaseIterable {
  case calico, cilium

  /// The group that an object of a cluster is a sign of: one of its own objects, its definition, its agent.
  package init?(signOf object: ObjectReference) {
    switch object.group {
    case "cilium.io": self = .cilium
    case "projectcalico.org", "crd.projectcalico.org": self = .calico
    case "apiextensions.k8s.io" where object.name.hasSuffix(".cilium.io"): self = .cilium
    case "apiextensions.k8s.io" where object.name.hasSuffix("projectcalico.org"): self = .calico
    case "apps" where object.name == "cilium": self = .cilium
    case "apps" where object.name == "calico-node": self = .calico
    default: return nil
    }
  }

  /// The lists that must be whole where the group is served.
  package var needs: [Need] {
    switch self {
    case .calico: [.calicoPolicies, .globalCalicoPolicies]
    case .cilium: [.ciliumPolicies, .clusterwideCiliumPolicies]
    }
  }
}
