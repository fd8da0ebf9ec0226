import Hardening
import TextSafety

/// Which objects the platform manages: judged like all others, but set apart.
enum Platform {
  /// Namespaces of Kubernetes' own components. What is there is the platform's where a mark, its node or its name says
  /// so; anybody may put something else there.
  static let namespaces: Set<UntrustedText> = ["kube-system", "kube-public", "kube-node-lease"]

  /// Namespaces that AKS makes for its add-ons. What is marked counts there where a server admitted it.
  private static let addons: Set<UntrustedText> = [
    "aks-command", "aks-istio-egress", "aks-istio-ingress", "aks-istio-system", "app-routing-system", "calico-system",
    "dapr-system", "flux-system", "gatekeeper-system", "tigera-operator",
  ]

  /// Labels with which AKS and the addon manager mark what they put in and put back.
  private static let marks: [(key: UntrustedText, values: Set<UntrustedText>)] = [
    ("kubernetes.azure.com/managedby", ["aks"]),
    ("addonmanager.kubernetes.io/mode", ["Reconcile", "EnsureExists"]),
    ("kubernetes.io/cluster-service", ["true"]),
  ]

  /// Labels of other platforms' add-ons, and of the roles that the API server keeps up. They count in namespaces of
  /// Kubernetes' own only. No values: all.
  private static let marksThere: [(key: UntrustedText, values: Set<UntrustedText>)] = [
    ("eks.amazonaws.com/component", []), ("k8s-addon", []), ("addon.kops.k8s.io/name", []),
    ("app.kubernetes.io/managed-by", ["EKS", "addon-manager", "kops", "kubeadm"]),
    ("kubernetes.io/bootstrapping", ["rbac-defaults"]),
  ]

  /// Whether an object that is no workload is the platform's; `label` looks its labels up. Anybody may write a label: it
  /// counts in namespaces of Kubernetes' own, and of what a server admitted in those of add-ons and of no namespace.
  static func manages(
    _ object: ObjectReference, isAdmitted: Bool, label: (UntrustedText) -> UntrustedText?
  ) -> Bool {
    guard namespaces.contains(object.namespace) else {
      return isAdmitted && (object.namespace.isEmpty || addons.contains(object.namespace)) && has(marks, label)
    }
    return has(marks, label) || has(marksThere, label) || PlatformNames.hold(object)
  }

  /// Whether a workload is the platform's. A pod by itself goes by its labels or its node, never by a name: names are
  /// free to take.
  static func manages(_ workload: ObjectReference, _ holder: Carrier) -> Bool {
    let isMarked = manages(workload, isAdmitted: !holder.uid.isEmpty) { holder.labels.value(of: $0) }
    if isMarked { return true }
    return namespaces.contains(workload.namespace) && holder.isStatic
  }

  /// Whether an object is a namespace of Kubernetes' own components.
  static func isNamespace(_ object: ObjectReference) -> Bool {
    object.kind == "Namespace" && object.group.isEmpty && namespaces.contains(object.name)
  }

  private static func has(
    _ marks: [(key: UntrustedText, values: Set<UntrustedText>)], _ label: (UntrustedText) -> UntrustedText?
  ) -> Bool {
    marks.contains { mark in
      guard let value = label(mark.key) else { return false }
      return mark.values.isEmpty || mark.values.contains(value)
    }
  }
}
