package import Hardening
package import TextSafety

/// Where an object's text is: for its line, its YAML, its patch. Lines themselves are found by reading it again.
package struct ObjectSource: Hashable, Sendable {
  /// Index in the inventory's list of files.
  package var file: Int32
  /// 0-based number of the document in the file.
  package var document: Int32
  /// 0-based item of the list that the document is; -1 where it is none.
  package var item: Int32
  /// 1-based line of the object; 0 where only reading again can tell.
  package var line: Int32

  package init(file: Int, document: Int, item: Int?, line: Int) {
    self.file = Int32(clamping: file)
    self.document = Int32(clamping: document)
    self.item = Int32(clamping: item ?? -1)
    self.line = Int32(clamping: line)
  }
}

/// The top owner of pods with the template that they are made from: what area 4 and most of area 5 judge. Immutable;
/// equal by what it names, not by content.
package final class Workload: Sendable {
  package let reference: ObjectReference
  package let kind: WorkloadKind
  /// Known from its pods' owner references only.
  package let inferred: Bool
  package let managedBy: ManagedBy
  package let template: PodTemplate
  /// The labels that its pods carry.
  package let podLabels: [LabelPair]
  /// `spec.replicas`.
  package let replicas: Field<Int64>
  /// A pod that no controller owns and no node runs by itself (static pods).
  package let isNaked: Bool
  /// Containers that its pods have beyond the template: injected by admission, or ephemeral ones to debug. By pod.
  package let additions: [Addition]
  /// How many pods of it were in the input.
  package let observedPods: Int
  /// The object that holds the template: the workload itself, or a pod or replica set where it is inferred.
  package let holder: ObjectReference
  /// What the holder's annotations except from other tools' checks.
  package let exceptions: AnnotationExceptions
  /// The holder says which namespace it is in.
  package let namesNamespace: Bool
  package let source: ObjectSource
  /// Where it runs with less than its top owner's template has: that owner, which it is judged beside.
  package let owner: Workload?

  package struct Addition: Hashable, Sendable {
    package var pod: ObjectReference
    package var container: Container
  }

  package init(
    reference: ObjectReference, kind: WorkloadKind, inferred: Bool, managedBy: ManagedBy, template: PodTemplate,
    podLabels: [LabelPair], replicas: Field<Int64>, isNaked: Bool, additions: [Addition], observedPods: Int,
    holder: ObjectReference, exceptions: AnnotationExceptions, namesNamespace: Bool, source: ObjectSource,
    owner: Workload? = nil
  ) {
    self.reference = reference
    self.kind = kind
    self.inferred = inferred
    self.managedBy = managedBy
    self.template = template
    self.podLabels = podLabels
    self.replicas = replicas
    self.isNaked = isNaked
    self.additions = additions
    self.observedPods = observedPods
    self.holder = holder
    self.exceptions = exceptions
    self.namesNamespace = namesNamespace
    self.source = source
    self.owner = owner
  }

  /// A static pod: its node runs it from a file and no admission looks at it.
  package var isStatic: Bool { kind == .pod && !isNaked && !inferred && owner == nil }

  package var namespace: UntrustedText { reference.namespace }
  package var name: UntrustedText { reference.name }

  /// Whether two say the same in everything, not only of the same thing.
  package func hasSameContent(as other: Workload) -> Bool {
    self === other
      || reference == other.reference && kind == other.kind && inferred == other.inferred
        && managedBy == other.managedBy && template == other.template && podLabels == other.podLabels
        && replicas == other.replicas && isNaked == other.isNaked && additions == other.additions
        && observedPods == other.observedPods && holder == other.holder && exceptions == other.exceptions
        && namesNamespace == other.namesNamespace && hasSameOwner(as: other)
  }

  private func hasSameOwner(as other: Workload) -> Bool {
    guard let owner, let others = other.owner else { return owner == nil && other.owner == nil }
    return owner.hasSameContent(as: others)
  }
}

extension Workload {
  /// The ingress controller that it runs; nil for what is none.
  package var ingressController: IngressController? {
    // Jobs beside a controller have its labels.
    guard kind.runsOn else { return nil }
    for container in template.containers where container.role == .regular {
      if let image = container.image.known, let found = IngressController(image: image, labels: []) { return found }
    }
    return IngressController(labels: podLabels)
  }

  /// Whether selectors see both alike.
  func isSelected(as other: Workload) -> Bool {
    podLabels == other.podLabels
      && template.content.serviceAccountName == other.template.content.serviceAccountName
      && template.content.serviceAccount == other.template.content.serviceAccount
  }
}

extension Workload: Hashable {
  package static func == (a: Workload, b: Workload) -> Bool { a === b || a.reference == b.reference }
  package func hash(into hasher: inout Hasher) { hasher.combine(reference) }
}
