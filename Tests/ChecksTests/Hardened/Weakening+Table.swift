import Hardening
import TextSafety

/// The table of weaknesses by what they are of: one row a weakness. Rows that name no check are other ways to be
/// hardened, on which nothing may fail.
extension Weakening {
  static let all =
    pods + containers + volumes + resources + images + surroundings + policies + access + entries + placement

  static let pods: [Weakening] = [
    .set("pod /spec/hostPID", "true", "host-pid"),
    .set("pod /spec/hostIPC", "true", "host-ipc"),
    .set("pod /spec/hostNetwork", "true", "host-network"),
    .set("pod /spec/hostUsers", "true", "host-users"),
    .set("pod /spec/shareProcessNamespace", "true", "share-process-ns"),
    .set("pod /spec/hostAliases", "[{ip: 192.0.2.1, hostnames: [db]}]", "host-aliases"),
    .set("pod /spec/hostAliases", "[]"),
    .set("pod /spec/automountServiceAccountToken", "true", "sa-token-automount"),
    .several([], without: ["pod /spec/automountServiceAccountToken"]),
    .several(
      [("ServiceAccount /automountServiceAccountToken", "true")], without: ["pod /spec/automountServiceAccountToken"],
      "sa-token-automount"),
    .set("pod /spec/serviceAccountName", "default", "default-sa-used", "dangling-rbac"),
    .set("pod /spec/serviceAccountName", "other", "missing-sa", "dangling-rbac"),
    .set("pod /spec/serviceAccount", "api"),
    .set("pod /spec/serviceAccount", "other", "legacy-sa-field"),
    .several([("pod /spec/serviceAccount", "api")], without: ["pod /spec/serviceAccountName"], "legacy-sa-field"),
    .set("pod /spec/priorityClassName", "\"\"", "priority-class"),
    .set("pod /spec/nodeName", "node-1", "node-authorised-escape"),
    .set("pod /spec/nodeSelector/node-role.kubernetes.io~1control-plane", "\"\"", "node-authorised-escape"),
    .set(
      "pod /spec/tolerations/-", "{key: node-role.kubernetes.io/master, operator: Exists}", "node-authorised-escape"),
    .set("pod /spec/tolerations/-", "{operator: Exists}", "node-authorised-escape"),
    .set("pod /spec/tolerations/-", "{operator: Exists, effect: NoExecute}"),
    .several([("pod /spec/tolerations/-", "{operator: Exists}")], in: "DaemonSet"),
    .set(
      "pod /spec/affinity",
      """
      nodeAffinity:
        requiredDuringSchedulingIgnoredDuringExecution:
          nodeSelectorTerms: [{matchExpressions: [{key: node-role.kubernetes.io/control-plane, operator: Exists}]}]
      """, "node-authorised-escape"),
    .set("pod /spec/topologySpreadConstraints", "[]", "spread"),
    .several([
      ("pod /spec/topologySpreadConstraints", "[]"),
      (
        "pod /spec/affinity",
        """
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - topologyKey: kubernetes.io/hostname
            labelSelector: {matchLabels: {app: api}}
        """
      ),
    ]),
    .set(
      "pod /spec/ephemeralContainers",
      """
      - name: debugger-x7k
        image: registry.example/tools/debug:1@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
        securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
      """, "ephemeral-debug"),
    .several([], without: ["Pod /metadata/ownerReferences"], in: "Pod", "naked-pod"),
    .several(
      [("Pod /metadata/annotations", "{kubernetes.io/config.mirror: 4f1c}")], in: "Pod", "dangling-rbac"),
    .several(
      [("Pod /metadata/ownerReferences", "[{apiVersion: v1, kind: Node, name: node-1, controller: true}]")], in: "Pod",
      "naked-pod"),

    .several([("pod /spec/securityContext/runAsNonRoot", "false")]),
    .several(
      [
        ("pod /spec/securityContext/runAsUser", "0"), ("api /securityContext/runAsUser", "20001"),
        ("migrate /securityContext/runAsUser", "20001"), ("proxy /securityContext/runAsUser", "20001"),
      ], "run-as-user-zero"),
    .set("pod /spec/securityContext/runAsUser", "0", "run-as-user-zero", "high-uid"),
    .several(
      [("pod /spec/securityContext/runAsUser", "0"), ("pod /spec/securityContext/runAsNonRoot", "false")],
      "run-as-non-root", "run-as-user-zero", "high-uid"),
    .several(
      [], without: ["pod /spec/securityContext/runAsUser", "pod /spec/securityContext/runAsNonRoot"],
      "run-as-non-root", "high-uid"),
    .set("pod /spec/securityContext/runAsUser", "10000", "high-uid"),
    .set("pod /spec/securityContext/runAsUser", "10001"),
    .set("pod /spec/securityContext/runAsGroup", "10000", "high-gid"),
    .set("pod /spec/securityContext/runAsGroup", "0", "root-gid", "high-gid"),
    .set("pod /spec/securityContext/fsGroup", "0", "root-gid"),
    .set("pod /spec/securityContext/supplementalGroups/-", "0", "root-gid"),
    .set("pod /spec/securityContext/seccompProfile/type", "Unconfined", "seccomp", "seccomp-unconfined"),
    .set("pod /spec/securityContext/seccompProfile", "{type: Localhost, localhostProfile: api.json}"),
    .set("pod /spec/securityContext/appArmorProfile", "{type: Unconfined}", "apparmor"),
    .set("pod /spec/securityContext/appArmorProfile", "{type: RuntimeDefault}"),
    .set(
      "pod /metadata/annotations", "{container.apparmor.security.beta.kubernetes.io/api: unconfined}", "apparmor"),
    .set("pod /spec/securityContext/seLinuxOptions", "{type: spc_t}", "selinux-custom"),
    .set("pod /spec/securityContext/seLinuxOptions", "{user: system_u}", "selinux-custom"),
    .set("pod /spec/securityContext/seLinuxOptions", "{level: 's0:c1,c2'}"),
    .set("pod /spec/securityContext/sysctls/-", "{name: kernel.msgmax, value: '65536'}", "unsafe-sysctl"),
    .several(
      [
        ("pod /spec/os", "{name: windows}"),
        ("pod /spec/securityContext/windowsOptions", "{runAsUserName: ContainerAdministrator}"),
      ], "windows-admin"),
    .several(
      [("pod /spec/os", "{name: windows}"), ("pod /spec/securityContext/windowsOptions", "{hostProcess: true}")],
      "host-process"),
    .several([
      ("pod /spec/os", "{name: windows}"),
      ("pod /spec/securityContext/windowsOptions", "{runAsUserName: ContainerUser}"),
    ]),
  ]

  static let containers: [Weakening] = ["api", "migrate", "proxy"].flatMap { (name: String) -> [Weakening] in
    let context = "\(name) /securityContext"
    return [
      .set("\(context)/privileged", "true", "privileged"),
      .set("\(context)/allowPrivilegeEscalation", "true", "priv-escalation"),
      .set("\(context)/readOnlyRootFilesystem", "false", "ro-rootfs"),
      .set("\(context)/capabilities/drop", "[NET_RAW, CHOWN]", "drop-all-caps"),
      .set("\(context)/capabilities/drop", "[CHOWN]", "drop-all-caps", "net-raw"),
      .set("\(context)/capabilities/drop", "[]", "drop-all-caps", "drop-any-caps", "net-raw"),
      .set("\(context)/capabilities/drop", "[all]"),
      .set("\(context)/capabilities/add", "[NET_BIND_SERVICE]"),
      .set("\(context)/capabilities/add", "[CHOWN]", "drop-all-caps"),
      .set("\(context)/capabilities/add", "[NET_ADMIN]", "added-caps", "drop-all-caps"),
      .set("\(context)/capabilities/add", "[NET_RAW]", "added-caps", "drop-all-caps", "net-raw"),
      .set("\(context)/capabilities/add", "[SYS_ADMIN]", "added-caps", "drop-all-caps", "sys-admin"),
      .set("\(context)/capabilities/add", "[SYS_MODULE]", "added-caps", "drop-all-caps", "sys-module"),
      .set("\(context)/capabilities/add", "[ALL]", "added-caps", "drop-all-caps", "net-raw", "sys-admin"),
      .set("\(context)/procMount", "Unmasked", "proc-mount"),
      .set("\(context)/procMount", "Default"),
      .set("\(context)/runAsUser", "0", "run-as-user-zero", "high-uid"),
      .set("\(context)/runAsGroup", "0", "root-gid", "high-gid"),
      .set("\(context)/seccompProfile", "{type: Unconfined}", "seccomp", "seccomp-unconfined"),
      .set("\(context)/appArmorProfile", "{type: Unconfined}", "apparmor"),
      .set("\(context)/seLinuxOptions", "{role: sysadm_r}", "selinux-custom"),
      .several(
        [], without: ["pod /spec/securityContext/seccompProfile", "\(context)/capabilities"],
        "linux-hardening", "seccomp", "drop-all-caps", "drop-any-caps", "net-raw"),
      .several(
        [], without: ["pod /spec/securityContext", context],
        "security-context-absent", "linux-hardening", "run-as-non-root", "high-uid", "high-gid", "seccomp",
        "priv-escalation", "ro-rootfs", "drop-all-caps", "drop-any-caps", "net-raw"),
      .set("\(name) /ports", "[{containerPort: 8081, hostPort: 8081}]", "host-port"),
      .set("\(name) /ports", "[{containerPort: 80}]", "privileged-port"),
      .set("\(name) /env", "[{name: A, value: '1'}, {name: A, value: '2'}]", "duplicate-env"),
      .set("\(name) /lifecycle", "{preStop: {httpGet: {host: example.com, port: 80}}}", "probe-host-field"),
      .set("\(name) /lifecycle", "{postStart: {tcpSocket: {host: 127.0.0.1, port: 80}}}", "probe-host-field"),
      .set("\(name) /lifecycle", "{postStart: {tcpSocket: {host: '', port: 80}}}"),
    ]
  }

  static let volumes: [Weakening] = [
    .set("pod /spec/volumes/-", "{name: x, hostPath: {path: /data}}", "host-path", "volume-types"),
    .several(
      [
        ("pod /spec/volumes/-", "{name: x, hostPath: {path: /data}}"),
        ("api /volumeMounts/-", "{name: x, mountPath: /x, readOnly: true}"),
      ], "host-path", "volume-types"),
    .several(
      [
        ("pod /spec/volumes/-", "{name: x, hostPath: {path: /data}}"),
        ("api /volumeMounts/-", "{name: x, mountPath: /x}"),
      ], "host-path", "host-path-writable", "volume-types"),
    .set("pod /spec/volumes/-", "{name: x, hostPath: {path: /}}", "host-path", "host-path-sensitive", "volume-types"),
    .set(
      "pod /spec/volumes/-", "{name: x, hostPath: {path: //proc/../proc/}}", "host-path", "host-path-sensitive",
      "volume-types"),
    .set(
      "pod /spec/volumes/-", "{name: x, hostPath: {path: /etc}}", "cloud-cred-mount", "host-path",
      "host-path-sensitive", "volume-types"),
    .set(
      "pod /spec/volumes/-", "{name: x, hostPath: {path: /etc/kubernetes/azure.json}}", "cloud-cred-mount",
      "host-path", "host-path-sensitive", "volume-types"),
    .set(
      "pod /spec/volumes/-", "{name: x, hostPath: {path: /home/azureuser/.azure}}", "cloud-cred-mount", "host-path",
      "host-path-sensitive", "volume-types"),
    .set(
      "pod /spec/volumes/-", "{name: x, hostPath: {path: /var/run/docker.sock}}", "host-path", "host-path-sensitive",
      "runtime-socket", "volume-types"),
    .set("pod /spec/volumes/-", "{name: x, nfs: {server: 192.0.2.1, path: /x}}", "volume-types"),
    .set("pod /spec/volumes/-", "{name: x, azureDisk: {diskName: a, diskURI: b}}", "volume-types"),
    .set("pod /spec/volumes/-", "{name: x, persistentVolumeClaim: {claimName: x}}"),
    .set("pod /spec/volumes/-", "{name: x, csi: {driver: secrets-store.csi.k8s.io}}"),
  ]

  static let resources: [Weakening] = [
    .several(
      [], without: ["api /resources", "migrate /resources", "proxy /resources"], "qos", "cpu-limit", "cpu-request",
      "mem-limit", "mem-request", "ephemeral-storage", "init-resources"),
    .several([], parameters: ["guaranteed": .list(["shop"])], "qos"),
    .several([], parameters: ["maxMemory": .text("256Mi")], "limit-above-max"),
    .several([], parameters: ["maxMemory": .text("512Mi"), "maxCPU": .integer(1)]),
    .several([], parameters: ["maxRatio": .number(3.5)], "limit-above-max"),
    .several(
      [], without: ["migrate /resources/requests/cpu", "migrate /resources/limits/cpu"], "init-resources",
      "cpu-request",
      "cpu-limit"),
    .set("migrate /resources/limits/memory", "0", "init-resources", "mem-limit"),
    .set("api /resources/requests/memory", "0", "mem-request"),
    .several(
      [("pod /spec/resources", "{limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 1, memory: 1Gi}}")],
      without: ["api /resources", "migrate /resources", "proxy /resources"], "ephemeral-storage"),
    .set("api /readinessProbe/httpGet/path", "/live", "probes-identical"),
    .set("api /livenessProbe/httpGet/host", "169.254.169.254", "probe-host-field"),
    .set("api /livenessProbe", "{exec: {command: [/bin/api, --alive]}}"),
    .several([], without: ["api /startupProbe"]),
    .several([], without: ["api /livenessProbe", "api /readinessProbe"], "liveness", "readiness"),
    .several([], without: ["api /livenessProbe", "api /readinessProbe"], in: "Job"),
    .set("HorizontalPodAutoscaler /spec/minReplicas", "1", "replicas"),
    .several(
      [("HorizontalPodAutoscaler /spec/scaleTargetRef/name", "other"), ("Deployment /spec/replicas", "1")], "replicas"),
    .several([("HorizontalPodAutoscaler /spec/scaleTargetRef/name", "other"), ("Deployment /spec/replicas", "0")]),
    .several(
      [("HorizontalPodAutoscaler /spec/scaleTargetRef/name", "other")], without: ["Deployment /spec/replicas"],
      "replicas"),
    .set("PodDisruptionBudget /spec/maxUnavailable", "0", "pdb-blocks"),
    .set("PodDisruptionBudget /spec/maxUnavailable", "0%", "pdb-blocks"),
    .several(
      [("PodDisruptionBudget /spec/minAvailable", "3")], without: ["PodDisruptionBudget /spec/maxUnavailable"],
      "pdb-blocks"),
    .several(
      [("PodDisruptionBudget /spec/minAvailable", "100%")], without: ["PodDisruptionBudget /spec/maxUnavailable"],
      "pdb-blocks"),
    .several(
      [("PodDisruptionBudget /spec/minAvailable", "2")], without: ["PodDisruptionBudget /spec/maxUnavailable"]),
    .set("PodDisruptionBudget /spec/selector/matchLabels/app", "other", "pdb"),
    .set("ResourceQuota /spec/hard", "{}", "resource-quota"),
    .set("LimitRange /spec/limits/0/type", "Pod", "limit-range"),
    .several([], without: ["LimitRange /spec/limits/0/default", "LimitRange /spec/limits/0/defaultRequest"]),
    .several(
      [],
      without: [
        "LimitRange /spec/limits/0/default", "LimitRange /spec/limits/0/defaultRequest",
        "LimitRange /spec/limits/0/max",
      ], "limit-range"),
    .set("ResourceQuota /spec/scopes", "[BestEffort]", "resource-quota"),
    .set("ResourceQuota /spec/hard", "{count/secrets: 9}", "resource-quota"),
    .several(
      [("PodDisruptionBudget /spec/minAvailable", "90%")], without: ["PodDisruptionBudget /spec/maxUnavailable"],
      "pdb-blocks"),
    .several(
      [("PodDisruptionBudget /spec/minAvailable", "60%")], without: ["PodDisruptionBudget /spec/maxUnavailable"]),
    .set("KubeletConfiguration /podPidsLimit", "-1", "pid-limit"),
  ]

  static let images: [Weakening] =
    ["api", "migrate", "proxy"].flatMap { (name: String) -> [Weakening] in
      let digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
      return [
        .set("\(name) /image", "registry.example/shop/api:1.4.2", "image-digest"),
        .set("\(name) /image", "registry.example/shop/api@\(digest)"),
        .several(
          [("\(name) /image", "registry.example/shop/api:latest"), ("\(name) /imagePullPolicy", "Always")],
          "image-digest", "tag-latest"),
        .set("\(name) /image", "registry.example/shop/api", "image-digest", "tag-latest", "pull-policy-always"),
        .set("\(name) /image", "k8s.gcr.io/pause:3.9@\(digest)", "deprecated-registry"),
        .set("\(name) /image", "registry.example/tools/openssh-server:9@\(digest)", "ssh-server"),
        .set("\(name) /ports", "[{containerPort: 22}]", "ssh-server", "privileged-port"),
        .set("\(name) /command", "[/bin/sh, -c, exec api]", "shell-in-command"),
        .set("\(name) /command", "[sudo, api]", "sudo-in-entrypoint"),
      ]
    } + [
      .several([], parameters: ["allowed": .list(["registry.example/other"])], "trusted-registry"),
      .several([], parameters: ["allowed": .list(["registry.example/shop"])]),
      .several([], parameters: ["denied": .list(["registry.example"])], "trusted-registry"),
      .several([], parameters: ["registries": .list(["registry.example"])], "deprecated-registry"),
      .several(
        [], without: ["ServiceAccount /imagePullSecrets"], parameters: ["registries": .list(["registry.example"])],
        "deprecated-registry", "pull-secrets-required"),
    ]

  static let surroundings: [Weakening] = [
    .set("Namespace /metadata/labels/pod-security.kubernetes.io~1enforce", "privileged", "psa-labels"),
    .set("Namespace /metadata/labels/pod-security.kubernetes.io~1enforce", "strict", "psa-labels"),
    .set("Namespace /metadata/labels/pod-security.kubernetes.io~1enforce", "baseline"),
    .set("Service /metadata/labels", "{app: helm, name: tiller}", "tiller"),
    .set("Service /spec/selector", "{app: helm, name: tiller}", "tiller", "ingress-backend-missing"),
    .set(
      "api /image",
      "ghcr.io/helm/tiller:v2.16.9@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "tiller"),
  ]
}
