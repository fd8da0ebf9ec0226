import Hardening
package import TextSafety

/// The facts of one cluster, by name. `all` lists them for the engine.
package enum ClusterFact {
  // MARK: Read off the pod template

  /// The container as its template has it.
  package static let container = Fact<ContainerSubject, Container>(
    "container", needs: [.pods], isShape: true, touched: { .containers(of: $0) },
    raw: { subject, _ throws(Missing) in subject.container })

  /// The pod template of a workload. Throws where a list of containers cannot be read.
  package static let podTemplate = Fact<WorkloadSubject, PodTemplate>(
    "podTemplate", needs: [.pods], isShape: true, touched: { .workloads($0) },
    raw: { subject, _ throws(Missing) in subject.workload.template })

  /// The pod template that a container belongs to, for what it takes over from the pod.
  package static let templateOfContainer = Fact<ContainerSubject, PodTemplate>(
    "templateOfContainer", needs: [.pods], isShape: true, touched: { .containers(of: $0) },
    raw: { subject, _ throws(Missing) in subject.workload.template })

  /// The volume as its template has it.
  package static let volume = Fact<VolumeSubject, Volume>(
    "volume", needs: [.pods], isShape: true, touched: { .volumes(of: $0) },
    raw: { subject, _ throws(Missing) in subject.volume })

  /// The pod template that a volume belongs to, for the containers that mount it.
  package static let templateOfVolume = Fact<VolumeSubject, PodTemplate>(
    "templateOfVolume", needs: [.pods], isShape: true, touched: { .volumes(of: $0) },
    raw: { subject, _ throws(Missing) in subject.workload.template })

  // MARK: Read off the workload

  /// What the workload says beside its template.
  package static let workload = Fact<WorkloadSubject, WorkloadTraits>(
    "workload", needs: [.pods], touched: { .workloads($0) },
    raw: { subject, _ throws(Missing) in WorkloadTraits(subject.workload) })

  /// Replicas it asks for, or the autoscaler's minimum.
  package static let replicas = Fact<WorkloadSubject, ReplicaRange>(
    "replicas", needs: [.pods, .autoscalers],
    touched: { change in
      change.concerns("HorizontalPodAutoscaler", group: "autoscaling")
        ? .namespace(change.object?.namespace ?? "") : .workloads(change)
    },
    raw: { subject, inventory throws(Missing) in try ReplicaRange(subject.workload, inventory) })

  /// Whether a disruption budget selects the workload's pods.
  package static let isBudgeted = Fact<WorkloadSubject, Bool>(
    "isBudgeted", needs: [.disruptionBudgets],
    touched: { change in
      change.concerns("PodDisruptionBudget", group: "policy")
        ? .namespace(change.object?.namespace ?? "") : .workloads(change)
    },
    raw: { subject, inventory throws(Missing) in try isBudgeted(subject.workload, inventory) })

  // MARK: Service accounts

  /// The account that the pods run as, and its object where it exists.
  package static let serviceAccount = Fact<WorkloadSubject, AccountUse>(
    "serviceAccount", needs: [.serviceAccounts], touched: { touchedByAccount($0) },
    raw: { subject, inventory throws(Missing) in try AccountUse(subject.workload, inventory) })

  /// Whether the pods get the account's token: the pod's value over the account's over the default, true.
  package static let tokenMount = Fact<WorkloadSubject, TokenMount>(
    "tokenMount", needs: [.serviceAccounts], touched: { touchedByAccount($0) },
    raw: { subject, inventory throws(Missing) in try TokenMount(subject.workload, inventory) })

  /// Names of the secrets to pull images with: the pod's, else the account's.
  package static let pullSecrets = Fact<WorkloadSubject, [UntrustedText]>(
    "pullSecrets", needs: [.serviceAccounts], touched: { touchedByAccount($0) },
    raw: { subject, inventory throws(Missing) in try pullSecrets(of: subject.workload, inventory) })

  // MARK: Namespaces

  /// The namespace's labels. Unknown where its object is not in the input.
  package static let namespaceLabels = Fact<NamespaceSubject, [LabelPair]>(
    "namespaceLabels", needs: [.namespaces], touched: { touchedNamespace($0, by: "Namespace") },
    raw: { subject, inventory throws(Missing) in
      if let object = inventory.namespaces[subject.name] { return object.labels }
      // Every namespace has an object: only an input that is said to be complete denies that it has labels.
      guard inventory.completeness.input == .everything else { throw Missing(.namespaces, .notInInput) }
      return []
    })

  /// The workloads of the namespace, in order.
  package static let workloads = Fact<NamespaceSubject, [WorkloadTraits]>(
    "workloads", needs: [.pods], touched: { change in .only(change.workloadNamespaces.map(NamespaceSubject.init)) },
    raw: { subject, inventory throws(Missing) in inventory.workloads(in: subject.name).map(WorkloadTraits.init) })

  package static let limitRanges = Fact<NamespaceSubject, [LimitRange]>(
    "limitRanges", needs: [.limitRanges], touched: { touchedNamespace($0, by: "LimitRange", "Namespace") },
    raw: { subject, inventory throws(Missing) in
      let found = inventory.limitRanges.inNamespace(subject.name).map(\.value)
      if found.isEmpty { try inventory.requireOfNamespace(.limitRanges, subject.name) }
      return found
    })

  package static let resourceQuotas = Fact<NamespaceSubject, [ResourceQuota]>(
    "resourceQuotas", needs: [.resourceQuotas], touched: { touchedNamespace($0, by: "ResourceQuota", "Namespace") },
    raw: { subject, inventory throws(Missing) in
      let found = inventory.resourceQuotas.inNamespace(subject.name).map(\.value)
      if found.isEmpty { try inventory.requireOfNamespace(.resourceQuotas, subject.name) }
      return found
    })

  /// The Services of the namespace with their labels and selectors, in order of their names.
  package static let services = Fact<NamespaceSubject, [NamedService]>(
    "services", needs: [.services], touched: { touchedNamespace($0, by: "Service") },
    raw: { subject, inventory throws(Missing) in
      let found = inventory.services.inNamespace(subject.name).map { NamedService(name: $0.name, service: $0.value) }
      if found.isEmpty { try inventory.completeness.require(.services) }
      return found
    })

  // MARK: Disruption budgets

  package static let disruptionBudget = Fact<BudgetSubject, DisruptionBudget>(
    "disruptionBudget", needs: [.disruptionBudgets],
    touched: { change in
      change.concerns("PodDisruptionBudget", group: "policy")
        ? .only([change.object].compactMap { $0.map(BudgetSubject.init) }) : .nothing
    },
    raw: { subject, inventory throws(Missing) in
      guard let budget = inventory.disruptionBudgets[subject.object.namespace, subject.object.name] else {
        throw Missing(.disruptionBudgets, .sourceAbsent)
      }
      return budget
    })

  /// The workloads that a disruption budget selects, with the replicas they ask for.
  package static let budgetReach = Fact<BudgetSubject, BudgetReach>(
    "budgetReach", needs: [.pods, .disruptionBudgets, .autoscalers],
    touched: { change in
      if change.isEverything { return .all }
      if let object = change.object,
        change.concerns("PodDisruptionBudget", group: "policy")
          || change.concerns("HorizontalPodAutoscaler", group: "autoscaling")
      {
        return .namespace(object.namespace)
      }
      return change.workloadNamespaces.first.map { .namespace($0) } ?? .nothing
    },
    raw: { subject, inventory throws(Missing) in try budgetReach(of: subject, inventory) })

  // MARK: Cluster and nodes

  package static let serverVersion = Fact<ClusterSubject, ServerVersion>(
    "serverVersion", needs: [.serverVersion], touched: { $0.isEverything ? .all : .nothing },
    raw: { _, inventory throws(Missing) in
      guard let version = inventory.serverVersion else { throw Missing(.serverVersion, .notInInput) }
      return version
    })

  package static let kubelet = Fact<NodeSubject, KubeletConfiguration>(
    "kubelet", needs: [.nodes],
    touched: { change in
      change.concerns("KubeletConfiguration", group: "kubelet.config.k8s.io")
        ? .only([change.object].compactMap { $0.map(NodeSubject.init) }) : .nothing
    },
    raw: { subject, inventory throws(Missing) in
      guard let kubelet = inventory.kubelets[subject.object] else { throw Missing(.nodes, .notInInput) }
      return kubelet
    })
}
