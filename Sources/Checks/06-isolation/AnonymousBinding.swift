import Hardening
package import Inventory
import TextSafety

extension Catalogue {
  /// Whoever reaches the API server without any credential is system:anonymous and in the group system:unauthenticated:
  /// what they may, everybody may.
  ///
  /// Fails where a binding names one of them, but for Kubernetes' own discovery roles and those of the parameter `roles`.
  package static let anonymousBinding = Check<GranteeSubject>(
    CheckInfo(
      "anonymous-binding", area: .isolation, severity: .critical, judges: .grantee, title: "Bound to everybody",
      statement: "is granted rights, which everybody has then",
      remediation: "Take the subject out of the binding. Who calls without credentials (health checks, say) is "
        + "refused then: bind what it needs to an account first.",
      references: [.nsa("Authentication and authorization"), .mitre("T1078.001")],
      equivalents: [
        "ks:C-0262", "tv:KSV-0122", "kx:BindingsToSystemAnonymous", "gk:general/disallowanonymous",
        "ky:restrict-binding-system-groups", "fa:Anonymous_Request_Allowed",
      ], parameters: [GroupBinding.roles(["kubeadm:bootstrap-signer-clusterinfo"])],
      variants: [StatementVariant("may do everything, and so may everybody", value: "cluster-admin")]),
    reads: [ClusterFact.rights.read],
    judge: { subject, facts, parameters throws(Missing) in
      guard subject.object == .user("system:anonymous") || subject.object == .group("system:unauthenticated") else {
        return .notApplicable(nil)
      }
      return try GroupBinding.judge(subject, try facts.get(ClusterFact.rights, subject), parameters)
    },
    remedy: { subject, facts, parameters throws(Missing) in
      return GroupBinding.remedy(subject, try facts.get(ClusterFact.rights, subject), parameters)
    })
}

/// Bindings to those who should have none but a few.
enum GroupBinding {
  static func roles(_ names: [String]) -> ParameterInfo {
    ParameterInfo("roles", .list(names), "Roles that may be bound all the same.")
  }

  static func grants(_ rights: Rights, _ parameters: Parameters) -> [Grant] {
    rights.bindings.filter { grant in
      !grant.isDefault && !DefaultRoles.discovery.contains(grant.role.name)
        && !Allowance.covers(grant.role.name, parameters.list("roles"))
    }
  }

  /// What they are granted, everything first.
  static func judge(
    _ grantee: GranteeSubject, _ rights: Rights, _ parameters: Parameters
  ) throws(Missing) -> Judgement {
    let grants = grants(rights, parameters)
    if grants.isEmpty { return try .passUnless(rights.missing) }
    let sorted = grants.filter(\.isAdministrator) + grants.filter { !$0.isAdministrator }
    return .fail(AccessEvidence.roles(sorted, of: grantee.object))
  }

  static func remedy(_ grantee: GranteeSubject, _ rights: Rights, _ parameters: Parameters) -> Patch? {
    AccessRemedy.removal(of: grantee, from: grants(rights, parameters))
  }
}

enum AccessRemedy {
  /// Takes the grantee out of the binding; nil where several bindings name it: each is a change of its own.
  static func removal(of grantee: GranteeSubject, from grants: [Grant]) -> Patch? {
    guard let grant = grants.first, grants.count == 1 else { return nil }
    let subject = FieldPath().appending("subjects").appending(element: grantee.object.name, index: grant.subject)
    return Patch([.remove(subject)], on: grant.binding)
  }
}
