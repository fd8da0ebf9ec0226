package import Hardening
package import TextSafety

/// Something that checks judge: a light handle, equal by what it names.
package protocol Subject: Hashable, Sendable {
  /// Names it for findings and fingerprints.
  var reference: SubjectReference { get }
  /// The namespace it belongs to; empty where there is none.
  var namespace: UntrustedText { get }
  /// The workload that it is or is a part of; nil where it is another object.
  var partOf: Workload? { get }
  /// What is judged anew together with it.
  var unit: JudgedUnit { get }
  /// The same subject as another inventory has it; nil where that has none.
  func counterpart(in inventory: Inventory) -> Self?
  /// All subjects of this type, or those of one namespace.
  static func all(in inventory: Inventory, namespace: UntrustedText?) -> [Self]
}

/// What verdicts are kept by and judged anew together: a workload with its containers and volumes, or one object of
/// another kind.
package struct JudgedUnit: Hashable, Sendable {
  package var kind: SubjectKind
  package var object: ObjectReference

  package init(_ kind: SubjectKind, _ object: ObjectReference) {
    self.kind = kind
    self.object = object
  }

  package static func workload(_ object: ObjectReference) -> JudgedUnit { JudgedUnit(.workload, object) }

  /// The namespace whose facts may concern it; empty where there is none.
  package var namespace: UntrustedText { kind == .namespace ? object.name : object.namespace }
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
  package var partOf: Workload? { workload }

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
  package var partOf: Workload? { workload }
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
  package var partOf: Workload? { workload }
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
