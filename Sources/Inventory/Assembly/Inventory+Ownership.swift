import Hardening
import TextSafety

extension Inventory {
  /// The owner of a carrier, as far as it counts: not an object that only has the name of the one that is meant, and no
  /// pod that is another pod's, for such owners may go round in a circle.
  func owner(of carrier: Carrier) -> Carrier.Owner? {
    guard let owner = carrier.owner else { return nil }
    guard let present = carriers[owner.reference] else { return owner }
    if owner.kind == .pod, present.owner?.kind == .pod { return nil }
    return present.uid == owner.uid || present.uid.isEmpty || owner.uid.isEmpty ? owner : nil
  }

  /// The names of the workloads that a carrier belongs to: its top owner, present or inferred.
  func roots(around carrier: Carrier) -> Set<ObjectReference> { [root(of: carrier).reference] }

  /// The top owner of a carrier; a chain has four links at most.
  func root(of carrier: Carrier) -> (reference: ObjectReference, kind: WorkloadKind) {
    var reference = carrier.reference
    var kind = carrier.kind
    var current: Carrier? = carrier
    var hash = carrier.templateHash
    for _ in 0..<8 {
      guard let owner = current.flatMap({ self.owner(of: $0) }) else { break }
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

  /// All carriers below an owner, those of a replica set that is known by name only included.
  func members(below root: ObjectReference) -> [Carrier] {
    var found: [Carrier] = []
    var seen: Set<ObjectReference> = [root]
    var open: [ObjectReference] = [root]
    while let owner = open.popLast() {
      for child in (dependents[owner] ?? []).sorted() where seen.insert(child).inserted {
        if let carrier = carriers[child], self.owner(of: carrier) != nil {
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

extension WorkloadKind {
  /// Whether its objects make objects of a kind, as the controllers of Kubernetes and its distributions do. Operators'
  /// resources make pods and what stands for them; what people write (a Deployment …) is its own top owner, whoever
  /// made it.
  func makes(_ kind: WorkloadKind) -> Bool {
    switch self {
    case .replicaSet, .statefulSet, .daemonSet, .job, .replicationController, .pod: kind == .pod
    case .deployment, .rollout: kind == .replicaSet
    case .cronJob: kind == .job
    case .deploymentConfig: kind == .replicationController
    case .other: [.pod, .replicaSet, .job, .replicationController].contains(kind)
    }
  }
}
