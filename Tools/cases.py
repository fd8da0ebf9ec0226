#!/usr/bin/env python3
"""Compares Bulwark's verdicts with those of other tools' test suites.

    Tools/cases.py BULWARK [FOLDER] [--areas 2,4,5,6,11] [--verbose]

FOLDER holds index.tsv and mapping.tsv; its README says how each suite is read. Every disagreement is printed;
those that Docs/disagreements.tsv argues are counted apart. Exits with 1 where the agreement after what is argued is
below the bar: Pod Security fixtures 100 %, every other suite 98 %. A row of it with `checks` corrects the mapping
instead of arguing: which checks of ours look at what the suite's check looks at (- for none).
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BARS = defaultdict(lambda: 0.98, pss=1.0)
BASELINE = {
    "apparmorprofile", "capabilities_baseline", "hostnamespaces", "hostpathvolumes", "hostports",
    "hostprobesandhostlifecycle", "privileged", "procmount", "seccompprofile_baseline", "selinuxoptions", "sysctls",
    "windowshostprocess",
}


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def scan(bulwark, path, settings, cache={}):
    """The failed findings of an input."""
    key = (str(path), settings)
    if key not in cache:
        environment = dict(os.environ, BULWARK_STATE=tempfile.gettempdir() + "/bulwark-cases-state")
        if settings:
            with tempfile.NamedTemporaryFile("w", suffix=".yaml", delete=False) as file:
                file.write(settings)
            environment["BULWARK_CONFIG"] = file.name
        done = subprocess.run(
            [bulwark, "scan", "-o", "json", str(path)], capture_output=True, env=environment, check=False)
        report = json.loads(done.stdout) if done.stdout else {"findings": []}
        cache[key] = [finding for finding in report["findings"] if finding["verdict"] == "fail"]
    return cache[key]


def names(finding):
    """The objects that a finding is about: its subject and its evidence's, as (kind, name)."""
    yield finding["subject"]["kind"], finding["subject"]["name"]
    for item in finding["evidence"]:
        kind, _, name = item["object"].partition(" ")
        yield kind.split("/")[-1], name.split("/")[-1]


def alerted(folder):
    """The objects that a suite's expected alerts name."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    found = set()
    for alert in expected or []:
        alert_object = alert.get("alertObject") or {}
        for item in alert_object.get("k8sApiObjects") or []:
            metadata = item.get("metadata") or {}
            found.add((item.get("kind"), metadata.get("name") or item.get("name")))
        external = alert_object.get("externalObjects") or {}
        for item in external.get("relatedObjects") or []:
            if not isinstance(item, dict):
                continue
            found.add((item.get("kind"), (item.get("metadata") or {}).get("name")))
    return found


# What the suite configures its rules with, as parameters of our checks; lists stay lists.
PARAMETERS = {
    "cpu_limit_max": ("limit-above-max", "maxCPU"),
    "memory_limit_max": ("limit-above-max", "maxMemory"),
    "floatingImageTags": ("pull-policy-always", "tags"),
    "imageDigestExemptRepositories": ("image-digest", "exempt"),
    "imageRepositoryAllowList": ("trusted-registry", "allowed"),
    "publicRegistries": ("trusted-registry", "denied"),
    "untrustedRegistries": ("trusted-registry", "denied"),
}


def settings_of(folder):
    """Bulwark's parameters for a case that overrides its suite's."""
    path = folder / "data.json"
    if not path.exists():
        return ""
    inputs = (json.loads(path.read_text(encoding="utf-8")) or {}).get("postureControlInputs") or {}
    parameters = defaultdict(dict)
    for theirs, (check, ours) in PARAMETERS.items():
        values = [value for value in inputs.get(theirs) or [] if value]
        if values:
            parameters[check][ours] = values[0] if ours.startswith("max") else values
    # JSON is YAML.
    return json.dumps({"checks": {check: {"parameters": own} for check, own in parameters.items()}})


def judge(bulwark, folder, case, checks, infos):
    """Whether Bulwark says fail."""
    path = folder / case["input"]
    suite = case["tool"]
    if suite == "regolibrary":
        inputs = path / "input" if (path / "input").is_dir() else path
        failed = [f for f in scan(bulwark, inputs, settings_of(path)) if f["check"] in checks]
        if case["verdict"] == "fail":
            wanted = alerted(path)
            if wanted:
                return any(any(name in wanted for name in names(finding)) for finding in failed)
        return bool(failed)
    failed = [f for f in scan(bulwark, path, "") if f["check"] in checks]
    if suite == "kube-linter":
        # Objects called dont-fire must pass, the others of a failing file must not all pass.
        if any(name.startswith("dont-fire") for finding in failed for _, name in names(finding)):
            return case["verdict"] != "fail"
        return bool(failed)
    if suite == "pss" and case["verdict"] == "pass":
        level = set()
        for info in infos:
            prefixes = {e[4:] for e in info["equivalents"] if e.startswith("pss:")}
            if prefixes & BASELINE or (case["control"] == "restricted" and prefixes):
                level.add(info["check"])
        return any(finding["check"] in level for finding in scan(bulwark, path, ""))
    return bool(failed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulwark")
    parser.add_argument("folder", nargs="?", default="../shared/cases", type=Path)
    parser.add_argument("--areas", default="2,4,5,6,11")
    parser.add_argument("--verbose", action="store_true", help="print argued disagreements too")
    options = parser.parse_args()
    if not (options.folder / "index.tsv").exists():
        sys.exit(f"cases: {options.folder}: no index.tsv in it (make cases CASES=folder)")
    infos = json.loads(subprocess.run(
        [options.bulwark, "checks", "list", "-o", "json"], capture_output=True, check=True).stdout)
    areas = {int(area) for area in options.areas.split(",")}
    known = {info["check"] for info in infos if info["area"] in areas}
    mapping = {}
    for row in rows(options.folder / "mapping.tsv"):
        mapping[row["tool"], row["control"], row["rule"]] = {c for c in row["checks"].split(",") if c}
    argued = {}
    corrected = {}
    path = HERE / "Docs/disagreements.tsv"
    if path.exists():
        for row in rows(path):
            key = row["tool"], row["check"], row["case"]
            if row["checks"]:
                corrected[key] = set(row["checks"].split(",")) - {"-"}
            else:
                argued[key] = row["reason"]
    counts = defaultdict(Counter)
    used = set()
    for case in rows(options.folder / "index.tsv"):
        checks = corrected.get((case["tool"], case["check"], "*"))
        if checks is None:
            checks = mapping.get((case["tool"], case["control"], case["check"]), set())
        if not checks or not checks <= known:
            continue
        key = (case["tool"], case["check"], case["case"])
        general = (case["tool"], case["check"], "*")
        fails = judge(options.bulwark, options.folder, case, checks, infos)
        suite = counts[case["tool"]]
        suite["cases"] += 1
        if fails == (case["verdict"] == "fail"):
            suite["agree"] += 1
            continue
        reason = argued.get(key) or argued.get(general)
        if reason:
            used.update({key, general})
            suite["argued"] += 1
            if not options.verbose:
                continue
        print(f"{case['tool']}\t{case['control']}\t{case['check']}\t{case['case']}\t"
              f"they say {case['verdict']}, we say {'fail' if fails else 'pass'}\t{reason or ''}")
    below = False
    print(f"\n{'suite':<12} {'cases':>6} {'agree':>6} {'argued':>7} {'plain':>8} {'after':>8}  bar")
    for suite, count in sorted(counts.items()):
        plain = count["agree"] / count["cases"]
        after = (count["agree"] + count["argued"]) / count["cases"]
        bar = BARS[suite]
        below = below or after < bar
        print(f"{suite:<12} {count['cases']:>6} {count['agree']:>6} {count['argued']:>7} {plain:>8.1%} {after:>8.1%}"
              f"  {bar:.0%}{'' if after >= bar else '  BELOW'}")
    for key in sorted(set(argued) - used):
        print(f"not needed any more: {' '.join(key)}")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
