"""How time and memory grow with the objects: ten times as many take at most eleven times as long."""

import inputs


def bars(bench):
    sizes = [
        ("deployments", inputs.deployments, (2000, 20_000)),
        ("owned pods", lambda count: inputs.pods(count, owned=True), (10_000, 100_000)),
        ("ownerless pods", lambda count: inputs.pods(count, owned=False), (10_000, 100_000)),
    ]
    if not bench.wants("growth"):
        return
    bench.section("growth: ten times the objects")
    for name, make, (few, many) in sizes:
        small, large = bench.measure(
            *[[bench.bulwark, "scan", "--no-cache", make(count), "-o", "json"] for count in (few, many)], runs=3)
        bench.bar(f"{many:,} {name}: times as long as {few:,}", large.seconds / small.seconds, 11, unit=" ×",
                  peer=f"{small.seconds:.2f} s, {large.seconds:.2f} s")
        further = (large.peak - small.peak) / (many - few)
        if name == "owned pods":
            bench.bar("memory for each further pod of a known template", further, 4096, unit="B")
        else:
            bench.note(f"memory for each further of the {name}", further, "B")
