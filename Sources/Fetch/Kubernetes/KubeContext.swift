package import TextSafety

/// One context of a kubeconfig, ready to be asked.
package struct KubeContext: Sendable {
  package var name: UntrustedText
  /// The namespace that the person works in; nil where the context names none.
  package var namespace: UntrustedText?
  /// The names of the cluster and the user in the kubeconfig.
  package var cluster: UntrustedText
  package var user: UntrustedText
  package var endpoint: Endpoint
  /// What is to be told for as long as the context is used: verification that is switched off.
  package var warnings: [UntrustedText]

  package init(
    name: UntrustedText, namespace: UntrustedText? = nil, cluster: UntrustedText, user: UntrustedText,
    endpoint: Endpoint, warnings: [UntrustedText] = []
  ) {
    self.name = name
    self.namespace = namespace
    self.cluster = cluster
    self.user = user
    self.endpoint = endpoint
    self.warnings = warnings
  }
}
