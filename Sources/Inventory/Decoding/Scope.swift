import TextSafety

/// Which kinds have no namespace.
enum Scope {
  private static let clusterWide: Set<UntrustedText> = [
    "APIService", "CertificateSigningRequest", "ClusterRole", "ClusterRoleBinding", "ComponentStatus", "CSIDriver",
    "CSINode", "CustomResourceDefinition", "FlowSchema", "GatewayClass", "IngressClass", "KubeletConfiguration",
    "MutatingAdmissionPolicy", "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume",
    "PodSecurityPolicy", "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass", "StorageClass",
    "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
    "VolumeAttachment", "ClusterIssuer", "ClusterPolicy", "GlobalNetworkPolicy", "CiliumClusterwideNetworkPolicy",
    "ConstraintTemplate", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterImagePolicy",
    "ClusterNetworkPolicy",
    "GlobalNetworkSet", "HostEndpoint", "ImageValidatingPolicy", "Tier",
  ]

  /// Built-in kinds by the group that they live in.
  private static let groups: [UntrustedText: UntrustedText] = [
    "CronJob": "batch", "DaemonSet": "apps", "Deployment": "apps", "HorizontalPodAutoscaler": "autoscaling",
    "Ingress": "networking.k8s.io", "Job": "batch", "NetworkPolicy": "networking.k8s.io",
    "PodDisruptionBudget": "policy", "ReplicaSet": "apps", "StatefulSet": "apps",
  ]

  /// The group as written, or the one that is meant where `apiVersion: v1` stands before a kind of another.
  static func group(_ written: UntrustedText, of kind: UntrustedText) -> UntrustedText {
    written.isEmpty ? groups[kind] ?? "" : written
  }

  /// What was in `extensions` lives in other groups now: one name for one thing.
  static func canonicalGroup(_ group: UntrustedText, of kind: UntrustedText) -> UntrustedText {
    guard group == "extensions" else { return group }
    return kind == "Ingress" || kind == "NetworkPolicy" ? "networking.k8s.io" : "apps"
  }

  static func isClusterWide(group: UntrustedText, kind: UntrustedText) -> Bool {
    clusterWide.contains(kind) || group == "constraints.gatekeeper.sh"
  }
}
