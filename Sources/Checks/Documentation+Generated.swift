// Made by `make generate` from the folders of the areas. Do not edit.
// swift-format-ignore-file

import Hardening

extension Registry {
  /// What the doc comments of the checks say, paragraphs with a newline between.
  static let documentation: [CheckID: String] = [
    "deprecated-registry": #"""
      A retired registry gets no corrections any more, and one day no answers: pods that need it do not start on a new node. Whoever takes over its name serves what he likes.
      Fails where an image is below one of the parameter `registries`.
      """#,
    "image-digest": #"""
      A tag can be moved: whoever can push to the registry changes what runs at the next restart. A digest is the hash of the image, so what runs is what was tested and scanned.
      Fails where the image has no digest (`@sha256:…`), or one that pins nothing: of an algorithm that OCI's image specification does not register (it has sha256, sha512 and blake3), of a wrong length, or not in lower-case hexadecimal. Images below the parameter `exempt` pass. Not applicable where no image is set.
      """#,
    "image-signed": #"""
      A signature shows who built an image, and that nobody changed it since. It protects where admission refuses what has none.
      Passes where a policy verifies signatures of such images in the namespace and refuses others: Kyverno's verifyImages and ImageValidatingPolicy, Sigstore's ClusterImagePolicy, Ratify with Gatekeeper. Policies that only warn or audit, or whose conditions are not read here, do not count. Not applicable else, where the image's registry would have to be asked, which no file can answer for, and where no image is set. Unknown where labels of the namespace, which the input lacks, decide on a policy.
      """#,
    "open-ended-prefix": #"""
      Gatekeeper compares images with the beginning that a policy allows, letter by letter: `registry.example` allows registry.example.attacker.net, and `docker.io/acme` allows docker.io/acme-evil.
      Fails where an entry of a constraint K8sAllowedRepos ends neither with a slash nor in a tag or digest, or where one of K8sAllowedReposv2 has its `*` behind anything else. Not applicable to other policies.
      """#,
    "pull-policy-always": #"""
      A node that has an image of a moving tag runs the one that it pulled first: nodes differ, corrections do not arrive, and whoever has access to the node's images uses private ones without the registry's leave.
      Fails where the tag is one of the parameter `tags`, or is missing, without a digest, and `imagePullPolicy` is set to anything but Always. Not set is Always for `latest`, which the API server fills in. A fixed tag passes with any policy.
      """#,
    "pull-secrets-required": #"""
      An image of a private registry that is pulled without a secret comes by the node's own right, which every pod on the node shares, or does not come at all.
      Fails where an image is below one of the parameter `registries` and neither the pod nor its service account names a secret to pull with. Not applicable while none is configured, and where no image comes from one of them. Do not configure registries that nodes reach by their identity (an attached Azure Container Registry).
      """#,
    "shell-in-command": #"""
      A container that starts a shell needs one in its image, where it serves an intruder as well; and a shell passes no signals on, so the program in it is killed and not ended.
      Fails where `command` or `args` start a shell (sh, bash, busybox sh, cmd, PowerShell …).
      """#,
    "ssh-server": #"""
      An SSH server in a container is a second way in, with accounts and keys of its own, past the API server, its audit log and its roles. kubectl exec does the same with all of them.
      Fails where a container declares TCP port 22, where `command` or `args` start sshd or dropbear, or where the image is called openssh-server.
      """#,
    "sudo-in-entrypoint": #"""
      A container that starts with sudo asks for root at run time: it carries a setuid program for that, and needs privilege escalation to be allowed. Whoever gets into it has both.
      Fails where `command` or `args` start sudo, directly or in a shell's script.
      """#,
    "tag-latest": #"""
      `latest` is whatever was pushed last: two pods of one workload may run different programs, and a roll-back brings nothing back. No tag at all means `latest`.
      Fails where the image has the tag `latest`, or neither tag nor digest, in any container; an empty tag (`web:`) is none. A digest of a registered algorithm is enough: what it names never changes. Not applicable where no image is set.
      """#,
    "trusted-registry": #"""
      Images from anywhere bring code of anybody. An organisation that mirrors and scans what it uses allows its own registries only.
      Fails where an image is not below one of the parameter `allowed`, or is below one of `denied`. Both are compared with the canonical name by whole parts of the path: `ghcr.io/acme` holds ghcr.io/acme/web, not ghcr.io/acmeevil; `nginx` is docker.io/library/nginx. Not applicable while neither is configured.
      """#,
    "added-caps": #"""
      Capabilities beyond the baseline list reach past the container: they change the node's network, trace other processes, load code into the kernel.
      Fails where `capabilities.add` holds one that the baseline level of the Pod Security Standards does not allow (AUDIT_WRITE, CHOWN, DAC_OVERRIDE, FOWNER, FSETID, KILL, MKNOD, NET_BIND_SERVICE, SETFCAP, SETGID, SETPCAP, SETUID, SYS_CHROOT are allowed), in any container. Only these spellings are: `CAP_CHOWN` and `chown` fail.
      """#,
    "apparmor": #"""
      AppArmor keeps a container from files, mounts and capabilities of the kernel that its profile does not name. Unconfined turns that off.
      Fails where an AppArmor profile of the container or of its pod, by field or annotation, is none of RuntimeDefault and Localhost. Not set is the runtime's default and passes, unless the parameter `explicit` is on.
      """#,
    "cloud-cred-mount": #"""
      Nodes hold credentials for the cloud that they run in. A pod that reads them acts as the node, or as whoever left them there, outside of the cluster too.
      Fails where a `hostPath` volume, or a `subPath` that a mount picks from it, is, or lies below, one of the parameter `paths`, or is a folder above one of its files (/etc and /etc/kubernetes hold azure.json).
      """#,
    "default-sa-used": #"""
      All pods of a namespace that name no account share `default`: a right that one of them needs, all have.
      Fails where `serviceAccountName` is not set or is `default`. A pod that mounts no token fails as well, but then this counts little; where its token is mounted, it folds under that.
      """#,
    "drop-all-caps": #"""
      A runtime gives every container some fourteen capabilities, among them to change owners of files, to bind low ports and to forge packets. Few programs need any.
      Fails where `capabilities.drop` lacks `ALL`, in any container, or where more than `NET_BIND_SERVICE` is added back against the restricted level of the Pod Security Standards. `all` counts as `ALL`. Windows pods are not applicable.
      """#,
    "drop-any-caps": #"""
      A container that drops nothing keeps all capabilities of the runtime's default.
      Fails where `capabilities.drop` is empty or not set, in any container. `drop-all-caps` asks for more. Windows pods are not applicable.
      """#,
    "duplicate-env": #"""
      Of two entries with one name the last counts, and whoever reads the first believes something else. Some clients even lose entries of such lists when they apply them.
      Fails where `env` of a container holds a name more than once. The entries may differ, so only a person can say which is meant.
      """#,
    "ephemeral-debug": #"""
      Ephemeral containers come from `kubectl debug`, are never removed from their pod, often bring a shell and tools, and may have been put there by somebody else.
      Fails where a pod has `ephemeralContainers`. Only pods have them: manifests of workloads pass.
      """#,
    "high-gid": #"""
      Ids up to 10000 are likely to belong to somebody on the node as well: whoever breaks out, or reaches a mounted path, has that one's files. Above it a group id means nothing outside of the container.
      Fails where `runAsGroup` is not set, on the container or the pod, or is 10000 or less. Windows pods are not applicable.
      """#,
    "high-uid": #"""
      Ids up to 10000 are likely to belong to somebody on the node as well: whoever breaks out, or reaches a mounted path, has that one's files. Above it a user id means nothing outside of the container.
      Fails where `runAsUser` is not set, on the container or the pod, or is 10000 or less. Windows pods are not applicable.
      """#,
    "host-aliases": #"""
      `hostAliases` send chosen names to chosen addresses beside DNS: a way to have a program talk to another server than its configuration says.
      Fails where `hostAliases` holds an entry.
      """#,
    "host-ipc": #"""
      With `hostIPC` a container reads and writes the shared memory and the message queues of the node's processes and of other such pods.
      Fails where `hostIPC` is true.
      """#,
    "host-network": #"""
      On the node's network a container reaches services that listen on the node only, the cloud's metadata endpoint among them, can listen to its traffic, and no network policy holds for it.
      Fails where `hostNetwork` is true.
      """#,
    "host-path": #"""
      A `hostPath` volume shows a folder of the node to the pod, with all that other pods and the node itself keep there, and ties the pod to one node's disk.
      Fails for every volume of type `hostPath`. Paths that give more away fail their own checks, which then stand before this one.
      """#,
    "host-path-sensitive": #"""
      The root of the node, its /etc, its devices, its processes, its container runtime or its kubelet: whoever reads them has the node's secrets, whoever writes them has the node.
      Fails where the cleaned path of a `hostPath` volume, or of a `subPath` that a mount picks from it, is `/` or is, lies below, or lies above one of the folders of the parameter `paths`: who mounts /var/lib has /var/lib/kubelet. `..`, double and trailing slashes are resolved first. The root of a Windows drive is one too.
      """#,
    "host-path-writable": #"""
      A writable path of the node lets a pod leave something there: a program that the node runs, a configuration, a log that fills its disk.
      Fails where a `hostPath` volume is mounted by any container without `readOnly: true`. A volume that nothing mounts passes.
      """#,
    "host-pid": #"""
      With `hostPID` a container sees every process of the node, reads their environments, often with passwords in them, and as root signals or traces them.
      Fails where `hostPID` is true.
      """#,
    "host-port": #"""
      A `hostPort` opens a port on the address of whatever node the pod runs on, past Services and often past network policies.
      Fails where any container has a port with `hostPort` other than 0.
      """#,
    "host-process": #"""
      A HostProcess container is no container: it runs on the Windows node itself, with its network and its files, as a system account if it likes.
      Fails where `windowsOptions.hostProcess` of the container or of its pod is true.
      """#,
    "host-users": #"""
      In a user namespace of its own, root in the container is nobody on the node: most ways out of a container lead nowhere.
      Fails where `hostUsers` is not false; a hint rather than a fault, for not every node supports it, nor does a pod that shares other namespaces of its node. Windows pods are not applicable.
      """#,
    "legacy-sa-field": #"""
      `serviceAccount` is the old name of `serviceAccountName`. Where they differ, one reader takes the one and another the other.
      Fails where `serviceAccount` is set and `serviceAccountName` is not, or is another. Equal values, as the API server writes them, pass.
      """#,
    "linux-hardening": #"""
      AppArmor, seccomp, SELinux and dropped capabilities each keep a broken-in container from the node. This one uses none of them.
      Fails where no AppArmor or seccomp profile other than Unconfined, no SELinux options and no dropped capability hold for the container. One of them passes; which are missing, `seccomp` and `drop-all-caps` say. Windows pods are not applicable.
      """#,
    "missing-sa": #"""
      Pods of a workload whose account does not exist are not created; and whoever may create accounts can make it one day, and with it get what is bound to its name.
      Fails where the account named is not among the service accounts of the namespace. `default` exists in every namespace. In manifests an account that they lack counts as missing.
      """#,
    "naked-pod": #"""
      A pod that no controller owns is gone with its node, is never updated by a roll-out, and is often what somebody, or an intruder, started by hand.
      Fails for a Pod without a controlling owner reference. Static pods, which their node runs, pass.
      """#,
    "net-raw": #"""
      NET_RAW, part of the runtime's default, writes packets of any kind: an intruder answers for other pods by ARP and DNS and reads what was meant for them.
      Fails where NET_RAW is added, or dropped neither by name nor by ALL, in any container. Windows pods are not applicable.
      """#,
    "node-authorised-escape": #"""
      A pod on a control-plane node is next to the API server's keys and to etcd: one way out of the container, and the cluster is gone. `nodeName` passes the scheduler and all its rules by.
      Fails where the template sets `nodeName`, selects control-plane nodes by `nodeSelector` or required node affinity, or tolerates their taints by key; a toleration of everything counts outside of DaemonSets. Not applicable to what the platform manages.
      """#,
    "priv-escalation": #"""
      Without `allowPrivilegeEscalation: false` a setuid binary in the image, or a file capability, gives a process more rights than its parent had: an attacker with a shell as an ordinary user becomes root of the container.
      Fails where the field is true or not set, in any container. It has no value for a pod as a whole. Passes where it is false. Windows pods are not applicable.
      """#,
    "privileged": #"""
      A privileged container has every capability, sees all devices of its node and is held by no seccomp, AppArmor or SELinux profile: whoever runs code in it owns the node, and with it every pod and secret there.
      Fails where `securityContext.privileged` is true in any container: regular, init or ephemeral. Grant the single capability or device that the program needs instead. Containers of Windows pods cannot be privileged.
      """#,
    "privileged-port": #"""
      Ports below 1024 need root or NET_BIND_SERVICE: a program that listens there tempts to give it more rights than it needs. A Service maps any port to any other.
      Fails where a container declares a `containerPort` below 1024.
      """#,
    "probe-host-field": #"""
      The kubelet makes probes and lifecycle calls from the node's network. With a `host` of its own, a pod has the node call any address: past network policies, to metadata endpoints and internal services.
      Fails where a liveness, readiness or startup probe, or a postStart or preStop handler, sets `host` in `httpGet` or `tcpSocket`, to whatever address: 127.0.0.1 is the node's, not the pod's. An empty one passes (Pod Security Standards, baseline from 1.34).
      """#,
    "proc-mount": #"""
      Runtimes hide and write-protect the parts of /proc that tell about the node or change it. `procMount: Unmasked` shows them.
      Fails where `procMount` is set to anything but Default, in any container. A user namespace (`hostUsers: false`) softens it, and newer versions of the baseline level allow it there; the restricted level does not.
      """#,
    "psa-labels": #"""
      Without the label the API server admits any pod to the namespace, privileged ones too: whoever may create pods there has the nodes.
      Fails where the namespace lacks `pod-security.kubernetes.io/enforce`, or has it at privileged or at something that is no level, whether workloads are in it or not. Unknown where the Namespace object is not in the input.
      """#,
    "ro-rootfs": #"""
      A writable root file system lets an intruder store tools, change the program and hide traces inside the running container.
      Fails where `readOnlyRootFilesystem` is not true, in any container. What has to be written belongs on a volume: an emptyDir for scratch space. Windows pods are not applicable.
      """#,
    "root-gid": #"""
      Files of group 0 are many in images and on nodes, and often writable to the group: a process in it can change what only root should.
      Fails where `runAsGroup` of the pod or of any container, `fsGroup`, or one of `supplementalGroups` is 0. Not set passes.
      """#,
    "run-as-non-root": #"""
      Root in a container is root on the node as soon as anything of the isolation fails: a kernel flaw, a mounted path, a leaked capability.
      Fails unless `runAsNonRoot: true` or a `runAsUser` above 0 holds for the container; its own value counts before the pod's. The stricter reading of the Pod Security Standards, which wants `runAsNonRoot: true` whatever the user, is left to the Pod Security level. On Windows a `windowsOptions.runAsUserName` that is no administrator passes in place of the user id.
      """#,
    "run-as-user-zero": #"""
      A `runAsUser` of 0 asks for root whatever user the image has.
      Fails where `runAsUser` of the container or of its pod is 0: the pod's too where the container has another value, as the restricted level of the Pod Security Standards wants it. Not set passes: then the image decides, which `run-as-non-root` judges.
      """#,
    "runtime-socket": #"""
      Who reaches the socket of the container runtime starts any container on the node, with the node's root mounted into it: the socket is root.
      Fails where a `hostPath` volume, or a `subPath` that a mount picks from it, is docker.sock, containerd.sock, crio.sock or another name of the parameter `sockets`, wherever it lies, or one of the `folders` that sockets lie in: mounting /run read-only still opens them. The node's root is judged by `host-path-sensitive`.
      """#,
    "sa-token-automount": #"""
      Whoever runs code in the pod finds the account's token there and talks to the API server with its rights. Most programs never need it.
      Fails where the token is mounted: the pod's `automountServiceAccountToken` counts before the service account's, that before the default, true. One severity lower where a binding names the account and grants more than discovery, for then the program seems to use the API. Where the account's object cannot be known and the pod says nothing, unknown.
      """#,
    "seccomp": #"""
      Without a seccomp profile a container may make every system call, the seldom used and badly tested ones among them, which most kernel exploits begin with.
      Fails unless the profile that holds for the container, its own or else the pod's, is RuntimeDefault or Localhost. Annotations of old clusters count. A privileged container runs without a filter whatever it says. Windows pods are not applicable.
      """#,
    "seccomp-unconfined": #"""
      Unconfined takes away the filter on system calls even where the cluster would set one by default.
      Fails where a seccomp profile of the container or of its pod, by field or annotation, is Unconfined: the pod's too where the container has another, as the baseline level of the Pod Security Standards wants it.
      """#,
    "security-context-absent": #"""
      Nobody has thought about what this container may do: neither it nor its pod has a `securityContext`.
      Fails where neither the container nor the pod has a `securityContext` with at least one field. Windows pods count too.
      """#,
    "selinux-custom": #"""
      SELinux's types for containers keep them from the node's files. Another user, role or type, spc_t above all, lifts that.
      Fails where `seLinuxOptions` set a user or a role, or a type outside container_t, container_init_t, container_kvm_t and container_engine_t, on the container or on its pod, whose options count even where the container has its own. Levels are free to choose.
      """#,
    "share-process-ns": #"""
      With `shareProcessNamespace` every container of the pod sees the processes of the others, reads their environments and, through /proc, their files: a weak sidecar gives away the strong container.
      Fails where `shareProcessNamespace` is true.
      """#,
    "sys-admin": #"""
      SYS_ADMIN is nearly root: it mounts file systems, enters namespaces and has carried most known ways out of a container.
      Fails where `capabilities.add` holds SYS_ADMIN or ALL, in any container, in any spelling.
      """#,
    "sys-module": #"""
      SYS_MODULE loads code into the node's kernel, which no isolation of containers survives.
      Fails where `capabilities.add` holds SYS_MODULE, in any container, in any spelling (ALL is said by `sys-admin`).
      """#,
    "tiller": #"""
      Tiller does for every caller, without asking who it is, what its own rights allow, which are mostly those of a cluster administrator. Helm 2 has had no corrections since 2020.
      Fails where a workload of the namespace runs an image with the word tiller in its name or carries Tiller's label (name: tiller), or where a Service carries or selects it.
      """#,
    "unsafe-sysctl": #"""
      Kernel parameters beyond the safe ones are not kept apart between containers: setting one changes the node for all its pods, or weakens it.
      Fails where `securityContext.sysctls` holds one outside the list that the Pod Security Standards call safe. The list grew over the versions; where the server's is not known, as in manifests, the newest counts.
      """#,
    "volume-types": #"""
      Volumes of other types reach past the pod: into the node, or with the node's rights to a server, and their drivers run in the kubelet.
      Fails for every volume that is not a configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected or secret. A volume without a type is an emptyDir.
      """#,
    "windows-admin": #"""
      ContainerAdministrator owns everything inside a Windows container, and is the better start for breaking out of it.
      Fails where `windowsOptions.runAsUserName`, of the container or else of the pod, is ContainerAdministrator, Administrator or SYSTEM, with a domain or without, or is outside the parameter `users` where that is set. Where no name is set, the image decides, and the check is not applicable; so it is for Linux pods.
      """#,
    "cpu-limit": #"""
      A container without a CPU limit takes whatever its neighbours leave. Many teams want that, for a limit throttles even an idle node: so this is a hint.
      Fails where a container, init containers and sidecars too, has no limit of cpu, or one of 0, and its pod as a whole (`spec.resources`) has none. Ephemeral containers are not applicable.
      """#,
    "cpu-request": #"""
      Without a request the scheduler packs the pod anywhere, and under load it is starved first, or starves its neighbours.
      Fails where a container, init containers and sidecars too, has no request of cpu, or one of 0, and its pod as a whole (`spec.resources`) has none. A limit alone makes Kubernetes request as much, which holds more than the container needs: say both. Ephemeral containers are not applicable.
      """#,
    "ephemeral-storage": #"""
      Logs, the writable layer and emptyDirs lie on the node's disk. A container without a limit fills it, and the kubelet evicts others.
      Fails where a container, init containers and sidecars too, lacks the request or the limit of ephemeral-storage, or has one of 0. Ephemeral containers are not applicable.
      """#,
    "init-resources": #"""
      An init container runs before the others, with the same power to exhaust its node.
      Fails where an init container that runs to its end has no limit of memory, or neither a limit nor a request of cpu, and its pod as a whole (`spec.resources`) has none. Where `mem-limit` or `cpu-request` say the same, it folds beneath them. Sidecars (restartPolicy Always) are regular containers to this check, which are not applicable.
      """#,
    "limit-above-max": #"""
      A limit far above what is sensible, or far above the request, promises what the node does not have.
      Fails where a limit exceeds `maxCPU` or `maxMemory`, or where a limit is more than `maxRatio` times its request. Not applicable while none of the parameters is set, and to ephemeral containers.
      """#,
    "limit-range": #"""
      A LimitRange gives containers that say nothing a request and a limit, so that none is without.
      Fails where the namespace has no LimitRange of type Container with a default limit, or default request, of cpu or memory. A `max` or a `min` is one too: the API server takes it for the default that is not set. Unknown where the Namespace object is not in the input and no LimitRange is; not applicable where no workload is in it.
      """#,
    "liveness": #"""
      A program that hangs keeps its place until somebody notices. With a liveness probe the kubelet starts it anew.
      Fails where a regular or sidecar container of something that runs on (Deployment, StatefulSet, DaemonSet, ReplicaSet, a pod that always restarts) has no `livenessProbe`. A startup probe does not count, nor does a probe that asks nothing. Jobs, init and ephemeral containers are not applicable.
      """#,
    "mem-limit": #"""
      A leak, or an attacker who makes the program allocate, takes the memory of the whole node; the kernel then kills what it likes, other workloads among them.
      Fails where a container, init containers and sidecars too, has no limit of memory, or one of 0, and its pod as a whole (`spec.resources`) has none. Of an init container that ends it counts low. Ephemeral containers are not applicable.
      """#,
    "mem-request": #"""
      Without a request the scheduler overfills nodes, and under memory pressure the pod is among the first to be killed.
      Fails where a container, init containers and sidecars too, has no request of memory, or one of 0, and its pod as a whole (`spec.resources`) has none. A limit alone makes Kubernetes request as much, which holds more than the container needs: say both. Of an init container that ends it counts low. Ephemeral containers are not applicable.
      """#,
    "pdb": #"""
      When nodes are drained for an upgrade, nothing keeps all replicas from going at once.
      Fails where a workload of two or more replicas, or with an autoscaler's minimum of two or more, is selected by no PodDisruptionBudget of its namespace. Fewer replicas, DaemonSets and Jobs are not applicable.
      """#,
    "pdb-blocks": #"""
      A budget that allows no disruption stops every drain: upgrades of nodes hang, or are forced, and then nothing is budgeted.
      Fails where `maxUnavailable` is 0, where `minAvailable` is 100 % or comes to at least the replicas of all that the budget selects together (of a percentage Kubernetes rounds up: 90 % of two are two), or where a budget that selects something has neither, for then no pod may go. Passes where one may, and where what it selects is not counted by replicas (DaemonSets).
      """#,
    "pid-limit": #"""
      A pod that forks without end takes all process ids of its node, which then can start nothing, not even a shell to mend it.
      Fails where the kubelet's configuration has no `podPidsLimit`, or one of 0 or less. Judged from KubeletConfiguration objects; nodes whose configuration is not in the input are no subjects.
      """#,
    "priority-class": #"""
      Under pressure the scheduler evicts by priority. Pods without a class all count the same, the important ones too.
      Fails where `priorityClassName` is not set.
      """#,
    "probes-identical": #"""
      Where both probes ask the same, a pod that is only busy is not just taken out of service but killed, and its load goes to the others.
      Fails where the handlers of `readinessProbe` and `livenessProbe` are equal, with what Kubernetes takes for fields that are not set (path /, scheme HTTP). How often they ask makes no difference.
      """#,
    "qos": #"""
      Pods of class BestEffort, without any request or limit, are killed first when their node runs short.
      Fails where no regular, sidecar or init container, nor the pod as a whole (`spec.resources`), requests or limits cpu or memory above 0; and, in the namespaces of the parameter `guaranteed`, where any of them lacks limits equal to its requests for both.
      """#,
    "readiness": #"""
      Without a readiness probe a pod gets requests as soon as its process runs, and goes on getting them when it can no longer answer; a roll-out believes every new pod.
      Fails for the same containers as `liveness` where they have no `readinessProbe`, with a Service or without.
      """#,
    "replicas": #"""
      One replica is none whenever its node is drained, its pod is killed or its version changes.
      Fails where a Deployment, or a Rollout or DeploymentConfig, asks for fewer than `minimum` replicas; an autoscaler's minimum counts before `spec.replicas`. One that asks for none (0) is turned off and not applicable, as are other kinds.
      """#,
    "resource-quota": #"""
      Without a quota one namespace, or one intruder in it, takes the whole cluster's capacity.
      Fails where the namespace has no ResourceQuota with a hard limit on cpu, memory or pods. One with scopes counts only some pods, and passes only beside one for the others (BestEffort and NotBestEffort, Terminating and NotTerminating). Unknown where the Namespace object is not in the input and no quota is; not applicable where no workload is in it.
      """#,
    "spread": #"""
      Two replicas on one node are lost together.
      Fails where a workload of two or more replicas has neither pod anti-affinity, required or preferred, nor a topology spread constraint whose selector takes in its own pods: one without a selector, or with one for others, spreads nothing. Fewer replicas, DaemonSets and Jobs are not applicable.
      """#,
    "anonymous-binding": #"""
      Whoever reaches the API server without any credential is system:anonymous and in the group system:unauthenticated: what they may, everybody may.
      Fails where a binding names one of them, but for Kubernetes' own discovery roles and those of the parameter `roles`.
      """#,
    "authenticated-binding": #"""
      Every user and every service account of the cluster is in system:authenticated, and on some clouds everybody who has an account there.
      Fails where a binding grants the group more than Kubernetes' own discovery roles and those of the parameter `roles`.
      """#,
    "cluster-admin-binding": #"""
      cluster-admin may do everything to everything: one stolen token of such an account, and the cluster is lost.
      Fails for a user, group or account that a binding makes cluster-admin, or grants a role that allows all verbs on all resources of all groups; one severity lower where that holds in namespaces only (RoleBindings). Kubernetes' own binding passes, and so do grantees of the parameter `allow`. Its other rights fold beneath.
      """#,
    "cluster-inventory-rights": #"""
      Who sees all nodes, namespaces and pods has the map for everything that follows.
      Fails where nodes, namespaces or the pods of the whole cluster may be listed or watched. Two severities lower in a role that nobody is bound to.
      """#,
    "cluster-scope-for-namespace-work": #"""
      An account that a ClusterRoleBinding lets work in every namespace, of those included that come later, though all that it works with lives in namespaces.
      Fails where a ClusterRoleBinding grants a service account rights on namespaced resources only: RoleBindings in the namespaces that it works in would do. One severity lower where it only reads, and no secrets. Passes where a rule is about something that lives in no namespace; unknown where a custom resource's definition is not in the input.
      """#,
    "configmap-write": #"""
      ConfigMaps of kube-system say where names resolve to (CoreDNS) and, on some clouds, who is an administrator.
      Fails where ConfigMaps may be updated or patched cluster-wide or (one severity lower) in kube-system; a rule for named ones passes, unless it names one of those. Two lower in a role that nobody is bound to.
      """#,
    "create-pods": #"""
      A pod may mount any secret of its namespace and run as any account of it: whoever creates pods has all of them, and the node besides where admission lets the pod ask for it.
      Fails where pods, or objects that make pods (deployments, daemonsets, statefulsets, replicasets, jobs, cronjobs, replication controllers), may be created, or updated or patched: another image, account or volume makes of a pod that is there what one likes. One severity lower in namespaces only, two in a role that nobody is bound to.
      """#,
    "csr-approve": #"""
      An approved certificate is a new identity, with whatever name and group it asks for.
      Fails where certificatesigningrequests/approval may be updated or signers be approved for; approving for named signers passes, but for those that Kubernetes takes as clients. Two severities lower in a role that nobody is bound to.
      """#,
    "dangling-rbac": #"""
      A binding to a role or account that does not exist waits: whoever may create one of that name has the rights, or gives them away.
      Fails where a binding's role, or a service account that it names, does not exist. A role that no binding grants and an account that no pod runs as are told with severity info, and only where all pods are known. Not applicable: roles whose rules others take over, and `default` accounts.
      """#,
    "dashboard-access": #"""
      The Kubernetes dashboard acts in the browser with its account's rights, and has been the way into many a cluster; it is no longer maintained.
      Fails where a workload runs an image of the dashboard or runs as its account, and for a user, group or account that is bound to its role, its own account excepted.
      """#,
    "default-namespace": #"""
      What names no namespace ends in `default`: unrelated things meet there, and no policy, quota or role that is meant for one of them fits the others.
      Fails for a workload, and for another object that nothing owns, whose namespace is written or stored as `default`. Files that set no namespace are not applicable: whoever applies them says where they go. Not counted: what every cluster has there (the Service `kubernetes` and its endpoints, the root CA's ConfigMap, the account `default`), events, and what Kubernetes or Helm keep for themselves.
      """#,
    "default-sa-bound": #"""
      Every pod of a namespace that names no account runs as `default`: what is granted to it, all of them may, those included that somebody adds next year.
      Fails where a binding that is not Kubernetes' own names a namespace's `default` account and grants more than discovery, or a role that is not in the input.
      """#,
    "delete-rights": #"""
      Whoever may delete workloads or namespaces can stop everything in them, and the evidence goes with the pods.
      Fails where pods, what makes pods, or namespaces may be deleted; one severity lower in namespaces only, two in a role that nobody is bound to.
      """#,
    "escalate-bind": #"""
      Kubernetes lets nobody hand on rights that they lack, unless they may `bind` or `escalate`: then they have all.
      Fails where roles may be escalated or bound, or bindings be created; one severity lower in namespaces only, two in a role that nobody is bound to. Binding named roles passes, but for cluster-admin and admin; so do Kubernetes' own roles admin and edit in one namespace, which hand on no more than they have: what they may there, other checks say.
      """#,
    "event-delete": #"""
      Events are where an intruder's doings show first.
      Fails where events or logs of pods may be deleted; one severity lower in namespaces only, two in a role that nobody is bound to.
      """#,
    "impersonate": #"""
      Who impersonates a group has its rights, those of system:masters included, and the audit log names another.
      Fails where users, groups or service accounts may be impersonated; one severity lower where that holds for the accounts of namespaces only, two in a role that nobody is bound to. Rules for named users and groups pass, but for system:masters; so do Kubernetes' own roles admin and edit in one namespace, whose pods run as any account anyway.
      """#,
    "kube-system-users": #"""
      The namespaces of Kubernetes' own components are exempt from most admission policies, and their secrets and accounts rule the cluster: who runs there is a step from all of it, and hides among what nobody looks at.
      Fails for a workload in kube-system, kube-public or kube-node-lease that is not the platform's own. The platform's are not applicable: those that AKS or another platform marks by a label, static pods, and what Kubernetes, its distributions and network plugins run there by its name. Names of the parameter `allow` pass.
      """#,
    "masters-binding": #"""
      The API server lets the group system:masters do everything, whatever RBAC says: a binding adds nothing to it but a sign that somebody works with it. Its certificates cannot be revoked.
      Fails where a binding other than Kubernetes' own names the group.
      """#,
    "netpol-allow-all": #"""
      A rule for everybody on all ports undoes what other policies restrict: what any policy allows is allowed.
      Fails where an allowing rule has neither peers nor ports, or names a block of all addresses (prefix 0, without exceptions; Cilium's entities all and world), or blocks that together are half of them or more, without ports. An empty list of rules denies, and a policy for all pods is none of it. Rules of Calico and Cilium beside such that deny something let the rest through on purpose.
      """#,
    "netpol-dangling": #"""
      A policy that selects no pod protects nothing, and mostly was meant to: a label was mistyped or has changed. A peer that is nobody allows nothing.
      Fails where the selector of a policy selects no workload, or that of a peer does not. Selectors of everything pass. Unknown where the pods that are meant are not in the input: those of other namespaces in manifests, hosts.
      """#,
    "netpol-default-deny": #"""
      Policies that allow say nothing of pods that they do not select: a new workload, or one with a mistyped label, is open to all. A default deny closes what nobody thought of.
      Fails where for neither direction a policy of Kubernetes, Calico or Cilium (the cluster's included) selects all pods of the namespace and allows nothing; ports of DNS may be allowed. With one direction it passes, and each workload is named by netpol-one-direction. Not applicable to namespaces without workloads.
      """#,
    "netpol-missing-ns": #"""
      Without a network policy every pod of the cluster reaches every pod of the namespace, and those reach everything: one broken web shop is a foothold next to the payments.
      Fails where a namespace with workloads has no network policy of Kubernetes, Calico or Cilium, and none of the whole cluster applies to a workload in it. Not applicable to namespaces without workloads. Unknown where policies may exist that the input does not hold.
      """#,
    "netpol-missing-pod": #"""
      Pods that no policy selects talk to everything, and everything to them, whatever the policies beside them say.
      Fails where no policy of Kubernetes, Calico or Cilium, of the namespace or of the cluster, restricts the pods of a workload in either direction. A default deny covers. Where the namespace has no policy at all, it folds under that. Not applicable to pods on the network of their node, which policies do not hold.
      """#,
    "netpol-one-direction": #"""
      A pod that nobody reaches but that reaches everything is still a good place to steal from; one that everybody reaches is still a way in.
      Fails where network policies restrict the pods of a workload in exactly one direction. Pods that none restricts are the finding of netpol-missing-pod. Not applicable to pods on the network of their node.
      """#,
    "network-manage": #"""
      Endpoints, services and ingresses decide where traffic goes; network policies, whether it may. A node's status says at which address the API server finds its kubelet.
      Fails where services, endpoints, endpoint slices, ingresses or network policies may be created, changed or deleted, or nodes/status be changed; one severity lower in namespaces only, two in a role that nobody is bound to. A rule for named ones passes.
      """#,
    "nodes-proxy": #"""
      Through nodes/proxy one talks to the kubelet: to run commands in every pod of the node, past admission and audit.
      Fails where nodes/proxy may be used in any way: reading is enough. Two severities lower in a role that nobody is bound to.
      """#,
    "pod-exec": #"""
      A shell in a running container has its data, its secrets and its account, and leaves little behind.
      Fails where pods/exec or pods/attach may be created, or read, which is enough for WebSocket clients up to Kubernetes 1.34, or where pods/ephemeralcontainers may be updated or patched: a container of one's own in the pod. One severity lower in namespaces only, two in a role that nobody is bound to.
      """#,
    "port-forward": #"""
      A forwarded port reaches what no network policy would let through: the pod's own loopback.
      Fails where pods/portforward may be created; one severity lower in namespaces only, two in a role that nobody is bound to.
      """#,
    "pv-create": #"""
      A persistent volume may be a path of the node: what Pod Security forbids to pods comes in through a claim.
      Fails where persistent volumes may be created. Two severities lower in a role that nobody is bound to.
      """#,
    "secrets-access": #"""
      Secrets hold the passwords and keys of everything around the cluster, and tokens of its service accounts.
      Fails for a user, group or account that may get, list or watch all secrets, cluster-wide or (one severity lower) in namespaces; two lower for a role that nobody is bound to. A rule for named secrets passes: that is how to grant it.
      """#,
    "shared-service-account": #"""
      Two programs with one account have each other's rights: the weaker one is the way to the stronger one's.
      Fails where workloads that do not belong together run as one account, other than `default`, that has rights beyond its own namespace. Workloads belong together by a pod label in common, other than the environment, tier, team or version.
      """#,
    "token-create": #"""
      A token of an account is that account, for as long as the token lives, whoever asked for it.
      Fails where serviceaccounts/token may be created; a rule for named accounts passes. One severity lower in namespaces only, two in a role that nobody is bound to.
      """#,
    "user-bound-directly": #"""
      People come, go and change teams: where a group has the rights, the directory knows; where a user has them, nobody looks.
      Fails where a binding names a user (on AKS: the object id of a user, not of an Entra ID group). Users of Kubernetes' own components (`system:`) and those of the parameter `allow` are not applicable.
      """#,
    "webhook-write": #"""
      A mutating webhook changes every pod as its owner likes; deleting a validating one puts the policies away. Admission policies do the same without a server. A namespace's labels say what Pod Security and webhooks ask of its pods, and an APIService sends requests, with whatever is in them, to another server.
      Fails where validating or mutating webhook configurations, admission policies, their bindings or APIServices may be created, changed or deleted, or namespaces be updated or patched; a rule for named ones passes. One severity lower where only namespaces of RoleBindings may be, two lower in a role that nobody is bound to.
      """#,
    "wildcard-rules": #"""
      A `*` grants what exists today and whatever is added tomorrow: subresources, verbs like escalate, kinds of operators yet to come.
      Fails where a rule of a role has `*` among its verbs, resources or API groups. Two severities lower where that concerns none of Kubernetes' own API groups but an operator's only, one lower in a Role of one namespace, two lower in a role that nobody is bound to; of those a rule of nothing but `*`, which makes an administrator, weighs one more. Who is bound, the evidence says. Kubernetes' own roles are not applicable.
      """#,
    "allowed-ports": #"""
      Where an organisation agreed on the ports that Services offer, firewalls and reviews rely on it.
      Fails where a Service has a port outside of the parameter `ports`. Not applicable while none is configured.
      """#,
    "edge-in-front": #"""
      An edge (Application Gateway, Front Door, an appliance) ends attacks on the protocol, floods and scans before they reach the cluster. An entry with a public address of its own has none.
      Fails where a Service has a public load balancer that every address may reach, or, once the parameter `ranges` says what the edge is, others too. Passes for Ingresses and Gateways that Application Gateway or another cloud's load balancer serves, for Services with an Azure Private Link Service, and where only the service tag of Front Door, or `ranges`, may come in. Unknown where security groups decide. Not applicable to what the Internet does not reach, or some addresses of it only.
      """#,
    "egress-firewall": #"""
      Pods reach the Internet unless something holds them: a policy that denies egress by default, one that allows hosts by name, or a route of the node's network to a firewall.
      Passes where a policy denies egress by default in the namespace (ports of DNS may be allowed), or one allows egress by names of hosts. Not applicable else, where the cluster's outbound route decides, which no object of Kubernetes says, and to namespaces without workloads. Unknown where policies may exist that the input does not hold.
      """#,
    "egress-wide-cidr": #"""
      A rule for all addresses lets a pod talk to the whole Internet: what is stolen leaves by it, what an intruder needs comes in.
      Fails where the rules for egress allow a block of all addresses (prefix 0 of IPv4 or IPv6, without exceptions; Cilium's entities all and world), or blocks that together are half of all addresses or more, with ports or not. A rule without peers is the finding of netpol-allow-all.
      """#,
    "external-ips": #"""
      Nodes send what is meant for an external IP to the Service's pods, whosever address it is: whoever may write a Service intercepts the traffic of others (CVE-2020-8554).
      Fails where a Service sets `externalIPs` that are not within the parameter `allowed`.
      """#,
    "externalname": #"""
      An ExternalName is an alias in the cluster's DNS: pods that trust a name of the cluster talk to whatever host it points at, and an ingress in front of it publishes that host.
      Fails where a Service of type ExternalName points outside of the cluster's domain. Names below the parameter `allowed` pass. Not applicable to Services of other types.
      """#,
    "ingress-backend-missing": #"""
      A route to nothing is mostly a name that was mistyped or has changed. Whoever may create what it names receives its traffic.
      Fails where an Ingress or a route of the Gateway API names a Service that is not there, or a port that it does not have, or one of another namespace without a ReferenceGrant there, where no listener of a route's Gateways admits it (by namespace, kind, host, name or port), and where the selector of a Service selects no workload. Services without a selector, aliases and backends of other kinds pass. Unknown where pods may be made by an operator from a resource that the selector names.
      """#,
    "ingress-controller-internal": #"""
      An ingress controller with a public address of its own meets the Internet without a firewall for web applications before it. Behind an internal load balancer only the edge reaches it.
      Fails where a Service with a public load balancer leads to an ingress controller: ingress-nginx, NGINX Ingress Controller, Traefik, HAProxy, Contour, Kong, Emissary, an Istio gateway, Envoy Gateway, by image or label. Passes where the load balancer is internal, or lets in Azure Front Door only, and where nothing but ports of nodes leads in. One severity lower where some addresses only may come in, two where those are of private networks. Not applicable to Services that lead to none, and to routes.
      """#,
    "ingress-host-conflict": #"""
      Two Ingresses for one host and path: which of them is served depends on the controller and on their age. Whoever may write an Ingress in any namespace takes over the route of another's.
      Fails where another Ingress, of any namespace, has a rule with the same host and path. Those of different classes do not meet, and canaries of ingress-nginx are meant so. Not applicable to the Gateway API.
      """#,
    "ingress-tls": #"""
      What goes over plain HTTP is read and changed by everybody on the way: cookies, passwords, the program that a browser is sent.
      Fails where the host of a rule is not among those of `spec.tls`, exactly or by a wildcard, or where an annotation switches the redirect to HTTPS off (`ssl-redirect: "false"`) or plain HTTP on (`allow-http: "true"`). A missing annotation is no finding. Certificates that annotations name (Application Gateway, AWS, Google, Traefik), and TLS that is passed through, count. A rule without a host is covered by any certificate. Not applicable to the Gateway API.
      """#,
    "ingress-wildcard": #"""
      A rule for every host takes requests that were meant for others, and answers for names that attackers point at the cluster.
      Fails where a rule of an Ingress has no host or `*`, or where the Ingress has a default backend and no rules. A wildcard below a domain (`*.shop.example`) fails with severity low. Not applicable to the Gateway API.
      """#,
    "lb-public": #"""
      A Service of type LoadBalancer gets a public address unless an annotation asks for one in a private network: each is a door of its own, past the ingress and all that guards it.
      Fails where a LoadBalancer has no annotation of its cloud for an internal one (Azure, AWS, Google, and others that have such), and not only private addresses. Where all addresses may come in, it folds under lb-source-ranges; one severity lower where some only may, two where those are private networks or Front Door. Not applicable to Services of other types.
      """#,
    "lb-source-ranges": #"""
      A public load balancer that everybody may reach is found by scanners within minutes. Where only some have to reach it, their ranges can be named.
      Fails where a public LoadBalancer names no ranges, by `loadBalancerSourceRanges` or an annotation, or one with prefix 0, or ranges that together are half of all addresses or more, or one of Azure's service tags that everybody has an address of: Internet, AzureCloud and its regions, where anybody rents a machine. Other tags pass. Unknown where security groups decide, which only the cloud knows. Not applicable where the load balancer is internal, and to Services of other types.
      """#,
    "nginx-eol": #"""
      ingress-nginx was retired in March 2026: holes that are found since then stay open, at the door of the cluster, in a program that reads the secrets of all namespaces.
      Fails where a workload runs the controller of ingress-nginx (kubernetes/ingress-nginx), by the name of its image or the labels of its chart. Other ingress controllers pass, NGINX Inc.'s own among them, which is another program. Not applicable to workloads that are none.
      """#,
    "nginx-snippets": #"""
      Snippets in annotations go into the configuration of ingress-nginx as they stand: whoever may write an Ingress runs code in the controller, which reads the secrets of all namespaces (CVE-2021-25742).
      Fails where an Ingress has a snippet annotation of ingress-nginx, and where a controller takes such over: its ConfigMap sets `allow-snippet-annotations`, or its version is before 1.9 and no ConfigMap forbids it. Not applicable to other entries and controllers. The text of snippets is not kept.
      """#,
    "nodeport": #"""
      A NodePort opens the same port on every node, to whoever reaches one, past ingresses and mostly past network policies.
      Fails where a Service is of type NodePort. A LoadBalancer, which has such ports too, is judged as such.
      """#,
    "waf-present": #"""
      A web application firewall stops what every site is tried with all day: injections, known holes of frameworks, bots.
      Fails where a Service with a public load balancer serves HTTP to every address: no firewall before it could not be passed by. Passes where objects show a firewall: a policy of Application Gateway (by annotation or WebApplicationFirewallPolicy), a web ACL of AWS, ModSecurity in ingress-nginx with rules that are enforced (`SecRuleEngine On`). An Ingress that sets ModSecurity for itself is judged by that. Unknown where the edge would have to be asked. Not applicable to what the Internet does not reach, or not by HTTP, or from some addresses only.
      """#,
  ]
}
