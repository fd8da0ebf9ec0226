import Hardening
package import TextSafety

/// Which objects the platform manages: judged like all others, but set apart.
package enum Platform {
  /// Namespaces of Kubernetes' own components.
  private static let namespaces: Set<UntrustedText> = ["kube-system", "kube-public", "kube-node-lease"]

  /// Labels with which AKS and the addon manager mark what they put in and put back.
  private static let labels: [(key: UntrustedText, values: Set<UntrustedText>)] = [
    ("kubernetes.azure.com/managedby", ["aks"]),
    ("addonmanager.kubernetes.io/mode", ["Reconcile", "EnsureExists"]),
    ("kubernetes.io/cluster-service", ["true"]),
  ]

  /// Whether the platform has marked an object as its own; `value` looks labels up.
  static func marks(label value: (UntrustedText) -> UntrustedText?) -> Bool {
    labels.contains { mark in value(mark.key).map(mark.values.contains) ?? false }
  }

  /// Whether an object is, or is in, a namespace of Kubernetes' own components.
  static func holds(_ object: ObjectReference) -> Bool {
    namespaces.contains(object.namespace)
      || object.kind == "Namespace" && object.group.isEmpty && namespaces.contains(object.name)
  }

  package static func manages(namespace: UntrustedText, labels own: [LabelPair]) -> Bool {
    namespaces.contains(namespace)
      || labels.contains { mark in own.contains { $0.key == mark.key && mark.values.contains($0.value) } }
  }
}
