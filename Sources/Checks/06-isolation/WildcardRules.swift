import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A `*` grants what exists today and whatever is added tomorrow: subresources, verbs like escalate, kinds of operators
  /// yet to come.
  ///
  /// Fails where a rule of a role has `*` among its verbs, resources or API groups. Two severities lower where that
  /// concerns none of Kubernetes' own API groups but an operator's only, one lower in a Role of one namespace, two lower
  /// in a role that nobody is bound to; of those a rule of nothing but `*`, which makes an administrator, weighs one
  /// more. Who is bound, the evidence says. Kubernetes' own roles are not applicable.
  package static let wildcardRules = Check<RoleSubject>(
    {
      var info = CheckInfo(
        "wildcard-rules", area: .isolation, severity: .high, judges: .role, title: "Wildcards in a role",
        statement: "has rules with wildcards",
        remediation: "Name the verbs, resources and API groups that are needed.",
        references: [.cis("5.1.3"), .nsa("Authorization"), .mitre("T1098.006")],
        equivalents: [
          "ks:C-0187", "tv:KSV-0044", "tv:KSV-0045", "tv:KSV-0046", "tv:KSV-0112", "ck:CKV_K8S_49",
          "kl:wildcard-in-rules", "ky:restrict-wildcard-verbs", "ky:restrict-wildcard-resources",
          "az:BlockWildcardRoles", "cis:5.1.3/AKS4.1.3", "sny:SNYK-CC-K8S-44", "fa:ClusterRole_With_Wildcard_Created",
        ])
      info.isGradedByReach = true
      info.variants = [
        StatementVariant("has rules with wildcards, and nobody is bound to it", showing: ["subjects"], value: .absent),
        StatementVariant("has rules with wildcards, and {} is bound to it", showing: ["subjects"]),
      ]
      return info
    }(),
    reads: [ClusterFact.roleRules.read, ClusterFact.roleStanding.read, ClusterFact.roleHolders.read],
    judge: { subject, facts, _ throws(Missing) in
      if try facts.get(ClusterFact.roleStanding, subject).isDefault { return .ownOfKubernetes }
      let rules = try facts.get(ClusterFact.roleRules, subject).filter { $0.role == subject.object }
      let open = rules.filter { !$0.rule.wildcards.isEmpty }
      if open.isEmpty { return .pass }
      var evidence = open.flatMap { rule in
        rule.rule.wildcards.map { Evidence(rule.path.appending(member: $0.key), $0.value, in: subject.object) }
      }
      let holders = try facts.get(ClusterFact.roleHolders, subject)
      evidence += AccessEvidence.holders(holders)
      let isWide = open.contains { $0.rule.leavesMuchOpen }
      let isBound = !holders.holdings.isEmpty || !holders.areAll
      // As for the rights that it holds: where nobody has them, the namespace makes no difference.
      let steps = (isWide ? 0 : 2) + (isBound ? subject.namespace.isEmpty ? 0 : 1 : 2)
      let whole: Severity = !isBound && open.contains { $0.rule.isEverything } ? .critical : .high
      return .fail(evidence, severity: steps == 0 ? nil : whole.lowered(by: steps))
    },
    remedy: { subject, facts, _ throws(Missing) in
      let open = try facts.get(ClusterFact.roleRules, subject).filter {
        $0.role == subject.object && !$0.rule.wildcards.isEmpty
      }
      // Which resources and groups are needed, only a person can say; the verbs of resources are known.
      guard open.allSatisfy({ $0.rule.wildcards.map(\.key) == ["verbs"] && $0.rule.urls.isEmpty }) else { return nil }
      let verbs: FieldValue = [
        "get", "list", "watch", "create", "update", "patch", "delete", "deletecollection",
      ]
      return Patch(open.map { .add($0.path.appending("verbs"), verbs) })
    })
}

extension RoleRule {
  /// The lists with a `*` in them, and what they hold.
  fileprivate var wildcards: [(key: UntrustedText, value: FieldValue)] {
    let lists: [(key: UntrustedText, value: [UntrustedText])] = [
      ("verbs", verbs), ("resources", resources), ("apiGroups", groups),
    ]
    return lists.filter { list in list.value.contains { $0 == "*" || $0.hasPrefix("*/") } }.map { list in
      (list.key, .list(list.value.map { .string($0) }))
    }
  }

  /// All verbs on all that there is.
  fileprivate var isEverything: Bool { names.isEmpty && [verbs, resources, groups].allSatisfy { $0.contains("*") } }

  /// Wildcards that cover kinds of Kubernetes itself, not only those of one operator's API group.
  fileprivate var leavesMuchOpen: Bool {
    groups.contains { group in
      group == "*" || !group.contains(".") || group.hasSuffix(".k8s.io") && !group.hasSuffix(".x-k8s.io")
    }
  }
}
