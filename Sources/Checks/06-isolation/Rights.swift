import Hardening
package import Inventory
import TextSafety

// The family of checks that ask who has one dangerous right. Each judges users, groups and service accounts by all
// bindings that name them, and roles that nothing binds yet; what they have in common is in Right.swift, and each says
// here only which right it is, and why.

extension Catalogue {
  /// Secrets hold the passwords and keys of everything around the cluster, and tokens of its service accounts.
  ///
  /// Fails for a user, group or account that may get, list or watch all secrets, cluster-wide or (one severity lower) in
  /// namespaces; two lower for a role that nobody is bound to. A rule for named secrets passes: that is how to grant it.
  package static let secretsAccess = Check<GranteeSubject>(secrets)
  package static let secretsAccessUnbound = Check<RoleSubject>(secrets)
  private static let secrets = Right(
    "secrets-access", .high, under: ["escalate-bind", "impersonate", "create-pods"], "Reads secrets",
    "can read all secrets",
    remediation: "Name the secrets it needs in resourceNames, in a Role of their namespace, or mount them instead.",
    [.cis("5.1.2"), .nsa("Authorization"), .mitre("T1552.007")],
    [
      "ks:C-0015", "ks:C-0186", "tv:KSV-0041", "tv:KSV-0113", "ck:CKV2_K8S_5", "kl:access-to-secrets",
      "ky:restrict-secret-role-verbs", "cis:5.1.2/AKS4.1.2", "sny:SNYK-CC-K8S-47",
    ], [AccessPattern(["get", "list", "watch"], [APIResource("secrets")])])

  /// A pod may mount any secret of its namespace and run as any account of it: whoever creates pods has all of them, and
  /// the node besides where admission lets the pod ask for it.
  ///
  /// Fails where pods, or objects that make pods (deployments, daemonsets, statefulsets, replicasets, jobs, cronjobs,
  /// replication controllers), may be created, or updated or patched: another image, account or volume makes of a pod
  /// that is there what one likes. One severity lower in namespaces only, two in a role that nobody is bound to.
  package static let createPods = Check<GranteeSubject>(pods)
  package static let createPodsUnbound = Check<RoleSubject>(pods)
  private static let pods = Right(
    "create-pods", .high, under: ["escalate-bind", "impersonate"], "Creates pods",
    "can create pods, or change what they run",
    remediation: "Grant it in the namespaces that need it only, and hold those to Pod Security.",
    [.cis("5.1.4"), .nsa("Authorization"), .mitre("T1610")],
    ["ks:C-0188", "tv:KSV-0048", "kl:access-to-create-pods", "cis:5.1.4/AKS4.1.4"],
    [AccessPattern(["create", "update", "patch"], [APIResource("pods")] + controllers)])

  /// A shell in a running container has its data, its secrets and its account, and leaves little behind.
  ///
  /// Fails where pods/exec or pods/attach may be created, or read, which is enough for WebSocket clients up to Kubernetes
  /// 1.34, or where pods/ephemeralcontainers may be updated or patched: a container of one's own in the pod. One severity lower in namespaces only, two in a role that nobody is bound to.
  package static let podExec = Check<GranteeSubject>(exec)
  package static let podExecUnbound = Check<RoleSubject>(exec)
  private static let exec = Right(
    "pod-exec", .high, under: ["escalate-bind", "impersonate", "create-pods", "nodes-proxy"], "Executes in pods",
    "can run commands in pods",
    remediation: "Take pods/exec and pods/attach out of the role; debug with ephemeral accounts that expire.",
    [.nsa("Authorization"), .mitre("T1609")],
    [
      "ks:C-0002", "tv:KSV-0053", "tv:KSV-0054", "ck:CKV2_K8S_2", "po:clusterrolePodExecAttach",
      "po:rolePodExecAttach", "po:clusterrolebindingPodExecAttach", "po:rolebindingClusterRolePodExecAttach",
      "po:rolebindingRolePodExecAttach", "fa:ClusterRole_With_Pod_Exec_Created",
    ],
    [
      AccessPattern(["create", "get"], [APIResource("pods/exec"), APIResource("pods/attach")]),
      AccessPattern(["update", "patch"], [APIResource("pods/ephemeralcontainers")]),
    ])

  /// A forwarded port reaches what no network policy would let through: the pod's own loopback.
  ///
  /// Fails where pods/portforward may be created; one severity lower in namespaces only, two in a role that nobody is
  /// bound to.
  package static let portForward = Check<GranteeSubject>(forwarding)
  package static let portForwardUnbound = Check<RoleSubject>(forwarding)
  private static let forwarding = Right(
    "port-forward", .medium, under: ["escalate-bind", "impersonate", "create-pods", "pod-exec"], "Forwards ports",
    "can forward ports of pods", remediation: "Take pods/portforward out of the role.",
    [.nsa("Authorization"), .mitre("T1090")], ["ks:C-0063"],
    [AccessPattern(["create"], [APIResource("pods/portforward")])])

  /// Who impersonates a group has its rights, those of system:masters included, and the audit log names another.
  ///
  /// Fails where users, groups or service accounts may be impersonated; one severity lower where that holds for the
  /// accounts of namespaces only, two in a role that nobody is bound to. Rules for named users and groups pass, but for
  /// system:masters; so do Kubernetes' own roles admin and edit in one namespace, whose pods run as any account anyway.
  package static let impersonate = Check<GranteeSubject>(impersonation)
  package static let impersonateUnbound = Check<RoleSubject>(impersonation)
  private static let impersonation = Right(
    "impersonate", .critical, under: ["escalate-bind"], "Impersonates", "can impersonate others",
    remediation: "Take the verb impersonate out of the role, or name in resourceNames whom it may impersonate.",
    [.cis("5.1.8"), .nsa("Authorization"), .mitre("T1134")],
    ["ks:C-0065", "ks:C-0191", "tv:KSV-0043", "ck:CKV2_K8S_3", "cis:5.1.8/AKS4.1.7"],
    [
      AccessPattern(
        ["impersonate"],
        [
          APIResource("users", isNamespaced: false), APIResource("groups", isNamespaced: false),
          APIResource("serviceaccounts"),
        ], names: ["system:masters"])
    ], isMeantForEditors: true)

  /// Kubernetes lets nobody hand on rights that they lack, unless they may `bind` or `escalate`: then they have all.
  ///
  /// Fails where roles may be escalated or bound, or bindings be created; one severity lower in namespaces only, two in
  /// a role that nobody is bound to. Binding named roles passes, but for cluster-admin and admin; so do Kubernetes' own
  /// roles admin and edit in one namespace, which hand on no more than they have: what they may there, other checks say.
  package static let escalateBind = Check<GranteeSubject>(escalation)
  package static let escalateBindUnbound = Check<RoleSubject>(escalation)
  private static let escalation = Right(
    "escalate-bind", .critical, "Raises its own rights", "can grant rights to itself and others",
    remediation: "Take bind, escalate and the creation of bindings out of the role, or name in resourceNames the roles "
      + "that it may bind.",
    [.cis("5.1.8"), .nsa("Authorization"), .mitre("T1098.006")],
    [
      "ks:C-0191", "tv:KSV-0050", "tv:KSV-0051", "tv:KSV-0052", "tv:KSV-0055", "ck:CKV_K8S_157", "ck:CKV_K8S_158",
      "ck:CKV2_K8S_1", "ky:restrict-escalation-verbs-roles", "cis:5.1.8",
    ],
    [
      AccessPattern(["bind"], [role("roles"), role("clusterroles")], names: ["cluster-admin", "admin"]),
      AccessPattern(["escalate"], [role("roles"), role("clusterroles", isNamespaced: false)]),
      AccessPattern(["create"], [role("rolebindings"), role("clusterrolebindings", isNamespaced: false)]),
    ], isMeantForEditors: true)

  /// Through nodes/proxy one talks to the kubelet: to run commands in every pod of the node, past admission and audit.
  ///
  /// Fails where nodes/proxy may be used in any way: reading is enough. Two severities lower in a role that nobody is
  /// bound to.
  package static let nodesProxy = Check<GranteeSubject>(nodes)
  package static let nodesProxyUnbound = Check<RoleSubject>(nodes)
  private static let nodes = Right(
    "nodes-proxy", .high, under: ["escalate-bind", "impersonate"], "Reaches kubelets",
    "can reach every kubelet through nodes/proxy",
    remediation: "Use nodes/metrics, nodes/stats and nodes/log for monitoring; take nodes/proxy out of the role.",
    [.cis("5.1.10"), .nsa("Authorization"), .mitre("T1609")],
    [
      "ks:C-0279", "tv:KSV-0047", "ck:CKV2_K8S_2", "ky:restrict-clusterrole-nodesproxy", "cis:5.1.10/AKS4.1.9",
    ],
    [
      AccessPattern(
        ["get", "create", "update", "patch", "delete"], [APIResource("nodes/proxy", isNamespaced: false)])
    ], reach: .cluster)

  /// An approved certificate is a new identity, with whatever name and group it asks for.
  ///
  /// Fails where certificatesigningrequests/approval may be updated or signers be approved for; approving for named
  /// signers passes, but for those that Kubernetes takes as clients. Two severities lower in a role that nobody is bound
  /// to.
  package static let csrApprove = Check<GranteeSubject>(certificates)
  package static let csrApproveUnbound = Check<RoleSubject>(certificates)
  private static let certificates = Right(
    "csr-approve", .high, under: ["escalate-bind", "impersonate"], "Approves certificates", "can approve certificates",
    remediation: "Leave approval to the controller manager; name in resourceNames the signers of your own.",
    [.cis("5.1.11"), .nsa("Authorization"), .mitre("T1098")],
    ["ks:C-0280", "ck:CKV_K8S_156", "ky:restrict-clusterrole-csr", "cis:5.1.11/AKS4.1.10"],
    [
      AccessPattern(
        ["update", "patch"],
        [APIResource("certificatesigningrequests/approval", group: "certificates.k8s.io", isNamespaced: false)]),
      AccessPattern(
        ["approve"], [APIResource("signers", group: "certificates.k8s.io", isNamespaced: false)],
        names: [
          "kubernetes.io/*", "kubernetes.io/kube-apiserver-client", "kubernetes.io/kube-apiserver-client-kubelet",
          "kubernetes.io/legacy-unknown",
        ]),
    ], reach: .cluster)

  /// A mutating webhook changes every pod as its owner likes; deleting a validating one puts the policies away. Admission
  /// policies do the same without a server. A namespace's labels say what Pod Security and webhooks ask of its pods, and
  /// an APIService sends requests, with whatever is in them, to another server.
  ///
  /// Fails where validating or mutating webhook configurations, admission policies, their bindings or APIServices may be
  /// created, changed or deleted, or namespaces be updated or patched; a rule for named ones passes. One severity lower
  /// where only namespaces of RoleBindings may be, two lower in a role that nobody is bound to.
  package static let webhookWrite = Check<GranteeSubject>(webhooks)
  package static let webhookWriteUnbound = Check<RoleSubject>(webhooks)
  private static let webhooks = Right(
    "webhook-write", .high, under: ["escalate-bind", "impersonate"], "Changes admission",
    "can change what objects have to pass to be admitted",
    remediation: "Name in resourceNames the configurations, namespaces and APIServices that it keeps up.",
    [.cis("5.1.12"), .nsa("Authorization"), .mitre("T1562.001")],
    [
      "ks:C-0281", "tv:KSV-0114", "ck:CKV_K8S_155",
      "ky:restrict-clusterrole-mutating-validating-admission-webhooks", "cis:5.1.12/AKS4.1.11",
    ],
    [
      AccessPattern(
        ["create", "update", "patch", "delete", "deletecollection"],
        [
          "validatingwebhookconfigurations", "mutatingwebhookconfigurations", "validatingadmissionpolicies",
          "validatingadmissionpolicybindings", "mutatingadmissionpolicies", "mutatingadmissionpolicybindings",
        ].map { APIResource($0, group: "admissionregistration.k8s.io", isNamespaced: false) } + [
          APIResource("apiservices", group: "apiregistration.k8s.io", isNamespaced: false)
        ]),
      AccessPattern(["update", "patch"], [APIResource("namespaces")], names: ["kube-system"]),
    ])

  /// A token of an account is that account, for as long as the token lives, whoever asked for it.
  ///
  /// Fails where serviceaccounts/token may be created; a rule for named accounts passes. One severity lower in
  /// namespaces only, two in a role that nobody is bound to.
  package static let tokenCreate = Check<GranteeSubject>(tokens)
  package static let tokenCreateUnbound = Check<RoleSubject>(tokens)
  private static let tokens = Right(
    "token-create", .high, under: ["escalate-bind", "impersonate", "create-pods"], "Makes tokens",
    "can make tokens of any service account",
    remediation: "Name the accounts in resourceNames, in a Role of their namespace.",
    [.cis("5.1.13"), .nsa("Authorization"), .mitre("T1528")], ["ks:C-0282", "cis:5.1.13/AKS4.1.12"],
    [AccessPattern(["create"], [APIResource("serviceaccounts/token")])])

  /// A persistent volume may be a path of the node: what Pod Security forbids to pods comes in through a claim.
  ///
  /// Fails where persistent volumes may be created. Two severities lower in a role that nobody is bound to.
  package static let pvCreate = Check<GranteeSubject>(volumes)
  package static let pvCreateUnbound = Check<RoleSubject>(volumes)
  private static let volumes = Right(
    "pv-create", .medium, under: ["escalate-bind", "impersonate", "create-pods"], "Creates persistent volumes",
    "can create persistent volumes",
    remediation: "Let a storage class's provisioner make volumes; take persistentvolumes out of the role.",
    [.cis("5.1.9"), .nsa("Authorization"), .mitre("T1611")], ["ks:C-0278", "cis:5.1.9/AKS4.1.8"],
    [AccessPattern(["create"], [APIResource("persistentvolumes", isNamespaced: false)])], reach: .cluster)

  /// ConfigMaps of kube-system say where names resolve to (CoreDNS) and, on some clouds, who is an administrator.
  ///
  /// Fails where ConfigMaps may be updated or patched cluster-wide or (one severity lower) in kube-system; a rule for
  /// named ones passes, unless it names one of those. Two lower in a role that nobody is bound to.
  package static let configmapWrite = Check<GranteeSubject>(configMaps)
  package static let configmapWriteUnbound = Check<RoleSubject>(configMaps)
  private static let configMaps = Right(
    "configmap-write", .medium, under: ["escalate-bind", "impersonate", "create-pods"],
    "Changes the cluster's ConfigMaps",
    "can change ConfigMaps of kube-system",
    remediation: "Grant it in a Role of its own namespace, with resourceNames.",
    [.nsa("Authorization"), .mitre("T1565")],
    ["ks:C-0037", "tv:KSV-0049", "tv:KSV-0115", "mdc:K8S_CoreDnsModification"],
    [
      AccessPattern(
        ["update", "patch"], [APIResource("configmaps")],
        names: [
          "aws-auth", "coredns", "coredns-custom", "extension-apiserver-authentication", "kube-dns", "kube-proxy",
        ])
    ], reach: .namespaces(["kube-system"]))

  /// Whoever may delete workloads or namespaces can stop everything in them, and the evidence goes with the pods.
  ///
  /// Fails where pods, what makes pods, or namespaces may be deleted; one severity lower in namespaces only, two in a
  /// role that nobody is bound to.
  package static let deleteRights = Check<GranteeSubject>(deletion)
  package static let deleteRightsUnbound = Check<RoleSubject>(deletion)
  private static let deletion = Right(
    "delete-rights", .medium, under: ["escalate-bind", "impersonate", "create-pods"], "Deletes workloads",
    "can delete pods, their controllers or namespaces",
    remediation: "Take delete and deletecollection out of the role, or name the objects in resourceNames.",
    [.nsa("Authorization"), .mitre("T1485")], ["ks:C-0007"],
    [
      AccessPattern(
        ["delete", "deletecollection"], [APIResource("pods"), APIResource("namespaces")] + controllers)
    ])

  /// Events are where an intruder's doings show first.
  ///
  /// Fails where events or logs of pods may be deleted; one severity lower in namespaces only, two in a role that nobody
  /// is bound to.
  package static let eventDelete = Check<GranteeSubject>(events)
  package static let eventDeleteUnbound = Check<RoleSubject>(events)
  private static let events = Right(
    "event-delete", .medium, under: ["escalate-bind", "impersonate", "create-pods", "delete-rights"],
    "Deletes events",
    "can delete events",
    remediation: "Take delete and deletecollection of events out of the role.",
    [.nsa("Authorization"), .mitre("T1070")], ["ks:C-0031", "tv:KSV-0042", "mdc:K8S_DeleteEvents"],
    [
      AccessPattern(
        ["delete", "deletecollection"],
        [APIResource("events"), APIResource("events", group: "events.k8s.io"), APIResource("pods/log")])
    ])

  /// Endpoints, services and ingresses decide where traffic goes; network policies, whether it may. A node's status says
  /// at which address the API server finds its kubelet.
  ///
  /// Fails where services, endpoints, endpoint slices, ingresses or network policies may be created, changed or deleted,
  /// or nodes/status be changed; one severity lower in namespaces only, two in a role that nobody is bound to. A rule for named ones passes.
  package static let networkManage = Check<GranteeSubject>(networking)
  package static let networkManageUnbound = Check<RoleSubject>(networking)
  private static let networking = Right(
    "network-manage", .medium, under: ["escalate-bind", "impersonate", "create-pods"], "Changes traffic",
    "can change where traffic goes",
    remediation: "Grant it in the namespaces that need it only, and for the kinds that it keeps up only.",
    [.nsa("Authorization"), .mitre("T1557")],
    [
      "tv:KSV-0056", "ck:CKV2_K8S_4", "ky:restrict-edit-for-endpoints", "gk:general/block-endpoint-edit-default-role",
      "az:BlockEndpointEditDefaultRole",
    ],
    [
      AccessPattern(
        ["create", "update", "patch", "delete", "deletecollection"],
        [
          APIResource("services"), APIResource("endpoints"),
          APIResource("endpointslices", group: "discovery.k8s.io"),
          APIResource("networkpolicies", group: "networking.k8s.io"),
          APIResource("ingresses", group: "networking.k8s.io"),
        ]),
      AccessPattern(["update", "patch"], [APIResource("nodes/status", isNamespaced: false)]),
    ])

  /// Who sees all nodes, namespaces and pods has the map for everything that follows.
  ///
  /// Fails where nodes, namespaces or the pods of the whole cluster may be listed or watched. Two severities lower in a
  /// role that nobody is bound to.
  package static let clusterInventoryRights = Check<GranteeSubject>(inventory)
  package static let clusterInventoryRightsUnbound = Check<RoleSubject>(inventory)
  private static let inventory = Right(
    "cluster-inventory-rights", .medium,
    under: [
      "escalate-bind", "impersonate", "create-pods", "secrets-access", "pod-exec", "nodes-proxy", "csr-approve",
      "webhook-write", "token-create", "pv-create", "configmap-write", "delete-rights", "event-delete",
      "network-manage", "port-forward",
    ], "Sees the whole cluster", "can list nodes, namespaces or all pods",
    remediation: "Grant it in the namespaces that need it only, or allow the grantee in the configuration.",
    [.nsa("Authorization"), .mitre("T1613")], [],
    [
      AccessPattern(
        ["list", "watch"],
        [
          APIResource("nodes", isNamespaced: false), APIResource("namespaces", isNamespaced: false),
          APIResource("pods"),
        ])
    ], reach: .cluster)

  /// All rights of this file.
  static let rights = [
    secrets, pods, exec, forwarding, impersonation, escalation, nodes, certificates, webhooks, tokens, volumes,
    configMaps, deletion, events, networking, inventory,
  ]

  /// What makes pods.
  private static let controllers: [APIResource] =
    [APIResource("replicationcontrollers")]
    + ["deployments", "daemonsets", "statefulsets", "replicasets"].map { APIResource($0, group: "apps") }
    + ["jobs", "cronjobs"].map { APIResource($0, group: "batch") }

  private static func role(_ name: UntrustedText, isNamespaced: Bool = true) -> APIResource {
    APIResource(name, group: ObjectReference.accessGroup, isNamespaced: isNamespaced)
  }
}
