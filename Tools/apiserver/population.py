"""What a made-up cluster has: objects by a seed, from careful teams, careless ones and everything between.

The same numbers give the same objects. Pods are not among them but for bare ones: the server's own controllers make them,
`Population.pods` says how many there are to be.
"""

import base64
import hashlib
import random

TEAMS = ("orders returns loyalty pricing stock freight support signup profile chat maps photos tickets alerts metering "
         "archive").split()
STAGES = ("live live live test lab").split()
PARTS = ("front backend worker relay store ingest batch mailer resolver queue session renderer meter catalog audit "
         "sync").split()
REGISTRIES = ("registry.example/{0}", "ghcr.io/shop/{0}", "docker.io/library/{0}", "{0}", "quay.example:8443/base/{0}")

# What a terminal, a person or a spreadsheet would take for something else.
HOSTILE = {
    "title": "\x1b]0;planted-title\x07before\x1b[2J\x1b[31mafter",
    "c1": "\u009b31mplanted\u009d0;planted-title\u009c",
    "bidi": "registry.example/safe\u202egnp.live\u2066/tool",
    "hidden": "a\u200bb\u2060c\ufeffd\U000e0041\U000e0042",
    "lines": "one\r\ntwo\tthree\u2028four\x7f\x08\x08",
    "formula": "=HYPERLINK(\"https://example.invalid\",\"planted\")",
    "long": "x" * 8000,
}

# Capabilities, roles and the like that careless teams take.
CAPABILITIES = ("SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE", "NET_RAW", "DAC_READ_SEARCH", "SYS_MODULE", "BPF", "ALL")
PATHS = ("/", "/etc", "/var/run/docker.sock", "/var/lib/kubelet", "/proc", "/var/log", "/run/containerd/containerd.sock")
RULES = (
    ("*", "*", "*"), ("", "secrets", "get list watch"), ("", "pods/exec", "create"), ("", "pods", "create delete"),
    ("rbac.authorization.k8s.io", "clusterroles", "bind escalate"), ("", "users groups", "impersonate"),
    ("", "nodes/proxy", "get create"), ("", "serviceaccounts/token", "create"), ("", "configmaps", "get update"),
    ("apps", "deployments daemonsets", "patch update"), ("batch", "jobs", "create"), ("", "pods pods/log", "get list"),
    ("admissionregistration.k8s.io", "mutatingwebhookconfigurations", "update"),
    ("certificates.k8s.io", "certificatesigningrequests/approval", "update"), ("", "persistentvolumes", "create"),
)

# Kinds of others that are looked at: group, version, plural, kind, whether in namespaces.
DEFINITIONS = (
    ("cilium.io", "v2", "ciliumnetworkpolicies", "CiliumNetworkPolicy", True),
    ("cilium.io", "v2", "ciliumclusterwidenetworkpolicies", "CiliumClusterwideNetworkPolicy", False),
    ("crd.projectcalico.org", "v1", "networkpolicies", "NetworkPolicy", True),
    ("crd.projectcalico.org", "v1", "globalnetworkpolicies", "GlobalNetworkPolicy", False),
    ("gateway.networking.k8s.io", "v1", "gateways", "Gateway", True),
    ("gateway.networking.k8s.io", "v1", "httproutes", "HTTPRoute", True),
    ("kyverno.io", "v1", "clusterpolicies", "ClusterPolicy", False),
    ("constraints.gatekeeper.sh", "v1beta1", "k8sallowedrepos", "K8sAllowedRepos", False),
    ("argoproj.io", "v1alpha1", "rollouts", "Rollout", True),
)


def digest(*words):
    return "sha256:" + hashlib.sha256("/".join(str(word) for word in words).encode()).hexdigest()


def made(version, kind, name, namespace=None, labels=None, notes=None, **fields):
    """An object as it is sent."""
    metadata = {"name": name}
    for key, value in (("namespace", namespace), ("labels", labels), ("annotations", notes)):
        if value:
            metadata[key] = value
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


class Namespace:
    """A team's namespace: how it works is how all in it is written."""

    def __init__(self, seed, number):
        self.chance = random.Random(f"{seed} namespace {number}")
        team, stage = TEAMS[number % len(TEAMS)], self.chance.choice(STAGES)
        self.name = f"{team}-{stage}" if number < len(TEAMS) else f"{team}-{stage}-{number}"
        self.manner = self.chance.choices(("careful", "middling", "careless"), (30, 45, 25))[0]
        if number < 3:
            # However few there are: one of each.
            self.manner = ("careful", "middling", "careless")[number]
        # A few are large.
        self.weight = self.chance.paretovariate(1.2)
        self.accounts = ["default"] + [f"{part}-account" for part in self.chance.sample(PARTS, 2)]
        self.taken = 0

    def called(self):
        self.taken += 1
        return f"{self.chance.choice(PARTS)}-{self.taken}"


class Population:
    """Objects in stages: those of a later one want those of the earlier."""

    def __init__(self, seed=1, namespaces=50, pods=5000, minor=20):
        self.seed, self.pods, self.minor = seed, pods, minor
        self.namespaces = [Namespace(seed, number) for number in range(max(3, namespaces))]
        self.nodes = [f"node-{number:03}" for number in range(max(2, pods // 100))]
        self.ground, self.rights, self.workloads, self.rest = [], [], [], []
        self.make_ground()
        for space in self.namespaces:
            self.make_rights(space)
        self.make_cluster_rights()
        self.fill()
        self.make_cluster_policies()

    @property
    def stages(self):
        return [("what all stands on", self.ground), ("accounts, rights and bounds", self.rights),
                ("workloads", self.workloads), ("services and policies", self.rest)]

    def make_ground(self):
        for name in self.nodes:
            self.ground.append(made("v1", "Node", name, labels={"kubernetes.io/hostname": name, "kubernetes.io/os": "linux"}))
        for group, version, plural, kind, namespaced in DEFINITIONS:
            schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
            self.ground.append(made(
                "apiextensions.k8s.io/v1", "CustomResourceDefinition", f"{plural}.{group}",
                notes={"api-approved.kubernetes.io": "unapproved, made up"} if group.endswith("k8s.io") else None,
                spec={
                    "group": group, "scope": "Namespaced" if namespaced else "Cluster",
                    "names": {"plural": plural, "kind": kind, "singular": kind.lower(), "listKind": f"{kind}List"},
                    "versions": [{"name": version, "served": True, "storage": True, "schema": {"openAPIV3Schema": schema}}],
                }))
        for space in self.namespaces:
            chance, labels, notes = space.chance, {"team": space.name.split("-", maxsplit=1)[0]}, {}
            level = {"careful": "restricted", "middling": chance.choice([None, "baseline", "warn"]), "careless": chance.choice(
                [None, "privileged"])}[space.manner]
            if level == "warn":
                labels["pod-security.kubernetes.io/warn"] = "restricted"
            elif level:
                labels["pod-security.kubernetes.io/enforce"] = level
            if chance.random() < 0.1:
                notes["note"] = HOSTILE["title"]
            self.ground.append(made("v1", "Namespace", space.name, labels=labels, notes=notes))

    def make_rights(self, space):
        chance, name, add = space.chance, space.name, self.rights.append
        for account in space.accounts[1:]:
            fields = {"automountServiceAccountToken": False} if space.manner == "careful" else {}
            add(made("v1", "ServiceAccount", account, name, **fields))
        add(made("v1", "ConfigMap", "settings", name, data={"mode": chance.choice(STAGES), "motd": HOSTILE["c1"]}))
        add(made("v1", "Secret", "login", name, type="Opaque", data={
            "password": base64.b64encode(f"{name}-{chance.getrandbits(40)}".encode()).decode()}))
        if space.manner == "careful":
            add(made("v1", "ResourceQuota", "bounds", name, spec={"hard": {"pods": "4000", "limits.memory": "9000Gi"}}))
        if space.manner == "careful" or chance.random() < 0.2:
            bounds = {"type": "Container", "default": {"memory": "512Mi"}, "defaultRequest": {"memory": "64Mi", "cpu": "10m"}}
            add(made("v1", "LimitRange", "each", name, spec={"limits": [bounds]}))
        for number in range(chance.randrange(1, 4)):
            role = f"role-{number}"
            allowed = RULES[8:12] if space.manner == "careful" else RULES
            add(made("rbac.authorization.k8s.io/v1", "Role", role, name, rules=self.rules(chance, allowed)))
            add(self.binding(chance, "RoleBinding", f"binding-{number}", "Role", role, space))
        if space.manner == "careless":
            add(self.binding(chance, "RoleBinding", "everything", "ClusterRole", chance.choice(["admin", "edit"]), space))

    @staticmethod
    def rules(chance, allowed):
        return [
            {"apiGroups": [group], "resources": resources.split(), "verbs": verbs.split()}
            for group, resources, verbs in chance.sample(allowed, min(len(allowed), chance.randrange(1, 4)))
        ]

    @staticmethod
    def binding(chance, kind, name, role_kind, role, space):
        account = {"kind": "ServiceAccount", "name": chance.choice(space.accounts), "namespace": space.name}
        subjects = [account]
        if space.manner != "careful":
            subjects.append(chance.choice([
                {"kind": "Group", "name": "system:authenticated", "apiGroup": "rbac.authorization.k8s.io"},
                {"kind": "User", "name": "someone@example.com", "apiGroup": "rbac.authorization.k8s.io"},
                {"kind": "User", "name": HOSTILE["bidi"], "apiGroup": "rbac.authorization.k8s.io"},
                {"kind": "Group", "name": f"system:serviceaccounts:{space.name}", "apiGroup": "rbac.authorization.k8s.io"},
            ]))
        return made(
            "rbac.authorization.k8s.io/v1", kind, name, space.name if kind == "RoleBinding" else None, subjects=subjects,
            roleRef={"apiGroup": "rbac.authorization.k8s.io", "kind": role_kind, "name": role})

    def make_cluster_rights(self):
        chance, add = random.Random(f"{self.seed} rights"), self.rights.append
        # Names of roles are parts of paths, and nothing more is asked of them.
        names = [f"tool-{number}" for number in range(max(4, len(self.namespaces) // 2))]
        names += ["tool \u202eetanimle", "tool\x1b[31m-red"]
        for number, name in enumerate(names):
            add(made("rbac.authorization.k8s.io/v1", "ClusterRole", name, rules=self.rules(chance, RULES)))
            add(self.binding(
                chance, "ClusterRoleBinding", f"grant-{number}", "ClusterRole", name, chance.choice(self.namespaces)))
        careless = next(space for space in self.namespaces if space.manner == "careless")
        add(self.binding(chance, "ClusterRoleBinding", "all-of-it", "ClusterRole", "cluster-admin", careless))
        add(made(
            "rbac.authorization.k8s.io/v1", "ClusterRole", "gathered", labels={"gathers": "yes"}, rules=[],
            aggregationRule={"clusterRoleSelectors": [{"matchLabels": {"gathered": "yes"}}]}))
        add(made(
            "rbac.authorization.k8s.io/v1", "ClusterRole", "gathered-part", labels={"gathered": "yes"},
            rules=self.rules(chance, RULES)))

    def fill(self):
        """Workloads until their pods are as many as asked for."""
        left = self.pods
        agents = self.namespaces[2]
        for number in range(2 if self.pods >= 4 * len(self.nodes) else 0):
            self.add_workload(agents, "DaemonSet", f"agent-{number}", len(self.nodes))
            left -= len(self.nodes)
        singles = left // 100
        for number in range(singles):
            space = self.namespaces[number * 7 % len(self.namespaces)]
            name = space.called()
            self.workloads.append(made("v1", "Pod", f"bare-{name}", space.name, {"app": name}, spec=self.spec(space, name)))
        for number in range(singles):
            space = self.namespaces[number * 5 % len(self.namespaces)]
            self.add_workload(space, "Job", f"job-{space.called()}", 1)
        left -= 2 * singles
        total = sum(space.weight for space in self.namespaces)
        for place, space in enumerate(self.namespaces):
            share = min(left, max(1, int(space.weight / total * (self.pods - 2 * singles))))
            if place == len(self.namespaces) - 1:
                share = left
            left -= share
            while share > 0:
                share -= self.add_some(space, share)
            self.make_policies(space)
            for _ in range(space.chance.randrange(3)):
                self.add_workload(space, "CronJob", f"nightly-{space.called()}", 0)

    def add_some(self, space, most):
        """One workload of a namespace with its service and bounds. Returns how many pods it is to have."""
        chance = space.chance
        kind = chance.choices(("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"), (85, 12, 2, 1))[0]
        name, pods = space.called(), min(most, chance.choice((1, 1, 2, 2, 3, 3, 4, 6, 9)))
        self.add_workload(space, kind, name, pods)
        selector = {"app": name}
        if chance.random() < 0.5 or kind == "StatefulSet":
            fields = {"selector": selector, "ports": [{"port": 80, "targetPort": 8080}]}
            fields["type"] = chance.choice(["LoadBalancer", "NodePort", "ClusterIP"]) if space.manner != "careful" else "ClusterIP"
            self.rest.append(made("v1", "Service", name, space.name, spec=fields))
            if chance.random() < 0.3:
                self.add_ingress(space, name)
        if chance.random() < {"careful": 0.9, "middling": 0.3, "careless": 0.05}[space.manner]:
            version = "policy/v1" if self.minor >= 21 else "policy/v1beta1"
            self.rest.append(made(version, "PodDisruptionBudget", name, space.name, spec={
                "minAvailable": 1, "selector": {"matchLabels": selector}}))
        if kind == "Deployment" and chance.random() < 0.2:
            self.rest.append(made("autoscaling/v1", "HorizontalPodAutoscaler", name, space.name, spec={
                "minReplicas": 1, "maxReplicas": 20, "targetCPUUtilizationPercentage": 70,
                "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name}}))
        return pods

    def add_ingress(self, space, name):
        port = {"number": 80}
        spec = {"rules": [{"host": f"{name}.{space.name}.example.com", "http": {"paths": [
            {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": name, "port": port}}}]}}]}
        if space.manner == "careful":
            spec["tls"] = [{"hosts": [spec["rules"][0]["host"]], "secretName": "login"}]
        self.rest.append(made("networking.k8s.io/v1", "Ingress", name, space.name, notes={
            "nginx.ingress.kubernetes.io/configuration-snippet": HOSTILE["lines"]}
            if space.chance.random() < 0.1 else None, spec=spec))

    def add_workload(self, space, kind, name, pods):
        chance, notes = space.chance, {}
        if chance.random() < 0.05:
            notes[f"example.com/{chance.choice(sorted(HOSTILE))}"] = chance.choice(sorted(HOSTILE.values()))
        template = {"metadata": {"labels": {"app": name}}, "spec": self.spec(space, name)}
        if chance.random() < 0.05:
            template["metadata"]["annotations"] = {"example.com/description": HOSTILE["title"]}
        spec = {"template": template}
        if kind in ("Job", "CronJob"):
            template["spec"]["restartPolicy"] = "Never"
            template["metadata"].pop("labels")
        else:
            spec["selector"] = {"app": name} if kind == "ReplicationController" else {"matchLabels": {"app": name}}
        if kind in ("Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"):
            spec["replicas"] = pods
        if kind == "StatefulSet":
            spec |= {"serviceName": name, "podManagementPolicy": chance.choice(["Parallel", "Parallel", "OrderedReady"])}
        version = {"ReplicationController": "v1", "Job": "batch/v1"}.get(kind, "apps/v1")
        if kind == "CronJob":
            version = "batch/v1" if self.minor >= 21 else "batch/v1beta1"
            # Once a year: nothing that disturbs who measures.
            spec = {"schedule": f"{chance.randrange(60)} 3 29 2 *", "jobTemplate": {"spec": {"template": template}}}
        self.workloads.append(made(version, kind, name, space.name, {"app": name}, notes, spec=spec))

    def spec(self, space, name):
        """Of a pod, as the team writes it."""
        chance, manner = space.chance, space.manner
        if manner == "middling":
            manner = chance.choices(("careful", "middling", "careless"), (15, 75, 10))[0]
        spec = {"containers": [self.container(space, manner, name.split("-", maxsplit=1)[0])]}
        if chance.random() < 0.2:
            spec["containers"].append(self.container(space, manner, "sidecar"))
        if chance.random() < 0.15:
            spec["initContainers"] = [self.container(space, manner, "prepare", runs_on=False)]
        volumes = spec["volumes"] = []
        if manner == "careful":
            spec |= {
                "automountServiceAccountToken": False, "serviceAccountName": space.accounts[1],
                "securityContext": {"runAsNonRoot": True, "runAsUser": 10001, "seccompProfile": {"type": "RuntimeDefault"}}}
            volumes.append({"name": "scratch", "emptyDir": {"sizeLimit": "64Mi"}})
        else:
            spec["serviceAccountName"] = chance.choice(space.accounts)
        if chance.random() < 0.3:
            volumes.append({"name": "settings", "configMap": {"name": "settings"}})
        if chance.random() < 0.2:
            volumes.append({"name": "login", "secret": {"secretName": "login"}})
        if manner == "careless":
            for flag in ("hostNetwork", "hostPID", "hostIPC"):
                if chance.random() < 0.15:
                    spec[flag] = True
            if chance.random() < 0.3:
                volumes.append({"name": "host", "hostPath": {"path": chance.choice(PATHS)}})
        for container in spec["containers"]:
            if volumes:
                container["volumeMounts"] = [
                    {"name": volume["name"], "mountPath": f"/mnt/{volume['name']}"} for volume in volumes]
        return spec

    def container(self, space, manner, name, runs_on=True):
        chance = space.chance
        base = chance.choice(REGISTRIES).format(name)
        tag = f"{chance.randrange(9)}.{chance.randrange(20)}.{chance.randrange(9)}"
        if manner == "careful":
            image = f"{base}:{tag}@{digest(base, tag)}"
        else:
            image = chance.choice([f"{base}:{tag}", f"{base}:{tag}", f"{base}:latest", base])
        if manner == "careless" and chance.random() < 0.04:
            image = HOSTILE["bidi"]
        made_of = {"name": name, "image": image, "env": [{"name": "MODE", "value": space.name}]}
        request, limit = {"cpu": "50m", "memory": "64Mi"}, {"memory": "256Mi"}
        if manner == "careful":
            made_of["resources"] = {"requests": request, "limits": limit | {"cpu": "1"}}
            made_of["securityContext"] = {
                "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
        else:
            made_of["resources"] = chance.choice([{}, {"requests": request}, {"requests": request, "limits": limit}])
            if space.manner == "careful":
                made_of["resources"] = {"limits": limit}
        if runs_on and chance.random() < {"careful": 1, "middling": 0.5, "careless": 0.1}[manner]:
            made_of["readinessProbe"] = made_of["livenessProbe"] = {"httpGet": {"path": "/healthy", "port": 8080}}
        if manner == "careless":
            context = chance.choice([
                {"privileged": True}, {"runAsUser": 0}, {}, {"allowPrivilegeEscalation": True},
                {"capabilities": {"add": chance.sample(CAPABILITIES, 2)}}])
            made_of["securityContext"] = context
            if chance.random() < 0.2:
                port = chance.randrange(20000, 30000)
                made_of["ports"] = [{"containerPort": port, "hostPort": port}]
            if chance.random() < 0.1:
                made_of["args"] = [HOSTILE["title"], HOSTILE["formula"]]
        if manner != "careful" and chance.random() < 0.2:
            source = {"secretKeyRef": {"name": "login", "key": "password"}}
            made_of["env"].append({"name": "PASSWORD", "valueFrom": source})
        return made_of

    def make_policies(self, space):
        chance, name = space.chance, space.name

        def policy(called, **spec):
            self.rest.append(made("networking.k8s.io/v1", "NetworkPolicy", called, name, spec=spec))

        if space.manner == "careful":
            policy("nothing", podSelector={}, policyTypes=["Ingress", "Egress"])
        if chance.random() < 0.6:
            policy("within", podSelector={}, ingress=[{"from": [{"podSelector": {}}]}])
        if chance.random() < 0.3:
            policy("names", podSelector={}, policyTypes=["Egress"], egress=[{
                "to": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}}],
                "ports": [{"port": 53, "protocol": "UDP"}]}])
        if space.manner == "careless" and chance.random() < 0.5:
            policy("open", podSelector={}, ingress=[{}])
        if chance.random() < 0.3:
            self.rest.append(made("cilium.io/v2", "CiliumNetworkPolicy", "outward", name, spec={
                "endpointSelector": {"matchLabels": {"app": f"{PARTS[0]}-1"}}, "description": HOSTILE["c1"],
                "egress": [{"toFQDNs": [{"matchName": "example.com"}]}]}))
        if chance.random() < 0.3:
            self.rest.append(made("crd.projectcalico.org/v1", "NetworkPolicy", "default.inward", name, spec={
                "selector": "has(app)", "types": ["Ingress"], "ingress": [{"action": chance.choice(["Allow", "Deny"])}]}))
        if chance.random() < 0.1:
            self.rest.append(made("gateway.networking.k8s.io/v1", "Gateway", "door", name, spec={
                "gatewayClassName": "any", "listeners": [{"name": "web", "port": 80, "protocol": "HTTP"}]}))
            self.rest.append(made("gateway.networking.k8s.io/v1", "HTTPRoute", "way", name, spec={
                "parentRefs": [{"name": "door"}], "rules": [{"backendRefs": [{"name": f"{PARTS[0]}-1", "port": 80}]}]}))
        if chance.random() < 0.05:
            self.rest.append(made("argoproj.io/v1alpha1", "Rollout", "slowly", name, spec={
                "replicas": 2, "selector": {"matchLabels": {"app": "slowly"}},
                "template": {"metadata": {"labels": {"app": "slowly"}}, "spec": self.spec(space, "slowly-1")}}))

    def make_cluster_policies(self):
        add = self.rest.append
        add(made("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "health", spec={
            "endpointSelector": {}, "ingress": [{"fromEntities": ["health"]}]}))
        add(made("crd.projectcalico.org/v1", "GlobalNetworkPolicy", "default.lab", spec={
            "selector": "env == 'lab'", "types": ["Egress"], "egress": [{"action": "Deny"}]}))
        add(made("kyverno.io/v1", "ClusterPolicy", "signed", spec={
            "validationFailureAction": "audit", "rules": [{"name": "signed", "match": {"any": [{"resources": {
                "kinds": ["Pod"]}}]}, "verifyImages": [{"imageReferences": ["registry.example/*"]}]}]}))
        add(made("constraints.gatekeeper.sh/v1beta1", "K8sAllowedRepos", "ours", spec={
            "enforcementAction": "dryrun", "parameters": {"repos": ["registry.example/"]}}))
