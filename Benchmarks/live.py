"""A live cluster: a real API server of 50 namespaces and 5,000 pods, followed on a terminal.

The server is that of Tools/apiserver, whose cluster is filled once and kept. Its controllers stand still while it is
measured. The program asks as a user who has the rights of `bulwark rbac` and no others; what it asks for is read from the
server's audit log.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import TOP, Bench, Run, configuration
from screens import Terminal, percentile

sys.path.insert(0, str(TOP / "Tools" / "apiserver"))
sys.dont_write_bytecode = True

# pylint: disable=wrong-import-position
import tried  # noqa: E402
from judging import VIEWER, asked, dump, grant, harmless, ids, whole_secrets  # noqa: E402

NAME, PORT = "bench", int(os.environ.get("BULWARK_BENCH_PORT", "28443"))
NAMESPACES, PODS = 50, int(os.environ.get("BULWARK_BENCH_PODS", "5000"))
CHANGES = int(os.environ.get("BULWARK_BENCH_CHANGES", "200"))
ROW, ALL_READ = "▲ CRIT".encode(), b"Everything was read"
SPACE = "/api/v1/namespaces/probe"


def bars(bench):
    if not bench.wants("live"):
        return
    bench.section(f"live: a real API server, {NAMESPACES} namespaces, {PODS:,} pods")
    if not tried.is_there():
        print(f"  skipped: no API server is built in {tried.HOME} (make apiserver builds it)", flush=True)
        return
    with tried.Server(NAME, PORT, keep=True) as server:
        try:
            fill(bench, server)
            follow(bench, server)
            agree(bench, server)
        except (TimeoutError, OSError, tried.Refused, subprocess.CalledProcessError) as error:
            bench.cannot("live", str(error)[:200])


def fill(bench, server):
    print(f"  filling {server.name} …", file=sys.stderr, flush=True)
    client = server.client()
    subprocess.run(
        [tried.HERE / "populate", "--kubeconfig", server.kubeconfig("admin"), "--namespaces", str(NAMESPACES),
         "--pods", str(PODS), "--within", "1800"], check=True, stdout=subprocess.DEVNULL)
    grant(client, subprocess.run([bench.bulwark, "rbac"], check=True, capture_output=True).stdout)
    client("POST", "/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "probe"}}, allow=(409,))
    for pod in client.items(f"{SPACE}/pods"):
        remove(client, pod["metadata"]["name"])
    time.sleep(5)
    server.still("controllers")


def remove(client, name):
    client("DELETE", f"{SPACE}/pods/{name}?gracePeriodSeconds=0", allow=(404,))


def command(bench, server):
    return [str(bench.bulwark), "--kubeconfig", str(server.kubeconfig(VIEWER)), "--context", server.name]


def environment(state):
    return {"BULWARK_STATE": state, "BULWARK_CONFIG": str(configuration()), "HOME": state}


def follow(bench, server):
    """The start beside a walk of the same lists, which the first of them tells."""
    rows, synced, walks, paths = [], [], [], None
    for number in range(max(3, min(5, bench.options.runs))):
        with tempfile.TemporaryDirectory(dir=Bench.folder()) as state:
            server.audit()
            terminal = Terminal(command(bench, server), **environment(state))
            try:
                os.write(terminal.master, b"3")
                rows.append(terminal.wait(ROW, within=120))
                os.write(terminal.master, b"0")
                synced.append(terminal.wait(ALL_READ, within=120))
                if number == 0:
                    terminal.press("3", 2)
                    terminal.rest()
                    rest(bench, terminal)
                    changes(bench, server, terminal)
            finally:
                terminal.end()
            if number == 0:
                paths = requests(bench, server)
        walks.append(walk(server, paths))
    bench.bar("first rows of findings, from nothing", statistics.median(rows), 1)
    bench.bar("all read and judged", statistics.median(synced), 2 * statistics.median(walks), "a walk of the same lists")
    bench.note("  the walk: Python, limit=500, parsed", statistics.median(walks))


def walk(server, paths):
    client, start = server.client(), time.perf_counter()
    for path in paths:
        for _ in client.pages(path):
            pass
    return time.perf_counter() - start


def requests(bench, server):
    """What was asked at the start, at rest and meanwhile, which ended: this server tells of a watch when it is over. Returns
    the paths of the lists."""
    time.sleep(1)
    entries = server.audit(VIEWER)
    lists, watches, _ = asked(entries)
    others = [entry["requestURI"] for entry in entries if not harmless(entry)]
    bench.holds("requests but get, list and watch", not others, str(len(others)), "none")
    bench.holds("lists of a kind", set(lists.values()) == {1}, f"{max(lists.values(), default=0)} of {len(lists)}", "1 of each")
    bench.holds("watches of a kind", watches == lists, f"{max(watches.values(), default=0)} of {len(watches)}", "1 of each")
    whole = whole_secrets(entries)
    bench.holds("Secrets but for their metadata", not whole, str(len(whole)), "none")
    bench.note("requests in all", len(entries), unit="")
    # Secrets are walked whole: what is known of them alone would be less to parse.
    return sorted({entry["requestURI"].split("?")[0] for entry in entries if entry["verb"] == "list"})


def rest(bench, terminal):
    before, begin = terminal.processor(), time.perf_counter()
    terminal.settle(20)
    used = (terminal.processor() - before) / (time.perf_counter() - begin)
    bench.bar("processor at rest", used * 100, 0.5, unit=" %")
    bench.bar("memory at rest", terminal.resident(), 120 << 20, unit="B")


def changes(bench, server, terminal):
    """From the server's answer to the row: a privileged pod, shown and taken away so many times."""
    client, times = server.client(), []
    terminal.press("/", 0.5)
    terminal.press("ns:probe check:privileged\r", 2)
    for number in range(CHANGES):
        # No letter that the last name has in its place, and none twice in a row: terminals are sent what differs.
        name = f"{('qzjxw', 'kvyhu')[number % 2]}{number:03}"
        client("POST", f"{SPACE}/pods", {
            "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": {"containers": [
                {"name": "main", "image": "registry.example/probe", "securityContext": {"privileged": True}}]}})
        begin = time.perf_counter()
        times.append(terminal.start + terminal.wait(name[:5].encode(), within=30) - begin)
        remove(client, name)
        # Until the row is gone: what is drawn of the next is what differs from it.
        terminal.settle(1.5)
    bench.note(f"a changed pod on the screen, p50 of {len(times)}", statistics.median(times))
    bench.bar(f"a changed pod on the screen, p99 of {len(times)}", percentile(times, 0.99), 1)
    bench.bar("memory after the changes", terminal.resident(), 120 << 20, unit="B")


def agree(bench, server):
    """A scan of the cluster beside one of a dump of the same kinds."""
    server.audit()
    words = ["--kubeconfig", server.kubeconfig(VIEWER), "--context", server.name, "--no-cache", "-o", "json"]
    taken = scanned(bench, *words)
    lists, _, _ = asked(server.audit(VIEWER))
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        count = dump(server.client(), sorted(lists), Path(file.name))
        kept = scanned(bench, "--complete", "--no-cache", "--cluster", server.name, "-o", "json", file.name)
        live, file_run = (Run([bench.bulwark, "scan", *rest]) for rest in (words, [
            "--complete", "--no-cache", "--cluster", server.name, "-o", "json", file.name]))
    alike = ids(taken) == ids(kept)
    bench.holds(
        f"findings as in a dump of {count:,} objects", alike,
        f"{sum(ids(taken).values()):,}" if alike else f"{sum((ids(taken) - ids(kept)).values())} differ", "the same ids")
    bench.note("bulwark scan of the cluster", live.seconds, peer=f"of the dump: {file_run.seconds:.1f} s")
    bench.note("bulwark scan of the cluster, peak memory", live.peak, "B")


def scanned(bench, *words):
    return subprocess.run(
        [bench.bulwark, "scan", *map(str, words)], check=True, capture_output=True,
        env=dict(os.environ, BULWARK_CONFIG=str(configuration()))).stdout

