import Hardening
import TextSafety

/// Weaknesses of where all of it is.
extension Weakening {
  static let placement: [Weakening] = [
    placed(in: "default", "default-namespace"),
    placed(in: "kube-system", "kube-system-users"),
    placed(in: "kube-public", "kube-system-users"),
    placed(in: "kube-system-shop"),
  ]

  /// All objects in another namespace.
  private static func placed(in namespace: String, _ fires: CheckID...) -> Weakening {
    let objects = [
      "ResourceQuota", "LimitRange", "ServiceAccount", "Role", "RoleBinding", "NetworkPolicy default-deny",
      "NetworkPolicy api", "Service", "Ingress", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Deployment",
    ]
    let places =
      objects.map { "\($0) /metadata/namespace" } + ["Namespace /metadata/name", "RoleBinding /subjects/0/namespace"]
    return Weakening(
      changes: places.map { .set($0, .string(UntrustedText(namespace))) }, fires: fires)
  }
}
