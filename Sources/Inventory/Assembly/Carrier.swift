package import Hardening
package import TextSafety

/// An object that carries a pod template, or a pod: what workloads are assembled from.
package struct Carrier: Hashable, Sendable {
  package struct Owner: Hashable, Sendable {
    package var reference: ObjectReference
    package var kind: WorkloadKind
    /// Empty where the reference has none.
    package var uid: UntrustedText
  }

  package var reference: ObjectReference
  package var kind: WorkloadKind
  /// Empty where no server gave it one.
  package var uid: UntrustedText
  /// The controller among its owner references; nil where no server admitted it: then it is a claim.
  package var owner: Owner?
  package var template: PodTemplate
  package var podLabels: [LabelPair]
  package var labels: [LabelPair]
  package var replicas: Field<Int64>
  /// A pod or job that succeeded or failed.
  package var isFinished: Bool
  /// A static pod: its node's kubelet runs it, no controller and no person.
  package var isStatic: Bool
  /// RFC 3339, which sorts as text; empty where it is not known.
  package var created: UntrustedText
  /// `pod-template-hash` of a replica set or pod; empty where there is none.
  package var templateHash: UntrustedText
  /// What annotations of the object and of its template except from other tools' checks.
  package var exceptions: AnnotationExceptions
  /// `metadata.namespace` is set: where it is not, whoever applies the file says where it goes.
  package var namesNamespace: Bool
  package var source: ObjectSource

  package init(
    reference: ObjectReference, kind: WorkloadKind, uid: UntrustedText, owner: Owner?, template: PodTemplate,
    podLabels: [LabelPair],
    labels: [LabelPair], replicas: Field<Int64>, isFinished: Bool, isStatic: Bool, created: UntrustedText,
    templateHash: UntrustedText, exceptions: AnnotationExceptions, namesNamespace: Bool, source: ObjectSource
  ) {
    self.reference = reference
    self.kind = kind
    self.uid = uid
    self.owner = owner
    self.template = template
    self.podLabels = podLabels
    self.labels = labels
    self.replicas = replicas
    self.isFinished = isFinished
    self.isStatic = isStatic
    self.created = created
    self.templateHash = templateHash
    self.exceptions = exceptions
    self.namesNamespace = namesNamespace
    self.source = source
  }

  /// A replica set that runs no pods, as the history of a Deployment is.
  var isEmptyReplicaSet: Bool { kind == .replicaSet && replicas.known == 0 }
}
