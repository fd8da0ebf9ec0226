package import Hardening
package import TextSafety

/// What somebody is granted: by which binding, which role, where.
package struct Grant: Hashable, Sendable {
  package var binding: ObjectReference
  /// Index among the binding's subjects.
  package var subject: Int
  package var role: ObjectReference
  /// Where it holds; empty: in the whole cluster.
  package var namespace: UntrustedText
  /// Kubernetes' own: made by the API server for this grantee.
  package var isDefault: Bool
  package var ruleSet: RuleSet
  package var rules: [SourcedRule] { ruleSet.rules }

  package init(
    binding: ObjectReference, subject: Int, role: ObjectReference, namespace: UntrustedText, isDefault: Bool,
    rules: [SourcedRule]
  ) {
    self.binding = binding
    self.subject = subject
    self.role = role
    self.namespace = namespace
    self.isDefault = isDefault
    ruleSet = RuleSet(rules)
  }

  package var isClusterWide: Bool { namespace.isEmpty }

  package var subjectPath: FieldPath { FieldPath().appending("subjects").appending(element: "", index: subject) }
}

/// All that a grantee may do, with the way to each right.
package struct Rights: Hashable, Sendable {
  /// In order of bindings.
  package var grants: [Grant]
  /// Bindings to roles that are not in the input, without rules: they stand, whatever the role grants once it is there.
  package var unresolved: [Grant] = []
  /// What could not be known; where it is empty, nothing else is granted.
  package var missing: Set<Missing>

  package init(grants: [Grant] = [], missing: Set<Missing> = []) {
    self.grants = grants
    self.missing = missing
  }

  /// All bindings that name the grantee, of whatever role.
  package var bindings: [Grant] { grants + unresolved }

  /// One way to a right: the grant, the rule in it, and what of the question the rule allows.
  package struct Way: Hashable, Sendable {
    package var grant: Grant
    package var rule: SourcedRule
    package var verb: UntrustedText
    package var resource: APIResource
  }

  /// Every rule that grants something of the pattern, of very many of one grant the first hundred. `namespace`: only where that holds in this namespace; nil asks for
  /// all namespaces and the cluster.
  package func ways(to pattern: AccessPattern, in namespace: UntrustedText? = nil) -> [Way] {
    var ways: [Way] = []
    var inNamespaces: AccessPattern?
    for grant in grants where namespace == nil || grant.isClusterWide || grant.namespace == namespace {
      var asked = pattern
      if !grant.isClusterWide {
        // A RoleBinding grants nothing on what lives in no namespace.
        var namespaced = inNamespaces ?? pattern
        if inNamespaces == nil {
          namespaced.resources.removeAll { !$0.isNamespaced }
          inNamespaces = namespaced
        }
        if namespaced.resources.isEmpty { continue }
        asked = namespaced
      }
      for match in grant.ruleSet.matches(asked) {
        ways.append(
          Way(
            grant: grant, rule: grant.ruleSet.rules[match.rule], verb: match.verb,
            resource: match.resource))
      }
    }
    return ways
  }

  /// Whether a verb is allowed on a path that is no resource: cluster-wide grants alone do that.
  package func grants(_ verb: UntrustedText, url: UntrustedText) -> Bool {
    grants.contains { $0.isClusterWide && $0.rules.contains { $0.rule.grants(verb, url: url) } }
  }
}

extension Inventory {
  /// The rights that bindings give to a grantee by name.
  func rights(of grantee: ObjectReference) -> Rights {
    var rights = Rights()
    for need in [Need.roleBindings, .clusterRoleBindings] {
      do throws(Missing) { try completeness.require(need) } catch { rights.missing.insert(error) }
    }
    for reference in access.bindings(naming: grantee) {
      guard let binding = access.bindings[reference],
        let subject = access.place(of: grantee, in: reference)
      else { continue }
      let role = binding.role(in: reference.namespace)
      // Kubernetes refuses a ClusterRoleBinding to a Role.
      if reference.namespace.isEmpty && role.kind != "ClusterRole" { continue }
      var grant = Grant(
        binding: reference, subject: subject, role: role, namespace: reference.namespace,
        isDefault: DefaultRoles.isDefault(binding, reference, grantee: grantee), rules: [])
      do throws(Missing) {
        if let rules = try rules(of: role) {
          grant.ruleSet = rules
          rights.grants.append(grant)
          continue
        }
      } catch {
        rights.missing.insert(error)
      }
      rights.unresolved.append(grant)
    }
    return rights
  }

  /// The namespace that all bindings of a user or group are in; nil where one reaches the whole cluster, where they are in
  /// several, and for accounts, which have a namespace of their own.
  package func rightsNamespace(of grantee: ObjectReference) -> UntrustedText? {
    guard grantee.namespace.isEmpty else { return nil }
    let namespaces = Set(access.bindings(naming: grantee).map(\.namespace))
    guard let only = namespaces.first, namespaces.count == 1, !only.isEmpty else { return nil }
    return only
  }

  /// The rights of a grantee with those of the groups that the API server puts it into.
  func effectiveRights(of grantee: ObjectReference) -> Rights {
    var rights = rights(of: grantee)
    for group in grantee.groupsOfAccount {
      let more = self.rights(of: group)
      rights.grants += more.grants
      rights.missing.formUnion(more.missing)
    }
    return rights
  }

  /// Somebody asked a server for some of its ClusterRoles: all of them hold cluster-admin.
  var holdsPartOfClusterRoles: Bool {
    completeness.input == .dump && access.roles[DefaultRoles.administrator] == nil
  }

  /// The rules of a role; nil where there is none, and that is certain.
  func rules(of role: ObjectReference) throws(Missing) -> RuleSet? {
    let need: Need = role.kind == "ClusterRole" ? .clusterRoles : .roles
    let isPart = role.kind == "ClusterRole" && holdsPartOfClusterRoles
    // A server's list of roles holds its defaults as they are.
    let isListed = completeness.isFromServer && completeness.listed.contains(need) && !isPart
    if let rules = try access.rules(of: role, includingDefaults: !isListed) { return rules }
    if DefaultRoles.isReserved(role.name), completeness.input == .manifests { throw Missing(need, .notInInput) }
    try completeness.require(need)
    if isPart { throw Missing(need, .notInInput) }
    return nil
  }
}
