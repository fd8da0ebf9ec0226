#!/usr/bin/env python3
"""The bars of speed and memory, each figure beside its bar and its peer.

    Benchmarks/bench.py [--bulwark PROGRAM] [--runs N] [--only WORD] [--no-install]

Peers are installed into .build/bench where they are missing, and run on the same inputs on the same machine in the same
run. A figure is the median of its runs; runs of a program and of its peer take turns, so that a busy machine is busy for
both. Exits with 1 where a bar is missed, with 2 where a bar cannot be measured.

A set of bars is a module beside this file with `def bars(bench)`, which calls `bench.bar(…)` for each figure: SETS
names them in their order.
"""

import argparse
import importlib
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
SETS = ["scan", "growth", "cluster", "hostile", "memory", "screens", "live"]


class Run:
    """One program run to its end: wall and processor seconds, peak resident bytes, exit status, what it wrote to stderr."""

    def __init__(self, command, stdin=None, timeout=1800):
        errors = Bench.folder() / "stderr"
        with open(errors, "wb") as error_file, open(os.devnull, "wb") as nowhere:
            start = time.perf_counter()
            process = subprocess.Popen(
                [str(word) for word in command], stdin=stdin or subprocess.DEVNULL, stdout=nowhere, stderr=error_file,
                env=dict(os.environ, BULWARK_CONFIG=str(configuration()), LANG="C.UTF-8"))
            killed = False
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                if time.perf_counter() - start > timeout and not killed:
                    process.kill()
                    killed = True
                time.sleep(0.001)
            self.seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        self.status = process.returncode
        self.processor = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss * 1024
        self.errors = errors.read_text(errors="replace")
        self.timed_out = killed


class Median:
    """The medians of several runs of one command."""

    def __init__(self, runs):
        self.runs = runs
        self.seconds = statistics.median(run.seconds for run in runs)
        self.processor = statistics.median(run.processor for run in runs)
        self.peak = statistics.median(run.peak for run in runs)
        self.status = max((run.status for run in runs), key=abs)
        self.errors = runs[-1].errors


class Bench:
    def __init__(self, options):
        self.options = options
        self.bulwark = Path(options.bulwark)
        self.missed = 0
        self.unmeasured = 0

    @staticmethod
    def folder():
        folder = TOP / ".build" / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def wants(self, name):
        return self.options.only is None or self.options.only in name

    def measure(self, *commands, runs=None, **keywords):
        """The medians of commands that take turns."""
        taken = [[] for _ in commands]
        for _ in range(runs or self.options.runs):
            for place, command in zip(taken, commands):
                place.append(Run(command, **keywords))
        medians = [Median(place) for place in taken]
        for command, median in zip(commands, medians):
            # A program that refuses its input is fast.
            if str(command[0]) == str(self.bulwark) and median.status not in (0, 3, 4):
                self.cannot(" ".join(str(word) for word in command[1:]), f"status {median.status}: {median.errors[:200]}")
        return medians[0] if len(medians) == 1 else medians

    def section(self, title):
        print(f"\n{title}\n{'':2}{'figure':<46} {'measured':>12} {'bar':>22}  {'peer':<28} verdict", flush=True)

    def bar(self, name, measured, bar, peer="", unit="s"):
        """Prints a figure, its bar and whether it is met. Both are in `unit`; less is better."""
        met = measured <= bar
        self.missed += 0 if met else 1
        print(
            f"  {name:<46} {shown(measured, unit):>12} {'≤ ' + shown(bar, unit):>22}  {peer:<28} "
            f"{'PASS' if met else 'miss'}", flush=True)

    def holds(self, name, met, what, bar):
        """Prints a bar that is no number."""
        self.missed += 0 if met else 1
        print(f"  {name:<46} {what:>12} {bar:>22}  {'':<28} {'PASS' if met else 'miss'}", flush=True)

    def note(self, name, measured, unit="s", peer=""):
        """Prints a figure without a bar."""
        print(f"  {name:<46} {shown(measured, unit):>12} {'':>22}  {peer}", flush=True)

    def cannot(self, name, why):
        self.unmeasured += 1
        print(f"  {name:<46} {'—':>12} {'':>22}  {why:<28} unmeasured", flush=True)


def configuration():
    """The defaults, whatever the person who measures has configured."""
    path = Bench.folder() / "config.yaml"
    path.write_text("checks: {}\n", encoding="utf-8")
    return path


def shown(value, unit):
    if unit == "s":
        return f"{value:.3f} s" if value < 10 else f"{value:.1f} s"
    if unit == "B":
        return f"{value / 1024:.1f} KiB" if value < 1 << 20 else f"{value / (1 << 20):.1f} MiB"
    return f"{value:.2f}{unit}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--bulwark", default=TOP / ".build/release/bulwark", help="the program (a release build)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each command that takes seconds")
    parser.add_argument("--only", metavar="WORD", help="only bars whose name holds this")
    parser.add_argument("--no-install", action="store_true", help="leave out peers that are missing")
    bench = Bench(parser.parse_args())
    if not os.access(bench.bulwark, os.X_OK):
        sys.exit(f"bench: {bench.bulwark}: no program (make release builds it)")
    version = subprocess.run([bench.bulwark, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    print(f"{version}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, median of {bench.options.runs} runs")
    for name in SETS:
        importlib.import_module(name).bars(bench)
    print(f"\n{bench.missed} missed, {bench.unmeasured} unmeasured")
    sys.exit(1 if bench.missed else 2 if bench.unmeasured else 0)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.modules.setdefault("bench", sys.modules["__main__"])
    main()
