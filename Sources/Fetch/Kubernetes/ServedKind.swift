package import TextSafety

/// A kind as a server serves it.
package struct ServedKind: Sendable, Hashable {
  package var group: UntrustedText
  package var version: UntrustedText
  /// Plural, as in paths.
  package var resource: UntrustedText
  package var kind: UntrustedText
  package var isNamespaced: Bool
  package var verbs: Set<UntrustedText>

  package init(
    group: UntrustedText, version: UntrustedText, resource: UntrustedText, kind: UntrustedText, isNamespaced: Bool,
    verbs: Set<UntrustedText>
  ) {
    self.group = group
    self.version = version
    self.resource = resource
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.verbs = verbs
  }

  /// `apps/v1`, `v1`.
  package var apiVersion: UntrustedText { group.isEmpty ? version : "\(group)/\(version)" }

  /// All objects of the cluster: `/apis/apps/v1/deployments`.
  package var path: UntrustedText {
    let place = resource.percentEncoded
    return group.isEmpty
      ? "/api/\(version.percentEncoded)/\(place)"
      : "/apis/\(group.percentEncoded)/\(version.percentEncoded)/\(place)"
  }

  /// One object of the cluster.
  package func path(to name: UntrustedText, in namespace: UntrustedText) -> UntrustedText {
    guard isNamespaced, !namespace.isEmpty else { return "\(path)/\(name.percentEncoded)" }
    let root: UntrustedText =
      group.isEmpty
      ? "/api/\(version.percentEncoded)" : "/apis/\(group.percentEncoded)/\(version.percentEncoded)"
    return "\(root)/namespaces/\(namespace.percentEncoded)/\(resource.percentEncoded)/\(name.percentEncoded)"
  }

  /// `deployments.apps`, as in RBAC and on the command line.
  package var name: UntrustedText { group.isEmpty ? resource : "\(resource).\(group)" }
}
