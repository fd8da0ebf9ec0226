package import TextSafety

// The objects beside workloads that facts are made of. Each is what checks ask of it, not the whole.

package struct NamespaceObject: Hashable, Sendable {
  package var name: UntrustedText
  package var labels: [LabelPair]
  package var hasLabels: Bool
  /// Given by the server; empty in what people write.
  package var uid: UntrustedText
}

package struct ServiceAccount: Hashable, Sendable {
  package var automountServiceAccountToken: Field<Bool>
  /// Names of the secrets that its pods pull images with.
  package var imagePullSecrets: Field<[UntrustedText]>
}

package struct LimitRange: Hashable, Sendable {
  package struct Item: Hashable, Sendable {
    /// Container, Pod or PersistentVolumeClaim.
    package var type: UntrustedText
    /// Resource names with a default limit, a default request, a minimum, a maximum.
    package var defaultLimits: [UntrustedText]
    package var defaultRequests: [UntrustedText]
    package var minimums: [UntrustedText]
    package var maximums: [UntrustedText]
  }

  package var name: UntrustedText
  package var items: Field<[Item]>
}

package struct ResourceQuota: Hashable, Sendable {
  package var name: UntrustedText
  package var hard: Field<[ResourceAmount]>
  /// Which pods it counts, by names such as BestEffort; empty: all of the namespace.
  package var scopes: [UntrustedText]
}

/// Absolute, or percent of the replicas.
package enum Share: Hashable, Sendable {
  case count(Int64)
  case percent(Int64)
}

package struct DisruptionBudget: Hashable, Sendable {
  package var minAvailable: Field<Share>
  package var maxUnavailable: Field<Share>
  /// nil selects nothing (policy/v1).
  package var selector: Field<LabelSelector>
}

package struct Autoscaler: Hashable, Sendable {
  package var targetKind: UntrustedText
  package var targetName: UntrustedText
  /// 1 where absent.
  package var minReplicas: Field<Int64>
  package var maxReplicas: Field<Int64>
}

/// A kubelet's configuration (kubelet.config.k8s.io KubeletConfiguration), of one node or of all.
package struct KubeletConfiguration: Hashable, Sendable {
  package var podPidsLimit: Field<Int64>
}
