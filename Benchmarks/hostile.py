"""What somebody sends who means harm: an answer within 5 s and 500 MB, and never a crash."""

import crowds
import inputs

SECONDS = 5
BYTES = 500 * 1000 * 1000


def bars(bench):
    if not bench.wants("hostile"):
        return
    files = [("alias bomb", inputs.alias_bomb()), ("merge bomb", inputs.merge_bomb()), ("gzip bomb", inputs.gzip_bomb())]
    files += [(f"10,000 deep, {style}", inputs.deep(style)) for style in ("block.yaml", "flow.yaml", "flow.json")]
    files += [
        (f"a line of 1 GB, {style}", inputs.line(style))
        for style in ("text.yaml", "flow.yaml", "blanks.yaml", "string.json", "items.json")
    ]
    files += [
        (f"a million documents, {style}", inputs.million(style))
        for style in ("empty.yaml", "small.yaml", "broken.yaml", "objects.yaml", "values.json")
    ]
    files += [("half a million %TAGs", crowds.tags()), ("a folder of links that lead out", crowds.links())]
    files += [(f"a crowd: {style}", crowds.crowd(style)) for style in crowds.CROWDS]
    bench.section("hostile: at most 5 s and 500 MB, and an error or notice")
    for name, path in files:
        run = bench.measure([bench.bulwark, "scan", "--no-cache", path], runs=1, timeout=120)
        bench.bar(f"{name}", run.seconds, SECONDS)
        bench.bar(f"{name}, memory", run.peak, BYTES, unit="B")
        said = run.errors.strip().split("\n")[0]
        told = run.status in (0, 3, 4) and (said.startswith("bulwark: ") or run.status == 0)
        bench.holds(f"{name}, told", told, f"status {run.status}", "0, 3 or 4")
