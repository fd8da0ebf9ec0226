"""The inputs of the bars, made once into .build/bench/inputs: the same bytes on every machine."""

import gzip
import hashlib
import json

from bench import Bench

# Raised when an input becomes another, so that old files are not taken for it.
VERSION = 2


def file(name, write):
    """The path of an input; `write` gets an open binary file where it is missing."""
    folder = Bench.folder() / f"inputs-{VERSION}"
    folder.mkdir(exist_ok=True)
    path = folder / name
    if not path.exists():
        part = folder / (name + ".part")
        with open(part, "wb") as out:
            write(out)
        part.rename(path)
    return path


def deployments(count):
    """YAML, one Deployment after the other, some 520 bytes each: 1 MB for 2,000."""

    def write(out):
        for index in range(count):
            out.write(
                f"""---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-{index:05}
  namespace: team-{index % 40}
  labels:
    app: app-{index:05}
spec:
  replicas: {1 + index % 3}
  selector:
    matchLabels:
      app: app-{index:05}
  template:
    metadata:
      labels:
        app: app-{index:05}
    spec:
      containers:
      - name: web
        image: registry.example/team-{index % 40}/app:{index % 7}.{index % 10}
        ports:
        - containerPort: 8080
        resources:
          limits:
            memory: {64 + index % 8 * 64}Mi
""".encode())

    return file(f"deployments-{count}.yaml", write)


def pods(count, owned):
    """A list of pods as `kubectl get pods -A -o json` has it, 5.2 KB a pod: owned by 500 replica sets, or by nothing."""

    def write(out):
        out.write(b'{\n    "apiVersion": "v1",\n    "items": [\n')
        for index in range(count):
            text = json.dumps(pod(index, owned), indent=2)
            out.write((",\n" if index else "").encode() + text.encode())
        out.write(b'\n    ],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n')

    return file(f"pods-{count}-{'owned' if owned else 'ownerless'}.json", write)


def token(*words):
    return hashlib.sha256("/".join(map(str, words)).encode()).hexdigest()


def cluster(namespaces=2000, pods=50_000, templates=5000, bindings=20_000, policies=5000):
    """A whole cluster as `kubectl get -A -o json` has it: a tenth of its bindings and policies hold cluster-wide."""

    def write(out):
        out.write(b'{"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": [')
        for index, item in enumerate(cluster_objects(namespaces, pods, templates, bindings, policies)):
            out.write((b",\n" if index else b"\n") + json.dumps(item).encode())
        out.write(b"\n]}\n")

    return file(f"cluster-{namespaces}-{pods}-{templates}-{bindings}-{policies}.json", write)


def cluster_objects(namespaces, pods, templates, bindings, policies):
    """One object after the other: nothing of it is held."""
    for index in range(namespaces):
        labels = {"kubernetes.io/metadata.name": f"team-{index}", "env": ["dev", "test", "prod"][index % 3]}
        yield admitted("v1", "Namespace", None, f"team-{index}", labels)
    for index in range(templates):
        yield admitted("v1", "ServiceAccount", f"team-{index % namespaces}", f"app-{index}")
    for index in range(pods):
        yield pod(index, True, templates, namespaces, f"app-{index % templates}")
    yield from cluster_roles(namespaces, templates, bindings)
    for index in range(policies):
        yield policy(index, namespaces, templates)


def cluster_roles(namespaces, templates, bindings):
    resources = ["configmaps", "pods", "pods/log", "services", "secrets", "events", "endpoints"]
    groups = ["", "apps", "batch", "networking.k8s.io"]
    for kind, count in (("Role", 2 * namespaces), ("ClusterRole", namespaces // 4)):
        for index in range(count):
            rules = [
                {
                    "apiGroups": [groups[(index + rule) % 4]],
                    "resources": [resources[(index + rule) % 7], "deployments"],
                    "verbs": ["get", "list", "watch"] + (["create", "update"] if (index + rule) % 5 == 0 else []),
                } for rule in range(1 + index % 6)
            ]
            place = f"team-{index % namespaces}" if kind == "Role" else None
            yield admitted("rbac.authorization.k8s.io/v1", kind, place, f"role-{index}", rules=rules)
    for index in range(bindings):
        wide = index % 10 == 0
        namespace = f"team-{index % namespaces}"
        role = {"apiGroup": "rbac.authorization.k8s.io"}
        if wide or index % 3 == 0:
            role |= {"kind": "ClusterRole", "name": f"role-{index % (namespaces // 4)}"}
        else:
            role |= {"kind": "Role", "name": f"role-{index % namespaces + (index % 2) * namespaces}"}
        app = index % templates
        subjects = [{"kind": "ServiceAccount", "name": f"app-{app}", "namespace": f"team-{app % namespaces}"}]
        if index % 4 == 0:
            subjects.append({"apiGroup": role["apiGroup"], "kind": "Group", "name": f"group-{index % 500}"})
        if index % 16 == 0:
            subjects.append({"apiGroup": role["apiGroup"], "kind": "User", "name": f"user-{index % 900}@example.com"})
        kind = "ClusterRoleBinding" if wide else "RoleBinding"
        yield admitted(
            "rbac.authorization.k8s.io/v1", kind, None if wide else namespace, f"binding-{index}", roleRef=role,
            subjects=subjects)


def policy(index, namespaces, templates):
    """Of Kubernetes mostly; every tenth of Cilium, every tenth of Calico for the whole cluster."""
    app = index % templates
    namespace = f"team-{app % namespaces}"
    selector = {"matchLabels": {"app": f"app-{app:03}"}}
    if index % 10 == 0:
        spec = {"endpointSelector": selector, "ingress": [{"fromEndpoints": [{"matchLabels": {"team": namespace}}]}]}
        return admitted("cilium.io/v2", "CiliumNetworkPolicy", namespace, f"policy-{index}", spec=spec)
    if index % 10 == 1:
        spec = {
            "namespaceSelector": f"env == '{['dev', 'test', 'prod'][index % 3]}'", "selector": f"app == 'app-{app:03}'",
            "types": ["Ingress"], "ingress": [{"action": "Allow", "source": {"selector": f"team == '{namespace}'"}}],
        }
        return admitted("projectcalico.org/v3", "GlobalNetworkPolicy", None, f"policy-{index}", spec=spec)
    if index % 10 == 2:
        spec = {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    else:
        other = f"team-{(app + 1) % namespaces}"
        peer = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": other}}, "podSelector": {}}
        spec = {
            "podSelector": selector, "policyTypes": ["Ingress"],
            "ingress": [{"from": [peer], "ports": [{"port": 8080, "protocol": "TCP"}]}],
        }
    return admitted("networking.k8s.io/v1", "NetworkPolicy", namespace, f"policy-{index}", spec=spec)


def admitted(version, kind, namespace, name, labels=None, **fields):
    """An object with what a server gives it."""
    uid = token(kind, namespace, name)
    metadata = {
        "creationTimestamp": "2026-03-01T08:00:00Z", "labels": labels or {}, "name": name, "resourceVersion": "1000",
        "uid": f"{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:32]}",
    }
    if namespace:
        metadata["namespace"] = namespace
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


def pod(index, owned, groups=500, teams=40, account="default"):
    group = index % groups
    template_hash = token("hash", group)[:10]
    suffix = token("pod", index)[:5]
    namespace = f"team-{group % teams}"
    name = f"app-{group:03}-{template_hash}-{suffix}" if owned else f"app-{index:06}"
    uid = token("uid", index)
    started = f"2026-0{1 + index % 9}-1{index % 10}T08:{index % 60:02}:00Z"
    metadata = {
        "creationTimestamp": started,
        "generateName": f"app-{group:03}-{template_hash}-",
        "labels": {"app": f"app-{group:03}", "pod-template-hash": template_hash, "team": namespace},
        "name": name,
        "namespace": namespace,
        "resourceVersion": str(1000000 + index),
        "uid": f"{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:32]}",
    }
    if owned:
        owner = token("owner", group)
        metadata["ownerReferences"] = [{
            "apiVersion": "apps/v1", "blockOwnerDeletion": True, "controller": True, "kind": "ReplicaSet",
            "name": f"app-{group:03}-{template_hash}", "uid": f"{owner[:8]}-{owner[8:12]}-{owner[12:16]}",
        }]
    volume = f"kube-api-access-{suffix}"
    image = f"registry.example/{namespace}/app:1.{group % 50}"
    container_id = f"containerd://{token('container', index)}"
    container = {
        "env": [{"name": "LOG_LEVEL", "value": "info"}, {"name": "SHARD", "value": str(group)}],
        "image": image,
        "imagePullPolicy": "IfNotPresent",
        "livenessProbe": {
            "failureThreshold": 3, "httpGet": {"path": "/live", "port": 8080, "scheme": "HTTP"}, "periodSeconds": 10,
            "successThreshold": 1, "timeoutSeconds": 1,
        },
        "name": "web",
        "ports": [{"containerPort": 8080, "name": "http", "protocol": "TCP"}],
        "resources": {"limits": {"memory": f"{128 + group % 8 * 64}Mi"}, "requests": {"cpu": "100m", "memory": "128Mi"}},
        "terminationMessagePath": "/dev/termination-log",
        "terminationMessagePolicy": "File",
        "volumeMounts": [
            {"mountPath": "/var/run/secrets/kubernetes.io/serviceaccount", "name": volume, "readOnly": True}
        ],
    }
    spec = {
        "containers": [container],
        "dnsPolicy": "ClusterFirst",
        "enableServiceLinks": True,
        "nodeName": f"node-{index % 200:03}",
        "preemptionPolicy": "PreemptLowerPriority",
        "priority": 0,
        "restartPolicy": "Always",
        "schedulerName": "default-scheduler",
        "securityContext": {},
        "serviceAccount": account,
        "serviceAccountName": account,
        "terminationGracePeriodSeconds": 30,
        "tolerations": [
            {"effect": "NoExecute", "key": f"node.kubernetes.io/{key}", "operator": "Exists", "tolerationSeconds": 300}
            for key in ["not-ready", "unreachable"]
        ],
        "volumes": [{
            "name": volume,
            "projected": {
                "defaultMode": 420,
                "sources": [
                    {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
                    {"configMap": {"items": [{"key": "ca.crt", "path": "ca.crt"}], "name": "kube-root-ca.crt"}},
                    {"downwardAPI": {"items": [
                        {"fieldRef": {"apiVersion": "v1", "fieldPath": "metadata.namespace"}, "path": "namespace"}
                    ]}},
                ],
            },
        }],
    }
    status = {
        "conditions": [
            {"lastProbeTime": None, "lastTransitionTime": started, "status": "True", "type": kind}
            for kind in ["PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"]
        ],
        "containerStatuses": [{
            "containerID": container_id, "image": image, "imageID": f"{image}@sha256:{token('image', group)}",
            "lastState": {}, "name": "web", "ready": True, "restartCount": index % 4, "started": True,
            "state": {"running": {"startedAt": started}},
        }],
        "hostIP": f"10.0.{index % 200}.4",
        "phase": "Running",
        "podIP": f"10.{1 + index // 65536}.{index // 256 % 256}.{index % 256}",
        "qosClass": "Burstable",
        "startTime": started,
    }
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec, "status": status}


def alias_bomb():
    """Aliases of aliases, nine to the power of ten nodes in a kilobyte."""

    def write(out):
        out.write(b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n")
        for level in range(1, 11):
            references = ",".join([f"*a{level - 1}"] * 9)
            out.write(f"a{level}: &a{level} [{references}]\n".encode())

    return file("alias-bomb.yaml", write)


def merge_bomb():
    """Merge keys of merge keys: each level has twice as many members as the one below."""

    def write(out):
        out.write(b"a0: &a0 {x: 1}\n")
        for level in range(1, 5000):
            out.write(f"a{level}: &a{level} {{<<: [*a{level - 1}, *a{level - 1}], p{level}: 1}}\n".encode())

    return file("merge-bomb.yaml", write)


def deep(style):
    """Ten thousand lists within one another."""

    def write(out):
        if style == "block.yaml":
            out.write(b"- " * 10000 + b"x\n")
        else:
            out.write((b"a: " if style == "flow.yaml" else b"") + b"[" * 10000 + b"]" * 10000 + b"\n")

    return file(f"deep-{style}", write)


def line(style):
    """One line of a gigabyte: of text, of JSON's, or of a list in brackets."""

    def write(out):
        heads = {
            "text.yaml": (b"a: ", b"x" * (1 << 20), b"\n"), "string.json": (b'{"a": "', b"x" * (1 << 20), b'"}\n'),
            "flow.yaml": (b"a: [", b"x, " * (1 << 18), b"x]\n"),
            "items.json": (b'{"kind": "List", "apiVersion": "v1", "items": [', b"1," * (1 << 19), b"1]}\n"),
            "blanks.yaml": (b"a:", b" " * (1 << 20), b"b\n"),
        }
        head, body, end = heads[style]
        out.write(head)
        for _ in range((1 << 30) // len(body)):
            out.write(body)
        out.write(end)

    return file(f"line-{style}", write)


def million(style):
    """A million documents."""

    def write(out):
        documents = {
            "empty.yaml": b"---\n", "small.yaml": b"---\na: 1\n", "broken.yaml": b"---\na: [\n", "values.json": b"{}\n",
            "objects.yaml": b"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
        }
        for _ in range(1000):
            out.write(documents[style] * 1000)

    return file(f"million-{style}", write)


def gzip_bomb():
    """Ten gigabytes of blanks in ten megabytes."""

    def write(out):
        with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=6, mtime=0) as compressed:
            block = b"# " + b" " * ((1 << 20) - 3) + b"\n"
            for _ in range(10 << 10):
                compressed.write(block)

    return file("bomb.yaml.gz", write)
