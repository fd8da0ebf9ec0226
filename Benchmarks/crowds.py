"""Hostile inputs of many objects that may be about one another, of directives and of links: made once, as inputs.py does."""

import json

import inputs
from bench import Bench


def tags():
    """A document of half a million %TAG directives: the parser looks through all of them for each."""

    def write(out):
        for index in range(500_000):
            out.write(f"%TAG !a{index}! tag:example.com,{index}:\n".encode())
        out.write(b"---\na: b\n")

    return inputs.file("tags.yaml", write)


def crowd(style):
    """Thousands of objects beside thousands that they may be about, in one namespace: what tries every pair is lost."""

    def write(out):
        out.write(b'{"apiVersion": "v1", "kind": "List", "items": [')
        for index, item in enumerate(CROWDS[style]()):
            out.write((b",\n" if index else b"\n") + json.dumps(item).encode())
        out.write(b"\n]}\n")

    return inputs.file(f"crowd-{style.replace(' ', '-')}.json", write)


def written(version, kind, name, namespace="crowd", **fields):
    """An object by hand."""
    metadata = {"name": name, "namespace": namespace} if namespace else {"name": name}
    metadata |= fields.pop("metadata", {})
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **fields}


def app(index, labels=None, account=None, annotations=None, containers=None, volumes=None):
    labels = labels or {"app": f"app-{index}"}
    spec = {"containers": containers or [{"name": "web", "image": "registry.example/app:1"}]}
    if account:
        spec["serviceAccountName"] = account
    if volumes:
        spec["volumes"] = volumes
    return written(
        "apps/v1", "Deployment", f"app-{index}", metadata={"annotations": annotations} if annotations else {},
        spec={
            "replicas": 2, "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": spec},
        })


def beside(other, count=4000, labels=lambda index: None):
    """As many workloads as others, `other` says of which kind."""
    for index in range(count):
        yield app(index, labels(index))
        yield other(index)


def budget(index):
    selector = {"matchLabels": {"app": f"app-{index}"}}
    return written(
        "policy/v1", "PodDisruptionBudget", f"budget-{index}", spec={"minAvailable": 1, "selector": selector})


def autoscaler(index):
    target = {"apiVersion": "apps/v1", "kind": "Deployment", "name": f"app-{index}"}
    return written(
        "autoscaling/v2", "HorizontalPodAutoscaler", f"autoscaler-{index}",
        spec={"minReplicas": 2, "maxReplicas": 3, "scaleTargetRef": target})


def service(index):
    spec = {"selector": {"app": f"app-{index}"}, "type": "LoadBalancer", "ports": [{"port": 80}]}
    return written("v1", "Service", f"service-{index}", spec=spec)


def crossing_service(index):
    """Each asks for other labels of twelve, and all workloads have all of them."""
    selector = {f"label-{bit}": "x" for bit in range(12) if (index + 1) >> bit & 1}
    return written("v1", "Service", f"service-{index}", spec={"selector": selector, "ports": [{"port": 80}]})


def network_policy(index, is_selective):
    label = {"matchLabels": {"app": f"app-{index}"}}
    all_but_one = {"matchExpressions": [{"key": "app", "operator": "NotIn", "values": [f"x{index}"]}]}
    return written(
        "networking.k8s.io/v1", "NetworkPolicy", f"policy-{index}", spec={
            "podSelector": label if is_selective else all_but_one, "policyTypes": ["Ingress"],
            "ingress": [{"from": [{"podSelector": label}]}],
        })


def gone(index):
    """A selector of a label that nobody has."""
    return {"matchExpressions": [{"key": f"gone-{index}", "operator": "Exists"}]}


def idle_policy(index):
    return written(
        "networking.k8s.io/v1", "NetworkPolicy", f"policy-{index}",
        spec={
            "podSelector": gone(index), "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": gone(index)}]}],
        })


def idle_budget(index):
    return written(
        "policy/v1", "PodDisruptionBudget", f"budget-{index}", spec={"minAvailable": 1, "selector": gone(index)})


def administrators(index):
    pods = {"namespaceSelector": {}, "podSelector": {"matchLabels": {"app": f"app-{index}"}}}
    return written(
        "policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", f"policy-{index}", None,
        spec={
            "priority": index % 1000, "subject": {"pods": pods},
            "ingress": [{"action": "Deny", "from": [{"namespaces": {}}]}],
        })


def claimants(count=20_000):
    """Ingresses that claim one path, each of another class."""
    backend = {"service": {"name": "service", "port": {"number": 80}}}
    rule = {"host": "shop.example", "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": backend}]}}
    for index in range(count):
        yield written(
            "networking.k8s.io/v1", "Ingress", f"ingress-{index}",
            spec={"ingressClassName": f"class-{index}", "rules": [rule]})


def large_role(grantees=4000, rules=20_000):
    group = "rbac.authorization.k8s.io"
    yield written(f"{group}/v1", "ClusterRole", "large", None, rules=[
        {"apiGroups": [""], "resources": [f"r{index}"], "verbs": ["get"]} for index in range(rules)
    ])
    for index in range(grantees):
        yield written(
            f"{group}/v1", "ClusterRoleBinding", f"binding-{index}", None,
            roleRef={"apiGroup": group, "kind": "ClusterRole", "name": "large"},
            subjects=[{"apiGroup": group, "kind": "User", "name": f"user-{index}"}])


def accounts(count=4000):
    group = "rbac.authorization.k8s.io"
    for index in range(count):
        account = f"account-{index}"
        yield app(index, account=account)
        yield written("v1", "ServiceAccount", account)
        yield written(
            f"{group}/v1", "RoleBinding", f"binding-{index}",
            roleRef={"apiGroup": group, "kind": "ClusterRole", "name": "view"},
            subjects=[{"kind": "ServiceAccount", "name": account, "namespace": "crowd"}])


def aggregated_roles(count=50_000):
    """One role takes over the rules of all, and five hundred people are bound to a hundred each."""
    group = "rbac.authorization.k8s.io"
    for index in range(count):
        aggregation = {"aggregationRule": {"clusterRoleSelectors": [{"matchLabels": {"aggregate": "all"}}]}}
        yield written(
            f"{group}/v1", "ClusterRole", f"role-{index}", None, metadata={"labels": {"aggregate": "all"}},
            rules=[{"apiGroups": [""], "resources": [f"r{index}"], "verbs": ["get"]}],
            **(aggregation if index == 0 else {}))
        yield written(
            f"{group}/v1", "ClusterRoleBinding", f"binding-{index}", None,
            roleRef={"apiGroup": group, "kind": "ClusterRole", "name": f"role-{index}"},
            subjects=[{"apiGroup": group, "kind": "User", "name": f"user-{index % 500}"}])


def exceptions(count=2000, each=200):
    """Exceptions by annotation, of names that no check has and of those that one has."""
    for index in range(count):
        yield app(index, annotations={
            f"checkov.io/skip{number}": f"CKV_K8S_{number if number % 2 else index * each + number}=because"
            for number in range(each)
        })


def large_pod(count=5000):
    """Thousands of containers, each with a volume of its own."""
    containers = [{
        "name": f"c{index}", "image": "registry.example/app:1", "ports": [{"containerPort": 1 + index}],
        "volumeMounts": [{"name": f"v{index}", "mountPath": f"/m{index}", "subPath": "s"}],
    } for index in range(count)]
    yield app(0, containers=containers, volumes=[
        {"name": f"v{index}", "hostPath": {"path": f"/x{index}"}} for index in range(count)
    ])


CROWDS = {
    "budgets": lambda: beside(budget),
    "autoscalers": lambda: beside(autoscaler),
    "services": lambda: beside(service),
    "services of crossing labels": lambda: beside(
        crossing_service, 1000, lambda index: {f"label-{bit}": "x" for bit in range(12)}),
    "policies": lambda: beside(lambda index: network_policy(index, True)),
    "policies that select all": lambda: beside(lambda index: network_policy(index, False)),
    "policies that select nothing": lambda: beside(idle_policy),
    "budgets that select nothing": lambda: beside(idle_budget),
    "policies of administrators": lambda: beside(administrators),
    "ingresses of one path": claimants,
    "grantees of a large role": large_role,
    "accounts": accounts,
    "aggregated roles": aggregated_roles,
    "exceptions": exceptions,
    "containers": large_pod,
}


def links():
    """A folder of links that lead out of it, in circles, and to devices that never end."""
    folder = Bench.folder() / f"inputs-{inputs.VERSION}" / "links"
    if not folder.exists():
        folder.mkdir(parents=True)
        targets = ["/", "/proc", "/dev/zero", "/etc/passwd", "..", ".", "gone", "circle-5.yaml"]
        for index in range(20_000):
            name = f"circle-{index}.yaml" if index % 8 == 7 else f"link-{index}.yaml"
            (folder / name).symlink_to(targets[index % 8])
        (folder / "circle-5.yaml").symlink_to("circle-7.yaml")
        (folder / "app.yaml").write_text(json.dumps(app(0)))
    return folder
