package import TextSafety

/// Names one finding of the fleet: a fingerprint is the same in every cluster, so it takes the cluster too.
package struct FindingKey: Hashable, Sendable, Codable {
  /// `ClusterSummary.id`: uid of kube-system, else `files:` and the name.
  package var cluster: UntrustedText
  package var finding: Fingerprint

  package init(cluster: UntrustedText, finding: Fingerprint) {
    self.cluster = cluster
    self.finding = finding
  }
}
