import Hardening
package import TextSafety

extension ContainerSubject {
  package var unit: JudgedUnit { .workload(workload.reference) }

  package func counterpart(in inventory: Inventory) -> ContainerSubject? {
    inventory.workloads[workload.reference]?.containers.first { $0 == self }
  }

  package static func all(in inventory: Inventory, namespace: UntrustedText?) -> [ContainerSubject] {
    inventory.someWorkloads(namespace).flatMap(\.containers)
  }
}

extension WorkloadSubject {
  package var unit: JudgedUnit { .workload(workload.reference) }

  package func counterpart(in inventory: Inventory) -> WorkloadSubject? {
    inventory.workloads[workload.reference].map(WorkloadSubject.init)
  }

  package static func all(in inventory: Inventory, namespace: UntrustedText?) -> [WorkloadSubject] {
    inventory.someWorkloads(namespace).map(WorkloadSubject.init)
  }
}

extension VolumeSubject {
  package var unit: JudgedUnit { .workload(workload.reference) }

  package func counterpart(in inventory: Inventory) -> VolumeSubject? {
    inventory.workloads[workload.reference]?.volumes.first { $0 == self }
  }

  package static func all(in inventory: Inventory, namespace: UntrustedText?) -> [VolumeSubject] {
    inventory.someWorkloads(namespace).flatMap(\.volumes)
  }
}

extension Workload {
  /// The volumes of the template, in its order.
  package var volumes: [VolumeSubject] { (template.content.volumes.known ?? []).map { VolumeSubject(self, $0) } }
}

extension Inventory {
  /// All workloads, or those of one namespace, in order of their references.
  package func someWorkloads(_ namespace: UntrustedText?) -> [Workload] {
    if let namespace { return workloads(in: namespace) }
    return workloads.values.sorted { $0.reference < $1.reference }
  }

  /// Namespaces with an object of their own or with workloads, in order.
  package var namespaceNames: [UntrustedText] { Set(namespaces.keys).union(workloadsByNamespace.keys).sorted() }

  package func hasNamespace(_ name: UntrustedText) -> Bool {
    namespaces[name] != nil || workloadsByNamespace[name] != nil
  }
}
