import Hardening
import Inventory
import TextSafety

/// What checks on network policies have in common.
enum NetworkPolicies {
  static let reference = Reference.url("https://kubernetes.io/docs/concepts/services-networking/network-policies/")

  /// Not applicable: no policy holds such pods.
  static let onHostNetwork = Judgement.notApplicable("network policies do not hold pods on the network of their node")

  /// A default deny of a namespace, and before it what keeps the namespace alive: its pods reach each other and DNS.
  static func confinement(of namespace: UntrustedText) -> FieldValue {
    [
      "apiVersion": "v1", "kind": "List",
      "items": [
        policy(in: namespace, name: "allow-dns-and-namespace", selector: .map([]), allowing: true),
        policy(in: namespace, name: "default-deny", selector: .map([]), allowing: false),
      ],
    ]
  }

  /// A policy that leaves pods with these labels nothing but DNS and their namespace.
  static func confinement(of namespace: UntrustedText, name: UntrustedText, labels: [LabelPair]) -> FieldValue {
    // What changes with every release selects nothing one day.
    let lasting = labels.filter { !passing.contains($0.key) }
    let pairs = (lasting.isEmpty ? labels : lasting).map { FieldValue.Member($0.key, .string($0.value)) }
    return policy(in: namespace, name: name, selector: ["matchLabels": .map(pairs)], allowing: true)
  }

  private static func policy(
    in namespace: UntrustedText, name: UntrustedText, selector: FieldValue, allowing: Bool
  ) -> FieldValue {
    var spec: [FieldValue.Member] = [.init("podSelector", selector), .init("policyTypes", ["Ingress", "Egress"])]
    if allowing {
      let neighbours: FieldValue = [["podSelector": .map([])]]
      let system: FieldValue = ["namespaceSelector": ["matchLabels": ["kubernetes.io/metadata.name": "kube-system"]]]
      spec += [
        .init("ingress", [["from": neighbours]]),
        .init(
          "egress",
          [
            ["to": neighbours],
            ["ports": [["port": 53, "protocol": "UDP"], ["port": 53, "protocol": "TCP"]], "to": [system]],
          ]),
      ]
    }
    return [
      "apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
      "metadata": ["name": .string(name), "namespace": .string(namespace)], "spec": .map(spec),
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
    var peers: [PolicyPeer] = []
    for rule in side.rules where rule.ports == nil || rule.action != .allow {
      if rule.action == .deny { break }
      guard rule.action == .allow else { continue }
      if rule.peers == nil { evidence.append(Evidence(rule.path, .map([]))) }
      peers += rule.peers ?? []
    }
    return evidence + wide(peers)
  }

  /// The peers that are everybody, by themselves or together: entities, and blocks without exceptions.
  static func wide(_ peers: [PolicyPeer]) -> [Evidence] {
    let blocks = peers.compactMap { peer -> (peer: PolicyPeer, block: UntrustedText)? in
      if case .block(let block, false) = peer.kind { (peer, block) } else { nil }
    }
    let together = Set(NetworkAddress.wide(blocks.map(\.block)).map { blocks[$0].peer.path })
    return peers.compactMap { peer in
      switch peer.kind {
      case .everything(let entity): Evidence(peer.path, .string(entity))
      case .block(let block, false) where together.contains(peer.path): Evidence(peer.path, .string(block))
      default: nil
      }
    }
  }
}
