import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// A binding to a role or account that does not exist waits: whoever may create one of that name has the rights, or
  /// gives them away.
  ///
  /// Fails where a binding's role, or a service account that it names, does not exist. A role that no binding grants and
  /// an account that no pod runs as are told with severity info, and only where all pods are known. Not applicable:
  /// roles whose rules others take over, and `default` accounts.
  package static let danglingRBAC = Check<BindingSubject>(
    dangling("dangling-rbac", .binding), reads: [ClusterFact.danglingNames.read],
    judge: { subject, facts, _ throws(Missing) in
      let names = try facts.get(ClusterFact.danglingNames, subject)
      var evidence: [Evidence] = []
      if let role = names.role {
        evidence.append(Evidence(FieldPath().appending("roleRef.name"), .string(role.name)))
      }
      evidence += names.accounts.map { account in
        Evidence(
          FieldPath().appending("subjects").appending(element: "", index: account.index),
          .string("\(account.account.namespace)/\(account.account.name)"))
      }
      return evidence.isEmpty ? .pass : .fail(evidence)
    },
    remedy: { subject, facts, _ throws(Missing) in
      let names = try facts.get(ClusterFact.danglingNames, subject)
      // A binding without its role is of no use at all: that is for a person to delete.
      guard names.role == nil else { return nil }
      return Patch(
        names.accounts.reversed().map {
          .remove(FieldPath().appending("subjects").appending(element: $0.account.name, index: $0.index))
        })
    })

  package static let danglingRole = Check<RoleSubject>(
    dangling("dangling-rbac", .role), reads: [ClusterFact.roleStanding.read, ClusterFact.roleIsBound.read],
    judge: { subject, facts, _ throws(Missing) in
      let standing = try facts.get(ClusterFact.roleStanding, subject)
      if standing.isDefault { return .ownOfKubernetes }
      if standing.isAggregated { return .notApplicable("others take over its rules") }
      guard let isBound = facts.known(ClusterFact.roleIsBound, subject), standing.podsAreKnown else {
        return .notApplicable("only where all pods are known")
      }
      return isBound ? .pass : .fail([Evidence(FieldPath().appending("metadata.name"), .string(subject.object.name))])
    })

  package static let danglingAccount = Check<ServiceAccountSubject>(
    dangling("dangling-rbac", .serviceAccount), reads: [ClusterFact.accountIsUsed.read],
    judge: { subject, facts, _ throws(Missing) in
      if subject.object.name == "default" { return .notApplicable(nil) }
      guard let isUsed = facts.known(ClusterFact.accountIsUsed, subject) else {
        return .notApplicable("only where all pods are known")
      }
      return isUsed ? .pass : .fail([Evidence(FieldPath().appending("metadata.name"), .string(subject.object.name))])
    })

  private static func dangling(_ id: CheckID, _ kind: SubjectKind) -> CheckInfo {
    CheckInfo(
      id, area: .isolation, severity: kind == .binding ? .low : .info, judges: kind,
      title: "Dangling role or account",
      statement: kind == .binding ? "names what does not exist" : "is used by nothing",
      remediation: "Delete what nothing needs; create what is missing, if it is meant to be there.",
      references: [.nsa("Authorization")], equivalents: ["pp:POP-1300,POP-400"])
  }
}
