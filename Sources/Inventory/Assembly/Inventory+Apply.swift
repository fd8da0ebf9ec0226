package import Hardening
import TextSafety

extension Inventory {
  /// Takes an object in, in place of the one of the same name, and says what that alters.
  package mutating func upsert(_ object: DecodedObject) -> Change { upsert(object, isLoading: false) }

  private mutating func upsert(_ object: DecodedObject, isLoading: Bool) -> Change {
    let name = object.reference.name
    let namespace = object.reference.namespace
    if case .carrier(let carrier) = object.content { return replace(object.reference, with: carrier) }
    sources[object.reference] = object.source
    judgedObjects.insert(object.reference)
    // Nearly all objects have none of these: what is empty is not asked.
    if !object.exceptions.isEmpty {
      exceptions[object.reference] = object.exceptions
    } else if !exceptions.isEmpty {
      exceptions[object.reference] = nil
    }
    if object.isMarkedPlatform {
      platformObjects.insert(object.reference)
    } else if !platformObjects.isEmpty {
      platformObjects.remove(object.reference)
    }
    if object.isDefaultResident {
      defaultResidents.insert(object.reference)
    } else if !defaultResidents.isEmpty {
      defaultResidents.remove(object.reference)
    }
    var change = Change(object: object.reference)
    if object.reference.isCustom { entries.setCustom(object.reference, isThere: true) }
    switch object.content {
    case .carrier, .other: break
    case .namespace(let value):
      namespaces[name] = value
      podIndexes = podIndexes.without(name)
      // Gateways admit routes by the labels of their namespace.
      change.entryNamespaces = [name]
    case .serviceAccount(let value):
      serviceAccounts[namespace, name] = value
      change.access = access.effect(ofAccount: object.reference)
    case .customResource(let value, let scope):
      customResources[value] = scope
      access.forget()
    case .role(let value):
      change.access = access.set(value, at: object.reference, isLoading: isLoading)
    case .roleBinding(let value): change.access = access.set(value, at: object.reference)
    case .limitRange(let value): limitRanges[namespace, name] = value
    case .resourceQuota(let value): resourceQuotas[namespace, name] = value
    case .disruptionBudget(let value): setBudget(value, namespace, name)
    case .autoscaler(let value): setAutoscaler(value, namespace, name)
    case .service(let value):
      services[namespace, name] = value
      selection.insert(object.reference, value)
      if !isLoading { change.entryNamespaces = entries.namespaces(leadingInto: namespace) }
    case .kubelet(let value): kubelets[object.reference] = value
    case .networkPolicy(let value):
      networkPolicies[object.reference] = value
      podIndexes = podIndexes.without(namespace)
      if !isLoading { networkPolicies.order() }
    case .adminPolicy(let value):
      adminPolicies[object.reference] = value
      podIndexes = podIndexes.without(nil)
    case .policyTier(let passes): setTier(name, passes: passes)
    case .entry(let value): change.entryNamespaces = entries.set(object.reference, value, isLoading: isLoading)
    case .allowedRepositories(let value): allowedRepositories[object.reference] = value
    case .imageVerifications(let value): imageVerifications[object.reference] = value.isEmpty ? nil : value
    }
    return change
  }

  /// Takes an object out and says what that alters.
  package mutating func remove(_ reference: ObjectReference) -> Change {
    if carriers[reference] != nil { return replace(reference, with: nil) }
    sources[reference] = nil
    if reference.isCustom { entries.setCustom(reference, isThere: false) }
    allowedRepositories[reference] = nil
    imageVerifications[reference] = nil
    judgedObjects.remove(reference)
    exceptions[reference] = nil
    platformObjects.remove(reference)
    defaultResidents.remove(reference)
    var change = Change(object: reference)
    change.entryNamespaces = entries.set(reference, nil, isLoading: false)
    switch (reference.group, reference.kind) {
    case ("", "Namespace"):
      namespaces[reference.name] = nil
      podIndexes = podIndexes.without(reference.name)
      change.entryNamespaces = [reference.name]
    case ("", "ServiceAccount"):
      serviceAccounts[reference.namespace, reference.name] = nil
      change.access = access.effect(ofAccount: reference)
    case ("apiextensions.k8s.io", "CustomResourceDefinition"):
      customResources[CustomResource(definition: reference.name)] = nil
      access.forget()
    case (ObjectReference.accessGroup, "Role"), (ObjectReference.accessGroup, "ClusterRole"):
      change.access = access.set(nil, at: reference, isLoading: false)
    case (ObjectReference.accessGroup, "RoleBinding"), (ObjectReference.accessGroup, "ClusterRoleBinding"):
      change.access = access.set(nil, at: reference)
    case ("", "LimitRange"): limitRanges[reference.namespace, reference.name] = nil
    case ("", "ResourceQuota"): resourceQuotas[reference.namespace, reference.name] = nil
    case ("policy", "PodDisruptionBudget"): setBudget(nil, reference.namespace, reference.name)
    case ("autoscaling", "HorizontalPodAutoscaler"): setAutoscaler(nil, reference.namespace, reference.name)
    case ("", "Service"):
      services[reference.namespace, reference.name] = nil
      selection.remove(service: reference)
      change.entryNamespaces = entries.namespaces(leadingInto: reference.namespace)
    case (AdminPolicy.group, _):
      adminPolicies[reference] = nil
      podIndexes = podIndexes.without(nil)
    case (_, "Tier"):
      setTier(reference.name, passes: NetworkPolicy.passingTiers.contains(reference.name))
    case (_, "NetworkPolicy"), (_, "GlobalNetworkPolicy"), ("cilium.io", _):
      networkPolicies[reference] = nil
      podIndexes = podIndexes.without(reference.namespace)
      networkPolicies.order()
    default: kubelets[reference] = nil
    }
    return change
  }

  /// The workloads of a namespace, in no order.
  func residents(of namespace: UntrustedText) -> some Sequence<Workload> {
    (workloadsByNamespace[namespace] ?? []).lazy.compactMap { [workloads] in workloads[$0] }
  }

  private mutating func setBudget(_ budget: DisruptionBudget?, _ namespace: UntrustedText, _ name: UntrustedText) {
    disruptionBudgets[namespace, name] = budget
    podIndexes = podIndexes.without(namespace)
  }

  private mutating func setAutoscaler(_ autoscaler: Autoscaler?, _ namespace: UntrustedText, _ name: UntrustedText) {
    autoscalers[namespace, name] = autoscaler
    podIndexes = podIndexes.without(namespace)
  }

  private mutating func setTier(_ name: UntrustedText, passes: Bool) {
    podIndexes = podIndexes.without(nil)
    if passes { passingTiers.insert(name) } else { passingTiers.remove(name) }
  }

  /// Puts a carrier in place of another (or of none) and assembles the workloads that it belonged and belongs to.
  private mutating func replace(_ reference: ObjectReference, with carrier: Carrier?) -> Change {
    var roots: Set<ObjectReference> = []
    let children = dependents[reference] ?? []
    for child in children { if let child = carriers[child] { roots.formUnion(self.roots(around: child)) } }
    if let old = carriers[reference] {
      roots.formUnion(self.roots(around: old))
      detach(old)
    }
    carriers[reference] = carrier
    if let carrier {
      attach(carrier)
      roots.formUnion(self.roots(around: carrier))
    }
    // What hung below the object has another root where the object went.
    roots.insert(reference)
    for child in children { if let child = carriers[child] { roots.formUnion(self.roots(around: child)) } }
    var change = Change(object: reference)
    let hadNone = workloads.isEmpty
    reassemble(roots, into: &change)
    // Files without workloads say nothing of them.
    if hadNone != workloads.isEmpty {
      change.entryNamespaces = nil
      return change
    }
    let relabelled = Set(change.relabelled.map(\.namespace))
    change.entryNamespaces = relabelled.reduce(into: change.workloadNamespaces) { namespaces, namespace in
      namespaces.formUnion(entries.namespaces(leadingInto: namespace))
    }
    return change
  }

  private mutating func attach(_ carrier: Carrier) {
    guard let owner = carrier.owner else { return }
    dependents[owner.reference, default: []].insert(carrier.reference)
    if owner.kind == .replicaSet,
      let deployment = Inventory.deployment(ofReplicaSet: owner.reference, hash: carrier.templateHash)
    {
      inferredReplicaSets[deployment, default: []].insert(owner.reference)
    }
  }

  private mutating func detach(_ carrier: Carrier) {
    guard let owner = carrier.owner else { return }
    dependents[owner.reference]?.remove(carrier.reference)
    if dependents[owner.reference]?.isEmpty == true { dependents[owner.reference] = nil }
  }

  /// Makes the workloads of roots anew and notes what became of them. One may go from a root to another.
  private mutating func reassemble(_ roots: Set<ObjectReference>, into change: inout Change) {
    var made: [ObjectReference: Workload?] = [:]
    for root in roots {
      for reference in assembled[root] ?? [] where made[reference] == nil { made[reference] = .some(nil) }
      let new = assemble(root)
      for workload in new { made[workload.reference] = workload }
      assembled[root] = new.isEmpty ? nil : Set(new.map(\.reference))
    }
    for (reference, workload) in made { put(workload, at: reference, into: &change) }
  }

  private mutating func put(_ new: Workload?, at root: ObjectReference, into change: inout Change) {
    let old = workloads[root]
    switch (old, new) {
    case (nil, nil): break
    case (let old?, nil):
      workloads[root] = nil
      workloadsByNamespace[root.namespace]?.remove(root)
      if workloadsByNamespace[root.namespace]?.isEmpty == true { workloadsByNamespace[root.namespace] = nil }
      selection.remove(workload: root)
      podIndexes = podIndexes.without(root.namespace)
      census.remove(old)
      if let account = old.namedAccount { workloadsByAccount.removeMember(root, at: account) }
      entryWorkloads.remove(root)
      change.removed.append(old)
      change.relabelled.append(old)
    case (_, let new?):
      if let old, old.hasSameContent(as: new), old.source == new.source { return }
      workloads[root] = new
      workloadsByNamespace[root.namespace, default: []].insert(root)
      selection.insert(new)
      podIndexes = podIndexes.without(root.namespace)
      if let old { census.remove(old) }
      census.insert(new)
      if let account = old?.namedAccount { workloadsByAccount.removeMember(root, at: account) }
      if let account = new.namedAccount { workloadsByAccount[account, default: []].insert(root) }
      if new.isEntry { entryWorkloads.insert(root) } else { entryWorkloads.remove(root) }
      change.workloads.append(new)
      if old.map({ !$0.isSelected(as: new) }) ?? true { change.relabelled.append(new) }
    }
  }

  /// Takes many objects in at once: what a scan does. Nothing is assembled until `assembleAll`.
  /// - Returns: where an object of the same name stood before.
  @discardableResult
  package mutating func load(_ object: DecodedObject) -> ObjectSource? {
    let before = carriers.isEmpty ? sources[object.reference] : source(of: object.reference)
    guard case .carrier(let carrier) = object.content else {
      _ = upsert(object, isLoading: true)
      return before
    }
    if let old = carriers[object.reference] { detach(old) }
    carriers[object.reference] = carrier
    attach(carrier)
    return before
  }

  /// Assembles all workloads after `load`, and the roles that take over others' rules.
  package mutating func assembleAll() {
    access.aggregate()
    networkPolicies.order()
    var roots: Set<ObjectReference> = []
    for carrier in carriers.values { roots.formUnion(self.roots(around: carrier)) }
    var change = Change.everything
    reassemble(roots, into: &change)
  }
}
