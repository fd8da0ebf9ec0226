"""Speed and memory of `bulwark scan` beside trivy, checkov and jq."""

import inputs
import peers
from bench import Bench

# Reports in full: the program's, and the peers' own.
FULL = ["-o", "json"]


def bars(bench):
    yaml(bench)
    pods(bench, owned=True)
    pods(bench, owned=False)


def yaml(bench):
    """A megabyte of Deployments, against the two scanners that people run on files."""
    if not bench.wants("yaml"):
        return
    path = inputs.deployments(2000)
    bench.section(f"yaml: {path.stat().st_size / 1e6:.1f} MB of YAML, 2,000 Deployments, reports in JSON")
    ours = bench.measure([bench.bulwark, "scan", "--no-cache", path, *FULL])
    bench.note("bulwark scan", ours.seconds)
    bench.note("bulwark scan as a table", bench.measure([bench.bulwark, "scan", "--no-cache", path]).seconds)
    bench.note("bulwark scan, peak memory", ours.peak, "B")
    cache = Bench.folder() / "trivy-cache"
    trivy, checkov = peers.find(bench, "trivy"), peers.find(bench, "checkov")
    commands = [
        ("trivy", 100, trivy, [
            "config", "--quiet", "--format", "json", "--skip-check-update", "--cache-dir", cache, path]),
        ("checkov", 30, checkov, ["--framework", "kubernetes", "--output", "json", "--quiet", "--file", path]),
    ]
    for name, factor, program, words in commands:
        if program is None:
            bench.cannot(f"at most 1/{factor} of {name}", f"no {name} (pip could not install it)")
            continue
        theirs = bench.measure([program, *words], runs=1)
        if theirs.status not in (0, 1):
            bench.cannot(f"at most 1/{factor} of {name}", f"{name} failed: {theirs.errors[-200:]}")
            continue
        bench.bar(f"at most 1/{factor} of {name}", ours.seconds, theirs.seconds / factor, f"{name} {theirs.seconds:.1f} s")


def pods(bench, owned):
    """A dump of ten thousand pods, against the program that only counts them."""
    kind = "owned" if owned else "ownerless"
    if not bench.wants(f"pods {kind}"):
        return
    path = inputs.pods(10_000, owned)
    owners = "of 500 replica sets" if owned else "without owners"
    bench.section(f"pods {kind}: {path.stat().st_size / 1e6:.0f} MB of JSON, 10,000 pods {owners}, reports in JSON")
    jq = peers.find(bench, "jq")
    if jq is None:
        return bench.cannot("beside jq", "no jq (apt-get could not install it)")
    ours, table, theirs = bench.measure(
        [bench.bulwark, "scan", "--no-cache", path, *FULL], [bench.bulwark, "scan", "--no-cache", path], [jq, ".items|length", path])
    factor = 1 if owned else 3
    what = "less than jq '.items|length'" if owned else "at most 3 × jq '.items|length'"
    bench.bar(what, ours.seconds, factor * theirs.seconds, f"jq {theirs.seconds:.3f} s")
    bench.bar(f"{what}, as a table", table.seconds, factor * theirs.seconds, f"jq {theirs.seconds:.3f} s")
    if owned:
        bench.bar("peak memory", ours.peak, 250 << 20, f"jq {theirs.peak / (1 << 20):.0f} MiB", unit="B")
    else:
        bench.note("peak memory", ours.peak, "B", f"jq {theirs.peak / (1 << 20):.0f} MiB")
