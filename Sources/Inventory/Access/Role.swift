package import Hardening
package import TextSafety

/// A Role, or a ClusterRole (namespace empty).
package struct Role: Hashable, Sendable {
  package var rules: Field<[RoleRule]>
  /// `aggregationRule.clusterRoleSelectors`: the roles whose rules it takes over; absent in ordinary roles.
  package var aggregation: Field<[LabelSelector]>
  package var labels: [LabelPair]
  /// A server's controller has put the rules of the others into `rules` already.
  package var isFromServer: Bool

  package init(
    rules: Field<[RoleRule]>, aggregation: Field<[LabelSelector]> = .absent, labels: [LabelPair] = [],
    isFromServer: Bool = false
  ) {
    self.rules = rules
    self.aggregation = aggregation
    self.labels = labels
    self.isFromServer = isFromServer
  }

  package func aggregates(_ other: Role) -> Bool {
    aggregation.known?.contains { $0.selects(other.labels) } ?? false
  }
}

/// A RoleBinding, or a ClusterRoleBinding (namespace empty).
package struct RoleBinding: Hashable, Sendable {
  package var roleKind: UntrustedText
  package var roleName: UntrustedText
  package var grantees: Field<[ObjectReference]>
  package var labels: [LabelPair]

  /// The role that it grants, given where it is. A ClusterRoleBinding to a Role grants nothing, and Kubernetes refuses
  /// it.
  package func role(in namespace: UntrustedText) -> ObjectReference {
    .role(roleKind, namespace: roleKind == "ClusterRole" ? "" : namespace, name: roleName)
  }
}

extension ObjectReference {
  /// The group of roles, bindings, users and groups.
  package static let accessGroup: UntrustedText = "rbac.authorization.k8s.io"

  package static func role(
    _ kind: UntrustedText, namespace: UntrustedText, name: UntrustedText
  ) -> ObjectReference {
    ObjectReference(group: accessGroup, kind: kind, namespace: namespace, name: name)
  }

  package static func binding(namespace: UntrustedText, name: UntrustedText) -> ObjectReference {
    .role(namespace.isEmpty ? "ClusterRoleBinding" : "RoleBinding", namespace: namespace, name: name)
  }

  package static func account(namespace: UntrustedText, name: UntrustedText) -> ObjectReference {
    ObjectReference(group: "", kind: "ServiceAccount", namespace: namespace, name: name)
  }

  package static func group(_ name: UntrustedText) -> ObjectReference {
    ObjectReference(group: accessGroup, kind: "Group", name: name)
  }

  package static func user(_ name: UntrustedText) -> ObjectReference {
    ObjectReference(group: accessGroup, kind: "User", name: name)
  }

  /// The subject of a binding. An account may be named as the user that it is for the API server,
  /// `system:serviceaccount:<namespace>:<name>`.
  package static func grantee(kind: UntrustedText, namespace: UntrustedText, name: UntrustedText) -> ObjectReference {
    if kind == "ServiceAccount" { return .account(namespace: namespace, name: name) }
    if kind == "User", name.hasPrefix("system:serviceaccount:") {
      let parts = name.split(":")
      if parts.count == 4 { return .account(namespace: parts[2], name: parts[3]) }
    }
    return ObjectReference(group: accessGroup, kind: kind, name: name)
  }

  /// The groups that the API server puts an account into.
  package var groupsOfAccount: [ObjectReference] {
    guard kind == "ServiceAccount" else { return [] }
    return [
      .group("system:serviceaccounts"), .group("system:serviceaccounts:\(namespace)"),
      .group("system:authenticated"),
    ]
  }
}
