import Hardening
import TextSafety

/// What Kubernetes, its distributions and network plugins call what they put into the namespaces of Kubernetes' own
/// components. Add-ons that people install themselves are not here: platforms that install them mark them.
enum PlatformNames {
  /// Whether an object in such a namespace is the platform's by its name.
  static func hold(_ object: ObjectReference) -> Bool {
    switch (object.group, object.kind) {
    case ("", "Pod"): false
    case ("coordination.k8s.io", "Lease"): true
    case ("", "ServiceAccount"):
      object.name == "default" || components.contains(object.name) || controllerAccounts.contains(object.name)
    case ("", "ConfigMap"): configMaps.contains(object.name) || components.contains(object.name)
    case (ObjectReference.accessGroup, _):
      DefaultRoles.isReserved(object.name) || object.name.hasPrefix("kubeadm:") || components.contains(object.name)
    default: components.contains(object.name)
    }
  }

  /// Workloads, and the Services, accounts, budgets and policies that carry the same name.
  private static let components: Set<UntrustedText> = words(
    """
    cloud-controller-manager coredns coredns-autoscaler dns-autoscaler etcd kube-apiserver kube-controller-manager
    kube-dns kube-dns-autoscaler kube-dns-upstream kube-proxy kube-proxy-windows kube-scheduler konnectivity-agent
    konnectivity-agent-autoscaler metrics-server node-local-dns nodelocaldns
    ama-logs ama-logs-rs ama-logs-windows ama-metrics ama-metrics-ksm ama-metrics-node ama-metrics-win-node azure-cns
    azure-cns-win azure-ip-masq-agent azure-npm azure-npm-win azure-policy azure-policy-webhook
    azure-wi-webhook-controller-manager cloud-node-manager cloud-node-manager-windows csi-azuredisk-node
    csi-azuredisk-node-win csi-azurefile-node csi-azurefile-node-win csi-blob-node microsoft-defender-collector-ds
    microsoft-defender-collector-misc microsoft-defender-publisher-ds omsagent omsagent-rs omsagent-win
    aws-node eks-pod-identity-agent
    anetd event-exporter-gke fluentbit-gke gke-metadata-server gke-metrics-agent ip-masq-agent l7-default-backend
    netd pdcsi-node pdcsi-node-windows
    local-path-provisioner
    antrea-agent antrea-controller calico-cni-plugin calico-kube-controllers calico-node calico-typha canal cilium
    cilium-agent cilium-envoy cilium-operator hubble-peer hubble-relay kindnet kube-flannel-ds kube-router
    retina-agent retina-agent-win weave-net
    """)

  private static let configMaps: Set<UntrustedText> = words(
    """
    aws-auth cluster-info extension-apiserver-authentication kube-apiserver-legacy-service-account-token-tracking
    kube-root-ca.crt kubeadm-config kubelet-config
    """)

  /// The accounts of the controller manager's controllers.
  private static let controllerAccounts: Set<UntrustedText> = words(
    """
    attachdetach-controller bootstrap-signer certificate-controller clusterrole-aggregation-controller
    cronjob-controller daemon-set-controller deployment-controller disruption-controller endpoint-controller
    endpointslice-controller endpointslicemirroring-controller ephemeral-volume-controller expand-controller
    generic-garbage-collector horizontal-pod-autoscaler job-controller leader-election-controller
    legacy-service-account-token-cleaner namespace-controller node-controller persistent-volume-binder
    pod-garbage-collector pv-protection-controller pvc-protection-controller replicaset-controller
    replication-controller resource-claim-controller resourcequota-controller root-ca-cert-publisher route-controller
    selinux-warning-controller service-account-controller service-cidrs-controller service-controller
    statefulset-controller token-cleaner ttl-after-finished-controller ttl-controller
    validatingadmissionpolicy-status-controller volumeattributesclass-protection-controller
    """)

  private static func words(_ text: String) -> Set<UntrustedText> {
    Set(text.split { $0 == " " || $0 == "\n" }.map { UntrustedText(String($0)) })
  }
}
