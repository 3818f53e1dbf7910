#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long the compiler takes to check configs, beside OmegaConf loading the same files.

    mvn package -DskipTests -pl bench/jmh -am
    python3 bench/check.py [--configs FOLDER] [--python PYTHON] [--quick]

OmegaConf reads, merges over defaults.yaml and resolves every reference: the first of the things
that a check does, and what every run of the original begins with. PYTHON needs `omegaconf`; where
it has none, the table has the compiler's column alone.
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

OMEGACONF = r"""
import json, math, pathlib, statistics, sys, time
from omegaconf import OmegaConf
import yaml

for name, function in {
    "add": lambda *v: sum(v),
    "subtract": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "mul_int": lambda a, b: int(a * b),
    "div_int": lambda a, b: a // b,
    "div_float": lambda a, b: a / b,
    "sqrt_div": lambda a, b: math.sqrt(a / b),
}.items():
    OmegaConf.register_new_resolver(name, function, replace=True)

def load(file, defaults):
    config = OmegaConf.load(file)
    if defaults:
        config = OmegaConf.merge(OmegaConf.load(defaults), config)
    return OmegaConf.to_container(config, resolve=True)

pairs, repeats = json.loads(sys.argv[1]), int(sys.argv[2])
times = {file: [] for file, _ in pairs}
for file, defaults in pairs:
    load(file, defaults)
for _ in range(repeats):
    for file, defaults in pairs:
        start = time.perf_counter()
        load(file, defaults)
        times[file].append((time.perf_counter() - start) * 1e3)
print(json.dumps({file: statistics.median(each) for file, each in times.items()}))
"""


def experiments(folder):
    found = []
    for file in sorted(folder.rglob("*.yaml")):
        if file.name == "defaults.yaml":
            continue
        defaults = next((p / "defaults.yaml" for p in file.parents if (p / "defaults.yaml").is_file()), None)
        found.append((str(file), str(defaults) if defaults else None))
    if not found:
        sys.exit(f"no experiment in {folder}")
    return found


def java():
    home = os.environ.get("JAVA_HOME")
    return str(pathlib.Path(home, "bin", "java")) if home else shutil.which("java") or "java"


def class_path():
    jar = ROOT / "bench/jmh/target/l3m-bench.jar"
    listed = ROOT / "bench/jmh/target/class-path"
    if not jar.is_file() or not listed.is_file():
        sys.exit("build first: mvn package -DskipTests -pl bench/jmh -am")
    return f"{jar}{os.pathsep}{listed.read_text().strip()}"


def jmh(folder, quick):
    """The scores of all benchmarks in milliseconds, with JMH's error."""
    with tempfile.TemporaryDirectory() as scratch:
        result = pathlib.Path(scratch, "jmh.json")
        length = ["-wi", "3", "-i", "3", "-w", "1", "-r", "1"] if quick else []
        subprocess.run(
            [java(), "-cp", class_path(), "org.openjdk.jmh.Main", "-foe", "true", "-rf", "json",
             "-rff", str(result), "-jvmArgs", f"-Dl3m.configs={folder}", *length],
            cwd=ROOT, check=True, stdout=sys.stderr)
        scores = {}
        for run in json.loads(result.read_text()):
            name = run["benchmark"].rsplit(".", 1)[1]
            blocks = run.get("params", {}).get("blocks")
            metric = run["primaryMetric"]
            scores[f"{name} {blocks}" if blocks else name] = (metric["score"], metric["scoreError"])
        return scores


def omegaconf(pairs, python, quick):
    """Milliseconds per file, or None where Python has no OmegaConf."""
    if subprocess.run([python, "-c", "import omegaconf"], capture_output=True).returncode:
        print(f"{python} has no omegaconf: pip install omegaconf", file=sys.stderr)
        return None
    run = subprocess.run([python, "-c", OMEGACONF, json.dumps(pairs), "3" if quick else "15"],
                         check=True, capture_output=True, text=True)
    return json.loads(run.stdout)


def cold(file, repeats):
    """Whole commands `l3m check`, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        subprocess.run([str(ROOT / "l3m"), "check", file], cwd=ROOT, capture_output=True)
        times.append((time.perf_counter() - start) * 1e3)
    return times


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--configs", type=pathlib.Path, default=ROOT / "configs")
    arguments.add_argument("--python", default=sys.executable)
    arguments.add_argument("--quick", action="store_true", help="less exact, in a minute")
    given = arguments.parse_args()
    folder = given.configs.resolve()
    pairs = experiments(folder)
    other = omegaconf(pairs, given.python, given.quick)
    scores = jmh(folder, given.quick)
    cold(pairs[0][0], 1)
    started = cold(pairs[0][0], 3 if given.quick else 10)

    count = len(pairs)
    print(f"{count} configs of {folder.name}, load average {os.getloadavg()[0]:.1f}\n")
    print("| what | l3m, ms | OmegaConf: load, merge, resolve, ms |")
    print("|---|---:|---:|")

    def row(label, name, beside):
        score, error = scores[name]
        print(f"| {label} | {score:.1f} ± {error:.1f} | {beside} |")

    mean = f"{statistics.mean(other.values()):.1f}" if other else "not run"
    total = f"{sum(other.values()):.1f}" if other else "not run"
    row("check one config (mean of all)", "checkOne", mean)
    row(f"check all {count}", "checkAll", total)
    row(f"check and generate all {count}", "checkAndGenerateAll", "")
    for name in sorted((n for n in scores if n.startswith("check ")), key=lambda n: int(n.split()[1])):
        row(f"check a config of {name.split()[1]} blocks in a list, 10 lines each", name, "")
    print(f"| `l3m check FILE`, cold, whole command | {statistics.median(started):.0f} "
          f"({min(started):.0f} to {max(started):.0f}) | |")


if __name__ == "__main__":
    main()
