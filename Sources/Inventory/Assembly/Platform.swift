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

  /// Whether the platform manages the object with these labels, which `value` looks up.
  static func manages(_ object: ObjectReference, label value: (UntrustedText) -> UntrustedText?) -> Bool {
    if object.kind == "Namespace", object.group.isEmpty, namespaces.contains(object.name) { return true }
    if namespaces.contains(object.namespace) { return true }
    return labels.contains { mark in value(mark.key).map(mark.values.contains) ?? false }
  }

  package static func manages(namespace: UntrustedText, labels own: [LabelPair]) -> Bool {
    namespaces.contains(namespace)
      || labels.contains { mark in own.contains { $0.key == mark.key && mark.values.contains($0.value) } }
  }
}
