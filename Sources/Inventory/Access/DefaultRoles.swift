package import Hardening
package import TextSafety

/// What every API server makes for itself at its start (kubernetes.io/docs/reference/access-authn-authz/rbac, "Default
/// roles and role bindings"): manifests bind these roles without holding them.
package enum DefaultRoles {
  /// The label of roles and bindings that the API server keeps up.
  private static let mark = LabelPair(key: "kubernetes.io/bootstrapping", value: "rbac-defaults")

  /// Whether a role is Kubernetes' own: by its name, or by its label and a name of those that Kubernetes keeps.
  package static func isDefault(_ reference: ObjectReference, _ role: Role?) -> Bool {
    roles[reference] != nil || isReserved(reference.name) && role?.labels.contains(mark) == true
  }

  /// The role that every API server has, whatever its version.
  static let administrator = ObjectReference.role("ClusterRole", namespace: "", name: "cluster-admin")

  /// Names that Kubernetes keeps for itself.
  package static func isReserved(_ name: UntrustedText) -> Bool { name.hasPrefix("system:") }

  /// Whether Kubernetes itself grants a role so: by the binding's label and name, to the grantee that it is meant for.
  /// Somebody added to such a binding is none of its own.
  package static func isDefault(
    _ binding: RoleBinding, _ reference: ObjectReference, grantee: ObjectReference
  ) -> Bool {
    guard binding.labels.contains(mark) else { return false }
    if let meant = grantees[reference.name] { return meant.contains(grantee) }
    guard reference.name.hasPrefix("system:") else { return false }
    // system:controller:<account>, and the leases that control-plane components hold.
    return grantee.kind == "ServiceAccount" && grantee.namespace == "kube-system"
      && reference.name == "system:controller:\(grantee.name)"
  }

  private static let grantees: [UntrustedText: Set<ObjectReference>] = {
    let manager: Set<ObjectReference> = [
      .user("system:kube-controller-manager"), .account(namespace: "kube-system", name: "kube-controller-manager"),
      .account(namespace: "kube-system", name: "leader-election-controller"),
    ]
    let scheduler: Set<ObjectReference> = [
      .user("system:kube-scheduler"), .account(namespace: "kube-system", name: "kube-scheduler"),
    ]
    return [
      "cluster-admin": [.group("system:masters")],
      "system:basic-user": [.group("system:authenticated")],
      "system:discovery": [.group("system:authenticated")],
      "system:public-info-viewer": [.group("system:authenticated"), .group("system:unauthenticated")],
      "system:monitoring": [.group("system:monitoring")],
      "system:node": [.group("system:nodes")],
      "system:node-proxier": [.user("system:kube-proxy")],
      "system:kube-dns": [.account(namespace: "kube-system", name: "kube-dns")],
      "system:kube-controller-manager": manager,
      "system:kube-scheduler": scheduler,
      "system:volume-scheduler": scheduler,
      "system:service-account-issuer-discovery": [.group("system:serviceaccounts")],
      "system::extension-apiserver-authentication-reader": manager.union(scheduler),
      "system::leader-locking-kube-controller-manager": manager,
      "system::leader-locking-kube-scheduler": scheduler,
    ]
  }()

  /// Roles that tell nothing but what the API server offers and who one is.
  package static let discovery: Set<UntrustedText> = [
    "system:basic-user", "system:discovery", "system:public-info-viewer", "system:service-account-issuer-discovery",
  ]

  /// The roles that people bind, with their rules.
  package static let roles: [ObjectReference: Role] = {
    var rules: [ObjectReference: [RoleRule]] = [:]
    for row in table {
      let reference: ObjectReference =
        row.role == "extension-apiserver-authentication-reader"
        ? .role("Role", namespace: "kube-system", name: UntrustedText(row.role))
        : .role("ClusterRole", namespace: "", name: UntrustedText(row.role))
      let isPath = row.resources.hasPrefix("/")
      rules[reference, default: []].append(
        RoleRule(
          verbs: words(row.verbs), groups: isPath ? [] : words(row.groups).map { $0 == "core" ? "" : $0 },
          resources: isPath ? [] : words(row.resources), names: words(row.names),
          urls: isPath ? words(row.resources) : []))
    }
    var roles = rules.mapValues { Role(rules: .value($0), labels: [mark]) }
    for (name, label) in [
      ("system:aggregate-to-admin", "admin"), ("system:aggregate-to-edit", "edit"),
      ("system:aggregate-to-view", "view"),
    ] {
      roles[.role("ClusterRole", namespace: "", name: UntrustedText(name))]?.labels.append(aggregation(label))
    }
    for (name, joins) in [("admin", nil), ("edit", "admin"), ("view", "edit")] {
      let own = aggregation(name)
      roles[.role("ClusterRole", namespace: "", name: UntrustedText(name))] = Role(
        rules: .absent,
        aggregation: .value([LabelSelector([.init(key: own.key, operation: "In", values: [own.value])])]),
        labels: [mark] + (joins.map { [aggregation($0)] } ?? []))
    }
    return roles
  }()

  private static func aggregation(_ role: String) -> LabelPair {
    LabelPair(key: "rbac.authorization.k8s.io/aggregate-to-\(role)", value: "true")
  }

  private static func words(_ text: String) -> [UntrustedText] {
    switch text {
    case "read": ["get", "list", "watch"]
    case "write": ["create", "delete", "deletecollection", "patch", "update"]
    default: text.split(separator: " ").map { UntrustedText(String($0)) }
    }
  }

  private typealias Row = (role: String, groups: String, resources: String, verbs: String, names: String)

  private static let table: [Row] = [
    ("cluster-admin", "*", "*", "*", ""),
    ("cluster-admin", "", "/*", "*", ""),
    ("system:aggregate-to-admin", "authorization.k8s.io", "localsubjectaccessreviews", "create", ""),
    ("system:aggregate-to-admin", "rbac.authorization.k8s.io", "rolebindings roles", "read", ""),
    ("system:aggregate-to-admin", "rbac.authorization.k8s.io", "rolebindings roles", "write", ""),
    (
      "system:aggregate-to-edit", "core",
      "pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy", "read", ""
    ),
    ("system:aggregate-to-edit", "core", "serviceaccounts", "impersonate", ""),
    ("system:aggregate-to-edit", "core", "pods pods/attach pods/exec pods/portforward pods/proxy", "write", ""),
    ("system:aggregate-to-edit", "core", "pods/eviction", "create", ""),
    (
      "system:aggregate-to-edit", "core",
      "configmaps events persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets "
        + "serviceaccounts services services/proxy", "write", ""
    ),
    ("system:aggregate-to-edit", "core", "serviceaccounts/token", "create", ""),
    (
      "system:aggregate-to-edit", "apps",
      "daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets "
        + "statefulsets/scale", "write", ""
    ),
    ("system:aggregate-to-edit", "autoscaling", "horizontalpodautoscalers", "write", ""),
    ("system:aggregate-to-edit", "batch", "cronjobs jobs", "write", ""),
    ("system:aggregate-to-edit", "policy", "poddisruptionbudgets", "write", ""),
    ("system:aggregate-to-edit", "networking.k8s.io", "ingresses networkpolicies", "write", ""),
    ("system:aggregate-to-edit", "coordination.k8s.io", "leases", "write", ""),
    (
      "system:aggregate-to-view", "core",
      "bindings configmaps endpoints events limitranges namespaces namespaces/status persistentvolumeclaims "
        + "persistentvolumeclaims/status pods pods/log pods/status replicationcontrollers replicationcontrollers/scale "
        + "replicationcontrollers/status resourcequotas resourcequotas/status serviceaccounts services services/status",
      "read", ""
    ),
    ("system:aggregate-to-view", "discovery.k8s.io", "endpointslices", "read", ""),
    (
      "system:aggregate-to-view", "apps",
      "controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets "
        + "replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status", "read", ""
    ),
    (
      "system:aggregate-to-view", "autoscaling", "horizontalpodautoscalers horizontalpodautoscalers/status", "read", ""
    ),
    ("system:aggregate-to-view", "batch", "cronjobs cronjobs/status jobs jobs/status", "read", ""),
    ("system:aggregate-to-view", "policy", "poddisruptionbudgets poddisruptionbudgets/status", "read", ""),
    (
      "system:aggregate-to-view", "networking.k8s.io", "ingresses ingresses/status networkpolicies", "read", ""
    ),
    ("system:auth-delegator", "authentication.k8s.io", "tokenreviews", "create", ""),
    ("system:auth-delegator", "authorization.k8s.io", "subjectaccessreviews", "create", ""),
    (
      "system:basic-user", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews", "create", ""
    ),
    ("system:basic-user", "authentication.k8s.io", "selfsubjectreviews", "create", ""),
    (
      "system:discovery", "",
      "/api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/", "get", ""
    ),
    ("system:public-info-viewer", "", "/healthz /livez /readyz /version /version/", "get", ""),
    (
      "system:service-account-issuer-discovery", "", "/.well-known/openid-configuration /openid/v1/jwks", "get", ""
    ),
    (
      "system:monitoring", "", "/healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz /readyz/*", "get", ""
    ),
    ("system:heapster", "core", "events namespaces nodes pods", "read", ""),
    ("system:kube-aggregator", "core", "endpoints services", "read", ""),
    ("system:kube-dns", "core", "endpoints services", "list watch", ""),
    ("system:kubelet-api-admin", "core", "nodes", "get list watch proxy", ""),
    ("system:kubelet-api-admin", "core", "nodes/log nodes/metrics nodes/proxy nodes/stats", "*", ""),
    (
      "system:node-bootstrapper", "certificates.k8s.io", "certificatesigningrequests", "create get list watch", ""
    ),
    ("system:node-problem-detector", "core", "nodes", "get", ""),
    ("system:node-problem-detector", "core", "nodes/status", "patch", ""),
    ("system:node-problem-detector", "core events.k8s.io", "events", "create patch update", ""),
    ("system:node-proxier", "core", "endpoints services nodes", "read", ""),
    ("system:node-proxier", "core events.k8s.io", "events", "create patch update", ""),
    ("system:node-proxier", "discovery.k8s.io", "endpointslices", "list watch", ""),
    ("system:persistent-volume-provisioner", "core", "persistentvolumes", "create delete get list watch", ""),
    ("system:persistent-volume-provisioner", "core", "persistentvolumeclaims", "get list update watch", ""),
    ("system:persistent-volume-provisioner", "storage.k8s.io", "storageclasses", "read", ""),
    ("system:persistent-volume-provisioner", "core events.k8s.io", "events", "create patch update watch", ""),
    ("system:volume-scheduler", "core", "persistentvolumes persistentvolumeclaims", "get list patch update watch", ""),
    ("system:volume-scheduler", "storage.k8s.io", "storageclasses", "read", ""),
    (
      "system:certificates.k8s.io:certificatesigningrequests:nodeclient", "certificates.k8s.io",
      "certificatesigningrequests/nodeclient", "create", ""
    ),
    (
      "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient", "certificates.k8s.io",
      "certificatesigningrequests/selfnodeclient", "create", ""
    ),
    (
      "extension-apiserver-authentication-reader", "core", "configmaps", "read", "extension-apiserver-authentication"
    ),
  ]
}
