import Fetch
import Hardening
import Inventory
import TextSafety

/// A kind that is read of live clusters, because a fact or a view reads it.
struct WatchedKind: Sendable, Hashable {
  let group: UntrustedText
  /// Plural, as in paths.
  let resource: UntrustedText
  let kind: UntrustedText
  /// What is complete once the list is; nil where no fact asks for the whole of it.
  let need: Need?
  /// Labels and owners are read, and nothing else.
  let isMetadataOnly: Bool

  private init(_ group: UntrustedText, _ resource: UntrustedText, _ kind: UntrustedText, metadataOnly: Bool = false) {
    self.group = group
    self.resource = resource
    self.kind = kind
    isMetadataOnly = metadataOnly
    need = WatchedKind.needs[KindName(group: group, kind: kind)]
  }

  /// `deployments.apps`, as in RBAC and on the command line.
  var name: UntrustedText { group.isEmpty ? resource : "\(resource).\(group)" }
  var kindName: KindName { KindName(group: group, kind: kind) }

  static let definitions = WatchedKind("apiextensions.k8s.io", "customresourcedefinitions", "CustomResourceDefinition")

  /// In the order in which they are asked for: what findings are mostly about first.
  static let all: [WatchedKind] = [
    WatchedKind("", "namespaces", "Namespace"),
    WatchedKind("apps", "deployments", "Deployment"),
    WatchedKind("apps", "daemonsets", "DaemonSet"),
    WatchedKind("apps", "statefulsets", "StatefulSet"),
    WatchedKind("batch", "cronjobs", "CronJob"),
    WatchedKind("", "pods", "Pod"),
    WatchedKind("apps", "replicasets", "ReplicaSet"),
    WatchedKind("batch", "jobs", "Job"),
    WatchedKind("", "replicationcontrollers", "ReplicationController"),
    WatchedKind("apps.openshift.io", "deploymentconfigs", "DeploymentConfig"),
    WatchedKind("argoproj.io", "rollouts", "Rollout"),
    WatchedKind("rbac.authorization.k8s.io", "clusterroles", "ClusterRole"),
    WatchedKind("rbac.authorization.k8s.io", "clusterrolebindings", "ClusterRoleBinding"),
    WatchedKind("rbac.authorization.k8s.io", "roles", "Role"),
    WatchedKind("rbac.authorization.k8s.io", "rolebindings", "RoleBinding"),
    WatchedKind("", "serviceaccounts", "ServiceAccount"),
    WatchedKind("networking.k8s.io", "networkpolicies", "NetworkPolicy"),
    WatchedKind("projectcalico.org", "networkpolicies", "NetworkPolicy"),
    WatchedKind("projectcalico.org", "globalnetworkpolicies", "GlobalNetworkPolicy"),
    WatchedKind("projectcalico.org", "tiers", "Tier"),
    WatchedKind("crd.projectcalico.org", "networkpolicies", "NetworkPolicy"),
    WatchedKind("crd.projectcalico.org", "globalnetworkpolicies", "GlobalNetworkPolicy"),
    WatchedKind("crd.projectcalico.org", "tiers", "Tier"),
    WatchedKind("cilium.io", "ciliumnetworkpolicies", "CiliumNetworkPolicy"),
    WatchedKind("cilium.io", "ciliumclusterwidenetworkpolicies", "CiliumClusterwideNetworkPolicy"),
    WatchedKind("policy.networking.k8s.io", "adminnetworkpolicies", "AdminNetworkPolicy"),
    WatchedKind("policy.networking.k8s.io", "baselineadminnetworkpolicies", "BaselineAdminNetworkPolicy"),
    WatchedKind("policy.networking.k8s.io", "clusternetworkpolicies", "ClusterNetworkPolicy"),
    WatchedKind("", "services", "Service"),
    WatchedKind("networking.k8s.io", "ingresses", "Ingress"),
    WatchedKind("networking.k8s.io", "ingressclasses", "IngressClass"),
    WatchedKind("gateway.networking.k8s.io", "gateways", "Gateway"),
    WatchedKind("gateway.networking.k8s.io", "httproutes", "HTTPRoute"),
    WatchedKind("gateway.networking.k8s.io", "grpcroutes", "GRPCRoute"),
    WatchedKind("gateway.networking.k8s.io", "tcproutes", "TCPRoute"),
    WatchedKind("gateway.networking.k8s.io", "tlsroutes", "TLSRoute"),
    WatchedKind("gateway.networking.k8s.io", "udproutes", "UDPRoute"),
    WatchedKind("gateway.networking.k8s.io", "referencegrants", "ReferenceGrant"),
    WatchedKind("alb.networking.azure.io", "webapplicationfirewallpolicy", "WebApplicationFirewallPolicy"),
    WatchedKind("", "configmaps", "ConfigMap"),
    WatchedKind("", "secrets", "Secret", metadataOnly: true),
    WatchedKind("", "limitranges", "LimitRange"),
    WatchedKind("", "resourcequotas", "ResourceQuota"),
    WatchedKind("policy", "poddisruptionbudgets", "PodDisruptionBudget"),
    WatchedKind("autoscaling", "horizontalpodautoscalers", "HorizontalPodAutoscaler"),
    .definitions,
    WatchedKind("admissionregistration.k8s.io", "validatingadmissionpolicies", "ValidatingAdmissionPolicy"),
    WatchedKind(
      "admissionregistration.k8s.io", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding"),
    WatchedKind("admissionregistration.k8s.io", "mutatingadmissionpolicies", "MutatingAdmissionPolicy"),
    WatchedKind("constraints.gatekeeper.sh", "k8sallowedrepos", "K8sAllowedRepos"),
    WatchedKind("constraints.gatekeeper.sh", "k8sallowedreposv2", "K8sAllowedReposv2"),
    WatchedKind("constraints.gatekeeper.sh", "ratifyverification", "RatifyVerification"),
    WatchedKind("kyverno.io", "clusterpolicies", "ClusterPolicy"),
    WatchedKind("kyverno.io", "policies", "Policy"),
    WatchedKind("policies.kyverno.io", "imagevalidatingpolicies", "ImageValidatingPolicy"),
    WatchedKind("policies.kyverno.io", "namespacedimagevalidatingpolicies", "NamespacedImageValidatingPolicy"),
    WatchedKind("policy.sigstore.dev", "clusterimagepolicies", "ClusterImagePolicy"),
  ]

  static let groups = Set(all.map(\.group))
  static let names = Set(all.map { Discovery.Name(group: $0.group, resource: $0.resource) })

  /// Every API server has it: one that does not name it has not said all.
  var isBuiltIn: Bool {
    switch group {
    case "", "apps", "batch", "policy", "autoscaling", "rbac.authorization.k8s.io", "apiextensions.k8s.io": true
    case "networking.k8s.io": resource != "ingressclasses"
    default: false
    }
  }

  /// The kinds whose absence hides what runs.
  static let carriers = Set(
    all.map(\.kindName).filter { WorkloadKind(group: $0.group, kind: $0.kind) != .other })

  private static let needs: [KindName: Need] = {
    let rows: [(group: UntrustedText, kind: UntrustedText, need: Need)] = [
      ("", "Namespace", .namespaces), ("", "Pod", .pods), ("", "Node", .nodes), ("", "Service", .services),
      ("", "ServiceAccount", .serviceAccounts), ("", "LimitRange", .limitRanges),
      ("", "ResourceQuota", .resourceQuotas), ("", "ConfigMap", .configMaps),
      ("policy", "PodDisruptionBudget", .disruptionBudgets), ("autoscaling", "HorizontalPodAutoscaler", .autoscalers),
      ("networking.k8s.io", "NetworkPolicy", .networkPolicies), ("networking.k8s.io", "Ingress", .ingresses),
      ("projectcalico.org", "NetworkPolicy", .calicoPolicies),
      ("projectcalico.org", "GlobalNetworkPolicy", .globalCalicoPolicies),
      ("crd.projectcalico.org", "NetworkPolicy", .calicoPolicies),
      ("crd.projectcalico.org", "GlobalNetworkPolicy", .globalCalicoPolicies),
      ("cilium.io", "CiliumNetworkPolicy", .ciliumPolicies),
      ("cilium.io", "CiliumClusterwideNetworkPolicy", .clusterwideCiliumPolicies),
      ("gateway.networking.k8s.io", "Gateway", .gateways), ("gateway.networking.k8s.io", "HTTPRoute", .routes),
      ("gateway.networking.k8s.io", "ReferenceGrant", .referenceGrants),
      ("apiextensions.k8s.io", "CustomResourceDefinition", .customResources),
      ("rbac.authorization.k8s.io", "Role", .roles), ("rbac.authorization.k8s.io", "ClusterRole", .clusterRoles),
      ("rbac.authorization.k8s.io", "RoleBinding", .roleBindings),
      ("rbac.authorization.k8s.io", "ClusterRoleBinding", .clusterRoleBindings),
    ]
    return Dictionary(uniqueKeysWithValues: rows.map { (KindName(group: $0.group, kind: $0.kind), $0.need) })
  }()
}
