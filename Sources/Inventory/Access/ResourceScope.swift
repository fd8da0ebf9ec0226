import Hardening
package import TextSafety

/// Whether the objects of a resource live in namespaces.
package enum ResourceScope: Hashable, Sendable {
  case namespaced
  case cluster
  /// A custom resource whose definition is not in the input.
  case unknown

  private static let inNamespaces: [UntrustedText: Set<UntrustedText>] = [
    "": [
      "bindings", "configmaps", "endpoints", "events", "limitranges", "persistentvolumeclaims", "pods", "podtemplates",
      "replicationcontrollers", "resourcequotas", "secrets", "serviceaccounts", "services",
    ],
    "apps": ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"],
    "authorization.k8s.io": ["localsubjectaccessreviews"],
    "autoscaling": ["horizontalpodautoscalers"],
    "batch": ["cronjobs", "jobs"],
    "coordination.k8s.io": ["leases", "leasecandidates"],
    "discovery.k8s.io": ["endpointslices"],
    "events.k8s.io": ["events"],
    "extensions": ["daemonsets", "deployments", "ingresses", "networkpolicies", "replicasets"],
    "metrics.k8s.io": ["pods"],
    "networking.k8s.io": ["ingresses", "networkpolicies"],
    "policy": ["poddisruptionbudgets"],
    "rbac.authorization.k8s.io": ["rolebindings", "roles"],
    "storage.k8s.io": ["csistoragecapacities"],
  ]

  /// Groups of Kubernetes itself: what they hold beside the resources above lives in no namespace.
  private static let builtIn: Set<UntrustedText> = [
    "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "authentication.k8s.io",
    "certificates.k8s.io", "flowcontrol.apiserver.k8s.io", "node.k8s.io", "scheduling.k8s.io",
  ]

  static func of(_ resource: UntrustedText, group: UntrustedText, _ inventory: Inventory) -> ResourceScope {
    let name = resource.split("/")[0]
    if name == "*" || group == "*" { return .cluster }
    if let known = inNamespaces[group] { return known.contains(name) ? .namespaced : .cluster }
    if builtIn.contains(group) { return .cluster }
    return inventory.customResources[CustomResource(group: group, plural: name)] ?? .unknown
  }
}

/// A kind that a CustomResourceDefinition adds.
package struct CustomResource: Hashable, Sendable {
  package var group: UntrustedText
  package var plural: UntrustedText
}

extension CustomResource {
  /// By the name of the definition, which Kubernetes wants to be `<plural>.<group>`.
  init(definition name: UntrustedText) {
    let parts = name.split(".")
    plural = parts[0]
    group = name.map { $0.split(separator: ".").dropFirst().joined(separator: ".") }
  }
}

/// A ClusterRoleBinding of a grantee, and where what it grants lives.
package struct ClusterGrant: Hashable, Sendable {
  package var grant: Grant
  /// Something of it lives in no namespace: the worst of its resources, paths of the API server included.
  package var scope: ResourceScope
  /// It changes something, or reads secrets.
  package var isSensitive: Bool

  init(_ grant: Grant, _ inventory: Inventory) {
    self.grant = grant
    let standing = inventory.access.standing(of: grant.ruleSet) {
      ClusterGrant.standing(of: grant, inventory)
    }
    (scope, isSensitive) = (standing.scope, standing.isSensitive)
  }

  private static func standing(of grant: Grant, _ inventory: Inventory) -> AccessAnswers.Standing {
    var scopes: Set<ResourceScope> = []
    var isSensitive = false
    let reads: Set<UntrustedText> = ["get", "list", "watch"]
    for rule in grant.rules.map(\.rule) {
      if !rule.urls.isEmpty { scopes.insert(.cluster) }
      for group in rule.groups {
        for resource in rule.resources { scopes.insert(.of(resource, group: group, inventory)) }
      }
      if !rule.verbs.allSatisfy(reads.contains) || rule.resources.contains("secrets") {
        isSensitive = true
      }
    }
    var scope: ResourceScope =
      scopes.contains(.cluster) ? .cluster : scopes.contains(.unknown) ? .unknown : .namespaced
    if scopes.isEmpty { scope = .cluster }
    return AccessAnswers.Standing(scope: scope, isSensitive: isSensitive)
  }
}
