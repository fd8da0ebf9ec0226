package import Hardening
package import TextSafety

/// What a workload says beside its template.
package struct WorkloadTraits: Hashable, Sendable {
  package var reference: ObjectReference
  package var kind: WorkloadKind
  package var inferred: Bool
  package var managedBy: ManagedBy
  package var podLabels: [LabelPair]
  package var replicas: Field<Int64>
  package var isNaked: Bool
  package var additions: [Workload.Addition]
  /// The images of the template's containers, in their order.
  package var images: [UntrustedText]
  /// It says which namespace it is in.
  package var namesNamespace: Bool

  package init(_ workload: Workload) {
    reference = workload.reference
    kind = workload.kind
    inferred = workload.inferred
    managedBy = workload.managedBy
    podLabels = workload.podLabels
    replicas = workload.replicas
    isNaked = workload.isNaked
    additions = workload.additions
    namesNamespace = workload.namesNamespace
    images = workload.template.containers.compactMap(\.image.known)
  }
}

/// How many pods a workload asks for.
package struct ReplicaRange: Hashable, Sendable {
  /// The autoscaler's minimum where one targets it, else `spec.replicas`, else 1. nil where it is not counted so:
  /// DaemonSets, Jobs, and what is inferred.
  package var minimum: Int64?
  /// Where the number stands: a field of the workload or of the autoscaler.
  package var path: FieldPath
  /// The autoscaler; nil where the workload itself says so.
  package var autoscaler: ObjectReference?
  /// The most that the autoscaler makes.
  package var maximum: Int64?

  init(_ workload: Workload, _ inventory: Inventory) throws(Missing) {
    path = FieldPath().appending("spec.replicas")
    guard !workload.inferred, workload.owner == nil else { return }
    switch workload.kind {
    case .deployment, .statefulSet, .replicaSet, .replicationController, .deploymentConfig, .rollout: break
    default: return
    }
    if let (name, value) = inventory.autoscalers.scaling(workload.reference) {
      autoscaler = ObjectReference(
        group: "autoscaling", kind: "HorizontalPodAutoscaler", namespace: workload.namespace, name: name)
      path = FieldPath().appending("spec.minReplicas")
      minimum = try value.minReplicas.get() ?? 1
      maximum = value.maxReplicas.known
      return
    }
    // An autoscaler that is not in the input changes nothing of fewer than two: it would have written its minimum here.
    minimum = try workload.replicas.get() ?? 1
  }
}

/// The service account of a workload's pods.
package struct AccountUse: Hashable, Sendable {
  package var name: UntrustedText
  /// The field that names it; nil where none does.
  package var path: FieldPath?
  /// The account is in the input. Every namespace has `default` without anybody's doing.
  package var exists: Bool

  init(_ workload: Workload, _ inventory: Inventory) throws(Missing) {
    let content = workload.template.content
    if workload.isStatic {
      // Static pods have no account.
      name = ""
      exists = true
      return
    }
    if let name = try content.serviceAccountName.get(), !name.isEmpty {
      self.name = name
      path = FieldPath.podSpec.appending("serviceAccountName")
    } else if let name = try content.serviceAccount.get(), !name.isEmpty {
      self.name = name
      path = FieldPath.podSpec.appending("serviceAccount")
    } else {
      name = "default"
    }
    exists = inventory.serviceAccounts[workload.namespace, name] != nil || name == "default"
    // A pod that the API server admitted had its account: it is there, or was.
    if !exists && workload.template.content.tokenMounted == true { exists = true }
    if !exists { try inventory.completeness.require(.serviceAccounts) }
  }
}

/// Whether pods get their account's token, and what says so.
package struct TokenMount: Hashable, Sendable {
  package var isMounted: Bool
  /// The field that decides; nil where the default does.
  package var path: FieldPath?
  /// The object that holds the field where it is the account's.
  package var account: ObjectReference?

  init(_ workload: Workload, _ inventory: Inventory) throws(Missing) {
    let content = workload.template.content
    if workload.isStatic {
      isMounted = false
      return
    }
    if let own = try content.automountServiceAccountToken.get() {
      isMounted = own
      path = FieldPath.podSpec.appending("automountServiceAccountToken")
      return
    }
    if let seen = content.tokenMounted {
      isMounted = seen
      return
    }
    let use = try AccountUse(workload, inventory)
    if let object = inventory.serviceAccounts[workload.namespace, use.name] {
      if let value = try object.automountServiceAccountToken.get() {
        isMounted = value
        path = FieldPath().appending("automountServiceAccountToken")
        account = ObjectReference(
          group: "", kind: "ServiceAccount", namespace: workload.namespace, name: use.name)
        return
      }
    } else {
      try inventory.completeness.require(.serviceAccounts)
    }
    isMounted = true
  }
}

/// A Service by name.
package struct NamedService: Hashable, Sendable {
  package var name: UntrustedText
  package var service: Service
}

/// What a disruption budget selects.
package struct BudgetReach: Hashable, Sendable {
  /// In order; of very many the first hundred.
  package var workloads: [BudgetedWorkload] = []
  /// How many they are.
  package var count = 0
  /// What they ask for together; nil where one is not counted by replicas.
  package var replicas: Int64? = 0
}

/// A workload that a disruption budget selects.
package struct BudgetedWorkload: Hashable, Sendable {
  package var reference: ObjectReference
  /// Pods that it asks for, one for a pod without an owner; nil where that is not counted by replicas.
  package var replicas: Int64?
}

extension Inventory {
  /// Labels, quotas and limit ranges of a namespace belong to it: manifests that hold the Namespace say all of them.
  func requireOfNamespace(_ need: Need, _ namespace: UntrustedText) throws(Missing) {
    if completeness.input == .manifests && namespaces[namespace] != nil { return }
    try completeness.require(need)
  }
}

extension ClusterFact {
  static func isBudgeted(_ workload: Workload, _ inventory: Inventory) throws(Missing) -> Bool {
    let (budgets, namespace) = (inventory.disruptionBudgets, workload.namespace)
    if !budgets.isEmpty(in: namespace),
      inventory.podIndexes.budgeted(in: namespace, of: inventory).contains(workload.reference)
    {
      return true
    }
    if let path = budgets.unreadable(in: namespace) { throw Missing(.field(path), .malformed) }
    try inventory.completeness.require(.disruptionBudgets)
    return false
  }

  static func budgetReach(of subject: BudgetSubject, _ inventory: Inventory) throws(Missing) -> BudgetReach {
    let namespace = subject.object.namespace
    guard let selector = try inventory.disruptionBudgets[namespace, subject.object.name]?.selector.get() else {
      return BudgetReach()
    }
    return try inventory.podIndexes.budgeted(in: namespace, of: inventory).reach(of: selector)
  }

  static func pullSecrets(of workload: Workload, _ inventory: Inventory) throws(Missing) -> [UntrustedText] {
    if let own = try workload.template.content.imagePullSecrets.get(), !own.isEmpty { return own }
    let use = try AccountUse(workload, inventory)
    guard let account = inventory.serviceAccounts[workload.namespace, use.name] else {
      try inventory.completeness.require(.serviceAccounts)
      return []
    }
    return try account.imagePullSecrets.get() ?? []
  }

  static func touchedByAccount(_ change: Change) -> Touched<WorkloadSubject> {
    change.concerns("ServiceAccount") ? .namespace(change.object?.namespace ?? "") : .workloads(change)
  }

  static func touchedNamespace(_ change: Change, by kinds: UntrustedText...) -> Touched<NamespaceSubject> {
    if change.isEverything { return .all }
    guard let object = change.object, kinds.contains(object.kind) else {
      // A namespace without an object of its own exists by its workloads.
      return .only(change.workloadNamespaces.map(NamespaceSubject.init))
    }
    return .only([NamespaceSubject(object.kind == "Namespace" ? object.name : object.namespace)])
  }
}

extension Touched where S == WorkloadSubject {
  static func workloads(_ change: Change) -> Self {
    change.isEverything ? .all : .only(change.workloads.map(\.subject))
  }
}

extension Touched where S == ContainerSubject {
  static func containers(of change: Change) -> Self {
    change.isEverything ? .all : .only(change.workloads.flatMap(\.containers))
  }
}

extension Touched where S == VolumeSubject {
  static func volumes(of change: Change) -> Self {
    change.isEverything ? .all : .only(change.workloads.flatMap(\.volumes))
  }
}

extension Workload {
  /// All containers that checks judge: the template's, then what its pods have beyond it.
  package var containers: [ContainerSubject] {
    template.containers.map { ContainerSubject(self, $0) }
      + additions.map { ContainerSubject(self, $0.container, pod: $0.pod) }
  }
}
