"""A million findings: what a person waits for, from a cache that a real reading filled."""

import os
import subprocess
import tempfile

import session
from bench import Bench

# Deployments, of which each has some twenty-five findings.
WORKLOADS = int(os.environ.get("BULWARK_BENCH_WORKLOADS", "40000"))

# Names as bulwark-bench prints them, what each is called here, and its bar in milliseconds.
BARS = [
    ("… and the first page", "open from the cache, fleet and first page", None),
    ("first page", "the first page of a million", 20),
    ("filter", "a filter, the slowest of all keys", 250),
    ("window, worst of 500", "a page further down, the slowest of 500", 20),
    ("object, worst of 20", "the page of an object, the slowest of 20", 250),
    ("objects by name", "objects by a name that is typed", 250),
]


def bars(bench):
    if not bench.wants("memory: a million findings"):
        return
    bench.section("memory: a million findings, read by a real scan and kept")
    program = bench.bulwark.parent / "bulwark-bench"
    if not os.access(program, os.X_OK):
        bench.cannot("a million findings", f"no {program.name} beside {bench.bulwark.name}")
        return
    with tempfile.TemporaryDirectory(dir=Bench.folder()) as state, tempfile.TemporaryDirectory() as folder:
        session.write(folder, WORKLOADS)
        run = subprocess.run(
            [program, folder], capture_output=True, text=True, check=False,
            env=dict(os.environ, TMPDIR=state, LANG="C.UTF-8"))
    if run.returncode:
        bench.cannot("a million findings", run.stderr[:200])
        return
    figures = {}
    for line in run.stdout.splitlines():
        name, value, unit = line.split("\t")
        figures[name] = (float(value), unit)
    findings = int(figures["findings"][0])
    bench.holds("findings", findings >= 1_000_000, f"{findings:,}", "≥ 1,000,000")
    for name, called, bar in BARS:
        slowest = max(
            (value for figure, (value, unit) in figures.items()
             if unit == "ms" and (figure == name or (name == "filter" and figure.startswith("filter ")))), default=None)
        if slowest is None:
            bench.cannot(called, f"no figure '{name}'")
        elif bar is None:
            bench.note(called, slowest / 1000)
        else:
            bench.bar(called, slowest, bar, unit=" ms")
    changed = int(figures["bytes that the rescan wrote"][0])
    bench.holds("a rescan of what is unchanged writes", changed == 0, "nothing" if changed == 0 else "something", "nothing")
    for name in ["relations, the source read again", "rescan", "write the cache", "read and judge"]:
        bench.note(name, figures[name][0] / 1000)
    bench.note("memory at rest", figures["resident at rest"][0] * (1 << 20), "B")
