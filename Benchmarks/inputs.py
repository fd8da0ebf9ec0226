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


def pod(index, owned):
    group = index % 500
    template_hash = token("hash", group)[:10]
    suffix = token("pod", index)[:5]
    namespace = f"team-{group % 40}"
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
        "serviceAccount": "default",
        "serviceAccountName": "default",
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
