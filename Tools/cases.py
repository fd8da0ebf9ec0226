#!/usr/bin/env python3
"""Compares Bulwark's verdicts with those of other tools' test suites.

    Tools/cases.py BULWARK [FOLDER] [--areas 2,4,5,6,11] [--verbose]
    Tools/cases.py --document           writes Docs/disagreements.md from Docs/disagreements.tsv

FOLDER holds index.tsv and mapping.tsv; its README says how each suite is read. Every disagreement is printed;
those that Docs/disagreements.tsv argues are counted apart (--verbose prints them too). What was not compared, and why,
is counted. Exits with 1 where the agreement after what is argued is below the bar: Pod Security fixtures 100 %, every
other suite 98 %. A row of the argument with `checks` corrects the mapping instead of arguing: which checks of ours look
at what the suite's check looks at (- for none); `check@Kind|Kind` means findings on objects of these kinds only.
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ARGUMENTS = HERE / "Docs/disagreements.tsv"
BARS = defaultdict(lambda: 0.98, pss=1.0)
BASELINE = {
    "apparmorprofile", "capabilities_baseline", "hostnamespaces", "hostpathvolumes", "hostports",
    "hostprobesandhostlifecycle", "privileged", "procmount", "seccompprofile_baseline", "selinuxoptions", "sysctls",
    "windowshostprocess",
}


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def scan(bulwark, path, settings="", cache={}):
    """The failed findings of an input, under settings of ours (YAML), whatever their state."""
    key = (str(path), settings)
    if key not in cache:
        environment = dict(os.environ, BULWARK_STATE=tempfile.gettempdir() + "/bulwark-cases-state")
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write(settings or "checks: {}\n")
            file.flush()
            environment["BULWARK_CONFIG"] = file.name
            done = subprocess.run(
                [bulwark, "scan", "-o", "json", str(path)], capture_output=True, env=environment, check=False)
        # 3: something in the input cannot be read, which is what some cases are about; 4: nothing to judge.
        if done.returncode not in (0, 3, 4):
            sys.exit(f"cases: {path}: exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
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
        related = [item.get("object") for item in alert.get("relatedObjects") or [] if isinstance(item, dict)]
        for item in [*(external.get("relatedObjects") or []), *related]:
            if not isinstance(item, dict):
                continue
            found.add((item.get("kind"), (item.get("metadata") or {}).get("name")))
    return found


def concerns(finding, checks):
    """Whether a finding is of one of the checks, on an object of the kinds that are named with it."""
    for check in checks:
        name, _, kinds = check.partition("@")
        if finding["check"] == name and (not kinds or finding["subject"]["kind"] in kinds.split("|")):
            return True
    return False


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


def configuration(folder, cache={}):
    """kube-score's configuration of each of its tests."""
    if folder not in cache:
        path = folder / "kube-score/expected.json"
        tests = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        cache[folder] = {(test["test"], test["check"]): test["config"] for test in tests}
    return cache[folder]


def settings_of(folder, case):
    """Bulwark's settings for a case that its suite runs with settings of its own."""
    checks = defaultdict(dict)
    parameters = lambda check: checks[check].setdefault("parameters", {})
    if case["tool"] == "regolibrary":
        path = folder / case["input"] / "data.json"
        if path.exists():
            inputs = (json.loads(path.read_text(encoding="utf-8")) or {}).get("postureControlInputs") or {}
            for theirs, (check, ours) in PARAMETERS.items():
                values = [value for value in inputs.get(theirs) or [] if value]
                if values:
                    parameters(check)[ours] = values[0] if ours.startswith("max") else values
    elif case["tool"] == "kube-linter" and case["check"] == "minimum-three-replicas":
        parameters("replicas")["minimum"] = 3
    elif case["tool"] == "kube-score":
        config = configuration(folder).get((case["check"], case["control"]), "")
        least = re.search(r"MinReplicasDeployment: (\d+)", config)
        if least:
            parameters("replicas")["minimum"] = int(least[1])
        if "IgnoreContainerCpuLimitRequirement: true" in config:
            checks["cpu-limit"]["enabled"] = False
        if "IgnoreContainerMemoryLimitRequirement: true" in config:
            checks["mem-limit"]["enabled"] = False
        # Optional there, by a flag or an annotation; here by namespace.
        if "Requests Equal Limits" in case["control"] and "ptional" in config:
            parameters("qos")["guaranteed"] = ["default", "testspace"]
    # JSON is YAML.
    return json.dumps({"checks": checks}) if checks else ""


def judge(bulwark, folder, case, checks, infos):
    """What Bulwark says of a case: fail or pass, and what of it the suite would not."""
    path = folder / case["input"]
    suite = case["tool"]
    settings = settings_of(folder, case)
    if suite == "regolibrary":
        inputs = path / "input" if (path / "input").is_dir() else path
        failed = [f for f in scan(bulwark, inputs, settings) if concerns(f, checks)]
        if case["verdict"] == "fail":
            wanted = alerted(path)
            if wanted:
                hit = any(any(name in wanted for name in names(finding)) for finding in failed)
                return ("fail", "") if hit else ("pass", "")
        return ("fail", "") if failed else ("pass", "")
    if suite == "pss" and case["verdict"] == "pass":
        level = set()
        for info in infos:
            prefixes = {e[4:] for e in info["equivalents"] if e.startswith("pss:")}
            if prefixes & BASELINE or (case["control"] == "restricted" and prefixes):
                level.add(info["check"])
        failed = {f["check"] for f in scan(bulwark, path)} & level
        return ("fail", " ".join(sorted(failed))) if failed else ("pass", "")
    failed = [f for f in scan(bulwark, path, settings) if concerns(f, checks)]
    if suite == "kube-linter":
        # Objects called dont-fire must pass, those called fire must fail.
        wrong = {name for finding in failed for _, name in names(finding) if name.startswith("dont-fire")}
        if wrong:
            return "fail", "also of " + " ".join(sorted(wrong))
        missed = set(re.findall(r"(?m)^  name: (fire\S*)$", path.read_text(encoding="utf-8")))
        missed -= {name for finding in failed for _, name in names(finding)}
        if missed:
            return "pass", "of " + " ".join(sorted(missed))
    return ("fail", "") if failed else ("pass", "")


def arguments():
    """What Docs/disagreements.tsv argues, and which rows of the mapping it corrects, by suite, check and case."""
    argued, corrected = {}, {}
    for row in rows(ARGUMENTS):
        key = row["tool"], row["check"], row["case"]
        if row["checks"]:
            corrected[key] = set(row["checks"].split(",")) - {"-"}
        else:
            argued[key] = row["reason"]
    return argued, corrected


def compare(options):
    infos = json.loads(subprocess.run(
        [options.bulwark, "checks", "list", "-o", "json"], capture_output=True, check=True).stdout)
    areas = {int(area) for area in options.areas.split(",")}
    known = {info["check"] for info in infos if info["area"] in areas}
    mapping = {}
    for row in rows(options.folder / "mapping.tsv"):
        mapping[row["tool"], row["control"], row["rule"]] = {c for c in row["checks"].split(",") if c}
    argued, corrected = arguments()
    counts = defaultdict(Counter)
    used = set()
    for case in rows(options.folder / "index.tsv"):
        suite = counts[case["tool"]]
        suite["rows"] += 1
        key = (case["tool"], case["check"], case["case"])
        general = (case["tool"], case["check"], "*")
        checks = corrected.get(key, corrected.get(general))
        if checks is None:
            checks = mapping.get((case["tool"], case["control"], case["check"]), set())
        # A Pod Security fixture that passes is held against its whole level, whatever it is called after.
        if not (case["tool"] == "pss" and case["verdict"] == "pass" and areas >= {4}):
            if not checks:
                suite["unmapped"] += 1
                continue
            if not {check.partition("@")[0] for check in checks} <= known:
                suite["elsewhere"] += 1
                continue
        verdict, detail = judge(options.bulwark, options.folder, case, checks, infos)
        suite["cases"] += 1
        if verdict == case["verdict"] and not detail:
            suite["agree"] += 1
            continue
        reason = argued.get(key) or argued.get(general)
        if reason:
            used.update({key, general})
            suite["argued"] += 1
            if not options.verbose:
                continue
        print(f"{case['tool']}\t{case['control']}\t{case['check']}\t{case['case']}\t"
              f"they say {case['verdict']}, we say {verdict}{' ' + detail if detail else ''}\t{reason or ''}")
    below = False
    print(f"\n{'suite':<14} {'rows':>5} {'unmapped':>9} {'elsewhere':>10} {'compared':>9} {'agree':>6} {'argued':>7} "
          f"{'plain':>7} {'after':>7}  bar")
    for suite, count in sorted(counts.items()):
        line = f"{suite:<14} {count['rows']:>5} {count['unmapped']:>9} {count['elsewhere']:>10} {count['cases']:>9}"
        if count["cases"]:
            plain = count["agree"] / count["cases"]
            after = (count["agree"] + count["argued"]) / count["cases"]
            bar = BARS[suite]
            below = below or after < bar
            line += (f" {count['agree']:>6} {count['argued']:>7} {plain:>7.1%} {after:>7.1%}"
                     f"  {bar:.0%}{'' if after >= bar else '  BELOW'}")
        print(line)
    print(f"unmapped: no check of ours looks at it; elsewhere: a check of another area than {options.areas} would")
    for key in sorted(set(argued) - used):
        print(f"not needed any more: {' '.join(key)}")
    return 1 if below else 0


def document():
    """Docs/disagreements.md, from the table."""
    argued, corrected = [], []
    for row in rows(ARGUMENTS):
        (corrected if row["checks"] else argued).append(row)
    lines = [
        "# Disagreements", "",
        "Other tools' test suites are data that Bulwark's verdicts are compared with (`make cases`). Where they disagree with it and",
        "it stays so, this is why. Written from [disagreements.tsv](disagreements.tsv), which the comparison reads, by",
        "`Tools/cases.py --document`.", "", "## Verdicts that stay"]
    for tool in dict.fromkeys(row["tool"] for row in argued):
        lines += ["", f"### {tool}", "", "| check there | case | why |", "|--|--|--|"]
        for row in argued:
            if row["tool"] == tool:
                case = "all" if row["case"] == "*" else row["case"]
                lines.append(f"| {row['check']} | {case} | {row['reason']} |")
    lines += [
        "", "## Corrected mappings", "",
        "The suites name their checks, and a table maps those to ours. These rows of it are corrected:", "",
        "| suite | check there | case | compared with | why |", "|--|--|--|--|--|"]
    for row in corrected:
        case = "all" if row["case"] == "*" else row["case"]
        checks = "nothing" if row["checks"] == "-" else row["checks"]
        checks = checks.replace("|", "\\|")
        lines.append(f"| {row['tool']} | {row['check']} | {case} | {checks} | {row['reason']} |")
    (HERE / "Docs/disagreements.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bulwark", nargs="?")
    parser.add_argument("folder", nargs="?", default="../shared/cases", type=Path)
    parser.add_argument("--areas", default="2,4,5,6,11")
    parser.add_argument("--verbose", action="store_true", help="print argued disagreements too")
    parser.add_argument("--document", action="store_true", help="write Docs/disagreements.md and end")
    options = parser.parse_args()
    if options.document:
        return document()
    if not options.bulwark:
        parser.error("BULWARK: the program to compare")
    if not (options.folder / "index.tsv").exists():
        sys.exit(f"cases: {options.folder}: no index.tsv in it (make cases CASES=folder)")
    sys.exit(compare(options))


if __name__ == "__main__":
    main()
