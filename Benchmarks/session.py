"""A session over a generated fleet: start from the cache, filters, orders, windows, decisions, memory.

    Benchmarks/session.py [--program .build/release/bulwark-bench] [--workloads N]

Build the program first: swift build -c release --product bulwark-bench. 3,300 workloads give some 86,000 findings,
40,000 a million.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

WORDS = "api web worker cache auth search mail billing report gateway sync index feed cart media queue".split()


def workload(number):
    first, second = WORDS[number % 16], WORDS[number // 16 % 16]
    name = f"{first}-{second}-{number:05}"
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}, namespace: team-{number % 400:03}, labels: {{app: {name}}}}}
spec:
  replicas: {1 + number % 3}
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      containers:
      - name: {WORDS[number % 7]}
        image: registry.example/{first}/{name}:{number % 50}
        ports: [{{containerPort: {8000 + number % 1000}}}]
        securityContext: {{privileged: {"true" if number % 9 == 0 else "false"}}}
---
"""


def write(folder, workloads):
    """Manifests of so many workloads, a thousand a file."""
    for start in range(0, workloads, 1000):
        numbers = range(start, min(start + 1000, workloads))
        Path(folder, f"part-{start:06}.yaml").write_text("".join(workload(number) for number in numbers))


def main():
    top = Path(__file__).resolve().parent.parent
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", default=top / ".build/release/bulwark-bench")
    options.add_argument("--workloads", type=int, default=3300)
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write(folder, options.workloads)
        subprocess.run([options.program, folder], check=True)


if __name__ == "__main__":
    main()
