package import Hardening
package import TextSafety

/// What is known of one cluster, as facts read it: the workloads assembled from all that carries pod templates, and
/// the objects beside them. A value: copies are snapshots.
package struct Inventory: Sendable {
  package var completeness: Completeness {
    didSet {
      podIndexes = podIndexes.without(nil)
      access.forget()
    }
  }
  /// Major and minor; nil where the input does not say.
  package var serverVersion: ServerVersion?
  /// Names of the files that sources point into.
  package var files: [UntrustedText] = []

  package internal(set) var workloads: [ObjectReference: Workload] = [:]
  /// By root, the workloads that were assembled for it.
  var assembled: [ObjectReference: Set<ObjectReference>] = [:]
  var workloadsByNamespace: [UntrustedText: Set<ObjectReference>] = [:]
  /// By the account that they run as, but for `default`: a namespace may have as many accounts as workloads.
  var workloadsByAccount: [ObjectReference: Set<ObjectReference>] = [:]
  var carriers: [ObjectReference: Carrier] = [:]
  /// By owner, whether that is in the input or not.
  var dependents: [ObjectReference: Set<ObjectReference>] = [:]
  /// Replica sets that only their pods name, by the Deployment that made them.
  var inferredReplicaSets: [ObjectReference: Set<ObjectReference>] = [:]
  package internal(set) var namespaces: [UntrustedText: NamespaceObject] = [:]
  package internal(set) var serviceAccounts = ObjectTable<ServiceAccount>()
  var access = AccessIndex()
  package internal(set) var limitRanges = ObjectTable<LimitRange>()
  package internal(set) var resourceQuotas = ObjectTable<ResourceQuota>()
  var disruptionBudgets = BudgetTable()
  var autoscalers = AutoscalerTable()
  package internal(set) var services = ObjectTable<Service>()
  var selection = SelectionIndex()
  var census = LabelCensus()
  var podIndexes = PodIndexes()
  /// The workloads of ingress controllers, and those at ports of their nodes.
  var entryWorkloads: Set<ObjectReference> = []
  package internal(set) var kubelets: [ObjectReference: KubeletConfiguration] = [:]
  package internal(set) var entries = EntryObjects()
  package internal(set) var allowedRepositories: [ObjectReference: AllowedRepositories] = [:]
  /// By policy; those that have none are not here.
  var imageVerifications: [ObjectReference: [ImageVerification]] = [:]
  package internal(set) var networkPolicies = PolicyTable()
  var adminPolicies: [ObjectReference: Field<AdminPolicy>] = [:]
  /// Calico's tiers that pass on what none of their policies decides.
  var passingTiers: Set<UntrustedText> = NetworkPolicy.passingTiers
  /// The kinds that CustomResourceDefinitions add.
  var customResources: [CustomResource: ResourceScope] = [:]
  var judgedObjects = JudgedObjects()
  /// Those that are no carriers, as far as they are the platform's own.
  var platformObjects: Set<ObjectReference> = []
  /// Those that are no carriers, as far as a person put them into the namespace `default`.
  var defaultResidents: Set<ObjectReference> = []
  /// What annotations of objects that are no carriers except from other tools' checks.
  package internal(set) var exceptions: [ObjectReference: AnnotationExceptions] = [:]
  /// Where the objects that are no carriers came from.
  package internal(set) var sources: [ObjectReference: ObjectSource] = [:]

  package init(_ completeness: Completeness) { self.completeness = completeness }

  /// The workloads of a namespace in order of their references.
  package func workloads(in namespace: UntrustedText) -> [Workload] {
    (workloadsByNamespace[namespace] ?? []).sorted().compactMap { workloads[$0] }
  }

  /// The workloads that are judged beside this one, which owns them: they run with less than it has.
  package func weaker(than workload: ObjectReference) -> [ObjectReference] {
    (assembled[workload] ?? []).filter { $0 != workload }
  }

  /// Whose an object is that is no workload. Namespaces without an object of their own go by their name. An account is
  /// the platform's only where all that it is granted is: anybody may put one into kube-system. What binds nobody but an
  /// account that only the platform's workloads run as, and is named after it, came with them.
  package func managedBy(_ unit: JudgedUnit) -> ManagedBy {
    guard unit.kind == .grantee else {
      if let workload = workloads[unit.object] { return workload.managedBy }
      return platformObjects.contains(unit.object) || Platform.isNamespace(unit.object) ? .platform : .you
    }
    let bindings = access.bindings(naming: unit.object)
    let users = workloads(runningAs: unit.object)
    let isRunByPlatform = !users.isEmpty && users.allSatisfy { $0.managedBy == .platform }
    let isPlatform = bindings.allSatisfy { binding in
      platformObjects.contains(binding)
        || unit.object.namespace == "kube-system" && DefaultRoles.isReserved(binding.name)
        || isRunByPlatform && cameWith(unit.object, binding)
    }
    return isPlatform ? .platform : .you
  }

  private func cameWith(_ account: ObjectReference, _ binding: ObjectReference) -> Bool {
    guard let content = access.bindings[binding], content.grantees.known == [account] else { return false }
    return binding.name == account.name && content.role(in: binding.namespace).name != "cluster-admin"
  }

  /// Whether a namespace is one of Kubernetes' own components.
  package static func isOfKubernetes(namespace: UntrustedText) -> Bool { Platform.namespaces.contains(namespace) }

  /// All pod templates.
  var templates: Set<PodTemplate> { Set(carriers.values.map(\.template)) }

  /// Where an object came from; nil where it is known from others only.
  package func source(of object: ObjectReference) -> ObjectSource? {
    workloads[object]?.source ?? carriers[object]?.source ?? sources[object]
  }
}

package struct ServerVersion: Hashable, Sendable, Comparable {
  package var major: Int
  package var minor: Int

  package init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  package static func < (a: ServerVersion, b: ServerVersion) -> Bool { (a.major, a.minor) < (b.major, b.minor) }
}
