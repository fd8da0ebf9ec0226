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
    "ConstraintTemplate",
  ]

  static func isClusterWide(group: UntrustedText, kind: UntrustedText) -> Bool {
    clusterWide.contains(kind) || group == "constraints.gatekeeper.sh"
  }
}
