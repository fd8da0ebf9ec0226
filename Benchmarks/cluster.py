"""A whole large cluster: what areas 2, 4, 5, 6 and 11 make of its objects together."""

import inputs


def bars(bench):
    if not bench.wants("cluster"):
        return
    path = inputs.cluster()
    bench.section(
        f"cluster: {path.stat().st_size / 1e6:.0f} MB of JSON, 2,000 namespaces, 50,000 pods of 5,000 templates, "
        "20,000 bindings, 5,000 policies")
    table = bench.measure([bench.bulwark, "scan", "--no-cache", path], runs=min(3, bench.options.runs))
    bench.bar("bulwark scan", table.seconds, 20)
    bench.note("bulwark scan, time of the processor", table.processor)
    bench.bar("peak memory", table.peak, 1 << 30, unit="B")
