"""As much of an API server as lists namespaces: their names say who asked. The first word of the path is `cluster`."""

import re


def status(code, reason):
    return code, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": reason, "message": reason, "code": code}


def facts(request):
    """Who asks, a word each; none where it is nobody who may."""
    headers = request.headers
    found = []
    authorization = headers.get("authorization", "")
    if authorization:
        token = authorization.removeprefix("Bearer ")
        if token == authorization or token.startswith("stale"):
            return []
        found.append("token-" + token)
    if request.connection.client:
        found.append("client-" + request.connection.client)
    if not found:
        # Over TLS nobody is let in without a name.
        if request.connection.tls:
            return []
        found.append("anonymous")
    if asked := getattr(request.connection.tls, "asked", None):
        found.append("asked-for-" + asked)
    for name, value in headers.items():
        if name.startswith("impersonate-"):
            found.append(f"{name.lower()}-{value}")
    return found


def namespaces(request):
    """The status and the body of an answer."""
    who = facts(request)
    if not who:
        return status(401, "Unauthorized")
    path = request.path.removeprefix("/cluster")
    if path == "/api":
        return 200, {"kind": "APIVersions", "versions": ["v1"]}
    if path == "/apis":
        return 200, {"kind": "APIGroupList", "apiVersion": "v1", "groups": []}
    if path == "/api/v1":
        kind = {
            "name": "namespaces", "singularName": "namespace", "namespaced": False, "kind": "Namespace",
            "shortNames": ["ns"], "verbs": ["get", "list", "watch"]}
        return 200, {"kind": "APIResourceList", "groupVersion": "v1", "resources": [kind]}
    if path == "/api/v1/namespaces":
        items = [{"metadata": {"name": re.sub(r"[^a-z0-9.]+", "-", fact.lower())}} for fact in sorted(who)]
        return 200, {"kind": "NamespaceList", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}, "items": items}
    return status(404, "NotFound")
