"""What the program asks of a server, and what it finds there: judged for `check` and for the benchmarks."""

import json
from collections import Counter

from tried import resource

VIEWER = "viewer"
RIGHTS = "/apis/rbac.authorization.k8s.io/v1"


def grant(client, role):
    """A ClusterRole, in YAML, for the viewer, and none that careless teams give everybody."""
    for kind in ("clusterrolebindings", "rolebindings"):
        for item in client.items(f"{RIGHTS}/{kind}"):
            about, subjects = item["metadata"], item.get("subjects") or []
            if "kubernetes.io/bootstrapping" in about.get("labels", {}):
                continue
            if any(subject["name"] == "system:authenticated" for subject in subjects):
                space = f"namespaces/{about['namespace']}/" if "namespace" in about else ""
                client("DELETE", f"{RIGHTS}/{space}{kind}/{about['name']}")
    client("POST", f"{RIGHTS}/clusterroles", role, "application/yaml", allow=(409,))
    client("POST", f"{RIGHTS}/clusterrolebindings", {
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "bulwark"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "bulwark"},
        "subjects": [{"kind": "User", "name": VIEWER, "apiGroup": "rbac.authorization.k8s.io"}]}, allow=(409,))


def dump(client, kinds, path):
    """What kubectl get -o json gives of these kinds: each object with its kind."""
    served, items = client.served(), []
    for name in kinds:
        place, kind, version = served[name]
        items += [{"apiVersion": version, "kind": kind} | item for item in client.items(place)]
    path.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": items}), encoding="utf-8")
    return len(items)


def asked(entries):
    """Of an audit log: lists by kind (chunks of one walk are one), watches by kind, and verbs."""
    lists = Counter(
        resource(entry) for entry in entries if entry["verb"] == "list" and "continue=" not in entry["requestURI"])
    watches = Counter(resource(entry) for entry in entries if entry["verb"] == "watch")
    return lists, watches, {entry["verb"] for entry in entries}


def harmless(entry):
    return entry["verb"] in ("get", "list", "watch") or (
        entry["verb"] == "create" and resource(entry).startswith("selfsubject"))


def whole_secrets(entries):
    """Answers about Secrets that were not metadata alone."""
    found = []
    for entry in entries:
        about = entry.get("objectRef") or {}
        if about.get("resource") == "secrets" and entry["verb"] in ("get", "list") and entry["responseStatus"]["code"] == 200:
            kind = entry.get("responseObject", {}).get("kind", "nothing that the log tells of")
            if not kind.startswith("PartialObjectMetadata"):
                found.append(f"{kind} at {entry['requestURI']}")
    return found


def ids(output):
    return Counter(finding["id"] for finding in json.loads(output)["findings"])
