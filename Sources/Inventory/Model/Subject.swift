package import Hardening
package import TextSafety

/// Something that checks judge: a light handle, equal by what it names.
package protocol Subject: Hashable, Sendable {
  /// Names it for findings and fingerprints.
  var reference: SubjectReference { get }
  /// The namespace it belongs to; empty where there is none.
  var namespace: UntrustedText { get }
  /// What is judged anew together with it.
  var unit: JudgedUnit { get }
  /// The same subject as another inventory has it; nil where that has none.
  func counterpart(in inventory: Inventory) -> Self?
  /// All subjects of this type, or those of one namespace.
  static func all(in inventory: Inventory, namespace: UntrustedText?) -> [Self]
}

/// What verdicts are kept by and judged anew together.
package enum JudgedUnit: Hashable, Sendable {
  /// A workload with its containers and volumes.
  case workload(ObjectReference)
  case namespace(UntrustedText)
  case budget(ObjectReference)
  case node(ObjectReference)
  case cluster
}

/// A container of a workload.
package struct ContainerSubject: Subject {
  package let workload: Workload
  package let container: Container
  /// The pod that has the container where the template has not: its object is the evidence's.
  package let pod: ObjectReference?

  package init(_ workload: Workload, _ container: Container, pod: ObjectReference? = nil) {
    self.workload = workload
    self.container = container
    self.pod = pod
  }

  package var namespace: UntrustedText { workload.namespace }

  package var reference: SubjectReference {
    SubjectReference(
      workload.reference, container: container.name, isEphemeral: container.role == .ephemeral,
      inferred: workload.inferred)
  }

  package static func == (a: ContainerSubject, b: ContainerSubject) -> Bool {
    a.workload == b.workload && a.container.name == b.container.name && a.container.role == b.container.role
      && a.container.content.index == b.container.content.index
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(workload)
    hasher.combine(container.name)
  }
}

extension Workload {
  /// The workload as what a check judges.
  package var subject: WorkloadSubject { WorkloadSubject(self) }
}

/// A workload as a whole.
package struct WorkloadSubject: Subject {
  package let workload: Workload

  package init(_ workload: Workload) { self.workload = workload }

  package var namespace: UntrustedText { workload.namespace }
  package var reference: SubjectReference { SubjectReference(workload.reference, inferred: workload.inferred) }
}

/// A volume of a workload's template; the discriminator is its name.
package struct VolumeSubject: Subject {
  package let workload: Workload
  package let volume: Volume

  package init(_ workload: Workload, _ volume: Volume) {
    self.workload = workload
    self.volume = volume
  }

  package var namespace: UntrustedText { workload.namespace }
  package var reference: SubjectReference {
    SubjectReference(workload.reference, discriminator: volume.name, inferred: workload.inferred)
  }

  package static func == (a: VolumeSubject, b: VolumeSubject) -> Bool {
    a.workload == b.workload && a.volume.name == b.volume.name && a.volume.index == b.volume.index
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(workload)
    hasher.combine(volume.name)
  }
}

/// A namespace that has an object of its own or workloads.
package struct NamespaceSubject: Subject {
  package let name: UntrustedText

  package init(_ name: UntrustedText) { self.name = name }

  package var namespace: UntrustedText { name }
  package var reference: SubjectReference {
    SubjectReference(ObjectReference(group: "", kind: "Namespace", name: name))
  }
}

/// A PodDisruptionBudget.
package struct BudgetSubject: Subject {
  package let object: ObjectReference

  package init(_ object: ObjectReference) { self.object = object }

  package var namespace: UntrustedText { object.namespace }
  package var reference: SubjectReference { SubjectReference(object) }
}

/// A node, or the kubelet configuration of a pool of them.
package struct NodeSubject: Subject {
  package let object: ObjectReference

  package init(_ object: ObjectReference) { self.object = object }

  package var namespace: UntrustedText { "" }
  package var reference: SubjectReference { SubjectReference(object) }
}

/// The cluster itself.
package struct ClusterSubject: Subject {
  package init() {}

  package var namespace: UntrustedText { "" }
  package var reference: SubjectReference { SubjectReference(ObjectReference(group: "", kind: "Cluster", name: "")) }
}
