import Hardening
import TextSafety

/// Which kinds of objects are judged as such, and as what.
enum JudgedKinds {
  static func subjectKind(of object: ObjectReference) -> SubjectKind? {
    table[KindName(group: object.group, kind: object.kind)] ?? groups[object.group]
  }

  /// Groups all of whose kinds are one kind of subject.
  private static let groups: [UntrustedText: SubjectKind] = ["constraints.gatekeeper.sh": .admissionPolicy]

  private static let table: [KindName: SubjectKind] = {
    let rows: [(group: UntrustedText, kinds: [UntrustedText], subject: SubjectKind)] = [
      ("rbac.authorization.k8s.io", ["Role", "ClusterRole"], .role),
      ("rbac.authorization.k8s.io", ["RoleBinding", "ClusterRoleBinding"], .binding),
      ("networking.k8s.io", ["NetworkPolicy"], .networkPolicy),
      ("projectcalico.org", ["NetworkPolicy", "GlobalNetworkPolicy"], .networkPolicy),
      ("crd.projectcalico.org", ["NetworkPolicy", "GlobalNetworkPolicy"], .networkPolicy),
      ("cilium.io", ["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy"], .networkPolicy),
      ("", ["Service"], .service),
      ("", ["ServiceAccount"], .serviceAccount),
      ("networking.k8s.io", ["Ingress"], .ingress),
      (
        "gateway.networking.k8s.io",
        ["Gateway", "GRPCRoute", "HTTPRoute", "TCPRoute", "TLSRoute", "UDPRoute"], .ingress
      ),
      (
        "admissionregistration.k8s.io",
        ["MutatingAdmissionPolicy", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"], .admissionPolicy
      ),
      ("kyverno.io", ["ClusterPolicy", "Policy"], .admissionPolicy),
      ("policy", ["PodDisruptionBudget"], .disruptionBudget),
      ("kubelet.config.k8s.io", ["KubeletConfiguration"], .node),
    ]
    var table: [KindName: SubjectKind] = [:]
    for row in rows {
      for kind in row.kinds { table[KindName(group: row.group, kind: kind)] = row.subject }
    }
    return table
  }()
}

/// The objects of an inventory that are judged as such, by kind of subject and namespace.
struct JudgedObjects: Sendable {
  private var byKind: [SubjectKind: [UntrustedText: Set<ObjectReference>]] = [:]

  mutating func insert(_ object: ObjectReference) {
    guard let kind = JudgedKinds.subjectKind(of: object) else { return }
    byKind[kind, default: [:]][object.namespace, default: []].insert(object)
  }

  mutating func remove(_ object: ObjectReference) {
    guard let kind = JudgedKinds.subjectKind(of: object) else { return }
    byKind[kind]?[object.namespace]?.remove(object)
    if byKind[kind]?[object.namespace]?.isEmpty == true { byKind[kind]?[object.namespace] = nil }
  }

  func contains(_ object: ObjectReference, _ kind: SubjectKind) -> Bool {
    byKind[kind]?[object.namespace]?.contains(object) ?? false
  }

  /// The objects of a kind, or those of one namespace, in order.
  func list(_ kind: SubjectKind, namespace: UntrustedText?) -> [ObjectReference] {
    guard let all = byKind[kind] else { return [] }
    if let namespace { return (all[namespace] ?? []).sorted() }
    return all.keys.sorted().flatMap { (all[$0] ?? []).sorted() }
  }
}
