import Hardening
import Inventory
import TextSafety

/// A right that is dangerous by itself: what it lets somebody do, how bad that is, and what it is worth knowing beside.
package struct Right: Sendable {
  /// Where a grant has to reach for the right to count.
  enum Reach: Sendable {
    case anywhere
    /// The whole cluster: what lives in no namespace, or in all of them.
    case cluster
    /// The whole cluster, or one of these namespaces.
    case namespaces(Set<UntrustedText>)
  }

  var info: CheckInfo
  var patterns: [AccessPattern]
  var reach: Reach
  /// Kubernetes' own roles for people (admin, edit) give it for one namespace on purpose: there it does not count.
  var isMeantForEditors = false

  /// What takes all rights with it: whoever fails one of these has everything, or should have nothing.
  static let heads: [CheckID] = [
    "cluster-admin-binding", "anonymous-binding", "authenticated-binding", "masters-binding", "wildcard-rules",
  ]

  init(
    _ id: CheckID, _ severity: Severity, under: [CheckID] = [], _ title: String, _ statement: String,
    remediation: String, _ references: [Reference], _ equivalents: [String], _ patterns: [AccessPattern],
    reach: Reach = .anywhere, isMeantForEditors: Bool = false
  ) {
    info = CheckInfo(
      id, area: .isolation, severity: severity, judges: .grantee, under: Right.heads + under, title: title,
      statement: statement, remediation: remediation, references: references, equivalents: equivalents,
      parameters: [Allowance.parameter])
    info.isGradedByReach = true
    self.patterns = patterns
    self.reach = reach
    self.isMeantForEditors = isMeantForEditors
  }

  /// The ways to the right that are not Kubernetes' own, those that reach farthest first.
  func ways(in rights: Rights) -> [Rights.Way] {
    let ways = patterns.flatMap { rights.ways(to: $0) }.filter { way in
      !way.grant.isDefault && counts(way.grant.namespace) && !(isMeantForEditors && way.grant.isOfEditors)
    }
    return ways.filter(\.grant.isClusterWide) + ways.filter { !$0.grant.isClusterWide }
  }

  private func counts(_ namespace: UntrustedText) -> Bool {
    switch reach {
    case .anywhere: true
    case .cluster: namespace.isEmpty
    case .namespaces(let names): namespace.isEmpty || names.contains(namespace)
    }
  }
}

extension Grant {
  /// Kubernetes' own admin or edit, in one namespace.
  fileprivate var isOfEditors: Bool {
    !isClusterWide && role.kind == "ClusterRole" && (role.name == "admin" || role.name == "edit")
  }
}

extension Check where S == GranteeSubject {
  /// One finding for each grantee that has the right, by whatever binding: one severity lower where it holds in
  /// namespaces only.
  init(_ right: Right) {
    self.init(
      right.info, reads: [ClusterFact.rights.read],
      judge: { subject, facts, parameters throws(Missing) in
        if Allowance.covers(subject.object, parameters) { return .allowed }
        let rights = try facts.get(ClusterFact.rights, subject)
        let ways = right.ways(in: rights)
        guard let first = ways.first else { return try .passUnless(rights.missing) }
        let severity = right.info.severity
        return .fail(
          AccessEvidence.of(ways), severity: first.grant.isClusterWide ? nil : severity.lowered())
      })
  }
}

extension Check where S == RoleSubject {
  /// The right in a role that nobody is bound to yet: two severities lower.
  init(_ right: Right) {
    self.init(
      right.info,
      reads: [ClusterFact.roleRules.read, ClusterFact.roleStanding.read, ClusterFact.roleIsBound.read],
      judge: { subject, facts, _ throws(Missing) in
        let object = subject.object
        if try facts.get(ClusterFact.roleStanding, subject).isDefault || DefaultRoles.isReserved(object.name) {
          return .ownOfKubernetes
        }
        // As it would be for whoever is bound to it, where it can be bound.
        let grant = Grant(
          binding: object, subject: 0, role: object, namespace: object.namespace, isDefault: false,
          rules: try facts.get(ClusterFact.roleRules, subject))
        let ways = right.ways(in: Rights(grants: [grant]))
        if ways.isEmpty { return .pass }
        if try facts.get(ClusterFact.roleIsBound, subject) { return .notApplicable("judged on those it is bound to") }
        return .fail(AccessEvidence.rules(ways.map(\.rule)), severity: right.info.severity.lowered(by: 2))
      })
  }
}

extension Judgement {
  static let allowed = Judgement.notApplicable("in the allow list")
  static let ownOfKubernetes = Judgement.notApplicable("made and kept by Kubernetes itself")

  /// Passed, if everything that could say otherwise is known.
  static func passUnless(_ missing: Set<Missing>) throws(Missing) -> Judgement {
    if let first = missing.min(by: { $0.text < $1.text }) { throw first }
    return .pass
  }
}

/// The grantees whose rights a person has agreed to.
enum Allowance {
  static let parameter = ParameterInfo(
    "allow", .list([]),
    "Users, groups and service accounts (namespace/name) that may have the right; a final * stands for any ending.")

  static func covers(_ grantee: ObjectReference, _ parameters: Parameters) -> Bool {
    let name: UntrustedText = grantee.kind == "ServiceAccount" ? "\(grantee.namespace)/\(grantee.name)" : grantee.name
    return covers(name, parameters.list("allow"))
  }

  static func covers(_ name: UntrustedText, _ allowed: [String]) -> Bool {
    name.matches { name in
      allowed.contains { $0 == name || $0.hasSuffix("*") && name.hasPrefix($0.dropLast()) }
    }
  }
}

/// How findings show the way to a right: the binding's line that names the grantee, the role's rule.
enum AccessEvidence {
  static func of(_ ways: [Rights.Way]) -> [Evidence] { bindings(ways.map(\.grant)) + rules(ways.map(\.rule)) }

  /// The grantee's place in each binding, once.
  static func bindings(_ grants: [Grant]) -> [Evidence] {
    var seen: Set<ObjectReference> = []
    return grants.filter { seen.insert($0.binding).inserted }.map { grant in
      Evidence(grant.subjectPath, .string("\(grant.role.kind) \(grant.role.name)"), in: grant.binding)
    }
  }

  /// What each binding binds, and to whom, once: where the role is what is wrong.
  static func roles(_ grants: [Grant], of grantee: ObjectReference) -> [Evidence] {
    var seen: Set<ObjectReference> = []
    return grants.filter { seen.insert($0.binding).inserted }.flatMap { grant in
      let subject = FieldPath().appending("subjects").appending(element: grantee.name, index: grant.subject)
      return [
        Evidence(FieldPath().appending("roleRef.name"), .string(grant.role.name), in: grant.binding),
        Evidence(subject, .string(grantee.text), in: grant.binding),
      ]
    }
  }

  /// Who is bound to a role, by up to five bindings; that nobody is, where that is known.
  static func holders(_ holders: RoleHolders) -> [Evidence] {
    let path = FieldPath().appending("subjects")
    if holders.holdings.isEmpty { return holders.areAll ? [Evidence(path, .absent)] : [] }
    return holders.holdings.prefix(5).map { holding in
      let names = holding.grantees.map { grantee -> UntrustedText in
        grantee.namespace.isEmpty
          ? "\(grantee.kind) \(grantee.name)" : "\(grantee.kind) \(grantee.namespace)/\(grantee.name)"
      }
      return Evidence(path, .list(names.map { .string($0) }), in: holding.binding)
    }
  }

  /// Each rule once, as it is written; of very many the first hundred.
  static func rules(_ rules: [SourcedRule]) -> [Evidence] {
    var seen: Set<FieldPlace> = []
    var evidence: [Evidence] = []
    for rule in rules
    where evidence.count < most && seen.insert(FieldPlace(role: rule.role, index: rule.index)).inserted {
      evidence.append(Evidence(rule.path, rule.rule.value, in: rule.role))
    }
    return evidence
  }

  private static let most = 100

  private struct FieldPlace: Hashable {
    var role: ObjectReference
    var index: Int
  }
}

extension RoleRule {
  /// The rule as it is written, without empty lists.
  var value: FieldValue {
    let lists: [(UntrustedText, [UntrustedText])] = [
      ("apiGroups", groups), ("resources", resources), ("resourceNames", names), ("nonResourceURLs", urls),
      ("verbs", verbs),
    ]
    return .map(lists.filter { !$0.1.isEmpty }.map { .init($0.0, .list($0.1.map { .string($0) })) })
  }
}
