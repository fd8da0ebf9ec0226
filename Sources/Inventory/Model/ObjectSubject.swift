package import Hardening
package import TextSafety

/// A subject that is one object, whatever its kind: it can be found again by its reference, so the engine keeps its
/// verdicts without knowing its type. A new kind of subject is a case of `SubjectKind`, a row in `JudgedKinds` and a
/// type like those below.
package protocol ObjectSubject: Subject {
  static var kind: SubjectKind { get }
  var object: ObjectReference { get }
  init(_ object: ObjectReference)
  /// All objects that are such subjects, or those of one namespace, in order.
  static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference]
  func exists(in inventory: Inventory) -> Bool
}

extension ObjectSubject {
  package var namespace: UntrustedText { object.namespace }
  package var partOf: Workload? { nil }
  package var reference: SubjectReference { SubjectReference(object) }
  package var unit: JudgedUnit { JudgedUnit(Self.kind, object) }

  package func counterpart(in inventory: Inventory) -> Self? { exists(in: inventory) ? self : nil }

  package static func all(in inventory: Inventory, namespace: UntrustedText?) -> [Self] {
    objects(in: inventory, namespace: namespace).map(Self.init)
  }

  package static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference] {
    inventory.judgedObjects.list(kind, namespace: namespace)
  }

  package func exists(in inventory: Inventory) -> Bool { inventory.judgedObjects.contains(object, Self.kind) }
}

/// A namespace that has an object of its own or workloads.
package struct NamespaceSubject: ObjectSubject {
  package static let kind = SubjectKind.namespace
  package let object: ObjectReference

  package init(_ object: ObjectReference) { self.object = object }
  package init(_ name: UntrustedText) { object = ObjectReference(group: "", kind: "Namespace", name: name) }

  package var name: UntrustedText { object.name }
  package var namespace: UntrustedText { object.name }

  package static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference] {
    let names = namespace.map { inventory.hasNamespace($0) ? [$0] : [] } ?? inventory.namespaceNames
    return names.map { ObjectReference(group: "", kind: "Namespace", name: $0) }
  }

  package func exists(in inventory: Inventory) -> Bool { inventory.hasNamespace(name) }
}

/// A user, group or service account that bindings name.
package struct GranteeSubject: ObjectSubject {
  package static let kind = SubjectKind.grantee
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }

  package static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference] {
    inventory.access.grantees(in: namespace)
  }

  package func exists(in inventory: Inventory) -> Bool { inventory.access.isGrantee(object) }
}

package struct ServiceAccountSubject: ObjectSubject {
  package static let kind = SubjectKind.serviceAccount
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// A Role or ClusterRole.
package struct RoleSubject: ObjectSubject {
  package static let kind = SubjectKind.role
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// A RoleBinding or ClusterRoleBinding.
package struct BindingSubject: ObjectSubject {
  package static let kind = SubjectKind.binding
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// A network policy of Kubernetes, Calico or Cilium, namespaced or of the whole cluster.
package struct NetworkPolicySubject: ObjectSubject {
  package static let kind = SubjectKind.networkPolicy
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

package struct ServiceSubject: ObjectSubject {
  package static let kind = SubjectKind.service
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// An Ingress, or a Gateway or route of the Gateway API.
package struct IngressSubject: ObjectSubject {
  package static let kind = SubjectKind.ingress
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// What leads to pods: a Service, an Ingress, a Gateway or route, a workload at ports of its nodes, or that of an ingress
/// controller. The same objects are services and ingresses too: this is for checks on several of them.
package struct EntrySubject: ObjectSubject {
  package static let kind = SubjectKind.entry
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }

  package static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference] {
    let judged = inventory.judgedObjects
    let workloads = inventory.entryWorkloads.filter { namespace == nil || $0.namespace == namespace }.sorted()
    return judged.list(.service, namespace: namespace) + judged.list(.ingress, namespace: namespace) + workloads
  }

  package func exists(in inventory: Inventory) -> Bool {
    if inventory.entryWorkloads.contains(object) { return true }
    return inventory.judgedObjects.contains(object, .service) || inventory.judgedObjects.contains(object, .ingress)
  }
}

/// A policy of an admission controller.
package struct AdmissionPolicySubject: ObjectSubject {
  package static let kind = SubjectKind.admissionPolicy
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// A PodDisruptionBudget.
package struct BudgetSubject: ObjectSubject {
  package static let kind = SubjectKind.disruptionBudget
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// An object that is no workload, and that a person put into the namespace `default`.
package struct DefaultResidentSubject: ObjectSubject {
  package static let kind = SubjectKind.defaultResident
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }

  package static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference] {
    if let namespace, namespace != DefaultNamespace.name { return [] }
    return inventory.defaultResidents.sorted()
  }

  package func exists(in inventory: Inventory) -> Bool { inventory.defaultResidents.contains(object) }
}

/// A node, or the kubelet configuration of a pool of them.
package struct NodeSubject: ObjectSubject {
  package static let kind = SubjectKind.node
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
}

/// The cluster itself.
package struct ClusterSubject: ObjectSubject {
  package static let kind = SubjectKind.cluster
  package let object: ObjectReference
  package init(_ object: ObjectReference) { self.object = object }
  package init() { object = ObjectReference(group: "", kind: "Cluster", name: "") }

  package static func objects(in inventory: Inventory, namespace: UntrustedText?) -> [ObjectReference] {
    namespace == nil ? [ClusterSubject().object] : []
  }

  package func exists(in inventory: Inventory) -> Bool { true }
}
