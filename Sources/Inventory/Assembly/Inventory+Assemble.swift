import Hardening
import TextSafety

extension Inventory {
  /// The names of the workloads that a carrier belongs to: its top owner, present or inferred.
  func roots(around carrier: Carrier) -> Set<ObjectReference> { [root(of: carrier).reference] }

  /// The top owner of a carrier. Chains end at a cycle and after eight steps.
  func root(of carrier: Carrier) -> (reference: ObjectReference, kind: WorkloadKind) {
    var reference = carrier.reference
    var kind = carrier.kind
    var current: Carrier? = carrier
    var hash = carrier.templateHash
    for _ in 0..<8 {
      guard let owner = current?.owner else { break }
      reference = owner.reference
      kind = owner.kind
      current = carriers[reference]
      if let current {
        if !current.templateHash.isEmpty { hash = current.templateHash }
      } else if kind == .replicaSet, let deployment = Inventory.deployment(ofReplicaSet: reference, hash: hash) {
        reference = deployment
        kind = .deployment
        current = carriers[reference]
      }
    }
    return (reference, kind)
  }

  /// The Deployment that made a replica set that is not in the input: its name without `-<pod-template-hash>`.
  static func deployment(ofReplicaSet replicaSet: ObjectReference, hash: UntrustedText) -> ObjectReference? {
    guard !hash.isEmpty else { return nil }
    let suffix: UntrustedText = "-\(hash)"
    guard let name = replicaSet.name.droppingSuffix(suffix) else { return nil }
    return ObjectReference(group: "apps", kind: "Deployment", namespace: replicaSet.namespace, name: name)
  }

  /// The workload of a root; nil where there is nothing to judge.
  func assemble(_ root: ObjectReference) -> Workload? {
    let own = carriers[root]
    if let own, own.owner != nil { return nil }
    let members = self.members(below: root)
    if let own {
      if own.kind == .pod && own.isFinished { return nil }
      if own.kind == .replicaSet && own.replicas.known == 0 { return nil }
      return workload(root, kind: own.kind, holder: own, inferred: false, members: members)
    }
    // A replica set that went, and was not the top owner, leaves pods that name it and belong to its Deployment.
    let living = members.filter { member in
      !member.isFinished && !(member.kind == .replicaSet && member.replicas.known == 0)
        && self.root(of: member).reference == root
    }
    // Of several templates (a rollout under way) the newest counts; a template before a mere pod.
    let newest = living.max { a, b in
      if (a.kind == .pod) != (b.kind == .pod) { return a.kind == .pod }
      return (a.created, b.reference) < (b.created, a.reference)
    }
    guard let newest else { return nil }
    return workload(root, kind: self.root(of: newest).kind, holder: newest, inferred: true, members: members)
  }

  private func workload(
    _ root: ObjectReference, kind: WorkloadKind, holder: Carrier, inferred: Bool, members: [Carrier]
  ) -> Workload {
    var additions: [Workload.Addition] = []
    var observed = 0
    let declared = Set(holder.template.containers.map { $0.listedName })
    var seen: Set<UntrustedText> = []
    for member in members where member.kind == .pod && !member.isFinished {
      observed += 1
      if member.template == holder.template { continue }
      for container in member.template.containers {
        let name = container.listedName
        if declared.contains(name) || !seen.insert(name).inserted { continue }
        additions.append(Workload.Addition(pod: member.reference, container: container))
      }
    }
    if holder.kind == .pod { observed = max(observed, 1) }
    return Workload(
      reference: root, kind: kind, inferred: inferred, managedBy: Platform.manages(root, holder) ? .platform : .you,
      template: holder.template, podLabels: holder.podLabels, replicas: inferred ? .absent : holder.replicas,
      isNaked: !inferred && holder.kind == .pod && !holder.isStatic, additions: additions, observedPods: observed,
      holder: holder.reference, exceptions: holder.exceptions,
      namesNamespace: holder.namesNamespace, source: holder.source)
  }

  /// All carriers below an owner, those of a replica set that is known by name only included.
  private func members(below root: ObjectReference) -> [Carrier] {
    var found: [Carrier] = []
    var seen: Set<ObjectReference> = [root]
    var open: [ObjectReference] = [root]
    while let owner = open.popLast() {
      for child in (dependents[owner] ?? []).sorted() where seen.insert(child).inserted {
        if let carrier = carriers[child] {
          found.append(carrier)
          open.append(child)
        }
      }
    }
    guard root.kind == "Deployment" else { return found }
    // A replica set that is in the input speaks for itself, by its own owner reference.
    for replicaSet in (inferredReplicaSets[root] ?? []).sorted()
    where carriers[replicaSet] == nil && seen.insert(replicaSet).inserted {
      for child in (dependents[replicaSet] ?? []).sorted() where seen.insert(child).inserted {
        if let carrier = carriers[child] { found.append(carrier) }
      }
    }
    return found
  }
}
