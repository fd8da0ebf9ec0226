package import Hardening
import TextSafety

extension ClusterFact {
  // MARK: Rights

  /// What bindings let a user, group or account do, by name.
  package static let rights = Fact<GranteeSubject, Rights>(
    "rights", needs: [.roles, .clusterRoles, .roleBindings, .clusterRoleBindings], isDear: true,
    touched: { $0.isEverything || $0.altersDefaults ? .all : .only($0.grantees) },
    raw: { subject, inventory throws(Missing) in inventory.rights(of: subject.object) })

  /// The same with what the groups may that the API server puts an account into.
  package static let effectiveRights = Fact<GranteeSubject, Rights>(
    "effectiveRights", needs: [.roles, .clusterRoles, .roleBindings, .clusterRoleBindings], isDear: true,
    touched: { change in
      if change.isEverything || change.altersDefaults || change.access.grantees.contains(where: \.holdsAccounts) {
        return .all
      }
      return .only(change.grantees)
    },
    raw: { subject, inventory throws(Missing) in inventory.effectiveRights(of: subject.object) })

  /// The cluster-wide grants of an account that are not Kubernetes' own, and where what they grant lives.
  package static let clusterGrants = Fact<GranteeSubject, [ClusterGrant]>(
    "clusterGrants", needs: [.clusterRoles, .clusterRoleBindings, .customResources], isDear: true,
    touched: { change in
      let isDefinition = change.concerns("CustomResourceDefinition", group: "apiextensions.k8s.io")
      return change.isEverything || change.altersDefaults || isDefinition ? .all : .only(change.grantees)
    },
    raw: { subject, inventory throws(Missing) in
      inventory.rights(of: subject.object).grants.filter { $0.isClusterWide && !$0.isDefault }.map {
        ClusterGrant($0, inventory)
      }
    })

  /// The workloads that run as an account, in order.
  package static let accountWorkloads = Fact<GranteeSubject, [WorkloadTraits]>(
    "accountWorkloads", needs: [.pods],
    touched: { $0.isEverything ? .all : .namespaces($0.workloadNamespaces) },
    raw: { subject, inventory throws(Missing) in inventory.workloads(runningAs: subject.object) })

  /// Whether a binding names the account of a workload beyond those that tell what the API server offers: it seems to use
  /// the API. Bindings of groups that hold all accounts say nothing of it.
  package static let accountIsBound = Fact<WorkloadSubject, Bool>(
    "accountIsBound", needs: [.roleBindings, .clusterRoleBindings, .serviceAccounts],
    touched: { change in
      if change.isEverything { return .all }
      let accounts = change.access.grantees.filter { $0.kind == "ServiceAccount" }.map(\.namespace)
      let account = change.concerns("ServiceAccount") ? [change.object?.namespace ?? ""] : []
      return .namespaces(change.workloadNamespaces.union(accounts).union(account))
    },
    raw: { subject, inventory throws(Missing) in try inventory.accountIsBound(of: subject.workload)
    })

  // MARK: Roles

  /// The rules of a role, those that it takes over from others included.
  package static let roleRules = Fact<RoleSubject, [SourcedRule]>(
    "roleRules", needs: [.roles, .clusterRoles], touched: { touchedRoles($0) },
    raw: { subject, inventory throws(Missing) in
      try inventory.rules(of: subject.object)?.rules ?? []
    })

  /// How a role stands beside its rules.
  package static let roleStanding = Fact<RoleSubject, RoleStanding>(
    "roleStanding", needs: [.roles, .clusterRoles], touched: { touchedRoles($0) },
    raw: { subject, inventory throws(Missing) in RoleStanding(subject.object, inventory) })

  /// Whether a binding grants the role, or one that takes over its rules.
  package static let roleIsBound = Fact<RoleSubject, Bool>(
    "roleIsBound", needs: [.roleBindings, .clusterRoleBindings], touched: { touchedRoles($0) },
    raw: { subject, inventory throws(Missing) in
      if inventory.access.isBound(subject.object) { return true }
      try inventory.completeness.require(.roleBindings)
      if subject.object.kind == "ClusterRole" {
        try inventory.completeness.require(.clusterRoleBindings)
        if inventory.access.isCut { throw Aggregation.tooMany }
      }
      return false
    })

  /// Who holds the role.
  package static let roleHolders = Fact<RoleSubject, RoleHolders>(
    "roleHolders", needs: [.roleBindings, .clusterRoleBindings], touched: { touchedRoles($0) },
    raw: { subject, inventory throws(Missing) in RoleHolders(subject.object, inventory) })

  private static func touchedRoles(_ change: Change) -> Touched<RoleSubject> {
    guard !change.isEverything, let roles = change.access.roles else { return .all }
    return .only(roles.map(RoleSubject.init))
  }

  // MARK: Bindings and accounts

  /// What a binding names that is not there.
  package static let danglingNames = Fact<BindingSubject, DanglingNames>(
    "danglingNames", needs: [.roles, .clusterRoles, .serviceAccounts],
    touched: { change in
      if change.isEverything || change.altersDefaults { return .all }
      return .only(change.access.bindings.map(BindingSubject.init))
    },
    raw: { subject, inventory throws(Missing) in try DanglingNames(subject.object, inventory) })

  /// Whether a pod runs as the account. Known only where all pods are.
  package static let accountIsUsed = Fact<ServiceAccountSubject, Bool>(
    "accountIsUsed", needs: [.pods],
    touched: { change in
      if change.isEverything { return .all }
      if let object = change.object, change.concerns("ServiceAccount") { return .only([ServiceAccountSubject(object)]) }
      return .namespaces(change.workloadNamespaces)
    },
    raw: { subject, inventory throws(Missing) in
      if !inventory.workloads(runningAs: subject.object).isEmpty { return true }
      try inventory.requireAllPods()
      return false
    })

  static let accessFacts: [AnyFact] = [
    AnyFact(rights), AnyFact(effectiveRights), AnyFact(clusterGrants), AnyFact(accountWorkloads),
    AnyFact(accountIsBound),
    AnyFact(roleRules), AnyFact(roleStanding), AnyFact(roleIsBound), AnyFact(roleHolders),
    AnyFact(danglingNames),
    AnyFact(accountIsUsed),
  ]
}

/// Who holds a role, by which bindings.
package struct RoleHolders: Hashable, Sendable {
  package struct Holding: Hashable, Sendable {
    package var binding: ObjectReference
    package var grantees: [ObjectReference]
  }

  /// In order of bindings.
  package var holdings: [Holding]
  /// Nobody else holds it.
  package var areAll: Bool

  init(_ role: ObjectReference, _ inventory: Inventory) {
    holdings = inventory.access.bindings(granting: role).map { binding in
      Holding(binding: binding, grantees: inventory.access.bindings[binding]?.grantees.known ?? [])
    }
    do throws(Missing) {
      try inventory.completeness.require(.roleBindings)
      if role.kind == "ClusterRole" { try inventory.completeness.require(.clusterRoleBindings) }
      areAll = role.kind != "ClusterRole" || !inventory.access.isCut
    } catch {
      areAll = false
    }
  }
}

/// How a role stands beside its rules.
package struct RoleStanding: Hashable, Sendable {
  /// Kubernetes' own.
  package var isDefault: Bool
  /// Another role takes over its rules.
  package var isAggregated: Bool
  /// Whatever runs in the cluster is in the input.
  package var podsAreKnown: Bool

  init(_ reference: ObjectReference, _ inventory: Inventory) {
    isDefault = DefaultRoles.isDefault(reference, inventory.access.roles[reference])
    isAggregated = inventory.access.isAggregated(reference)
    do throws(Missing) {
      try inventory.requireAllPods()
      podsAreKnown = true
    } catch {
      podsAreKnown = false
    }
  }
}

/// What a binding names that is not there.
package struct DanglingNames: Hashable, Sendable {
  package struct Account: Hashable, Sendable {
    package var account: ObjectReference
    /// Index among the binding's subjects.
    package var index: Int
  }

  /// nil where the role exists.
  package var role: ObjectReference?
  package var accounts: [Account] = []
  /// How many subjects the binding has.
  package var subjects: Int

  init(_ reference: ObjectReference, _ inventory: Inventory) throws(Missing) {
    guard let binding = inventory.access.bindings[reference] else {
      subjects = 0
      return
    }
    let role = binding.role(in: reference.namespace)
    let refuses = reference.namespace.isEmpty && role.kind != "ClusterRole"
    if refuses {
      self.role = role
    } else if try !inventory.hasRole(role) {
      self.role = role
    }
    let grantees = try binding.grantees.get() ?? []
    subjects = grantees.count
    for (index, grantee) in grantees.enumerated() where grantee.kind == "ServiceAccount" {
      if try !inventory.hasAccount(grantee) { accounts.append(Account(account: grantee, index: index)) }
    }
  }
}

extension Change {
  /// The object shows whether a dump holds all ClusterRoles.
  fileprivate var altersDefaults: Bool { object == DefaultRoles.administrator }
}

extension ObjectReference {
  /// A group that the API server puts accounts into.
  fileprivate var holdsAccounts: Bool {
    kind == "Group" && (name == "system:authenticated" || name.hasPrefix("system:serviceaccounts"))
  }
}

extension Inventory {
  /// Throws unless every pod is known. What people write is not all that runs: operators make pods, and the accounts of
  /// one folder are used by another.
  fileprivate func requireAllPods() throws(Missing) {
    if completeness.input == .manifests { throw Missing(.pods, .notInInput) }
    try completeness.require(.pods)
  }

  /// Whether a role exists, by the input or because every API server has it. A dump without those that every server has
  /// holds some of the roles only.
  fileprivate func hasRole(_ role: ObjectReference) throws(Missing) -> Bool {
    if access.roles[role] != nil || DefaultRoles.roles[role] != nil { return true }
    let isPart = holdsPartOfClusterRoles
    if DefaultRoles.isReserved(role.name), !completeness.isFromServer || isPart { return true }
    try completeness.require(role.kind == "ClusterRole" ? .clusterRoles : .roles)
    if isPart, role.kind == "ClusterRole" { throw Missing(.clusterRoles, .notInInput) }
    return false
  }

  /// Whether an account exists. Every namespace has `default`, and what runs in kube-system is not among the files
  /// that people write.
  fileprivate func hasAccount(_ account: ObjectReference) throws(Missing) -> Bool {
    if serviceAccounts[account.namespace, account.name] != nil || account.name == "default" { return true }
    if account.namespace == "kube-system", completeness.input == .manifests { return true }
    try completeness.require(.serviceAccounts)
    return false
  }

  /// The workloads of an account's namespace that run as it. Those that name their account in a way that Kubernetes
  /// refuses run as none.
  func workloads(runningAs account: ObjectReference) -> [WorkloadTraits] {
    guard account.kind == "ServiceAccount" else { return [] }
    if account.name == "default" {
      return workloads(in: account.namespace).filter { $0.accountName.known == "default" }.map(WorkloadTraits.init)
    }
    return (workloadsByAccount[account] ?? []).sorted().compactMap { workloads[$0].map(WorkloadTraits.init) }
  }

  fileprivate func accountIsBound(of workload: Workload) throws(Missing) -> Bool {
    let name = try workload.accountName.get() ?? "default"
    if access.isUsed(.account(namespace: workload.namespace, name: name)) { return true }
    try completeness.require(.roleBindings)
    try completeness.require(.clusterRoleBindings)
    return false
  }
}

extension Workload {
  /// The account that its pods run as, where that has a name of its own.
  var namedAccount: ObjectReference? {
    guard let name = accountName.known, !name.isEmpty, name != "default" else { return nil }
    return .account(namespace: namespace, name: name)
  }

  /// The account that its pods run as; static pods run as none.
  var accountName: Field<UntrustedText> {
    if isStatic { return .value("") }
    for field in [template.content.serviceAccountName, template.content.serviceAccount] {
      switch field {
      case .value(let name) where !name.isEmpty: return field
      case .malformed: return field
      default: continue
      }
    }
    return .value("default")
  }
}
