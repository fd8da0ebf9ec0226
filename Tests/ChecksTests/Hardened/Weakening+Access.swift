import Hardening
import TextSafety

/// Weaknesses of who may do what: the role that the workload's account has in its namespace.
extension Weakening {
  static let access: [Weakening] = [
    .set("Role /rules/0/verbs", "[\"*\"]", "wildcard-rules"),
    .set("Role /rules/0/resources", "[\"*\"]", "wildcard-rules"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [secrets], verbs: [list]}", "secrets-access"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [secrets], verbs: [get], resourceNames: [api]}"),
    .set("Role /rules/-", "{apiGroups: [apps], resources: [deployments], verbs: [create]}", "create-pods"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [pods/exec], verbs: [create]}", "pod-exec"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [pods/*], verbs: [create]}"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [pods/portforward], verbs: [create]}", "port-forward"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [serviceaccounts], verbs: [impersonate]}", "impersonate"),
    // Users, nodes and volumes live in no namespace: a RoleBinding grants nothing on them.
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [users, nodes/proxy], verbs: [impersonate, get]}"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [persistentvolumes], verbs: [create]}"),
    .set(
      "Role /rules/-", "{apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create]}",
      "escalate-bind"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [serviceaccounts/token], verbs: [create]}", "token-create"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [configmaps], verbs: [update]}"),
    .set("Role /rules/-", "{apiGroups: [batch], resources: [jobs], verbs: [delete]}", "delete-rights"),
    .set(
      "Role /rules/-", "{apiGroups: [events.k8s.io], resources: [events], verbs: [deletecollection]}", "event-delete"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [services], verbs: [patch]}", "network-manage"),
    .set("Role /rules/-", "{apiGroups: [\"\"], resources: [pods, namespaces], verbs: [list]}"),
    .several(
      [("RoleBinding /roleRef", "{kind: ClusterRole, name: edit}")],
      "create-pods", "secrets-access", "pod-exec", "port-forward", "token-create", "delete-rights", "event-delete",
      "network-manage", "dangling-rbac"),
    .several([("RoleBinding /roleRef", "{kind: ClusterRole, name: view}")], "dangling-rbac"),
    .several([("RoleBinding /roleRef", "{kind: ClusterRole, name: gone}")], "dangling-rbac"),
    .set("RoleBinding /subjects/0", "{kind: User, name: ada}", "user-bound-directly"),
    .set("RoleBinding /subjects/0", "{kind: Group, name: developers}"),
    .set("RoleBinding /subjects/0", "{kind: Group, name: \"system:masters\"}", "masters-binding"),
    .set("RoleBinding /subjects/0", "{kind: Group, name: \"system:authenticated\"}", "authenticated-binding"),
    .set("RoleBinding /subjects/0", "{kind: User, name: \"system:anonymous\"}", "anonymous-binding"),
    .set("RoleBinding /subjects/0", "{kind: ServiceAccount, name: default, namespace: shop}", "default-sa-bound"),
    .set("RoleBinding /subjects/0", "{kind: ServiceAccount, name: other, namespace: shop}", "dangling-rbac"),
  ]
}
