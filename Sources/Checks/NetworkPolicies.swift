import Hardening
import Inventory
import TextSafety

/// What checks on network policies have in common.
enum NetworkPolicies {
  static let reference = Reference.url("https://kubernetes.io/docs/concepts/services-networking/network-policies/")

  /// Not applicable: no policy holds such pods.
  static let onHostNetwork = Judgement.notApplicable("network policies do not hold pods on the network of their node")

  /// A policy that denies both directions to all pods of a namespace, or to those with these labels.
  static func deny(in namespace: UntrustedText, name: UntrustedText, labels: [LabelPair] = []) -> FieldValue {
    // What changes with every release selects nothing one day.
    let lasting = labels.filter { !passing.contains($0.key) }
    let pairs = (lasting.isEmpty ? labels : lasting).map { FieldValue.Member($0.key, .string($0.value)) }
    let selector: FieldValue = pairs.isEmpty ? .map([]) : ["matchLabels": .map(pairs)]
    return [
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
      "metadata": ["name": .string(name), "namespace": .string(namespace)],
      "spec": ["podSelector": selector, "policyTypes": ["Ingress", "Egress"]],
    ]
  }

  private static let passing: Set<UntrustedText> = [
    "app.kubernetes.io/managed-by", "app.kubernetes.io/version", "chart", "helm.sh/chart", "heritage", "version",
  ]

  static func evidence(ofNamespace name: UntrustedText) -> [Evidence] {
    [Evidence(FieldPath().appending("metadata.name"), .string(name))]
  }

  /// The rules that let everybody in or out on all ports, each with the field that says so. What follows a rule that
  /// denies something lets through the rest on purpose.
  static func open(_ side: NetworkPolicy.Side) -> [Evidence] {
    var evidence: [Evidence] = []
    for rule in side.rules where rule.ports == nil || rule.action != .allow {
      if rule.action == .deny { break }
      guard rule.action == .allow else { continue }
      guard let peers = rule.peers else {
        evidence.append(Evidence(rule.path, .map([])))
        continue
      }
      evidence += peers.compactMap { peer in peer.wideValue.map { Evidence(peer.path, .string($0)) } }
    }
    return evidence
  }
}
