package import Hardening

/// An object as the inventory keeps it.
package struct DecodedObject: Sendable {
  package enum Content: Sendable {
    case carrier(Carrier)
    case namespace(NamespaceObject)
    case serviceAccount(ServiceAccount)
    case customResource(CustomResource, ResourceScope)
    case role(Role)
    case roleBinding(RoleBinding)
    case limitRange(LimitRange)
    case resourceQuota(ResourceQuota)
    case disruptionBudget(DisruptionBudget)
    case autoscaler(Autoscaler)
    case service(Service)
    case kubelet(KubeletConfiguration)
    case networkPolicy(NetworkPolicy)
    case entry(EntryObjects.Content)
    case allowedRepositories(AllowedRepositories)
    case imageVerifications([ImageVerification])
    case adminPolicy(Field<AdminPolicy>)
    /// Calico's Tier: whether it leaves what none of its policies decides to the next one.
    case policyTier(passes: Bool)
    /// A Kubernetes object of a kind that no fact reads yet.
    case other
  }

  package var reference: ObjectReference
  package var content: Content
  package var source: ObjectSource
  /// It has what only a server gives: a uid and a resource version.
  package var isFromServer: Bool
  /// The platform's own, by a label or, in namespaces of Kubernetes' own components, by its name.
  package var isMarkedPlatform: Bool
  /// A person put it into the namespace `default`, by its name.
  package var isDefaultResident: Bool
  /// What annotations except from other tools' checks; a carrier has its own.
  package var exceptions: AnnotationExceptions

  package init(
    reference: ObjectReference, content: Content, source: ObjectSource, isFromServer: Bool, isMarkedPlatform: Bool,
    isDefaultResident: Bool, exceptions: AnnotationExceptions
  ) {
    self.reference = reference
    self.content = content
    self.source = source
    self.isFromServer = isFromServer
    self.isMarkedPlatform = isMarkedPlatform
    self.isDefaultResident = isDefaultResident
    self.exceptions = exceptions
  }
}
