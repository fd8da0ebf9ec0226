"""The dashboard on a terminal: paint after keys, filters and sorts, bytes on the wire, rest, memory.

The program runs on a pseudo-terminal of its own, with nothing between. A time is from the write of a key to the last
byte of what it draws, whatever frames that takes; what a key draws has ended when nothing came for a while.
"""

import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path

import peers
import session
from bench import Bench, configuration

# Deployments, of which each has some twenty-five findings; the bars of the start, a filter and an order in milliseconds,
# of memory in MiB. None is noted alone.
SIZES = [("100,000", int(os.environ.get("BULWARK_BENCH_SCREEN", "3900")), (100, 100, 150, 100)),
         ("a million", int(os.environ.get("BULWARK_BENCH_WORKLOADS", "40000")), (None, 250, None, 300))]


class Terminal:
    """A program on a pseudo-terminal of 120 columns and 36 rows."""

    def __init__(self, command, **environment):
        self.start = time.perf_counter()
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.environ.update(environment, TERM="xterm-256color", LANG="C.UTF-8", LC_ALL="C.UTF-8")
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
            os.execv(command[0], command)
        self.written = 0

    def read(self, patience):
        """What comes within so many seconds, and when it was there; nothing where nothing came."""
        if not select.select([self.master], [], [], patience)[0]:
            return b"", time.perf_counter()
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            data = b""
        self.written += len(data)
        return data, time.perf_counter()

    def settle(self, quiet):
        """Takes what comes until nothing did for so many seconds. Returns it, and when its last byte was there."""
        taken, last = [], time.perf_counter()
        while True:
            data, now = self.read(quiet)
            if not data:
                return b"".join(taken), last
            taken.append(data)
            last = now

    def wait(self, *texts, within=600):
        """Takes what comes until all of the texts were in it; returns when, in seconds from the start."""
        taken, end = b"", time.perf_counter() + within
        while not all(text in taken for text in texts):
            data, now = self.read(max(0, end - time.perf_counter()))
            if not data:
                raise TimeoutError(f"{texts} did not come; the last was {taken[-200:]!r}")
            taken += data
        return now - self.start

    def press(self, keys, quiet=0.06):
        """Seconds from the write of the keys to the last byte of what they draw, and how many bytes that is."""
        begin = time.perf_counter()
        os.write(self.master, keys.encode())
        data, last = self.settle(quiet)
        return (last - begin if data else 0.0), len(data)

    def processor(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rest(self, within=600):
        """Takes what comes until the program does nothing: what it reads anew at its start is read."""
        end = time.perf_counter() + within
        while time.perf_counter() < end:
            before = self.processor()
            self.settle(2)
            if self.processor() - before < 0.02:
                return

    def resident(self):
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        self.settle(0.5)
        os.close(self.master)
        os.waitpid(self.pid, 0)


def percentile(values, part=0.95):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def moves(terminal, keys, times, quiet=0.06):
    """Milliseconds and bytes of each of these keys, pressed so often."""
    drawn = [terminal.press(key, quiet) for _ in range(times) for key in keys]
    return [seconds * 1000 for seconds, _ in drawn], [count for _, count in drawn]


def typed(terminal, text, quiet):
    return [terminal.press(letter, quiet)[0] * 1000 for letter in text]


def bars(bench):
    for called, workloads, limits in SIZES:
        if bench.wants(f"screens: {called} findings"):
            measure(bench, called, workloads, limits)


def measure(bench, called, workloads, limits):
    bench.section(f"screens: {called} findings on a terminal of 120x36")
    with tempfile.TemporaryDirectory(dir=Bench.folder()) as state, tempfile.TemporaryDirectory() as folder:
        names = ["prod", "stage"]
        for name in names:
            Path(folder, name).mkdir()
            session.write(Path(folder, name), workloads // len(names))
        environment = {"BULWARK_STATE": state, "BULWARK_CONFIG": str(configuration()), "HOME": folder}
        command = [str(bench.bulwark)] + [word for name in names for word in ("--from", f"{name}={folder}/{name}")]
        for _ in range(2):
            # The first fills the cache, the second finds it as each later one does.
            subprocess.run(
                command + ["--script", "/dev/null", "--dump", "/dev/null"], check=True, env=dict(os.environ, **environment))
        try:
            starts(bench, command, environment, limits[0])
            at_work(bench, command, environment, *limits[1:])
        except (TimeoutError, OSError) as error:
            bench.cannot(called, str(error)[:200])


def starts(bench, command, environment, limit):
    paints = []
    for _ in range(max(3, bench.options.runs)):
        terminal = Terminal(command, **environment)
        paints.append(terminal.wait(b"prod", b"stage", b"CRIT") * 1000)
        terminal.end()
    figure(bench, "start to the fleet, from the cache", statistics.median(paints), limit)


def figure(bench, name, measured, limit):
    if limit is None:
        bench.note(name, measured, unit=" ms")
    else:
        bench.bar(name, measured, limit, unit=" ms")


def at_work(bench, command, environment, filter_limit, order_limit, memory_limit):
    terminal = Terminal(command, **environment)
    try:
        terminal.wait(b"stage")
        terminal.rest()
        terminal.press("3", 1)
        slow = 0.5
        times, counts = moves(terminal, ["j"], 100)
        bench.bar("a step of the cursor, list and detail, p95", percentile(times), 16, unit=" ms")
        bench.note("… its bytes, median", statistics.median(counts), "B")
        times, _ = moves(terminal, ["\x06", "\x04", "\x15", "j", "k", "G", "gg"], 12)
        bench.bar("pages, ends and steps, p95", percentile(times), 16, unit=" ms")
        terminal.press("z", 1)
        _, counts = moves(terminal, ["j"], 20)
        bench.bar("a step of the cursor in the list, bytes", statistics.median(counts), 600, unit=" B")
        terminal.press("z", 1)
        _, counts = moves(terminal, ["\x0c"], 5, 0.2)
        bench.bar("a full repaint", max(counts) / 1024, 8000 / 1024, unit=" KiB")
        terminal.press("/", slow)
        times = typed(terminal, "privileged team-1", slow)
        terminal.press("\x1b", 1)
        bench.bar("a letter of a filter, the slowest", max(times), filter_limit, unit=" ms")
        times = []
        for downs in range(1, 6):
            terminal.press("S", slow)
            for _ in range(downs):
                terminal.press("j", slow)
            times.append(terminal.press("\r", slow)[0] * 1000)
        figure(bench, "another order, the slowest", max(times), order_limit)
        terminal.rest()
        time.sleep(10)
        before, written = terminal.processor(), terminal.written
        terminal.settle(10)
        used = (terminal.processor() - before) / 10
        bench.bar("processor at rest", used * 100, 0.3, unit=" %")
        bench.holds("bytes at rest", terminal.written == written, f"{terminal.written - written} B", "0 B")
        bench.bar("memory at rest", terminal.resident() / (1 << 20), memory_limit, unit=" MiB")
        finder(bench)
    finally:
        terminal.end()


def finder(bench):
    """How long another program of terminals takes for the same: a letter in fzf over 100,000 lines."""
    fzf = peers.find(bench, "fzf")
    if not fzf:
        return
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as lines:
        for number in range(100_000):
            lines.write(f"HIGH privileged deploy/{session.WORDS[number % 16]}-{number:05} team-{number % 400:03} prod\n")
        lines.flush()
        terminal = Terminal(["/bin/sh", "-c", f"exec {fzf} < {lines.name}"])
        terminal.settle(2)
        times = typed(terminal, "team-1", 0.5)
        steps, _ = moves(terminal, ["\x0b"], 30)
        terminal.end()
    bench.note("  fzf, 100,000 lines: a letter, the slowest", max(times), " ms")
    bench.note("  fzf: a step of the cursor, p95", percentile(steps), " ms")
