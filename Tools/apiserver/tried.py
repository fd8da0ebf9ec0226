"""Clusters that `up` starts, for programs in Python: what populate, check and the benchmarks have in common.

Standard library alone. Nothing here sends a packet to anything but the server of the kubeconfig that it is given.
"""

import base64
import contextlib
import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("BULWARK_APISERVER") or
            Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bulwark-apiserver")


def is_there():
    """Whether a server is built that can be started."""
    return all(os.access(HOME / "bin" / name, os.X_OK) for name in ("kube-apiserver", "kube-controller-manager"))


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status, what, said):
        super().__init__(f"{what}: {status} {said[:400]}")
        self.status = status


class Kubeconfig:
    """One cluster and one user, as `up` writes them: values on one line, none of them a file."""

    def __init__(self, path):
        text = Path(path).read_text(encoding="utf-8")

        def value(key):
            found = re.search(rf'(?:^|[{{,\s]){key}: *"?([^"\s,}}]+)', text)
            return found.group(1) if found else None

        self.path = Path(path)
        address = urlsplit(value("server") or "")
        self.host, self.port = address.hostname, address.port
        if address.scheme != "https" or not self.host:
            raise ValueError(f"{path}: no https server is named")
        self.token = value("token")
        authority, certificate, key = (
            value(name) for name in ("certificate-authority-data", "client-certificate-data", "client-key-data"))
        self.trust = ssl.create_default_context(cadata=base64.b64decode(authority or "").decode() or None)
        if certificate:
            # The module takes files alone; a temporary file is its owner's.
            with tempfile.NamedTemporaryFile() as pair:
                pair.write(base64.b64decode(certificate) + b"\n" + base64.b64decode(key))
                pair.flush()
                self.trust.load_cert_chain(pair.name)


class Client:
    """Asks an API server: one connection for each thread, kept open."""

    PATIENCE = 120  # seconds for an answer
    TRIES = 10

    def __init__(self, kubeconfig, agent="bulwark-try"):
        self.config = kubeconfig if isinstance(kubeconfig, Kubeconfig) else Kubeconfig(kubeconfig)
        self.headers = {"Accept": "application/json", "User-Agent": agent}
        if self.config.token:
            self.headers["Authorization"] = f"Bearer {self.config.token}"
        self.own = threading.local()

    def connection(self):
        return http.client.HTTPSConnection(
            self.config.host, self.config.port, context=self.config.trust, timeout=self.PATIENCE)

    def ask(self, method, path, body=None, kind="application/json", accept=None):
        """The status and the bytes of an answer. Waits as a server that is busy asks to; tries broken connections anew."""
        headers = dict(self.headers)
        if accept:
            headers["Accept"] = accept
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers["Content-Type"] = kind
        for attempt in range(self.TRIES):
            try:
                if getattr(self.own, "connection", None) is None:
                    self.own.connection = self.connection()
                self.own.connection.request(method, path, data, headers)
                answer = self.own.connection.getresponse()
                status, content, pause = answer.status, answer.read(), answer.headers.get("Retry-After")
            except (OSError, http.client.HTTPException):
                if attempt + 1 == self.TRIES:
                    raise
                self.own.connection = None
                time.sleep(0.05 * 2 ** min(attempt, 5))
                continue
            if status in (429, 503, 504) and attempt + 1 < self.TRIES:
                time.sleep(float(pause or 0.2))
                continue
            break
        return status, content

    def __call__(self, method, path, body=None, kind="application/json", allow=()):
        """The object that is answered; None where the status is one of `allow`. Raises Refused."""
        status, content = self.ask(method, path, body, kind)
        if status in allow:
            return None
        if not 200 <= status < 300:
            raise Refused(status, f"{method} {path}", content.decode(errors="replace"))
        return json.loads(content)

    def merge(self, path, body, allow=()):
        return self("PATCH", path, body, "application/merge-patch+json", allow)

    def pages(self, path, limit=500):
        """The pages of a list, parsed."""
        token = ""
        while True:
            rest = f"&continue={token}" if token else ""
            page = self("GET", f"{path}?limit={limit}{rest}")
            yield page
            token = page["metadata"].get("continue")
            if not token:
                return

    def items(self, path):
        return [item for page in self.pages(path) for item in page["items"]]

    def watch(self, path, version, seconds=3600):
        """Events of a watch until it ends: (type, object). Close the generator to end it earlier."""
        connection = self.connection()
        try:
            connection.request(
                "GET", f"{path}?watch=1&resourceVersion={version}&timeoutSeconds={seconds}", headers=self.headers)
            answer = connection.getresponse()
            if answer.status != 200:
                raise Refused(answer.status, f"watch {path}", answer.read().decode(errors="replace"))
            # The server ends each event with a line feed; JSON has none within.
            for line in answer:
                event = json.loads(line)
                yield event["type"], event["object"]
        finally:
            connection.close()

    def served(self):
        """What the server lists: resource.group by its path and kind, the preferred version of each group."""
        found = {}
        groups = [("", "/api/v1")]
        for group in self("GET", "/apis")["groups"]:
            # What the preferred version lacks may be in another.
            versions = [group["preferredVersion"]] + [
                other for other in group["versions"] if other != group["preferredVersion"]]
            groups += [(group["name"], f"/apis/{version['groupVersion']}") for version in versions]
        for group, root in groups:
            for resource in (self("GET", root, allow=(404,)) or {"resources": []})["resources"]:
                name = resource["name"] + (f".{group}" if group else "")
                if "list" in resource["verbs"] and "/" not in resource["name"]:
                    found.setdefault(name, (f"{root}/{resource['name']}", resource["kind"], root.split("/", 2)[2]))
        return found


class Server:
    """A cluster of its own, on ports that nothing else is to have; with an audit log that tells who asked for what. What is
    in it is forgotten at its end, but where it is to be kept."""

    def __init__(self, name, port, keep=False):
        self.name, self.port, self.keep = name, port, keep
        self.folder = HOME / "clusters" / name
        self.log = self.folder / "log" / "audit"
        self.seen = 0

    def __enter__(self):
        self.down()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.unlink(missing_ok=True)
        policy = self.folder / "audit.yaml"
        # Of Secrets the answers too, which say whether they were whole. Watches tell of their beginning.
        policy.write_text(json.dumps({
            "apiVersion": "audit.k8s.io/v1", "kind": "Policy", "omitStages": ["RequestReceived"],
            "rules": [
                {"level": "None", "users": [
                    "system:apiserver", "system:kube-controller-manager"]},
                {"level": "None", "userGroups": ["system:serviceaccounts:kube-system"]},
                {"level": "None", "users": ["admin"]},
                {"level": "RequestResponse", "resources": [{"group": "", "resources": ["secrets"]}]},
                {"level": "Metadata"},
            ]}), encoding="utf-8")
        subprocess.run(
            [HERE / "up", self.name, str(self.port), f"--audit-policy-file={policy}", f"--audit-log-path={self.log}"],
            check=True, stdout=subprocess.DEVNULL)
        return self

    def __exit__(self, *_):
        self.down()

    def down(self):
        self.thaw()
        subprocess.run([HERE / "down", self.name] + ([] if self.keep else ["--wipe"]), check=True)

    def kubeconfig(self, who):
        return self.folder / f"{who}.kubeconfig"

    def client(self, who="admin"):
        return Client(self.kubeconfig(who))

    def processes(self, which="*"):
        for file in self.folder.glob(f"run/{which}"):
            with contextlib.suppress(OSError, ValueError):
                process = int(file.read_text())
                if f"{self.folder}/" in Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8"):
                    yield process

    def still(self, which):
        """Stops one of its programs ("controllers") until all are let go on."""
        for process in self.processes(which):
            os.kill(process, signal.SIGSTOP)

    def freeze(self):
        for process in self.processes():
            os.kill(process, signal.SIGSTOP)

    def thaw(self):
        for process in self.processes():
            os.kill(process, signal.SIGCONT)

    def secrets(self):
        """What nobody but their owners is to see: keys and tokens of the cluster."""
        keys = self.folder / "keys"
        found = {name: (keys / name).read_text().strip() for name in ("token", "viewer")}
        for name in ("admin.key", "ca.key", "accounts.key"):
            body = "".join(line for line in (keys / name).read_text().splitlines() if not line.startswith("-"))
            # Any part of it would be too much.
            found[name] = body[8:72]
        found["admin.key as the kubeconfig has it"] = base64.b64encode((keys / "admin.key").read_bytes()).decode()[60:160]
        return found

    def audit(self, user=None):
        """What was asked since this was last called, each request once, watches when they are over."""
        entries = []
        with contextlib.suppress(FileNotFoundError), open(self.log, "rb") as log:
            log.seek(self.seen)
            for line in iter(log.readline, b""):
                if not line.endswith(b"\n"):
                    break
                self.seen += len(line)
                entry = json.loads(line)
                # A watch is told of twice; by this server both times when it is over.
                if entry["verb"] == "watch" and entry["stage"] != "ResponseComplete":
                    continue
                if user is None or entry["user"]["username"] == user:
                    entries.append(entry)
        return entries


def resource(entry):
    """`deployments.apps` of an audit entry; its path where it is about none."""
    about = entry.get("objectRef")
    if not about:
        return urlsplit(entry["requestURI"]).path
    return about["resource"] + (f".{about['apiGroup']}" if about.get("apiGroup") else "")
