/// What a check judges: one finding is one check on one subject of this kind.
package enum SubjectKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A container of a workload's pod template: regular, init, ephemeral or injected.
  case container
  /// The top owner of pods: a Deployment, a CronJob, a naked Pod …
  case workload
  /// A volume of a workload's pod template.
  case volume
  case namespace
  /// A user, group or service account that bindings name; a role that is bound to nobody stands for those to come.
  case grantee
  case serviceAccount
  /// A Role or ClusterRole.
  case role
  /// A RoleBinding or ClusterRoleBinding.
  case binding
  /// A network policy of Kubernetes, Calico or Cilium.
  case networkPolicy
  case service
  /// An Ingress, or a Gateway or route of the Gateway API.
  case ingress
  /// What leads to pods: a Service, an Ingress, a Gateway, a route, an ingress controller. For checks on several of them.
  case entry
  /// A policy of an admission controller: Gatekeeper's constraints, Kyverno's policies, Kubernetes' own.
  case admissionPolicy
  case disruptionBudget
  /// An object that is no workload, in the namespace `default`.
  case defaultResident
  case node
  case cluster
}
