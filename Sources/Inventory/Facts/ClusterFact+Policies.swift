import Hardening
import TextSafety

/// What may talk to what.
extension ClusterFact {
  /// The network policy as its object has it.
  package static let networkPolicy = Fact<NetworkPolicySubject, NetworkPolicy>(
    "networkPolicy", needs: CustomGroup.policyNeeds,
    touched: { change in
      change.isEverything ? .all : change.policy.map { .only([NetworkPolicySubject($0)]) } ?? .nothing
    },
    raw: { subject, inventory throws(Missing) in
      guard let policy = inventory.networkPolicies[subject.object] else {
        throw Missing(.networkPolicies, .sourceAbsent)
      }
      return policy
    })

  /// Which selectors of a policy select nothing.
  package static let policyReach = Fact<NetworkPolicySubject, PolicyReach>(
    "policyReach", needs: CustomGroup.policyNeeds.union([.pods, .namespaces]),
    touched: { change in
      if change.isEverything || change.concerns("Namespace") || !change.relabelled.isEmpty { return .all }
      return change.policy.map { .only([NetworkPolicySubject($0)]) } ?? .nothing
    },
    raw: { subject, inventory throws(Missing) in
      guard let policy = inventory.networkPolicies[subject.object] else {
        throw Missing(.networkPolicies, .sourceAbsent)
      }
      return try PolicyReach(of: subject.object, policy, inventory)
    })

  /// The policies that restrict a workload's pods, by direction.
  package static let coverage = Fact<WorkloadSubject, PolicyCoverage>(
    "coverage", needs: CustomGroup.policyNeeds.union([.namespaces]),
    touched: { change in
      switch change.policyScope {
      case nil: .workloads(change)
      case ""?: .all
      case let namespace?: .namespace(namespace)
      }
    },
    raw: { subject, inventory throws(Missing) in PolicyCoverage(of: subject.workload, inventory) })

  /// The policies that deny by default what pods of a namespace exchange, by direction.
  package static let defaultDeny = Fact<NamespaceSubject, PolicyCoverage>(
    "defaultDeny", needs: CustomGroup.policyNeeds.union([.namespaces]), touched: { touchedByPolicy($0) },
    raw: { subject, inventory throws(Missing) in PolicyCoverage(denyingIn: subject.name, inventory) })

  /// The policies that a namespace has, or that reach into it.
  package static let policyPresence = Fact<NamespaceSubject, PolicyPresence>(
    "policyPresence", needs: CustomGroup.policyNeeds.union([.namespaces, .pods]), touched: { touchedByPolicy($0) },
    raw: { subject, inventory throws(Missing) in PolicyPresence(in: subject.name, inventory) })

  private static func touchedByPolicy(_ change: Change) -> Touched<NamespaceSubject> {
    switch change.policyScope {
    case nil: touchedNamespace(change, by: "Namespace")
    case ""?: .all
    case let namespace?: .only([NamespaceSubject(namespace)])
    }
  }

  /// The facts of this file.
  static let policyFacts: [AnyFact] = [
    AnyFact(networkPolicy), AnyFact(policyReach), AnyFact(coverage), AnyFact(defaultDeny), AnyFact(policyPresence),
  ]
}

extension CustomGroup {
  fileprivate static let policyNeeds = Set(allCases.flatMap(\.needs) + [.networkPolicies])
}

extension Change {
  private static let policyKinds: Set<UntrustedText> = [
    "NetworkPolicy", "GlobalNetworkPolicy", "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy",
  ]

  /// The network policy that came, changed or went.
  fileprivate var policy: ObjectReference? {
    object.flatMap { Change.policyKinds.contains($0.kind) ? $0 : nil }
  }

  /// The namespace in which policies, or what they select by, changed; empty for all; nil where none did.
  fileprivate var policyScope: UntrustedText? {
    if isEverything { return "" }
    guard let object else { return nil }
    if object.kind == "Tier" || object.group == AdminPolicy.group { return "" }
    if Change.policyKinds.contains(object.kind) { return object.namespace }
    return object.group.isEmpty && object.kind == "Namespace" ? object.name : nil
  }
}
